import PerronDomain
import PerronMember
import PerronPages

extension Stand {
    var access: [Gallery.Sheet] { request + channel + followUp }

    private var request: [Gallery.Sheet] {
        let tooShort = words(
            "access.error.number.missingOne",
            ["role": words("access.error.number.role.member"), "expected": "7", "found": "6"])
        return [
            .init(name: "request", page: RequestPage(frame: frame(.accessRequest), robot: robot)),
            .init(name: "request-expired", page: RequestPage(frame: frame(.accessRequest), hasExpired: true, robot: robot)),
            .init(
                name: "request-errors",
                page: RequestPage(
                    frame: frame(.accessRequest), role: .member, number: "261 407", robot: robot,
                    errors: [FieldError(.number, tooShort), FieldError(.robot, words("access.error.robot.unticked"))])),
            .init(
                name: "request-empty",
                page: RequestPage(
                    frame: frame(.accessRequest), robot: robot,
                    errors: [
                        FieldError(.role, words("access.error.role.missing")), FieldError(.number, words("access.error.number.empty")),
                    ])),
            .init(name: "request-widget", page: RequestPage(frame: frame(.accessRequest), robot: robot(widget))),
            .init(
                name: "request-stand-in",
                page: RequestPage(
                    frame: frame(.accessRequest), role: .member, number: "2614073",
                    robot: robot(.work(challenge: "Zm9y", difficulty: 12, count: 16, solution: "", standingInFor: .turnstile)),
                    errors: [FieldError(.robot, words("access.error.robot.standIn", ["provider": RobotProvider.turnstile.name]))])),
            .init(
                name: "request-robot-out", page: RequestPage(frame: frame(.accessRequest), robot: robot(.outOfOrder(.hcaptcha)))),
            .init(
                name: "series-nine",
                page: SeriesQuestionPage(frame: frame(.accessRequest), number: number("304518267"), claimed: .member, carried: [:])),
            .init(
                name: "series-seven",
                page: SeriesQuestionPage(
                    frame: frame(.accessRequest), number: number("2614073"), claimed: .survivor,
                    carried: [.robot: "oui", .challenge: "a-challenge", .proof: "1,2,3", .slowTicket: "a-ticket"])),
        ]
    }

    private var widget: RobotFieldValues.Task {
        .widget(RobotWidget(.recaptcha, siteKey: "a-site-key", action: "access"), pass: "", hasOwnWay: true)
    }

    private var channel: [Gallery.Sheet] {
        [
            .init(
                name: "channel",
                page: ChannelPage(
                    frame: frame(.accessChannel), request: "a-signed-id", number: number("2614073"), letterBy: day("2026-11-30"))),
            .init(
                name: "channel-masked",
                page: ChannelPage(
                    frame: frame(.accessChannel), request: "a-signed-id", number: number("2614073"), letterBy: day("2026-11-30"),
                    email: EmailAddress("camille.moreau@exemple.fr"))),
            .init(
                name: "channel-errors",
                page: ChannelPage(
                    frame: frame(.accessChannel), request: "a-signed-id", number: number("304518267"), letterBy: day("2026-11-30"),
                    errors: [FieldError(.channel, words("access.error.channel.missing"))])),
        ]
    }

    private var followUp: [Gallery.Sheet] {
        let number = FollowUpNumber(canonical: "K7QFM2XD9R")
        return [
            .init(
                name: "follow-up-email",
                page: FollowUpPage(frame: frame(.followUp), number: number, expected: arrival(.email), isNew: true)),
            .init(
                name: "follow-up-letter",
                page: FollowUpPage(frame: frame(.followUp), number: number, expected: arrival(.letter), isNew: true)),
            .init(
                name: "follow-up-later",
                page: FollowUpPage(frame: frame(.followUp), number: number, expected: arrival(.letter), isNew: false)),
            .init(
                name: "follow-up-overdue",
                page: FollowUpPage(
                    frame: frame(.followUp), number: number, expected: arrival(.email), isNew: false, lateness: .everywhere,
                    past: .init(email: true, posting: true))),
            .init(
                name: "follow-up-overdue-mainland",
                page: FollowUpPage(
                    frame: frame(.followUp), number: number, expected: arrival(.letter), isNew: false, lateness: .mainland,
                    past: .init(email: true, posting: true))),
            .init(name: "follow-up-ask", page: FollowUpQuestionPage(frame: frame(.followUp))),
            .init(
                name: "follow-up-unknown",
                page: FollowUpQuestionPage(
                    frame: frame(.followUp), typed: "K7QFM-2XD9", errors: [FieldError(.followUp, words("access.error.followUp.unknown"))])),
            .init(
                name: "follow-up-late",
                page: FollowUpPage(
                    frame: frame(.followUp), number: number, expected: arrival(.email), isNew: false, past: .init(email: true))),
            .init(name: "code", page: CodeLandingPage(frame: frame(.codeLanding))),
            .init(
                name: "code-wrong",
                page: CodeLandingPage(
                    frame: frame(.codeLanding), number: "1520946", hasDroppedPassword: true,
                    errors: [
                        FieldError(.password, words("account.error.code.wrong", ["number": self.number("1520946").grouped]))
                    ])),
        ]
    }

    private func arrival(_ channel: AccessChannel) -> ExpectedArrival {
        ExpectedArrival(
            channel: channel, askedDay: day("2026-11-23"), askedMinutes: 14 * 60 + 32, emailDay: day("2026-11-23"),
            emailMinutes: 14 * 60 + 42, postedOn: day("2026-11-24"),
            mainlandBy: day("2026-11-30"), overseasBy: day("2026-12-04"), abroadBy: day("2026-12-08"))
    }
}
