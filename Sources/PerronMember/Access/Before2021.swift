import PerronDomain
import PerronPages

/// What every visitor is told, whoever they are: accounts last used before March 2021 have lost their old password.
struct Before2021 {
    enum Place {
        case signIn
        case request
    }

    let place: Place
    let words: Words

    var html: HTML {
        let text =
            switch place {
            case .signIn: words("access.before2021.text")
            case .request: words("access.request.before2021.text")
            }
        return Notice(.info, title: words("access.before2021.title"), text: text).html
    }
}

/// The picture that shows where on a letter the number stands.
struct WhereTheNumberStands {
    let words: Words

    var html: HTML {
        Figure(Picture.letterCorner(words: words), caption: words("common.picture.letterCorner.caption")).html
    }
}
