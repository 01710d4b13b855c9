import PerronDomain
import PerronPages

/// A form was sent from a tab whose browser had moved on in another one: what was not saved, and the way on.
package struct NothingSavedPage: WebPage {
    package enum Reason: Sendable, Equatable {
        /// A password was chosen with the same code before, so many minutes past midnight.
        case alreadyChosen(minutes: Int)
        /// Another file was opened meanwhile; this one's is named.
        case otherFile(FileNumber)
        /// Another file was opened since a page of the personal space showed this one.
        case otherFileShown(FileNumber)
        /// Somebody signed in to the same file with its own password meanwhile.
        case signedIn
    }

    package let frame: PageFrame
    private let reason: Reason

    package init(frame: PageFrame, reason: Reason) {
        self.frame = frame
        self.reason = reason
    }

    package var title: String { words("account.stray.\(key).title") }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("account.stray.\(key).text", values))</p>
        <div class="actions">
        \(ways)
        </div>
        """
    }

    private var key: String {
        switch reason {
        case .alreadyChosen: "alreadyChosen"
        case .otherFile: "otherFile"
        case .otherFileShown: "otherFileShown"
        case .signedIn: "signedIn"
        }
    }

    private var values: [String: String] {
        switch reason {
        case .alreadyChosen(let minutes): ["time": words.hour(minutes: minutes)]
        case .otherFile(let number), .otherFileShown(let number): ["number": number.grouped]
        case .signedIn: [:]
        }
    }

    private var ways: HTML {
        switch reason {
        case .alreadyChosen, .signedIn: LinkButton(words("account.stray.space"), to: .memberSpace).html
        case .otherFile:
            LinkButton(words("account.stray.code"), to: .codeLanding).html
                + LinkButton(words("account.stray.other"), to: .choosePassword, look: .quiet).html
        case .otherFileShown(let number):
            // The door leads whoever is signed in to their space: the other file is closed first.
            PostForm(.signOut, csrf: frame.csrf) { Button(words("account.stray.signIn", ["number": number.grouped])).html }.html
                + LinkButton(words("account.stray.other"), to: .memberSpace, look: .quiet).html
        }
    }
}
