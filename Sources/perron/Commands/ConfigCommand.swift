import ArgumentParser
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronPages
import PerronSecrets

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks the configuration, makes keys.", subcommands: [Check.self, NewKey.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Reads the whole configuration and tells every mistake at once.")

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let settings = try await options.settings()
            _ = try PostRoom.press(settings, lexicon: try Lexicon(directory: try ResourceFolder.find() + "/words"))
            print("The configuration is complete.")
            print("  fund        \(settings.fund.name)")
            print("  address     \(settings.server.publicURL)")
            print("  listens on  \(settings.server.host):\(settings.server.port)")
            print("  database    \(settings.database)")
            print(
                "  mail        \(settings.mail.transport == .smtp ? "\(settings.mail.smtp.host):\(settings.mail.smtp.port)" : settings.mail.folder)"
            )
            if let path = settings.mail.envelope.returnPath { print("  returns to  \(path.address.value)") }
            if let signer = settings.mail.envelope.signer {
                print("  signs       as \(signer.selector) of \(signer.domain), RSA of \(signer.bits) bits")
            }
            print("  letters     \(settings.letters.carrier.made)")
            if settings.calendar != WorkingCalendar() { print("  not posted  \(closed(settings.calendar))") }
            if let provider = settings.robots.provider { print("  robots      \(provider.name)") }
            for warning in warnings(settings) { print("  beware      \(warning)") }
            if let signer = settings.mail.envelope.signer {
                print("\nTo be published in the DNS, so that signatures can be verified:\n" + MailRecords.dkim(signer))
            }
        }

        /// On which further days, beside the public holidays of the whole country.
        private func closed(_ calendar: WorkingCalendar) -> String {
            let regions = RegionalHolidays.allCases.filter(calendar.regions.contains).map(\.rawValue)
            return (regions + calendar.closedDays.sorted().map(\.iso)).joined(separator: ", ")
        }

        private func warnings(_ settings: Settings) -> [String] {
            var warnings: [String] = []
            if settings.isDemo { warnings.append("demo is on: everybody's mail can be read at /demo/boite") }
            if settings.mail.transport == .folder { warnings.append("mail.transport is folder: no e-mail leaves this machine") }
            if settings.mail.transport == .smtp, settings.mail.smtp.security == .none {
                warnings.append("mail.smtp.security is none: codes travel in clear")
            }
            if settings.mail.transport == .smtp, settings.mail.smtp.security == .startTLSIfOffered {
                warnings.append(
                    "mail.smtp.security is startTLSIfOffered: where somebody on the way takes the offer out, codes travel in clear")
            }
            if settings.server.publicURL.hasPrefix("https://"), settings.server.trustedProxies == .none {
                warnings.append(
                    "server.trusted_proxies is empty: behind a proxy all visitors are one network, and share its limits and its letters")
            }
            if !settings.limits.access.asksBirthDate { warnings.append("access.second_datum is off: a letter alone opens a space") }
            if settings.limits.access.disclosure == .masked {
                warnings.append("access.disclosure is masked: a recognised browser is shown part of the e-mail address on file")
            }
            return warnings + settings.mail.warnings(sender: settings.fund.emailSender) + settings.robots.warnings
                + settings.letters.carrier.warnings
        }
    }

    struct NewKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new-key", abstract: "Prints a new master key, to be kept in a file of its own, mode 0600.")

        func run() {
            print(MasterKey.random(from: SystemRandom()).configured)
        }
    }
}
