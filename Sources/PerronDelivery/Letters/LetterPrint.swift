import PerronDomain
import PerronMessages

/// What printing takes.
package struct LetterPrint: Sendable {
    package let press: LetterPress
    package let fund: PensionFund
    package let lexicon: Lexicon
    package let files: BatchFiles
    package let pictures: Bool
    /// Where the fund's letter to itself goes each posting day; nil for none.
    package let test: PostalAddress?
    package let envelope: Envelope

    /// - Parameter pictures: puts a picture of each page beside its PDF, where each letter has a file of its own; only for the demo.
    package init(
        press: LetterPress, fund: PensionFund, lexicon: Lexicon, files: BatchFiles, pictures: Bool = false, test: PostalAddress? = nil,
        envelope: Envelope = .dl
    ) {
        self.press = press
        self.fund = fund
        self.lexicon = lexicon
        self.files = files
        self.pictures = pictures
        self.test = test
        self.envelope = envelope
    }
}
