import ArgumentParser
import PerronDomain
import PerronSecrets
import PerronTestSupport

/// Wrong passwords at one number, and one password on very many.
struct AttackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack", abstract: "Sign-in under attack: one number from many networks, one password over many numbers.")

    @Option(help: "Wrong tries at the one number.") var tries = 100_000
    @Option(help: "Numbers that the one password is tried on.") var numbers = 100_000
    @Option(help: "Networks of the attackers.") var networks = 1_000

    func run() async throws {
        var report = Report()
        try await oneNumber(&report)
        try await spraying(solves: false, &report)
        try await spraying(solves: true, &report)
        try report.end()
    }

    private func oneNumber(_ report: inout Report) async throws {
        let started = ContinuousClock.now
        let outcome = try await OneNumberSiege(SiegeHouse(cost: .standard))(tries: tries, networks: networks, span: .hours(24))
        report.say("## One number\n")
        report.say(
            "\(tries) wrong passwords at one member's number from \(networks) networks in 24 hours on the moved clock, a hundred at a time, each "
                + "sign-in with the product's own Argon2id (19 MiB, 2 passes). The member comes a hundred times meanwhile. "
                + "\((ContinuousClock.now - started).inSeconds.text(1)) s.\n")
        report.table(
            ["the attackers were answered", "times"],
            [
                ["wrong", "\(outcome.wrong)"], ["wait until …", "\(outcome.heldBack)"],
                ["show that a person is there", "\(outcome.askedForProof)"], ["let in", "\(outcome.letIn)"],
            ])
        report.table(
            ["the member came", "times", "got in"],
            [
                ["with a fresh code", "\(outcome.codesTyped)", "\(outcome.codesLetIn)"],
                ["in a recognised browser", "\(outcome.browserCame)", "\(outcome.browserLetIn)"],
            ])
        report.say(
            "With the right password in a browser nobody knows the member is \(outcome.strangerIsHeldBack ? "held back" : "let in") meanwhile, and told "
                + "that a provisional password works at once.\n")
        report.expect(outcome.letIn == 0, "no attacker got in")
        report.expect(outcome.codesLetIn == outcome.codesTyped, "a fresh code got in each time")
        report.expect(outcome.browserLetIn == outcome.browserCame, "a recognised browser got in each time")
        report.expect(outcome.wrong <= 26, "at most 25 passwords in 24 hours were looked at (one more as the first grows a day old)")
        report.say("")
    }

    private func spraying(solves: Bool, _ report: inout Report) async throws {
        let started = ContinuousClock.now
        let siege = try await SiegeHouse(cost: Argon2Cost(kibibytes: 8, passes: 1))
        let outcome = try await SprayingSiege(siege, solves: solves)(numbers: numbers, networks: networks, span: .hours(1))
        let price = try HashPrice()
        report.say("## One password on \(numbers) numbers, by attackers who \(solves ? "solve what they are asked" : "don't work")\n")
        report.say(
            "From \(networks) networks in one hour on the moved clock, after 28 usual days. Each sign-in with a cheap Argon2id (8 KiB, 1 pass; "
                + "the product's would take \((Double(numbers) * 0.015 / 60).text(0)) minutes). \((ContinuousClock.now - started).inSeconds.text(1)) s.\n"
        )
        report.table(
            ["", ""],
            [
                ["passwords looked at before the alarm", "\(outcome.free)"],
                ["the alarm came after", outcome.alarmAfter.map { "\($0.wholeSeconds) s" } ?? "never"],
                ["passwords looked at afterwards, each for a proof of work", "\(outcome.paid)"],
                ["tries of which no password was looked at", "\(outcome.refused)"],
                ["hashes that these proofs cost at the default difficulty", outcome.hashes.text(0)],
                [
                    "CPU hours of one core at \((price.perSecond / 1e6).text(2)) million hashes a second",
                    price.hours(outcome.hashes).text(2),
                ],
                ["the alarm ended after the last try by", outcome.endedAfter.map { "\($0.wholeSeconds / 60) min" } ?? "never"],
                ["members who came meanwhile, and got in", "\(outcome.membersCame), \(outcome.membersLetIn)"],
            ])
        report.expect(outcome.letIn == 0, "no attacker got in")
        report.expect(outcome.alarmAfter.map { $0 <= .minutes(10) } ?? false, "the alarm came within ten minutes")
        report.expect(outcome.tasks == 1, "the operator has one task about it")
        report.expect(outcome.membersCame == outcome.membersLetIn, "members got in by recognised browser, code, and proof in a new browser")
        if solves { report.expect(outcome.free < numbers / 10, "fewer than a tenth were free") }
        report.say("")
    }
}
