import PerronDomain

/// What a flood did, and how the members fared.
package struct FloodOutcome: Sendable {
    package struct Day: Sendable {
        package let letters: Int
        package let fromBusyNetworks: Int
        /// The most that one network of the flood got.
        package let mostFromOneNetwork: Int
        package let printed: Int
        /// Orders that wait for the budget when the day ends.
        package let held: Int
    }

    package var requests = 0
    package var taken = 0
    package var notTaken = 0
    /// At the default difficulty, on average.
    package var hashes = 0.0
    package var days: [Day] = []
    /// Seconds on the moved clock from « Valider votre choix » to the e-mail's leaving, of members with numbers of their own.
    package var emailDelays: [Int] = []
    /// How many wanted an e-mail.
    package var emailMembers = 0
    package var letterMembers = 0
    /// Whose letter was in a batch of that day.
    package var lettersSameDay = 0
    /// Members of either kind whose request was not taken.
    package var membersTurnedAway = 0
    /// Of members whose number the flood asked for too: who held a live code that evening, and how many owe it to their own request.
    package var shared = 0
    package var sharedServed = 0
    package var sharedByOwnRequest = 0
    /// Members who signed in with what they got.
    package var codesTyped = 0
    package var codesLetIn = 0
    /// Orders that waited when the last request had come.
    package var backlog = 0
    /// Seconds on the moved clock until they were gone.
    package var backlogSeconds = 0
    package var files = 0
    package var budget = 0
}
