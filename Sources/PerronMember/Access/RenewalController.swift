import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// A new provisional password in one press, for whoever holds a genuine one that ran out.
struct RenewalController: Sendable {
    let renew: RenewAccessRequest
    let requests: SignedIdentifiers<AccessRequest>
    let renewals: SignedIdentifiers<ProvisionalPasswordDigest>
    let civilTime: CivilTime
    let site: Site

    func create(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        let visit = context.visit
        guard let expired = renewals.open(form[.renewal], now: visit.now) else {
            return .see(.accessRequest, saying: .requestExpired)
        }
        switch try await renew(expired, offer: form[.renewal], network: visit.network) {
        case .renewed(let request): return .see(.followUp).changing(requests.cookie(for: request, now: visit.now))
        case .gone: return .see(.accessRequest, saying: .requestExpired)
        case .slowDown(let until):
            throw Mishap.tooMany(until: until, shown: site.words(for: context).time(of: until, now: visit.now, in: civilTime))
        }
    }
}
