import ArgumentParser
import Foundation
import PerronDelivery
import PerronMessages
import PerronWorkflows

/// Reads letters back, before the mail house does.
struct LetterProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Says what is wrong with letters, and where, by reading their PDF back.",
        discussion: """
            A batch's manifest.json in the same folder tells on which pages letters begin; without it each page is taken for one. Each is proved: its address within the envelope's window and alone in the zone that the window can show when the
            sheet slides, written as NF Z 10-011 asks, the code below the fold, every font embedded. Nothing of what the pages say is shown.
            The exit code is 1 where something is wrong.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: ArgumentHelp("The PDF, such as letters.pdf in a batch's folder.", valueName: "file"))
    var file: String

    func run() async throws {
        let layout = try await options.settings().letters.layout
        guard let bytes = FileManager.default.contents(atPath: file) else { throw Refusal("\(file) can't be read") }
        let reader: PDFReader
        do {
            reader = try PDFReader([UInt8](bytes))
        } catch {
            throw Refusal("\(file) can't be read as a PDF: \(error.reason)")
        }
        let pages = try firstPages(of: reader)
        let rows = try faults(of: reader, on: pages, LetterProof(layout: layout))
        guard rows.isEmpty else {
            print(TextTable(header: ["page", "what is wrong", "where, in mm"], rows: rows).text)
            throw ExitCode.failure
        }
        print("\(grouped(pages.count)) \(pages.count == 1 ? "letter" : "letters"), nothing wrong")
    }

    private func firstPages(of reader: PDFReader) throws -> [Int] {
        let all = Array(1...max(1, reader.pageCount))
        do {
            guard let begun = try BatchPages.first(of: file) else { return all }
            guard begun.isSubset(of: all) else { throw Refusal("the manifest beside \(file) names pages that it hasn't got") }
            return begun.sorted()
        } catch is DecodingError {
            throw Refusal("the manifest.json beside \(file) is no batch's")
        }
    }

    /// Proved before a bar could be read.
    private static let few = 200

    private func faults(of reader: PDFReader, on pages: [Int], _ proof: LetterProof) throws -> [[String]] {
        var rows = reader.foreignFonts().map { ["\($0.page)", "the font \($0.name) is not embedded", "from this page on"] }
        let bar = TerminalProgress()
        for (index, page) in pages.enumerated() {
            do {
                let reading = try reader.read(page: page, lookingForInkIn: proof.clearZone)
                rows += proof.faults(in: reading).map { fault in ["\(page)", fault.words, fault.place] }
            } catch {
                throw Refusal("\(file): \(error.reason)")
            }
            guard pages.count > Self.few else { continue }
            bar.show(Progress(phase: "proving", done: index + 1, total: pages.count))
        }
        return rows
    }
}

extension LetterProof.Fault {
    fileprivate var words: String {
        switch self {
        case .size: "the page is of another size than the form's"
        case .noAddress: "there is no address in the window"
        case .addressOutside: "the address reaches out of its box"
        case .stray: "something else stands where the window may show it"
        case .tooManyLines(let count): "the address has \(count) lines; 6 at most"
        case .tooLong(_, let length): "\(length) characters; 38 at most"
        case .notInCapitals: "not all in capitals without accents or punctuation"
        case .noTown: "neither a post code with its town nor a country"
        case .codeTooHigh: "a code stands above the fold"
        }
    }

    fileprivate var place: String {
        switch self {
        case .size(let width, let height): "\(LetterProof.Fault.shown(width)) × \(LetterProof.Fault.shown(height))"
        case .addressOutside(let box), .stray(let box), .codeTooHigh(let box):
            "x \(LetterProof.Fault.shown(box.left))–\(LetterProof.Fault.shown(box.right)), "
                + "y \(LetterProof.Fault.shown(box.top))–\(LetterProof.Fault.shown(box.bottom))"
        case .tooLong(let line, _), .notInCapitals(let line), .noTown(let line): "line \(line) of the address"
        case .noAddress, .tooManyLines: "the address"
        }
    }

    private static func shown(_ millimetres: Double) -> String { String(format: "%.1f", millimetres) }
}
