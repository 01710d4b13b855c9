import PerronDomain
import PerronStorage

/// Looks whether sign-ins fail unusually often, and while they do keeps the alarm on: then whoever is not recognised shows that a person
/// is there (`docs/decisions/0013-alarm.md`). A sign-in itself writes nothing for it.
package struct WatchSignIns: Sendable {
    package enum Finding: Sendable, Equatable {
        case usual
        /// A new episode: a person is told.
        case began(Unusual)
        case lasts
        /// It was usual again for as long as the alarm lasts.
        case ended
    }

    /// What left the band.
    package struct Unusual: Sendable, Equatable {
        package let stretch: Duration
        package let tally: SignInAlarm.Tally
        /// What share of failures is usual, 0 … 1.
        package let usualShare: Double
    }

    /// A window is counted for good once whoever began to sign in within it has been answered.
    private static let margin: Duration = .minutes(1)
    /// Windows that are counted in one transaction.
    private static let chunk = 144

    private let base: Foundations
    private let alarm: SignInAlarm

    package init(_ base: Foundations) {
        self.base = base
        alarm = SignInAlarm(limits: base.limits.signIn)
    }

    package func callAsFunction() async throws -> Finding {
        let now = base.clock.now()
        while try await keepClosedWindows(now: now) == WatchSignIns.chunk {}
        guard let unusual = try await unusual(now: now) else {
            return try await base.database.write { tx in
                if try Alarms(tx).end(.failingSignIns, now: now) { return .ended }
                return try Alarms(tx).isOn(.failingSignIns, now: now) ? .lasts : .usual
            }
        }
        let until = now.adding(base.limits.signIn.alarmLife)
        return try await base.database.write { tx in
            guard try Alarms(tx).raise(.failingSignIns, until: until, now: now) else { return .lasts }
            try StaffTasks(tx).open(.failingSignIns, record: nil, now: now, random: base.random)
            try AuditTrail(tx, random: base.random).append(.raiseAlarm, subject: Alarms.Name.failingSignIns.rawValue, now: now)
            return .began(unusual)
        }
    }

    /// Counts the windows that have closed since the last time, from the rows that are still there; how many they were.
    private func keepClosedWindows(now: Instant) async throws -> Int {
        let windows = try await base.database.read { tx in
            let oldest = start(of: now.subtracting(SignInAlarm.memory)).adding(SignInAlarm.window)
            var start = try max(SignInWindows(tx).newest()?.adding(SignInAlarm.window) ?? oldest, oldest)
            var windows: [(Instant, SignInAlarm.Tally)] = []
            while windows.count < WatchSignIns.chunk, case let end = start.adding(SignInAlarm.window),
                end.adding(WatchSignIns.margin) <= now
            {
                windows.append((start, try SignInWindows(tx).count(from: start, until: end)))
                start = end
            }
            return windows
        }
        guard !windows.isEmpty else { return 0 }
        try await base.database.write { tx in
            for (start, tally) in windows { try SignInWindows(tx).keep(tally, startingAt: start) }
        }
        return windows.count
    }

    private func unusual(now: Instant) async throws -> Unusual? {
        let (lately, past) = try await base.database.read { tx in
            (
                try SignInWindows(tx).count(from: now.subtracting(SignInAlarm.window), until: now.adding(.milliseconds(1))),
                try SignInWindows(tx).kept(since: now.subtracting(SignInAlarm.memory))
            )
        }
        let days = Dictionary(grouping: past) { (now - $0.start).wholeSeconds / 86_400 }.mapValues { $0.map(\.tally) }
        let earlier = days.filter { $0.key > 0 }
        let share = alarm.usualShare(days: earlier.values.map(\.sum))
        let isUnusual = { (window: SignInAlarm.Tally) in alarm.isUnusual(window, past: earlier.values.flatMap(\.self), share: share) }
        if isUnusual(lately) { return Unusual(stretch: SignInAlarm.window, tally: lately, usualShare: share) }
        // Without the windows that were told of on their own: else a short attack would be told for a day.
        let day = (days[0] ?? []).filter { !isUnusual($0) }.sum
        guard alarm.isUnusual(day, past: earlier.values.map(\.sum), share: share) else { return nil }
        return Unusual(stretch: .days(1), tally: day, usualShare: share)
    }

    private func start(of instant: Instant) -> Instant {
        let length = SignInAlarm.window.wholeMilliseconds
        return Instant(milliseconds: instant.milliseconds - instant.milliseconds % length)
    }
}

extension [SignInAlarm.Tally] {
    fileprivate var sum: SignInAlarm.Tally {
        reduce(SignInAlarm.Tally(tries: 0, failures: 0), +)
    }
}
