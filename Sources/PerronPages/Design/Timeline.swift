import PerronDomain

/// What happens next, in the order in which it happens, on a line.
package struct Timeline {
    package struct Moment: Sendable {
        let title: String
        let content: HTML
        let isDone: Bool

        package init(_ title: String, isDone: Bool = false, content: HTML) {
            self.title = title
            self.isDone = isDone
            self.content = content
        }
    }

    private let moments: [Moment]

    package init(_ moments: [Moment]) {
        self.moments = moments
    }

    package var html: HTML {
        """
        <ol class="timeline">
        \(moments.map(item).joinedHTML())
        </ol>
        """
    }

    private func item(_ moment: Moment) -> HTML {
        """
        <li\(moment.isDone ? " class=\"done\"" : "" as HTML)>\(moment.isDone ? Picture.okSign : nil)<h3>\(moment.title)</h3>
        \(moment.content)</li>
        """
    }
}
