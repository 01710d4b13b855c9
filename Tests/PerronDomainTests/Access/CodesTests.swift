import PerronDomain
import Testing

struct CodesTests {
    @Test(arguments: ["K7QFM2XD9RTC", "k7qf-m2xd-9rtc", " K7QF M2XD 9RTC ", "K7QF.M2XD.9RTC"])
    func `a provisional password is known however it is typed`(typed: String) throws {
        let password = try #require(ProvisionalPassword(typed: typed))

        #expect(password.canonical == "K7QFM2XD9RTC")
        #expect(password.groups == ["K7QF", "M2XD", "9RTC"])
        #expect(password.shown == "K7QF-M2XD-9RTC")
    }

    @Test func `letters that look like digits are read as digits`() {
        #expect(ProvisionalPassword(typed: "O0Il-1oLi-9RTC")?.canonical == "001110119RTC")
    }

    @Test(arguments: [
        "", "K7QFM2XD9RT", "K7QFM2XD9RTCC", "K7QFM2XD9RTU", "correct horse battery staple",
        String(repeating: " ", count: 80) + "K7QFM2XD9RTC",
    ])
    func `anything else is no provisional password`(typed: String) {
        #expect(ProvisionalPassword(typed: typed) == nil)
    }

    @Test func `nothing that prints a provisional password shows it`() {
        let password = ProvisionalPassword(canonical: "K7QFM2XD9RTC")
        var dumped = ""
        dump(password, to: &dumped)

        let shown = "\(password) \(String(reflecting: password)) \(dumped)"

        #expect("\(password)" == "[redacted]")
        #expect(!shown.contains("K7QF") && !shown.contains("9RTC"))
    }

    @Test func `a follow-up number is shown in two groups`() throws {
        let number = try #require(FollowUpNumber(typed: "k7qfm 2xd9r"))

        #expect("\(number)" == "K7QFM-2XD9R")
        #expect(FollowUpNumber(typed: "K7QFM2XD9") == nil)
        #expect(FollowUpNumber(typed: String(repeating: "-", count: 60) + "K7QFM2XD9R") == nil)
    }
}
