/// The registry's e-mail address of one file, and the one before it. An address that replaces another carries a provisional password only
/// some days after the change, so that whoever reads the old mailbox can object in time.
package struct RegistryEmail: Sendable, Equatable {
    package let value: EmailAddress?
    /// The last address that was ripe when `value` came; nil where there was none.
    package let former: EmailAddress?
    package let changedAt: Instant?

    package init(value: EmailAddress?, former: EmailAddress? = nil, changedAt: Instant? = nil) {
        self.value = value
        self.former = former
        self.changedAt = changedAt
    }

    /// Where a provisional password may go: the value once it is ripe, the former one until then, nothing where the registry has none.
    /// - Parameter newAddressDays: `limits.registry.newAddressDays`, of 24 hours each.
    package func ripe(now: Instant, newAddressDays: Int) -> EmailAddress? {
        value == nil ? nil : lastRipe(now: now, newAddressDays: newAddressDays)
    }

    /// - Parameter now: the moment of the change.
    /// - Returns: the address after the change, and whom to tell of it: every one that the new address replaces and that has to be
    ///   outlived first. Nobody where there was none, where none follows, and where the ripe one comes back.
    package func replaced(
        by new: EmailAddress?, now: Instant, newAddressDays: Int
    ) -> (email: RegistryEmail, told: [EmailAddress]) {
        guard new?.folded != value?.folded else { return (RegistryEmail(value: new, former: former, changedAt: changedAt), []) }
        // Also an emptied value keeps the former one: else emptying first would be a way round the wait.
        guard let ripe = lastRipe(now: now, newAddressDays: newAddressDays), ripe.folded != new?.folded else {
            return (RegistryEmail(value: new), [])
        }
        let after = RegistryEmail(value: new, former: ripe, changedAt: now)
        guard new != nil else { return (after, []) }
        let unripe = value.flatMap { $0.folded == ripe.folded ? nil : $0 }
        return (after, [ripe] + [unripe].compactMap(\.self))
    }

    private func lastRipe(now: Instant, newAddressDays: Int) -> EmailAddress? {
        guard let former, let changedAt, now < changedAt.adding(.days(newAddressDays)) else { return value }
        return former
    }
}

extension PensionRecord {
    /// The registry's address that a provisional password may go to (`RegistryEmail.ripe`).
    package func ripeRegistryEmail(now: Instant, newAddressDays: Int) -> EmailAddress? {
        RegistryEmail(value: registryEmail, former: formerEmail, changedAt: emailChangedAt).ripe(now: now, newAddressDays: newAddressDays)
    }
}
