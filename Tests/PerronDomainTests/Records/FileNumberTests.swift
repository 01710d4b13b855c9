import PerronDomain
import Testing

struct FileNumberTests {
    @Test(arguments: [
        ("2614073", "2614073"), (" 2614073 ", "2614073"), ("261 40 73", "2614073"), ("261.40.73", "2614073"), ("261-40-73", "2614073"),
        ("261–40–73", "2614073"), ("261\u{00A0}40\u{202F}73", "2614073"), ("n° 261-40-73", "2614073"), ("N°2614073", "2614073"),
        ("nº 261 40 73", "2614073"), ("no. 2614073", "2614073"), ("No 2614073", "2614073"), ("N 2614073", "2614073"),
        ("２６１４０７３", "2614073"), ("２６１ ４０ ７３", "2614073"), ("26140\t73\n", "2614073"), ("2614O73", "2614073"),
        ("26l4o73", "2614073"), ("26I4O73", "2614073"), ("0012345", "0012345"),
        ("304518267", "304518267"), ("304 518 267", "304518267"), ("n° 304.518.267", "304518267"), ("3O4518267", "304518267"),
    ])
    func `a number is understood however it is typed`(typed: String, digits: String) throws {
        #expect(try FileNumber(typed).digits == digits)
    }

    @Test(arguments: [
        ("", FileNumberError.empty), ("   ", .empty), ("n°", .empty), (" - ", .empty),
        ("261407", .length(6)), ("26140731", .length(8)), ("2614073123", .length(10)), ("2", .length(1)),
        ("26140A3", .strange("A")), ("dossier", .strange("d")), ("261407L", .strange("L")), ("2614073;", .strange(";")),
        ("2614073' OR 1=1", .strange("R")), ("2614073\0", .strange("\0")), ("2614½73", .strange("½")), ("<2614073>", .strange("<")),
    ])
    func `what is no number is refused with the reason`(typed: String, error: FileNumberError) {
        #expect(throws: error) { try FileNumber(typed) }
    }

    @Test(arguments: [
        ("2614073", FileNumber.Series.member, "261\u{00A0}40\u{00A0}73"), ("304518267", .survivor, "304\u{00A0}518\u{00A0}267"),
    ])
    func `the length tells the family, and the groups are those of the letters`(
        digits: String, series: FileNumber.Series, grouped: String
    ) throws {
        let number = try FileNumber(digits)

        #expect(number.series == series)
        #expect(number.grouped == grouped)
        #expect(RolePolicy.series(of: RolePolicy.role(of: series)) == series)
    }

    @Test func `nothing that prints a number shows it`() throws {
        let number = try FileNumber("2614073")
        var dumped = ""
        dump(number, to: &dumped)

        let shown = "\(number) \(String(reflecting: number)) \(dumped)"

        #expect(number.description == "•••73")
        #expect(!shown.contains("26140"))
    }

    @Test(arguments: FileNumber.Series.allCases)
    func `a series and its length name each other`(series: FileNumber.Series) {
        #expect(FileNumber.Series(length: series.length) == series)
    }

    @Test(arguments: Situation.allCases)
    func `every situation belongs to one role`(situation: Situation) {
        let survivors: Set<Situation> = [.survivorPension, .survivorAnnuity, .educationAnnuity]

        #expect(situation.role == (survivors.contains(situation) ? .survivor : .member))
    }
}
