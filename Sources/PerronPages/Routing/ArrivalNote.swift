/// Why somebody stands at a page: the only thing a redirect's query may carry. Anybody may type one; it opens nothing.
package enum ArrivalNote: String, CaseIterable, Sendable {
    case signedOut = "deconnecte"
    case signedOutEverywhere = "deconnecte-partout"
    case sessionEnded = "session-terminee"
    case signInFirst = "connexion-requise"
    /// The session had ended when a form of the space was sent.
    case interrupted = "session-interrompue"
    case requestExpired = "demande-trop-ancienne"
    /// A form came back to be corrected.
    case toCorrect = "a-corriger"
    /// Signed in again, where a session had ended.
    case resumed = "reprise"

    package static let parameter = "motif"
}

/// Sends somebody to the page where they should be.
package struct Detour: Error, Equatable {
    package let route: Route
    package let note: ArrivalNote?

    package init(to route: Route, saying note: ArrivalNote? = nil) {
        self.route = route
        self.note = note
    }

    var location: String { route.path + (note.map { "?\(ArrivalNote.parameter)=\($0.rawValue)" } ?? "") }
}
