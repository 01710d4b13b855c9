import PerronDomain
import PerronPages
import PerronTestSupport

/// One visitor's way through a form; only what answers to a number is timed, in milliseconds.
struct TimedVisit {
    let ground: TimingGround
    let browser: Browser

    init(_ ground: TimingGround, from address: String) {
        self.ground = ground
        browser = ground.portal.browser(at: address)
        ground.portal.clock.advance(.milliseconds(50))
    }

    /// The request, the channel, and the follow-up page that comes right after.
    func request(_ number: FileNumber) async throws -> [Double] {
        let page = try await browser.open(.accessRequest)
        let request = try await timed {
            try await browser.post(
                [.role: Role.member.formValue, .number: number.digits, .robot: "oui", .proof: page.solvedProof], to: .accessRequest)
        }
        try await browser.open(.accessChannel)
        let channel = try await timed { try await browser.post([.channel: AccessChannel.email.formValue], to: .accessChannel) }
        let followUp = try await timed { try await browser.open(.followUp) }
        return [request, channel, followUp]
    }

    func signIn(_ number: FileNumber, _ password: String) async throws -> [Double] {
        try await browser.open(.signIn)
        return [try await timed { try await browser.post([.number: number.digits, .password: password], to: .signIn) }]
    }

    /// A genuine code that ran out, and its renewal.
    func renew(_ number: FileNumber) async throws -> [Double] {
        try await browser.open(.codeLanding)
        let late = try await timed { try await browser.post([.number: number.digits, .password: ground.expiredCode], to: .codeLanding) }
        let renewal = try await timed { try await browser.post(to: .renewAccess) }
        return [late, renewal]
    }

    private func timed(_ act: () async throws -> Answer) async throws -> Double {
        let started = ContinuousClock.now
        _ = try await act()
        return (ContinuousClock.now - started).inSeconds * 1000
    }
}
