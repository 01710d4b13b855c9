import PerronDomain

/// Whose files a flood meets: of the numbers that it asks for, one in five is somebody's; half of these have an e-mail address. Beside them
/// members whose numbers it does not ask for, and some whose numbers it does.
package struct FloodPeople: Sendable {
    package struct Member: Sendable {
        package let number: FileNumber
        package let channel: AccessChannel
        /// The flood asks for the same file.
        package let isAskedForByFlood: Bool
        /// Seconds from the flood's begin to the member's own request.
        package let comesAt: Int
    }

    private static let everyOne = 5

    package let export: [UInt8]
    package let members: [Member]
    /// How many of the numbers that are asked for are somebody's.
    package let files: Int

    /// - Parameters:
    ///   - requests: how many sequential numbers the flood asks for.
    ///   - members: whose numbers it does not ask for; a fifth as many more whose numbers it does. Half of each want a letter.
    ///   - span: in which the members come, seconds.
    init(requests: Int, members count: Int, span: Int) {
        let shared = count / 5
        files = requests / FloodPeople.everyOne
        var text = RegistryCSV.header
        for index in 0..<files {
            let number = FloodPeople.asked(index * FloodPeople.everyOne)
            text += FloodPeople.line(number, hasEmail: index.isMultiple(of: 2))
        }
        var members: [Member] = []
        for index in 0..<count {
            let number = FileNumber(exactly: String(300_000_000 + index).utf8)!
            let channel: AccessChannel = index.isMultiple(of: 2) ? .email : .letter
            text += FloodPeople.line(number, hasEmail: channel == .email)
            members.append(Member(number: number, channel: channel, isAskedForByFlood: false, comesAt: span * index / count))
        }
        for index in 0..<shared {
            // Spread over the flood, so that some ask before it and some after. Even files have an e-mail address, odd ones none.
            let file = files * index / shared / 2 * 2 + index % 2
            members.append(
                Member(
                    number: FloodPeople.asked(file * FloodPeople.everyOne), channel: index.isMultiple(of: 2) ? .email : .letter,
                    isAskedForByFlood: true, comesAt: span * ((index * 7) % shared) / shared))
        }
        self.members = members
        export = Array(text.utf8)
    }

    /// The flood's numbers, one after the other.
    static func asked(_ index: Int) -> FileNumber {
        FileNumber(exactly: String(1_000_000 + index).utf8)!
    }

    private static func line(_ number: FileNumber, hasEmail: Bool) -> String {
        let isMember = number.series == .member
        return RegistryCSV.line([
            .number: number.digits, .category: isMember ? "AFFILIE" : "AYANT_DROIT", .situation: isMember ? "RETRAITE" : "REVERSION",
            .civility: "MME", .familyName: "MARTIN", .birthName: "MARTIN", .givenNames: "Jeanne", .birthDate: "14/03/1948",
            .address1: "MME JEANNE MARTIN", .address4: "8 RUE DES TILLEULS", .address6: "87000 LIMOGES", .country: "FR",
            .email: hasEmail ? "dossier.\(number.digits)@exemple.fr" : "",
        ])
    }
}
