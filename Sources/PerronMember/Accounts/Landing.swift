import PerronDomain
import PerronPages

/// Where a sign-in leads: to where a session of this file had ended, with what was typed there; else to what it opens.
struct Landing {
    private let visit: Visit
    private let number: FileNumber
    private let isChoosing: Bool

    init(of visit: Visit, in number: FileNumber, isChoosing: Bool) {
        self.visit = visit
        self.number = number
        self.isChoosing = isChoosing
    }

    var reply: Reply {
        let plain = isChoosing ? Route.choosePassword : .memberSpace
        guard let place = visit.interrupted(file: number), isChoosing == (place.route == .choosePassword) else {
            return .see(plain).changing(leftover)
        }
        return place.hasTyping ? .see(place.route, saying: .resumed) : .see(place.route).changing(leftover)
    }

    /// What somebody typed for another file, or for no page that opens now, isn't kept for them.
    private var leftover: CookieChange? { visit.cookie(.typing) == nil ? nil : SiteCookie.typing.ending }
}
