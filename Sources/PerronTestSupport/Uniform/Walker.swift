import PerronDomain
import PerronPages
import PerronStorage

/// Who may not be told apart: walks an errand for one number through a portal of its own, and keeps what was seen and caused.
package struct Walker: Sendable {
    package enum Errand: Sendable, Hashable, CaseIterable {
        case emailRequest
        case letterRequest
        /// For numbers of nine digits.
        case survivorRequest
        case signIn
        /// While the fund's alarm asks everybody for a proof of work.
        case signInDuringAlarm
        case renewal

        /// Whose numbers must look alike, the first of them somebody's.
        package var numbers: [FileNumber] {
            switch self {
            case .emailRequest, .letterRequest, .signIn, .signInDuringAlarm:
                // With an e-mail address, without one, deceased, last here before the cut-off, nobody's.
                [Cast.camille, Cast.henri, Cast.rene, Cast.ines].map(\.number) + [Cast.nobody]
            case .survivorRequest: [Cast.sofia, Cast.lina, Cast.odileAsSurvivor].map(\.number) + [Cast.nobodysSurvivor]
            case .renewal:
                // Only a genuine code is renewed: of a space never opened, and of one that is open.
                [Cast.camille, Cast.paul].map(\.number)
            }
        }
    }

    /// How a visitor comes.
    package struct Manner: Sendable, Hashable {
        package let language: Language
        /// With what JavaScript adds to the forms.
        package let isScripted: Bool

        package init(language: Language, isScripted: Bool) {
            self.language = language
            self.isScripted = isScripted
        }

        package static let all = Language.allCases.flatMap { language in
            [false, true].map { Manner(language: language, isScripted: $0) }
        }
    }

    private let errand: Errand
    private let manner: Manner
    private let harm: (number: FileNumber, harm: TamperedDatabase.Harm)?

    /// - Parameter harm: what the product does for one number and no other.
    package init(_ errand: Errand, _ manner: Manner, harm: (number: FileNumber, harm: TamperedDatabase.Harm)? = nil) {
        self.errand = errand
        self.manner = manner
        self.harm = harm
    }

    package func walk(_ number: FileNumber) async throws -> Walk {
        let listener = Listener()
        var limits = Portal.limits
        // Passwords that were chosen today are from before the cut-off: even the right one is wrong.
        if errand == .signIn || errand == .signInDuringAlarm { limits.access.resetBefore = CalendarDay(year: 2026, month: 11, day: 25) }
        let portal = try await Portal(limits: limits) { database -> any Database in
            let recording = listener.listening(to: database)
            guard let harm else { return recording }
            return TamperedDatabase(recording, for: harm.number, harm.harm) { listener.isWalking }
        }
        let visitor = Visitor(portal: portal, listener: listener, manner: manner, number: number)
        switch errand {
        case .emailRequest: return try await visitor.request(by: .email)
        case .letterRequest: return try await visitor.request(by: .letter)
        case .survivorRequest: return try await visitor.request(by: .email)
        case .signIn: return try await visitor.signIn(isAlarmed: false)
        case .signInDuringAlarm: return try await visitor.signIn(isAlarmed: true)
        case .renewal: return try await visitor.renew()
        }
    }
}
