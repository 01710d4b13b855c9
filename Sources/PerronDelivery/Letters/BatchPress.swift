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
    /// Where the fund's letter to itself goes.
    var testAddress: PostalAddress?

    /// - Parameter test: as `printable` gave it; printed behind the others.
    /// - Throws: `LetterPressError` naming the letter that can't be printed, by its place in the batch.
    func print(
        _ batch: LetterBatch, _ letters: [(letter: Letter, contents: SpooledLetter)], test: TestLetter? = nil
    ) throws(LetterPressError) -> ([BatchFile], LetterManifest) {
        let pages = self.pages(letters) + self.pages(test)
        let (printed, places) = try lay(pages)
        let entries = zip(pages, places).map { entry($0, file: $1.file, pages: $1.pages) }
        let files = printed.map { file in
            LetterManifest.File(name: file.name, bytes: file.bytes.count, sha256: Fingerprint.text(of: file.bytes))
        }
        return (printed, LetterManifest(batch: batch.id.text, day: batch.postingDay.iso, letters: entries, files: files))
    }

    /// The places of the letters that can't be printed, each by its own fault.
    func faults(in letters: [(letter: Letter, contents: SpooledLetter)]) -> [Int] {
        press.faults(in: pages(letters).map(\.content)).filter { $0.value.isOfLetter }.map(\.key)
    }

    /// Nil where there is none, where no address is configured any more, or where it would hold the members' letters up by its own fault.
    func printable(_ test: TestLetter?) -> TestLetter? {
        let pages = pages(test)
        return pages.isEmpty || !press.faults(in: pages.map(\.content)).isEmpty ? nil : test
    }

    private struct Page {
        let id: String
        let content: LetterContent
        var isTest = false
    }

    private func pages(_ letters: [(letter: Letter, contents: SpooledLetter)]) -> [Page] {
        letters.map { Page(id: $0.letter.id.text, content: LetterContent($0.contents, number: $0.letter.number, fund: fund)) }
    }

    private func pages(_ test: TestLetter?) -> [Page] {
        guard let test, let testAddress else { return [] }
        return [Page(id: test.id.text, content: LetterContent(test, to: testAddress, fund: fund), isTest: true)]
    }

    private typealias Place = (file: String, pages: ClosedRange<Int>)

    private func lay(_ pages: [Page]) throws(LetterPressError) -> ([BatchFile], [Place]) {
        switch files {
        case .onePerBatch:
            let printed = try press.print(pages.map(\.content))
            return ([BatchFile(name: "letters.pdf", bytes: printed.pdf)], printed.pages.map { ("letters.pdf", $0) })
        case .onePerLetter:
            var printed: [BatchFile] = []
            var places: [Place] = []
            for (index, page) in pages.enumerated() {
                do throws(LetterPressError) {
                    let one = try press.print([page.content])
                    printed.append(BatchFile(name: "\(page.id).pdf", bytes: one.pdf))
                    places.append(("\(page.id).pdf", one.pages[0]))
                    if pictures { printed.append(BatchFile(name: "\(page.id).png", bytes: try press.picture(of: page.content))) }
                } catch {
                    throw LetterPressError(letter: index, reason: error.reason)
                }
            }
            return (printed, places)
        }
    }

    private func entry(_ page: Page, file: String, pages: ClosedRange<Int>) -> LetterManifest.Entry {
        let head = page.content.head
        return LetterManifest.Entry(
            letter: page.id, number: head.number.shown, file: file, firstPage: pages.lowerBound, lastPage: pages.upperBound,
            plannedPostingDay: head.postingDay.iso, language: head.language.rawValue,
            address: head.recipient.addressLines(lexicon[head.language]), country: head.recipient.address.country,
            isTest: page.isTest ? true : nil)
    }
}
