import PerronDomain

/// The draft as plain text, lines broken at 72 characters so that it reads well anywhere.
struct EmailPlainText {
    let draft: EmailDraft
    let voice: EmailVoice

    private static let longest = 72

    var text: String {
        let title = draft.title + "\n" + String(repeating: "=", count: draft.title.count)
        return ([title] + draft.blocks.map(text) + [foot]).joined(separator: "\n\n") + "\n"
    }

    private func text(of block: EmailDraft.Block) -> String {
        switch block {
        case .paragraph(let text): wrapped(text)
        case .heading(let text): text + "\n" + String(repeating: "-", count: text.count)
        case .code(let label, let groups, let notes):
            ([label + voice.say("colon"), "", "    " + groups.joined(separator: "-"), ""] + notes.map { wrapped($0) }).joined(
                separator: "\n")
        case .button(let label, let link, let note): label + voice.say("colon") + "\n" + link + "\n" + wrapped(note)
        case .steps(let steps): steps.enumerated().map { wrapped("\($0 + 1). \($1)", indent: "   ") }.joined(separator: "\n")
        }
    }

    /// "-- " parts a signature from the text (RFC 3676 4.3).
    private var foot: String {
        (["-- ", voice.fund.name] + voice.fund.postalAddress + [
            voice.say("foot.telephone"), voice.fund.publicURL, wrapped(voice.say("foot.automatic")),
        ])
        .joined(separator: "\n")
    }

    /// Broken at ordinary spaces only: a no-break space holds its line together.
    private func wrapped(_ text: String, indent: String = "") -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > EmailPlainText.longest {
                lines.append(line)
                line = indent + word
            } else {
                line += line.isEmpty ? String(word) : " " + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
