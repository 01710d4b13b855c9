import ArgumentParser
import Foundation
import Logging
import NIOCore
import PerronDelivery
import PerronDomain
import PerronWorkflows
import ServiceLifecycle
import UnixSignals

struct BouncesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounces", abstract: "Takes e-mails that came back, and has letters leave instead.",
        discussion: """
            From the Maildir that they are put into: once, to be run by a timer every few minutes, or with --watch again and again. Reports of
            delivery (RFC 3464) to an address that mail.return_path makes move from new/ to cur/ once they are settled; whatever else lies there is
            counted and left.

            Or from the mail server itself, by LMTP (RFC 2033), with --listen: what is settled is on disk before it is acknowledged; anything else
            is refused, so that it goes back to whoever sent it.

            A code that came back opens nothing. Ctrl-C and SIGTERM finish what is in hand first.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The Maildir of the mailbox that mail.return_path names: a folder with new/ and cur/.", completion: .directory)
    var maildir: String?

    @Flag(help: "Go on reading it, until asked to stop.")
    var watch = false

    @Option(help: ArgumentHelp("With --watch, how many seconds to wait between two looks.", valueName: "seconds"))
    var every = 30

    @Option(
        help: ArgumentHelp(
            "Take them by LMTP instead, on 127.0.0.1:2424 for instance; a port alone is the loopback's.", valueName: "address"))
    var listen: String?

    func validate() throws {
        guard (maildir == nil) != (listen == nil) else { throw ValidationError("Either a Maildir or --listen.") }
        if let listen, ListeningPlace(listen) == nil {
            throw ValidationError("« \(listen) » is not an address and a port such as 127.0.0.1:2424.")
        }
        if listen != nil, watch { throw ValidationError("--watch goes with a Maildir; --listen goes on by itself.") }
        guard (1...3600).contains(every) else { throw ValidationError("--every takes 1 to 3600 seconds.") }
    }

    func run() async throws {
        let settings = try await options.settings()
        guard let path = settings.mail.envelope.returnPath else {
            throw Refusal("mail.return_path is empty: e-mails come back to their sender, and nothing tells which they were")
        }
        if let place = listen.flatMap({ ListeningPlace($0) }) { return try await receive(at: place, path, settings) }
        let folder = try folder(maildir ?? "")
        let wiring = try await Wiring(settings: settings)
        let take = TakeReturnedMail(wiring.base, maildir: folder, path: path, logger: wiring.logger)
        if watch { return try await serve(ReturnWatch(take, every: .seconds(every), logger: wiring.logger), wiring) }
        let tally = try await take()
        try await wiring.close()
        print(Self.text(tally))
        if tally.failed > 0 { throw Refusal("\(tally.failed) could not be settled and stay for the next time: see the log") }
    }

    private func folder(_ path: String) throws -> ReturnMaildir {
        do throws(FileError) {
            return try ReturnMaildir(path: path)
        } catch {
            throw Refusal("\(path) is no Maildir that this user may read and write: \(error)")
        }
    }

    private func receive(at place: ListeningPlace, _ path: ReturnPath, _ settings: Settings) async throws {
        let wiring = try await Wiring(settings: settings)
        if !place.isLoopback {
            wiring.logger.warning("LMTP asks nobody who they are: whoever reaches this address may hand reports over")
        }
        do {
            try await serve(ReportListener(wiring.base, at: place, path: path, logger: wiring.logger), wiring)
        } catch let error as IOError {
            throw Refusal("\(place.host):\(place.port) can't be listened on: \(String(cString: strerror(error.errnoCode)))")
        }
    }

    /// Until a signal.
    private func serve(_ service: some Service, _ wiring: Wiring) async throws {
        let group = ServiceGroup(
            configuration: .init(services: [service], gracefulShutdownSignals: [.sigint, .sigterm], logger: wiring.logger))
        try await group.run()
        try await wiring.close()
    }

    private static func text(_ tally: TakeReturnedMail.Tally) -> String {
        let lines = [
            (tally.letters, "a letter leaves instead"), (tally.tasks, "no letter can leave: see « perron tasks »"),
            (tally.noted, "nothing has to leave instead"), (tally.delayed, "only late: the mail server goes on trying"),
            (tally.known, "settled before, or arrived after all"), (tally.unknown, "no report about an e-mail of ours: left in new/"),
        ]
        let shown = lines.filter { $0.0 > 0 }.map { TextTable.row($0) }
        return shown.isEmpty ? "Nothing has come back." : shown.joined(separator: "\n")
    }
}

extension TextTable {
    /// « 12  what », numbers in a column.
    fileprivate static func row(_ line: (Int, String)) -> String {
        let number = String(line.0)
        return String(repeating: " ", count: max(0, 6 - number.count)) + number + "  " + line.1
    }
}
