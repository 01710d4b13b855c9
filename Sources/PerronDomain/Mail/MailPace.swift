/// When the next e-mail may go to each domain: a bucket of tokens for each, a second's worth at most, and a rest where its server asked for
/// patience. Whoever comes too early is given a moment of its own to come back at, so that all others go on meanwhile.
///
/// A value: the time is passed in. What it knows is its process's own; a second process has a pace beside it.
package struct MailPace: Sendable {
    private struct Bucket {
        /// When its next token falls due, in milliseconds.
        var next: Double
        /// How often the server asked for patience, less what it has taken since.
        var troubles = 0
        var restsUntil: Instant?
    }

    /// How far ahead moments are given: what lies further is asked again then, for the domain may be quicker meanwhile.
    private static let horizon: Duration = .seconds(60)
    private static let firstRest: Duration = .seconds(10)
    private static let longestRest: Duration = .minutes(5)
    /// While a domain is in trouble it is tried no quicker than this.
    private static let slowest: Double = 1000
    /// A bucket of a domain that nobody writes to any more is dropped once there are so many.
    private static let mostKept = 1000

    private let rates: MailRates
    private var buckets: [String: Bucket] = [:]
    /// The moments that orders were given, by the orders' identifiers.
    private var given: [String: Instant] = [:]

    package init(_ rates: MailRates) {
        self.rates = rates
    }

    /// Nil where the order's e-mail may leave now, which takes a token; else when to ask again.
    package mutating func wait(_ order: String, to domain: String, now: Instant) -> Instant? {
        tidy(now)
        guard var bucket = buckets[domain] ?? rates.rate(of: domain).map({ _ in Bucket(next: 0) }) else {
            given[order] = nil
            return nil
        }
        let isResting = isAhead(bucket.restsUntil, of: now)
        if let own = given[order], !isResting {
            if isAhead(own, of: now) { return own }
            given[order] = nil
            return nil
        }
        let step = step(of: domain, bucket)
        let credit = bucket.troubles == 0 ? max(0, 1000 - step) : 0
        let start = max(
            credible(bucket.next, now: now), now.inMilliseconds - credit, isResting ? bucket.restsUntil?.inMilliseconds ?? 0 : 0)
        guard start <= now.adding(MailPace.horizon).inMilliseconds || start <= bucket.restsUntil?.inMilliseconds ?? 0 else {
            return now.adding(MailPace.horizon)
        }
        bucket.next = start + step
        buckets[domain] = bucket
        let own = Instant(milliseconds: Int64(start))
        guard own > now else { return nil }
        given[order] = own
        return own
    }

    /// The server asked for patience (421, 451): its domain rests, twice as long each time, and is then tried slowly. What was on its way
    /// at the same moment says nothing more.
    package mutating func slowDown(_ domain: String, now: Instant) {
        var bucket = buckets[domain] ?? Bucket(next: 0)
        guard !isAhead(bucket.restsUntil, of: now) else { return }
        bucket.troubles += 1
        let rest = min(MailPace.longestRest, MailPace.firstRest * (1 << min(bucket.troubles - 1, 10)))
        bucket.restsUntil = now.adding(rest)
        bucket.next = now.adding(rest).inMilliseconds
        buckets[domain] = bucket
    }

    /// The server took one: once it has taken as many as it refused, its domain has its own pace again.
    package mutating func delivered(to domain: String, now: Instant) {
        guard var bucket = buckets[domain], bucket.troubles > 0, !isAhead(bucket.restsUntil, of: now) else { return }
        bucket.troubles -= 1
        bucket.restsUntil = nil
        if bucket.troubles == 0 { bucket.next = min(bucket.next, now.inMilliseconds) }
        buckets[domain] = bucket.troubles == 0 && rates.rate(of: domain) == nil ? nil : bucket
    }

    /// Milliseconds between two e-mails.
    private func step(of domain: String, _ bucket: Bucket) -> Double {
        let own = rates.rate(of: domain).map { 1000 / Double($0) } ?? 0
        return bucket.troubles == 0 ? own : max(own, MailPace.slowest)
    }

    /// What lies further ahead than anything is ever put off was counted before the clock was stepped back.
    private func isAhead(_ moment: Instant?, of now: Instant) -> Bool {
        guard let moment else { return false }
        return moment > now && credible(moment.inMilliseconds, now: now) > now.inMilliseconds
    }

    private func credible(_ moment: Double, now: Instant) -> Double {
        let latest = now.adding(MailPace.longestRest).adding(MailPace.horizon).inMilliseconds + MailPace.slowest
        return moment <= latest ? moment : now.inMilliseconds
    }

    private mutating func tidy(_ now: Instant) {
        if given.count > 10 * MailPace.mostKept { given = given.filter { isAhead($0.value.adding(.minutes(1)), of: now) } }
        guard buckets.count > MailPace.mostKept else { return }
        buckets = buckets.filter { $0.value.troubles > 0 || $0.value.next > now.inMilliseconds - 1000 }
    }
}

extension Instant {
    fileprivate var inMilliseconds: Double { Double(milliseconds) }
}
