import PerronDomain

/// Announces a session's end two minutes before, offers to stay, and says it when it has ended. Opened by the script; without scripts the
/// space's first page says how long a session lasts.
struct SessionDialog {
    /// WCAG 2.2.1 asks for at least 20 seconds.
    static let warningSeconds = 120

    let words: Words
    let csrf: String
    let idleSeconds: Int

    init?(frame: PageFrame) {
        guard case .member(_, let idleSeconds) = frame.visitor else { return nil }
        words = frame.words
        csrf = frame.csrf
        self.idleSeconds = idleSeconds
    }

    var html: HTML {
        """
        <div data-session data-idle-seconds="\(idleSeconds)" data-warning-seconds="\(SessionDialog.warningSeconds)">
        <dialog data-session-warning aria-labelledby="session-title">
        <h2 id="session-title">\(words("common.session.title"))</h2>
        <p>\(words("common.session.text"))</p>
        \(PostForm(.keepSession, csrf: csrf) { Button(words("common.session.stay")).html }.html)
        </dialog>
        <dialog data-session-ended aria-labelledby="session-ended-title">
        <h2 id="session-ended-title">\(words("common.session.ended.title"))</h2>
        <p>\(words("common.session.ended.text"))</p>
        \(LinkButton(words("common.session.ended.signIn"), to: .signIn).html)
        </dialog>
        </div>
        """
    }
}
