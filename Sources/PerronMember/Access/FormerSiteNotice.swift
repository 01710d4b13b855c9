import PerronDomain
import PerronPages

/// What every visitor is told, whoever they are: accounts last used before the site was rebuilt have lost their old password.
struct FormerSiteNotice {
    enum Place {
        case signIn
        case request
    }

    let place: Place
    let frame: PageFrame

    private var words: Words { frame.words }

    var html: HTML {
        let text =
            switch place {
            case .signIn: words("access.formerSite.text")
            case .request: words("access.request.formerSite.text")
            }
        return Notice(
            .info, title: words("access.formerSite.title", ["month": words.month(of: frame.limits.access.formerSiteCutOff)]), text: text
        ).html
    }
}

/// The picture that shows where on a letter the number stands.
struct WhereTheNumberStands {
    let words: Words

    var html: HTML {
        Figure(Picture.letterCorner(words: words), caption: words("common.picture.letterCorner.caption")).html
    }

    /// Right beside the field where the number is typed, on a telephone too.
    func beside(_ field: Field) -> HTML {
        "<div class=\"number-field\">\(field.html)\(html)</div>"
    }
}
