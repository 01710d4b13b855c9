import Logging
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronWorkflows
import ServiceLifecycle

/// Everything that leaves the house, wired: the worker, the letter room, who tidies and seals behind them, and who looks out for attacks.
struct PostRoom: Sendable {
    let worker: DispatchWorker
    let letters: LetterRoom
    let sealer: AuditSealer
    let housekeeper: Housekeeper
    let watch: SignInWatch

    init(_ wiring: Wiring, signal: WorkSignal, logger: Logger) throws {
        let settings = wiring.settings
        let mail = CodeMail(
            fund: settings.fund, lexicon: wiring.lexicon, base: wiring.base,
            mailer: try PostRoom.mailer(settings.mail, clock: wiring.base.clock),
            envelope: settings.mail.envelope)
        worker = DispatchWorker(wiring.base, mail: mail, pace: settings.mail.pace, signal: signal, logger: logger)
        let press = try PostRoom.press(settings, lexicon: wiring.lexicon)
        letters = LetterRoom(
            wiring.base,
            print: LetterPrint(
                press: press, fund: settings.fund, lexicon: wiring.lexicon, files: settings.letters.files, pictures: settings.isDemo,
                test: settings.letters.canary, envelope: settings.letters.envelope),
            carrier: settings.letters.carrier.made, due: settings.letters.printsAtOnce ? .atOnce : .byCutOff,
            signal: signal, logger: logger)
        sealer = AuditSealer(wiring.base, head: AuditHeadFile(path: settings.auditHead), logger: logger)
        housekeeper = Housekeeper(wiring.base, logger: logger)
        watch = SignInWatch(wiring.base, logger: logger)
    }

    /// A press that has shown that it prints the fund's letters.
    /// - Throws: `Refusal` where the fonts aren't there, or the fund's own words don't fit a letter.
    static func press(_ settings: Settings, lexicon: Lexicon) throws -> LetterPress {
        let press: LetterPress
        do {
            press = try LetterPress(fonts: .andika(in: settings.letters.fonts), layout: settings.letters.layout, lexicon: lexicon)
        } catch {
            throw Refusal("letters.fonts: \(settings.letters.fonts) does not hold Andika (Debian: fonts-sil-andika): \(error)")
        }
        do {
            try SpecimenLetters(fund: settings.fund).assurePrintable(by: press)
        } catch {
            throw Refusal(error.description)
        }
        return press
    }

    var services: [any Service] { [worker, letters, sealer, housekeeper, watch] }

    private static func mailer(_ settings: MailSettings, clock: any TimeSource) throws -> any Mailer {
        do {
            return switch settings.transport {
            case .smtp: try SMTPMailer(settings.smtp, clock: clock)
            case .folder: try FolderMailer(folder: settings.folder)
            }
        } catch let error as CurlError {
            throw Refusal("mail.smtp can't be used: \(error)")
        } catch let error as FileError {
            throw Refusal("mail.folder, \(settings.folder), can't be used: \(error)")
        }
    }
}
