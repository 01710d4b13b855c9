import PerronDomain
import Testing

struct RegistryEmailTests {
    /// One value of the registry's after another: `days` later, `value` comes.
    struct Story: Sendable, CustomTestStringConvertible {
        let changes: [(days: Int, value: String)]
        /// Where a code goes on each of these days, counted from the last change; empty for nowhere.
        let codes: [Int: String]
        /// Whom the last change is told to.
        let told: String

        var testDescription: String { changes.map(\.value).joined(separator: "→") }
    }

    private static let stories = [
        Story(changes: [(0, "a")], codes: [0: "a"], told: ""),
        Story(changes: [(0, "a"), (30, "b")], codes: [0: "a", 6: "a", 7: "b", 90: "b"], told: "a"),
        Story(changes: [(0, "a"), (30, "b"), (7, "c")], codes: [0: "b", 6: "b", 7: "c"], told: "b"),
        Story(changes: [(0, "a"), (30, "b"), (6, "c")], codes: [0: "a", 6: "a", 7: "c"], told: "ab"),
        Story(changes: [(0, "a"), (30, "b"), (6, "a")], codes: [0: "a", 1: "a", 7: "a"], told: ""),
        Story(changes: [(0, "a"), (30, "b"), (7, "a")], codes: [0: "b", 7: "a"], told: "b"),
        Story(changes: [(0, "a"), (30, "")], codes: [0: "", 7: ""], told: ""),
        Story(changes: [(0, "a"), (30, ""), (6, "b")], codes: [0: "a", 6: "a", 7: "b"], told: "a"),
        Story(changes: [(0, "a"), (30, ""), (7, "b")], codes: [0: "b"], told: ""),
        Story(changes: [(0, "a"), (30, "A")], codes: [0: "A"], told: ""),
        Story(changes: [(0, "a"), (30, "b"), (6, "B")], codes: [0: "a", 1: "B"], told: ""),
    ]

    @Test(arguments: stories)
    func `an address waits seven days where it replaces another`(story: Story) throws {
        var (email, told) = (RegistryEmail(value: nil), [EmailAddress]())
        var now = Instant(seconds: 1_795_784_700)

        for change in story.changes {
            now = now.adding(.days(change.days))
            (email, told) = email.replaced(by: EmailAddress("\(change.value)@exemple.fr"), now: now, newAddressDays: 7)
        }

        #expect(told.map { String($0.value.prefix(1)) }.joined() == story.told)
        for (day, expected) in story.codes {
            let used = email.ripe(now: now.adding(.days(day)), newAddressDays: 7)
            #expect(used?.value == (expected.isEmpty ? nil : "\(expected)@exemple.fr"), "on day \(day)")
        }
    }

    @Test func `a file on record follows the same rule, to the millisecond`() throws {
        let (old, new) = (EmailAddress("a@exemple.fr"), EmailAddress("b@exemple.fr"))
        let changed = Instant(seconds: 1_795_784_700)
        let record = PensionRecord(
            id: Identifier(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAB"), number: try FileNumber("2614073"), situation: .contributing,
            name: PersonName(civility: .madam, familyName: "MOREAU", birthName: "MOREAU", givenNames: "Camille"), birthDate: nil,
            address: nil, registryEmail: new, formerEmail: old, emailChangedAt: changed)
        let ripe = changed.adding(.days(7))

        #expect(record.ripeRegistryEmail(now: ripe.subtracting(.milliseconds(1)), newAddressDays: 7) == old)
        #expect(record.ripeRegistryEmail(now: ripe, newAddressDays: 7) == new)
        #expect(record.ripeRegistryEmail(now: changed, newAddressDays: 0) == new)
    }
}
