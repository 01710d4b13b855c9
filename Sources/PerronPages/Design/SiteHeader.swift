import PerronDomain

/// The fund's name at the left; at the right the way into the personal space, or out of it.
struct SiteHeader {
    let frame: PageFrame

    var html: HTML {
        """
        <header class="\(look)"><div class="wide">
        <a class="brand" href="\(Route.home.path)">\(Picture.mark)<span class="brand-long">\(frame.fund.name)</span>\
        <span class="brand-short">\(frame.fund.shortName)</span></a>
        \(corner)
        </div></header>
        """
    }

    private var look: HTML {
        switch frame.visitor {
        case .anonymous, .choosing: "site-header"
        case .member: "site-header signed-in"
        }
    }

    private var corner: HTML {
        switch frame.visitor {
        case .anonymous:
            "<nav><a class=\"space-link\" href=\"\(Route.signIn.path)\">\(frame.words("common.header.personalSpace"))</a></nav>"
        case .choosing: "<nav>\(signOut)</nav>"
        case .member(let name, _):
            """
            <nav aria-label="\(frame.words("common.header.account"))">
            <span class="who">\(name)</span>
            <a class="own-space" href="\(Route.memberSpace.path)"\(current)>\(frame.words("common.header.ownSpace"))</a>
            \(signOut)</nav>
            """
        }
    }

    private var current: HTML { frame.route == .memberSpace ? " aria-current=\"page\"" : "" }

    private var signOut: HTML {
        PostForm(.signOut, csrf: frame.csrf) { "<button class=\"space-link\">\(frame.words("common.header.signOut"))</button>" }.html
    }
}
