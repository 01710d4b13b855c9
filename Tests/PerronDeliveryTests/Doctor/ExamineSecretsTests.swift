import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ExamineSecretsTests {
    @Test func `what is sealed under the keys at hand opens`() async throws {
        let patient = try await Patient()

        let findings = try await patient.secrets(head: patient.head)

        #expect(findings.faults == [])
        #expect(findings.words(on: .spool) == "1, all readable")
        #expect(findings.words(on: .keys) == "1 in use, all at hand")
    }

    @Test(
        arguments: [
            ("UPDATE audit_event SET at = 1 WHERE seal_number = 2", "event 2, or the one before it, was changed"),
            ("DELETE FROM audit_event WHERE seal_number = 2", "event 2 was removed"),
            ("DELETE FROM audit_event", "cut off after event 0, or not the head's"),
        ] as [(SQL, String)])
    func `an audit log that was tampered with is a fault`(harm: SQL, words: String) async throws {
        let patient = try await Patient()

        try await patient.harm(harm)

        let findings = try await patient.secrets(head: patient.head)
        #expect(findings.faults == [.trail])
        #expect(findings.words(on: .trail) == words)
    }

    @Test func `a log without its head outside is a fault`() async throws {
        let patient = try await Patient()

        #expect(try await patient.secrets(head: nil).faults == [.trail])
    }

    @Test func `where another machine may keep the head, that this one has none is for somebody to know`() async throws {
        let patient = try await Patient()

        #expect(try await patient.secrets(head: nil, isOneOfSeveral: true).verdict(on: .trail) == .notice)
    }

    @Test func `a key that isn't configured is named, and its letters are not called damaged`() async throws {
        let patient = try await Patient()

        let findings = try await patient.secrets(keys: PostHouse.keys(2), head: patient.head)

        #expect(findings.verdict(on: .keys) == .fault)
        #expect(findings.words(on: .keys) == "not configured: \(patient.house.base.keys.current(.spool).id)")
        #expect(findings.words(on: .spool) == "0, all readable")
    }

    @Test func `a letter whose bytes were changed is found before it is printed`() async throws {
        let patient = try await Patient()

        try await patient.harm("UPDATE letter SET spool = \([0x00, 0x11] as [UInt8]) WHERE state = 'waiting'")

        #expect(try await patient.secrets(head: patient.head).faults == [.spool])
    }
}
