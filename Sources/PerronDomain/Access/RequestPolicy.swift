/// What the page may say to a confirmed choice: the same for every number, known or not.
package enum RequestAdmission: Equatable, Sendable {
    case admit
    case slowDown(until: Instant)
}

/// Whether one more request for a typed number is taken from a network; pure, from what was counted under the keyed digest of both. Only of
/// both: else whoever asks for a member's number ten times an hour would keep the member out. What leaves is the quotas' to limit.
package struct RequestPolicy: Sendable {
    /// Requests for one number from one network in an hour; far above what the e-mail and letter quotas let leave.
    package static let perHour = 10

    package init() {}

    /// - Parameter requests: instants of the requests for this number from this network in the last hour, any order.
    package func admit(requests: [Instant], now: Instant) -> RequestAdmission {
        let requests = requests.filter { $0.counts(at: now) }
        guard requests.count >= RequestPolicy.perHour, let oldest = requests.min() else { return .admit }
        return .slowDown(until: oldest.adding(.hours(1)))
    }
}
