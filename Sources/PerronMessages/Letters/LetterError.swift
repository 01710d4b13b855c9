/// Why a letter could not be printed. Never carries the text at fault: it may hold a name, an address or a code.
package enum LetterError: Error, Equatable, Sendable {
    case fontUnreadable(String)
    /// The fonts lack a character of this letter.
    case unprintable
    /// More than a page, even with the lines drawn closer.
    case overflow
    /// The address doesn't fit its window at a size that can be read.
    case addressTooLarge
    /// The link holds more than a QR code takes, or a character that is not ASCII.
    case linkUnprintable
    /// cairo gave up; its status.
    case drawing(Int)

    /// Whether this letter is at fault, and others may well be printed; else the machine is.
    package var isOfLetter: Bool {
        switch self {
        case .unprintable, .overflow, .addressTooLarge, .linkUnprintable: true
        case .fontUnreadable, .drawing: false
        }
    }
}
