/// One file of the fund's registry: whose it is, what it is for, and where its holder can be reached.
package struct PensionRecord: Sendable, Equatable {
    package let id: Identifier<PensionRecord>
    package let number: FileNumber
    package let situation: Situation
    package let name: PersonName
    /// The file holder's, also for a minor. Nil where the registry has none.
    package let birthDate: CalendarDay?
    /// Nil where the registry has no line at all.
    package let address: PostalAddress?
    /// The registry's value; a confirmed one of the member's own wins over it (`ContactPoints`).
    package let registryEmail: EmailAddress?
    /// The registry's last one that carried codes, while `registryEmail` waits its days (`RegistryEmail`); of no use after that.
    package let formerEmail: EmailAddress?
    package let emailChangedAt: Instant?
    package let telephone: String
    package let lastSeenOnFormerSite: CalendarDay?
    package let diedOn: CalendarDay?
    package let linkedNumber: FileNumber?
    package let representative: Representative?
    /// Set once the file has vanished from the export and was closed.
    package let closedAt: Instant?

    package init(
        id: Identifier<PensionRecord>, number: FileNumber, situation: Situation, name: PersonName, birthDate: CalendarDay?,
        address: PostalAddress?, registryEmail: EmailAddress?, formerEmail: EmailAddress? = nil, emailChangedAt: Instant? = nil,
        telephone: String = "", lastSeenOnFormerSite: CalendarDay? = nil, diedOn: CalendarDay? = nil, linkedNumber: FileNumber? = nil,
        representative: Representative? = nil, closedAt: Instant? = nil
    ) {
        self.id = id
        self.number = number
        self.situation = situation
        self.name = name
        self.birthDate = birthDate
        self.address = address
        self.registryEmail = registryEmail
        self.formerEmail = formerEmail
        self.emailChangedAt = emailChangedAt
        self.telephone = telephone
        self.lastSeenOnFormerSite = lastSeenOnFormerSite
        self.diedOn = diedOn
        self.linkedNumber = linkedNumber
        self.representative = representative
        self.closedAt = closedAt
    }

    package var role: Role { situation.role }

    /// The same person's other file. An education annuity's link leads to the guardian's own, which its holder must not be shown.
    package var otherOwnNumber: FileNumber? { situation == .educationAnnuity ? nil : linkedNumber }

    /// Whether someone else receives this holder's letters: a minor or a ward.
    package func isRepresented(on day: CalendarDay) -> Bool {
        representative != nil || (birthDate.map { $0.age(on: day) < 18 } ?? false)
    }
}

/// By what title another person acts for the file's holder.
package enum Representative: String, Sendable, CaseIterable {
    case guardianship
    case curatorship
    case familyAuthorisation
    case legalGuardian
}
