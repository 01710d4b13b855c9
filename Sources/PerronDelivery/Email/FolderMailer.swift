import Foundation
import PerronDomain
import PerronMessages
import PerronWorkflows

/// Puts each e-mail into a folder as a file of its own: the demo's mailbox.
package struct FolderMailer: Mailer {
    private let folder: String

    /// - Throws: `FileError` if the folder can't be made.
    package init(folder: String) throws(FileError) {
        self.folder = folder
        try DurableFiles.makeFolder(folder)
    }

    package func send(_ message: EmailMessage, until: Instant) async -> MailOutcome {
        let name = "\(message.stamp.date.milliseconds)-\(message.stamp.messageID.value.prefix { $0 != "@" }).eml"
        do {
            let aside = "\(folder)/.\(name).part"
            try DurableFiles.remove(aside)
            try DurableFiles.write(message.bytes, to: aside)
            try DurableFiles.move(aside, to: "\(folder)/\(name)")
            return .delivered
        } catch {
            return .deferred(code: 0)
        }
    }
}
