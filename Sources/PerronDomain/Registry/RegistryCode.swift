/// The words by which an export says one of a few things.
struct RegistryCode<Value: Sendable>: Sendable {
    private let choices: [(name: StaticString, value: Value)]

    fileprivate init(_ choices: [(name: StaticString, value: Value)]) {
        self.choices = choices
    }

    func value(of bytes: some Collection<UInt8>) -> Value? {
        for choice in choices where choice.name.utf8CodeUnitCount == bytes.count {
            if bytes.elementsEqual(UnsafeBufferPointer(start: choice.name.utf8Start, count: choice.name.utf8CodeUnitCount)) {
                return choice.value
            }
        }
        return nil
    }
}

extension RegistryCode<Role> {
    static let categories = RegistryCode([("AFFILIE", .member), ("AYANT_DROIT", .survivor)])
}

extension RegistryCode<Situation> {
    static let situations = RegistryCode([
        ("COTISANT", .contributing), ("RETRAITE", .retired), ("CUMUL", .workingRetired), ("RENTE_INVALIDITE", .disabilityAnnuity),
        ("REVERSION", .survivorPension), ("RENTE_SURVIE", .survivorAnnuity), ("RENTE_EDUCATION", .educationAnnuity),
    ])
}

extension RegistryCode<Civility> {
    static let civilities = RegistryCode([("MME", .madam), ("M", .mister)])
}

extension RegistryCode<Representative> {
    static let representatives = RegistryCode([
        ("TUTELLE", .guardianship), ("CURATELLE", .curatorship), ("HABILITATION_FAMILIALE", .familyAuthorisation),
        ("RESPONSABLE_LEGAL", .legalGuardian),
    ])
}
