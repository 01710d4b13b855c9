import PerronDomain
import PerronMessages
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// How the letters of a batch are laid into files.
package enum BatchFiles: String, Sendable, CaseIterable {
    /// One PDF for all of them.
    case onePerBatch
    case onePerLetter
}

/// Prints the letters of a batch and says where each one stands.
struct BatchPress: Sendable {
    let press: LetterPress
    let fund: PensionFund
    let lexicon: Lexicon
    let files: BatchFiles
    /// Whether each letter's picture lies beside its PDF.
    var pictures = false

    /// - Throws: `LetterPressError` naming the letter that can't be printed, by its place in the batch.
    func print(_ batch: LetterBatch, _ letters: [(letter: Letter, contents: SpooledLetter)]) throws(LetterPressError) -> (
        [BatchFile], LetterManifest
    ) {
        let (printed, pages) = try lay(letters)
        let entries = letters.indices.map { index in
            entry(letters[index].letter, letters[index].contents, file: pages[index].file, pages: pages[index].pages)
        }
        let files = printed.map { file in
            LetterManifest.File(name: file.name, bytes: file.bytes.count, sha256: Fingerprint.text(of: file.bytes))
        }
        return (printed, LetterManifest(batch: batch.id.text, day: batch.postingDay.iso, letters: entries, files: files))
    }

    /// The places of the letters that can't be printed, each by its own fault.
    func faults(in letters: [(letter: Letter, contents: SpooledLetter)]) -> [Int] {
        press.faults(in: letters.map { LetterContent($0.contents, fund: fund) }).filter { $0.value.isOfLetter }.map(\.key)
    }

    private typealias Place = (file: String, pages: ClosedRange<Int>)

    private func lay(_ letters: [(letter: Letter, contents: SpooledLetter)]) throws(LetterPressError) -> ([BatchFile], [Place]) {
        let contents = letters.map { LetterContent($0.contents, fund: fund) }
        switch files {
        case .onePerBatch:
            let printed = try press.print(contents)
            return ([BatchFile(name: "letters.pdf", bytes: printed.pdf)], printed.pages.map { ("letters.pdf", $0) })
        case .onePerLetter:
            var printed: [BatchFile] = []
            var places: [Place] = []
            for (index, content) in contents.enumerated() {
                do throws(LetterPressError) {
                    let one = try press.print([content])
                    printed.append(BatchFile(name: "\(letters[index].letter.id).pdf", bytes: one.pdf))
                    places.append(("\(letters[index].letter.id).pdf", one.pages[0]))
                    if pictures {
                        printed.append(BatchFile(name: "\(letters[index].letter.id).png", bytes: try press.picture(of: content)))
                    }
                } catch {
                    throw LetterPressError(letter: index, reason: error.reason)
                }
            }
            return (printed, places)
        }
    }

    private func entry(_ letter: Letter, _ contents: SpooledLetter, file: String, pages: ClosedRange<Int>) -> LetterManifest.Entry {
        let recipient = LetterHead.Recipient(
            name: contents.name, address: contents.address, isRepresented: contents.isRepresented)
        return LetterManifest.Entry(
            letter: letter.id.text, file: file, firstPage: pages.lowerBound, lastPage: pages.upperBound,
            plannedPostingDay: letter.postingDay.iso, language: letter.language.rawValue,
            address: recipient.addressLines(lexicon[letter.language]), country: contents.address.country)
    }
}
