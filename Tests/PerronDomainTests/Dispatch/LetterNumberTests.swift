import PerronDomain
import Testing

struct LetterNumberTests {
    @Test(arguments: ["4WTD0-7M9ZR", "4wtd07m9zr", " 4W TD O7 M9 ZR ", "4wtdo 7m9zr", "01KB3QK7ZG7VHE8A4WTD07M9ZR", "4WTD0–7M9ZR"])
    func `a number is read with spaces, dashes, small letters, O for 0, or as the whole identifier`(typed: String) {
        #expect(LetterNumber(typed: typed) == LetterNumber(ofLetter: "01KB3QK7ZG7VHE8A4WTD07M9ZR"))
    }

    @Test(arguments: ["", "4WTD0-7M9Z", "4WTD0-7M9ZRR", "4WTD0/7M9ZR", "2614073", String(repeating: " ", count: 60) + "4WTD0-7M9ZR"])
    func `what has another length or other characters is no number`(typed: String) {
        #expect(LetterNumber(typed: typed) == nil)
    }

    @Test func `it is shown in two groups of five`() {
        #expect(LetterNumber(ofLetter: "01KB3QK7ZG7VHE8A4WTD07M9ZR").shown == "4WTD0-7M9ZR")
    }
}
