import PerronDomain
import PerronMember
import PerronPages
import Testing

/// A page that is cast says what it would if it were made for its visitor.
@Suite struct `Pages that are cast` {
    private let moulds = Moulds()

    @Test(arguments: Language.allCases) func `are what they would be if they were made, whoever asks and in whichever order`(
        language: Language
    )
        throws
    {
        let stand = Stand(gallery: try Gallery(resources: Repository.root + "/Resources"), language: language)
        for visitor in ["1", "2"] {
            for resumed in [false, true] {
                for page in pages(stand, visitor, isResumed: resumed) { #expect(page.document.text == page.plainDocument.text) }
            }
        }
    }

    @Test func `carry their own visitor's tokens and nobody else's`() throws {
        let stand = Stand(gallery: try Gallery(resources: Repository.root + "/Resources"), language: .french)

        let documents = ["first", "second"].map { visitor in request(stand, visitor, .work(0)).document.text }

        #expect(documents[1].contains("csrf-second") && documents[1].contains("challenge-second") && documents[1].contains("ticket-second"))
        #expect(!documents[1].contains("first"))
        #expect(!documents[1].contains("perron-token"))
    }

    @Test func `are made for whoever typed something, has to correct it, or is signed in`() throws {
        let stand = Stand(gallery: try Gallery(resources: Repository.root + "/Resources"), language: .french)
        let frame = frame(stand, "x")
        let error = [FieldError(.number, "?")]
        let made: [any CastPage] = [
            RequestPage(frame: frame, role: .member, robot: stand.robot), RequestPage(frame: frame, number: "2614073", robot: stand.robot),
            RequestPage(frame: frame, robot: stand.robot, errors: error), SignInPage(frame: frame, number: "2614073"),
            SignInPage(frame: frame, arrival: .paused(until: "14 h")), SignInPage(frame: frame, hasDroppedPassword: true),
            SignInPage(frame: frame, robot: stand.robot), SignInPage(frame: frame, errors: error),
        ]

        #expect(made.allSatisfy { $0.likeness == nil })
        let member = PageFrame(
            words: frame.words, fund: frame.fund, limits: frame.limits, assets: frame.assets, csrf: "t", route: .home,
            visitor: .member(name: "Camille Moreau", secondsLeft: 600), moulds: moulds)
        _ = PublicPage(frame: frame).document
        #expect(PublicPage(frame: member).document.text.contains("Camille Moreau"))
        #expect(!PublicPage(frame: frame).document.text.contains("Camille Moreau"))
    }

    @Test func `cast footer and session dialog with their own visitor's token, route and seconds`() throws {
        let stand = Stand(gallery: try Gallery(resources: Repository.root + "/Resources"), language: .french)
        for (csrf, seconds) in [("first", 600), ("second", 59)] {
            for route in [Route.home, .help] {
                let bare = stand.frame(route)
                let frames = [moulds, nil].map { moulds in
                    PageFrame(
                        words: bare.words, fund: bare.fund, limits: bare.limits, assets: bare.assets, csrf: csrf, route: route,
                        visitor: .member(name: csrf, secondsLeft: seconds), moulds: moulds)
                }
                #expect(HelpPage(frame: frames[0]).document.text == HelpPage(frame: frames[1]).document.text)
            }
        }
    }

    private func pages(_ stand: Stand, _ visitor: String, isResumed: Bool) -> [any CastPage] {
        let frame = frame(stand, visitor, isResumed: isResumed)
        let arrivals: [SignInPage.Arrival?] = [
            nil, .signedOut, .signedOutEverywhere, .sessionEnded, .signInFirst, .interrupted, .paused(until: visitor),
        ]
        return [PublicPage(frame: frame), PublicPage(frame: self.frame(stand, visitor, at: .help))]
            + arrivals.map { SignInPage(frame: frame, arrival: $0) }
            + [0, 1, 6].flatMap { extra in [false, true].map { request(stand, visitor, .work(extra), hasExpired: $0) } }
            + [request(stand, visitor, .solved), request(stand, visitor, .ticked)]
    }

    private enum Robot {
        case work(Int)
        case solved
        case ticked
    }

    private func request(_ stand: Stand, _ visitor: String, _ robot: Robot, hasExpired: Bool = false) -> RequestPage {
        let (extra, solution): (Int, String) =
            switch robot {
            case .work(let extra): (extra, "")
            case .solved, .ticked: (0, "1,2,3")
            }
        var values = RobotFieldValues(
            .work(challenge: "challenge-\(visitor)", difficulty: 14 + extra, count: 16, solution: solution, standingInFor: nil),
            slowTicket: "ticket-\(visitor)", slowSeconds: 10 << extra)
        if case .ticked = robot { values.isTicked = true }
        return RequestPage(frame: frame(stand, visitor, at: .accessRequest), hasExpired: hasExpired, robot: values)
    }

    private func frame(_ stand: Stand, _ visitor: String, at route: Route = .signIn, isResumed: Bool = false) -> PageFrame {
        let frame = stand.frame(route)
        return PageFrame(
            words: frame.words, fund: frame.fund, limits: frame.limits, assets: frame.assets, csrf: "csrf-\(visitor)<&", route: route,
            isResumed: isResumed, moulds: moulds)
    }
}
