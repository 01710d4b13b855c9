import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Whether a number exists must not show in status, headers, words or length.
@Suite struct UniformAnswersTests {
    @Test(arguments: AccessChannel.allCases)
    func `known, unknown and deceased get the same answers from the request to the follow-up`(channel: AccessChannel) async throws {
        var conversations: [[String]] = []
        for number in [Cast.camille.number, Cast.henri.number, Cast.rene.number, Cast.nobody] {
            let portal = try await Portal()
            let browser = portal.browser()
            var said = [try await browser.open(.accessRequest)]
            portal.clock.advance(.seconds(25))
            said.append(
                try await browser.send([.role: Role.member.formValue, .number: number.digits, .robot: "oui"], to: .accessRequest))
            said.append(try await browser.send([.channel: channel.formValue], to: .accessChannel))
            try await portal.dispatch()
            said.append(try await browser.open(.followUp))
            conversations.append(said.map { $0.masked(number) })
        }

        for conversation in conversations.dropFirst() { #expect(conversation == conversations[0]) }
    }

    @Test func `a wrong password sounds the same for known and unknown numbers, the fifth and sixth time too`() async throws {
        var conversations: [[String]] = []
        for number in [Cast.camille.number, Cast.rene.number, Cast.nobody] {
            let portal = try await Portal()
            try await portal.openSpace(of: Cast.camille, in: portal.browser())
            let browser = portal.browser()
            var said: [Answer] = []
            for _ in 0..<7 { said.append(try await portal.signIn(number, with: "tout à fait autre chose", in: browser)) }
            #expect(said[0].says(portal.words()("account.error.signIn.wrong")))
            #expect(said[6].says("Un mot de passe provisoire, lui, fonctionne tout de suite"))
            conversations.append(said.map { $0.masked(number) })
        }

        for conversation in conversations.dropFirst() { #expect(conversation == conversations[0]) }
    }
}

extension Answer {
    /// Status, headers and body without what differs from one visit to the next by chance or by what was typed.
    fileprivate func masked(_ number: FileNumber) -> String {
        var text = "\(status) \(path)\n"
        for header in headers where header.name.rawName.lowercased() != "x-request-id" {
            text += "\(header.name.rawName): \(header.value.replacing(/=[A-Za-z0-9_-]{20,}[.A-Za-z0-9_-]*/, with: "=…"))\n"
        }
        text += body.replacing(number.grouped, with: "…").replacing(number.digits, with: "…")
        return text.replacing(/value="[A-Za-z0-9_.-]{20,}"/, with: "value=\"…\"")
            .replacing(/data-challenge="[^"]*"/, with: "data-challenge")
            .replacing(/<span>[0-9A-Z]{5}<\/span>/, with: "<span>…</span>")
    }
}
