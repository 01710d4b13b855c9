import PerronDomain
import PerronPages

/// The parts that the pages of plain text are made of.
struct Section {
    let id: String?
    let title: String
    let content: HTML

    init(_ title: String, id: String? = nil, content: HTML) {
        self.title = title
        self.id = id
        self.content = content
    }

    var html: HTML {
        let anchor: HTML? = id.map { " id=\"\($0)\"" }
        return """
            <section class="chapter">
            <h2\(anchor)>\(title)</h2>
            \(content)
            </section>
            """
    }
}

/// A list of sentences.
struct BulletList {
    private let items: [String]

    init(_ items: [String]) {
        self.items = items
    }

    var html: HTML {
        "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}

/// A sentence on its own.
func paragraph(_ text: String) -> HTML {
    "<p>\(text)</p>"
}
