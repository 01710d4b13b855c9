import PerronDomain

/// Something to know, told apart by shape and word, not by colour alone.
package struct Notice {
    package enum Tone: String, Sendable {
        case info
        case ok
        case warning
    }

    private let tone: Tone
    private let title: String
    private let content: HTML

    package init(_ tone: Tone, title: String, content: HTML) {
        self.tone = tone
        self.title = title
        self.content = content
    }

    package init(_ tone: Tone, title: String, text: String) {
        self.init(tone, title: title, content: "<p>\(text)</p>")
    }

    package var html: HTML {
        """
        <section class="notice \(tone.rawValue)">
        <h2>\(sign)\(title)</h2>
        \(content)
        </section>
        """
    }

    private var sign: HTML {
        switch tone {
        case .info: Picture.infoSign
        case .ok: Picture.okSign
        case .warning: Picture.warningSign
        }
    }
}
