import PerronDomain

/// Announces a session's end before it comes and offers to stay, unless it is the end that can't be put off; says it when it has ended.
/// Opened by the script; without scripts the space's first page says how long a session lasts.
struct SessionDialog {
    private let words: Words
    private let csrf: String
    private let secondsLeft: String
    private let limits: Limits.Sessions
    private let route: Route
    private let keepsTyping: Bool

    /// Nil where nobody is signed in.
    static func html(in frame: PageFrame, keepsTyping: Bool) -> HTML? {
        guard case .member(_, let secondsLeft) = frame.visitor else { return nil }
        let make = { (tokens: [String]) in SessionDialog(frame, csrf: tokens[0], secondsLeft: tokens[1], keepsTyping: keepsTyping).html }
        let tokens = [frame.csrf, "\(secondsLeft)"]
        return frame.moulds?.cast(SessionDialog.self, in: frame, likeness: [keepsTyping ? 1 : 0], tokens: tokens, make: make)
            ?? make(tokens)
    }

    private init(_ frame: PageFrame, csrf: String, secondsLeft: String, keepsTyping: Bool) {
        words = frame.words
        self.csrf = csrf
        limits = frame.limits.sessions
        route = frame.route.returnTarget
        self.keepsTyping = keepsTyping
        self.secondsLeft = secondsLeft
    }

    private var html: HTML {
        """
        <div data-session data-seconds-left="\(secondsLeft)" data-idle-seconds="\(seconds(limits.idle))"\
         data-warning-seconds="\(seconds(limits.warning))">
        \(warning)
        \(lastWarning)
        \(ended)
        </div>
        """
    }

    private var warning: HTML {
        """
        <dialog data-session-warning aria-labelledby="session-title">
        <h2 id="session-title">\(words("common.session.title"))</h2>
        <p>\(words("common.session.text", durations))</p>
        <p role="status" data-session-status data-failed="\(words("common.session.failed"))"></p>
        \(PostForm(.keepSession, csrf: csrf) { Button(words("common.session.stay")).html }.html)
        </dialog>
        """
    }

    private var lastWarning: HTML {
        """
        <dialog data-session-last aria-labelledby="session-last-title">
        <h2 id="session-last-title">\(words("common.session.last.title"))</h2>
        <p>\(words("common.session.last.text", durations))</p>
        \(Button(words("common.session.last.close")).html)
        </dialog>
        """
    }

    private var ended: HTML {
        """
        <dialog data-session-ended aria-labelledby="session-ended-title">
        <h2 id="session-ended-title">\(words("common.session.ended.title"))</h2>
        <p>\(words("common.session.ended.text", durations))</p>
        \(back)
        </dialog>
        """
    }

    /// To this page, which leads to the sign-in and from there back; with what was typed, as the language switch sends it.
    private var back: HTML {
        let label = words("common.session.ended.signIn")
        guard keepsTyping else { return LinkButton(label, to: route).html }
        return """
            <button class="button primary" form="\(PostForm.keptID)" name="\(FormField.language.rawValue)" value="\(words.language.rawValue)">\(label)</button>
            """
    }

    private var durations: [String: String] {
        [
            "warning": words.duration(limits.warning), "idle": words.duration(limits.idle), "life": words.duration(limits.life),
        ]
    }

    private func seconds(_ duration: Duration) -> Int { Int(duration.wholeSeconds) }
}
