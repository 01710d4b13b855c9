import Testing

struct ConfigurationTests {
    @Test func `every setting that is read is documented with its default, and every documented one is read`() {
        let rule = ConfigurationRule(.shared)

        #expect(rule.read.subtracting(rule.documented).sorted() == [])
        #expect(rule.documented.subtracting(rule.read).sorted() == [])
        #expect(rule.bare == [])
        #expect(rule.read.count > 50)
    }

    @Test func `every limit is asked by a rule or a page`() {
        #expect(ConfigurationRule(.shared).idle == [])
    }

    @Test func `a limit that nobody asks is found, whatever else has its name`() {
        let limits = """
            struct Limits {
                package var sessions = Sessions()
                struct Sessions {
                    package var idle: Duration = .minutes(30)
                    package var life: Duration = .hours(8)
                    package var warning: Duration = .minutes(2)
                }
            """
        let rules = [
            TextFile(path: "A.swift", text: "base.limits.sessions.idle; Notice(.warning); tone.warning"),
            TextFile(path: "B.swift", text: "min(limits.life, limits.warnings)"),
        ]

        #expect(ConfigurationRule(sources: [], settings: "", limits: limits, rules: rules).idle == ["sessions.warning"])
    }

    @Test func `an undocumented, an unread and an unexplained setting are found`() {
        let source = TextFile(
            path: "Sources/perron/Snippet.swift",
            text: """
                a = reader.integer("server.port", in: 1...2)
                b = reader.text(
                    "mail.host")
                c = SecretFile.read("keys.master", reader)
                """)
        let rule = ConfigurationRule(
            sources: [source],
            settings: """
                server:
                  # Where it listens.
                  port: 8080
                  old: 1

                mail:
                  smtp:
                    name: ""
                """)

        #expect(rule.read == ["server.port", "mail.host", "keys.master", "keys.master_file"])
        #expect(rule.documented == ["server.port", "server.old", "mail.smtp.name"])
        #expect(rule.bare == ["mail.smtp.name"])
    }
}
