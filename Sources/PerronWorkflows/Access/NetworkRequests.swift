import PerronDomain
import PerronStorage

/// How often a request's network asked, on the local day of that request: a flood does not become quiet by waiting.
struct NetworkRequests: Sendable {
    private let civilTime: CivilTime

    init(_ base: Foundations) {
        civilTime = base.civilTime
    }

    /// This one included; counted up to `most`.
    func inDay(of request: AccessRequest, most: Int, in tx: any Transaction) throws -> Int {
        let day = civilTime.day(of: request.startedAt)
        return try Quotas(tx).number(
            .requestFromNetwork, subject: request.network, from: civilTime.instant(of: day, minutes: 0),
            until: civilTime.instant(of: day.adding(days: 1), minutes: 0), most: most)
    }
}
