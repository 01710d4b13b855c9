import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows

/// A portal with very many files of each kind, so that each number is typed once: no count of tries, no quota stands between two times.
struct TimingGround: Sendable {
    /// Whose numbers; each kind has a range of its own.
    enum Kind: Int, CaseIterable {
        case asked = 1
        case open
        case neverOpened
        case deceased
        case beforeCutOff
        case renewsUnopened
        case renewsOpen
        /// Nobody's.
        case unknown

        func number(_ index: Int) -> FileNumber {
            FileNumber(exactly: String(rawValue * 1_000_000 + index).utf8)!
        }
    }

    /// Of the same length as the wrong one that is typed elsewhere.
    static let password = "lavande girafe cuivre nantes"
    static let wrongPassword = "lavande girafe cuivre nancyy"

    let portal: Portal
    private let code: ProvisionalPassword

    /// - Parameters:
    ///   - asked: how many numbers are asked for.
    ///   - signIns: how many files there are of each other kind.
    init(asked: Int, signIns: Int) async throws {
        var limits = Portal.limits
        limits.access.resetBefore = CalendarDay(year: 2026, month: 11, day: 24)
        portal = try await Portal(limits: limits, cost: .standard)
        code = ProvisionalPassword.random(from: portal.house.base.random)
        try await register(asked: asked, signIns: signIns)
        try await openSpaces(signIns)
        for kind in [Kind.renewsUnopened, .renewsOpen] {
            for index in 0..<signIns { try await leaveExpiredCode(kind.number(index)) }
        }
    }

    var expiredCode: String { code.shown }

    private func register(asked: Int, signIns: Int) async throws {
        var text = RegistryCSV.header
        for kind in Kind.allCases where kind != .unknown {
            for index in 0..<(kind == .asked ? asked : signIns) { text += line(kind, kind.number(index)) }
        }
        guard case .finished(let summary) = try await TemporaryExport(Array(text.utf8)).imported(in: portal.house.base),
            summary.counts.refused == 0
        else { throw PostHouse.Missing() }
    }

    private func line(_ kind: Kind, _ number: FileNumber) -> String {
        RegistryCSV.line([
            .number: number.digits, .category: "AFFILIE", .situation: "RETRAITE", .civility: "MME", .familyName: "MARTIN",
            .birthName: "MARTIN", .givenNames: "Jeanne", .birthDate: "14/03/1948", .address1: "MME JEANNE MARTIN",
            .address4: "8 RUE DES TILLEULS", .address6: "87000 LIMOGES", .country: "FR", .email: "dossier.\(number.digits)@exemple.fr",
            .diedOn: kind == .deceased ? "12/02/2025" : "",
        ])
    }

    /// One password for all, hashed once.
    private func openSpaces(_ count: Int) async throws {
        let base = portal.house.base
        let hash = try PasswordHasher(keys: base.keys, random: base.random).hash(CandidatePassword(TimingGround.password)).stored
        let now = base.clock.now()
        for kind in [Kind.open, .beforeCutOff, .renewsOpen, .deceased] {
            let since = kind == .beforeCutOff ? now.subtracting(.days(90)) : now
            for start in stride(from: 0, to: count, by: 500) {
                try await base.database.write { tx in
                    for index in start..<min(start + 500, count) {
                        guard let record = try PensionRecords(tx).find(kind.number(index)) else { throw PostHouse.Missing() }
                        try Accounts(tx).set(password: hash, of: record.id, now: since)
                    }
                }
            }
        }
    }

    private func leaveExpiredCode(_ number: FileNumber) async throws {
        let (house, base) = (portal.house, portal.house.base)
        let ids = try await house.order(number, by: .email)
        let record = try await house.record(number).id
        let digest = ProvisionalPasswordDigests(keys: base.keys).digest(of: code, for: record)
        let now = base.clock.now()
        try await base.database.write { tx in
            guard let order = try Outbox(tx).find(ids.order) else { throw PostHouse.Missing() }
            try ProvisionalPasswords(tx).insert(
                ProvisionalPasswordDigest(
                    id: base.newID(now), recordID: record, order: order, channel: .email, digest: digest.bytes, keyID: digest.keyID,
                    madeAt: now.subtracting(.days(2)), expiresAt: now.subtracting(.days(1))))
            try AccessRequests(tx).apply(.dispatch, to: ids.request, now: now)
            try Outbox(tx).settle(order, outcome: "email", now: now)
        }
    }
}
