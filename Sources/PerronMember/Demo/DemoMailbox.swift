import Foundation
import PerronDomain

/// The demo's e-mails and letters, as they lie in its folder. Only files that it finds there itself can be asked for, by their names.
package struct DemoMailbox: Sendable {
    /// What is listed; the newest first.
    struct Entry: Sendable {
        /// The file's name without its ending, as it stands in an address.
        let name: String
        let path: String
        let modified: Date

        /// When an e-mail was sent: its file's name begins with the milliseconds.
        var sentAt: Instant? {
            name.split(separator: "-").first.flatMap { Int64($0) }.map(Instant.init(milliseconds:))
        }
    }

    private let mailFolder: String
    private let letterFolder: String

    /// - Parameters:
    ///   - mail: holds `*.eml`.
    ///   - letters: holds `**/*.pdf`, and beside each a picture of its page, `.png`.
    package init(mail: String, letters: String) {
        mailFolder = mail
        letterFolder = letters
    }

    func mails() -> [(entry: Entry, mail: MailFile)] {
        files(in: mailFolder, ending: ".eml").compactMap { entry in
            contents(entry.path).map { (entry, MailFile($0)) }
        }
    }

    func mail(_ name: String) -> (entry: Entry, bytes: [UInt8])? {
        found(name, in: files(in: mailFolder, ending: ".eml"))
    }

    /// Without the sheets that tell the mail house of each batch.
    func letters() -> [Entry] {
        files(in: letterFolder, ending: ".pdf").filter { $0.name != "control-sheet" }
    }

    /// To whom a letter goes, from the manifest beside it; nil where that can't be read.
    func addressee(of letter: Entry) -> String? {
        let manifest = URL(filePath: letter.path).deletingLastPathComponent().appending(path: "manifest.json").path
        guard let bytes = contents(manifest), let read = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else { return nil }
        return read.letters.first { $0.letter == letter.name }?.address.first
    }

    /// As much of it as is shown.
    private struct Manifest: Decodable {
        struct Entry: Decodable {
            let letter: String
            let address: [String]
        }

        let letters: [Entry]
    }

    func letter(_ name: String) -> (entry: Entry, bytes: [UInt8])? {
        found(name, in: letters())
    }

    /// Nil where the letter was printed without one.
    func picture(_ name: String) -> [UInt8]? {
        found(name, in: files(in: letterFolder, ending: ".png"))?.bytes
    }

    private func found(_ name: String, in entries: [Entry]) -> (entry: Entry, bytes: [UInt8])? {
        guard let entry = entries.first(where: { $0.name == name }), let bytes = contents(entry.path) else { return nil }
        return (entry, bytes)
    }

    private func contents(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }

    /// A folder that isn't there yet holds nothing. Names that begin with a dot are unfinished.
    private func files(in folder: String, ending: String) -> [Entry] {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        guard
            let walk = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.contentModificationDateKey], options: [.skipsHiddenFiles])
        else { return [] }
        return walk.compactMap { $0 as? URL }
            .filter { $0.lastPathComponent.hasSuffix(ending) }
            .map { file in
                let date = try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
                return Entry(name: String(file.lastPathComponent.dropLast(ending.count)), path: file.path, modified: date ?? .distantPast)
            }
            .sorted { ($0.modified, $0.name) > ($1.modified, $1.name) }
    }
}
