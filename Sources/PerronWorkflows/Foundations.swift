import PerronDomain
import PerronSecrets
import PerronStorage

/// What every workflow stands on. The executable makes it once; tests make it with a fixed clock and seeded randomness.
package struct Foundations: Sendable {
    package let database: any Database
    package let clock: any TimeSource
    package let random: any RandomSource
    package let keys: SecretKeys
    package let limits: Limits
    package let civilTime: CivilTime
    package let calendar: WorkingCalendar

    package init(
        database: any Database, clock: any TimeSource, random: any RandomSource, keys: SecretKeys, limits: Limits, civilTime: CivilTime,
        calendar: WorkingCalendar = WorkingCalendar()
    ) {
        self.database = database
        self.clock = clock
        self.random = random
        self.keys = keys
        self.limits = limits
        self.civilTime = civilTime
        self.calendar = calendar
    }

    package var schedule: PostalSchedule {
        PostalSchedule(limits: limits, civilTime: civilTime, calendar: calendar)
    }

    package func newID<Entity>(_ now: Instant) -> Identifier<Entity> {
        Identifier(now: now, random: random)
    }
}
