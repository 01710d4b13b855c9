import PerronDomain
import PerronPages

/// The file as the fund has it; addresses masked where a passer-by might read.
struct FileSection {
    let space: MemberSpace
    let fund: PensionFund
    let words: Words

    var html: HTML {
        Section(words("account.space.file.title"), content: DefinitionList(rows).html).html
    }

    private var record: PensionRecord { space.record }

    private var rows: [(name: String, value: HTML)] {
        [
            (words("account.space.file.number"), "<span class=\"digits\">\(record.number.grouped)</span>"),
            (words("account.space.file.role"), "\(words("common.role.\(record.role.rawValue)"))"),
            (words("account.space.file.situation"), "\(words("common.situation.\(record.situation.rawValue)"))"),
            (words("account.space.file.address"), address),
            (words("account.space.file.email"), email),
        ] + linked
    }

    private var address: HTML {
        guard let address = record.address, !address.isEmpty else { return paragraph(words("account.space.file.address.none")) }
        let lines = address.printed.map { "\($0)" as HTML }.joinedHTML(separator: "<br>")
        let reveal = Reveal(
            masked: "••••••", full: "<address>\(lines)</address>", name: words("account.space.file.address"), words: words)
        return """
            \(reveal.html)<p class="hint">\(words("account.space.file.address.wrong", ["telephone": fund.unbrokenTelephone]))</p>
            """
    }

    private var email: HTML {
        guard let email = space.email else {
            return pending("account.space.file.email.onlyPending") ?? "\(paragraph(words("account.space.file.email.none")))\(give)"
        }
        let reveal = Reveal(masked: "\(email.masked)", full: "\(email.written)", name: words("account.space.file.email"), words: words)
        let waiting: HTML? = space.emailUsableFrom.map {
            "<p class=\"hint\">\(words("account.space.file.email.usableFrom", ["day": words.date($0)]))</p>"
        }
        return "\(reveal.html)\(waiting)\(pending("account.space.file.email.pending"))"
    }

    private var give: HTML {
        "<p><a class=\"lone\" href=\"\(Route.giveEmail.path)\">\(words("account.space.file.email.give"))</a></p>"
    }

    /// An address that waits to be confirmed, and the way to do it; nil where none waits.
    private func pending(_ key: String) -> HTML? {
        space.pendingEmail.map {
            """
            <p class="hint">\(words(key, ["email": $0.masked])) \
            <a href="\(Route.confirmEmail.path)">\(words("account.space.confirm"))</a></p>
            """
        }
    }

    private var linked: [(name: String, value: HTML)] {
        guard let number = record.otherOwnNumber else { return [] }
        return [(words("account.space.file.linked"), "\(words("account.space.file.linked.text", ["number": number.grouped]))")]
    }
}
