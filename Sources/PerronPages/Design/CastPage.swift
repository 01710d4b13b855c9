import PerronDomain
import Synchronization

/// A page that differs from one visitor to the next in tokens only, most of the time. It is then made once and cast for each: making the
/// same bytes anew takes a third of what such a request costs.
package protocol CastPage: WebPage {
    /// Beside the frame's.
    var tokens: [String] { get }

    /// The same page with other tokens.
    func replacing(_ tokens: [String], frame: PageFrame) -> Self

    /// What the page says apart from tokens and frame, as numbers of the page's own choice: two pages with the same say the same. Nil where
    /// something stands in it that was typed or that is meant for one visitor.
    var likeness: [Int]? { get }
}

extension CastPage {
    package var document: HTML { frame.moulds?.cast(self) ?? plainDocument }
}

/// The pages that were made, by what they say. Isolation: any task.
package final class Moulds: Sendable {
    private struct Pattern: Hashable {
        let page: ObjectIdentifier
        let language: Language
        let route: Route
        let isResumed: Bool
        let likeness: [Int]
    }

    /// Some ten kilobytes each; there are a few dozen.
    private static let most = 256

    private let moulds = Mutex<[Pattern: Mould]>([:])

    package init() {}

    /// Nil for a page that has to be made for its visitor.
    func cast<Page: CastPage>(_ page: Page) -> HTML? {
        let frame = page.frame
        guard let likeness = page.likeness, frame.visitor == .anonymous else { return nil }
        let pattern = Pattern(
            page: ObjectIdentifier(Page.self), language: frame.words.language, route: frame.route, isResumed: frame.isResumed,
            likeness: likeness)
        return mould(pattern, of: page).cast([frame.csrf] + page.tokens)
    }

    private func mould(_ pattern: Pattern, of page: some CastPage) -> Mould {
        if let known = moulds.withLock({ $0[pattern] }) { return known }
        let marks = (0...page.tokens.count).map { "perron-token-\($0)-" }
        let marked = page.replacing(Array(marks.dropFirst()), frame: page.frame.replacing(csrf: marks[0]))
        let mould = Mould(marked.plainDocument, marks: marks)
        moulds.withLock { moulds in
            if moulds.count >= Moulds.most { moulds.removeAll() }
            moulds[pattern] = mould
        }
        return mould
    }
}
