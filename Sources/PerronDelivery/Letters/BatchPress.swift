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

/// Prints the letters of a batch, says where each one stands, and adds what the mail house compares them with.
struct BatchPress: Sendable {
    private let means: LetterPrint

    init(_ means: LetterPrint) {
        self.means = means
    }

    /// - Parameter test: as `printable` gave it; printed behind the others.
    /// - Throws: `LetterPressError` naming the letter that can't be printed, by its place in the batch.
    func print(
        _ batch: LetterBatch, _ letters: [(letter: Letter, contents: SpooledLetter)], test: TestLetter? = nil
    ) throws(LetterPressError) -> ([BatchFile], LetterManifest) {
        let pages = self.pages(letters) + self.pages(test)
        let (printed, places) = try lay(pages)
        let entries = zip(pages, places).map { entry($0, file: $1.file, pages: $1.pages) }
        var files = printed.map(LetterManifest.File.init)
        let table = BatchFile(name: LetterTable.fileName, bytes: LetterTable(letters: entries, files: files).bytes)
        files.append(LetterManifest.File(table))
        let sheet = try controlSheet(of: batch, pages, on: places.reduce(0) { $0 + $1.pages.count }, files)
        files.append(LetterManifest.File(sheet))
        let manifest = LetterManifest(
            batch: batch.id.text, day: batch.postingDay.iso, letters: entries, files: files, controlSheet: sheet.name)
        return (printed + [table, sheet], manifest)
    }

    /// In a file of its own, so that it never stands between letters.
    private func controlSheet(
        of batch: LetterBatch, _ letters: [Page], on pages: Int, _ files: [LetterManifest.File]
    ) throws(LetterPressError) -> BatchFile {
        let named = files.filter { [BatchPress.wholeName, LetterTable.fileName].contains($0.name) }
        let sheet = ControlSheet(
            ControlSheet.Batch(id: batch.id.text, day: batch.postingDay, fund: means.fund, envelope: means.envelope),
            letters: letters.map(\.content), pages: pages, files: named.map { ControlSheet.File(name: $0.name, sha256: $0.sha256) })
        return BatchFile(name: LetterManifest.controlSheetName, bytes: try means.press.print(sheet))
    }

    /// Of the one PDF that holds every letter.
    private static let wholeName = "letters.pdf"

    /// The places of the letters that can't be printed, each by its own fault.
    func faults(in letters: [(letter: Letter, contents: SpooledLetter)]) -> [Int] {
        means.press.faults(in: pages(letters).map(\.content)).filter { $0.value.isOfLetter }.map(\.key)
    }

    /// Nil where there is none, where no address is configured any more, or where it would hold the members' letters up by its own fault.
    func printable(_ test: TestLetter?) -> TestLetter? {
        let pages = pages(test)
        return pages.isEmpty || !means.press.faults(in: pages.map(\.content)).isEmpty ? nil : test
    }

    private struct Page {
        let id: String
        let content: LetterContent
        var isTest = false
    }

    private func pages(_ letters: [(letter: Letter, contents: SpooledLetter)]) -> [Page] {
        letters.map { Page(id: $0.letter.id.text, content: LetterContent($0.contents, number: $0.letter.number, fund: means.fund)) }
    }

    private func pages(_ test: TestLetter?) -> [Page] {
        guard let test, let address = means.test else { return [] }
        return [Page(id: test.id.text, content: LetterContent(test, to: address, fund: means.fund), isTest: true)]
    }

    private typealias Place = (file: String, pages: ClosedRange<Int>)

    private func lay(_ pages: [Page]) throws(LetterPressError) -> ([BatchFile], [Place]) {
        switch means.files {
        case .onePerBatch:
            let printed = try means.press.print(pages.map(\.content))
            return ([BatchFile(name: BatchPress.wholeName, bytes: printed.pdf)], printed.pages.map { (BatchPress.wholeName, $0) })
        case .onePerLetter:
            var printed: [BatchFile] = []
            var places: [Place] = []
            for (index, page) in pages.enumerated() {
                do throws(LetterPressError) {
                    let one = try means.press.print([page.content])
                    printed.append(BatchFile(name: "\(page.id).pdf", bytes: one.pdf))
                    places.append(("\(page.id).pdf", one.pages[0]))
                    if means.pictures {
                        printed.append(BatchFile(name: "\(page.id).png", bytes: try means.press.picture(of: page.content)))
                    }
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
            address: head.recipient.addressLines(means.lexicon[head.language]), country: head.recipient.address.country,
            envelope: means.envelope.rawValue, isTest: page.isTest ? true : nil)
    }
}
