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

/// The pages, and pieces of pages, that were made, by what they say. Isolation: any task.
package final class Moulds: Sendable {
    private struct Pattern: Hashable {
        let kind: ObjectIdentifier
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
        return cast(Page.self, in: frame, likeness: likeness, tokens: [frame.csrf] + page.tokens) { marks in
            page.replacing(Array(marks.dropFirst()), frame: frame.replacing(csrf: marks[0])).plainDocument
        }
    }

    /// - Parameters:
    ///   - kind: what it is.
    ///   - likeness: what it says apart from the tokens, the frame's words and its route, as for a page.
    ///   - make: is given what to write in the tokens' places.
    func cast(_ kind: Any.Type, in frame: PageFrame, likeness: [Int], tokens: [String], make: ([String]) -> HTML) -> HTML {
        let pattern = Pattern(
            kind: ObjectIdentifier(kind), language: frame.words.language, route: frame.route, isResumed: frame.isResumed,
            likeness: likeness)
        if let known = moulds.withLock({ $0[pattern] }) { return known.cast(tokens) }
        let marks = tokens.indices.map { "perron-token-\($0)-" }
        let mould = Mould(make(marks), marks: marks)
        moulds.withLock { moulds in
            if moulds.count >= Moulds.most { moulds.removeAll() }
            moulds[pattern] = mould
        }
        return mould.cast(tokens)
    }
}
