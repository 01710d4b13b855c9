import PerronDomain
import Testing

struct RegistryEncodingTests {
    private static func survey(_ lines: [[UInt8]], piece: Int = 1 << 20) -> RegistrySurvey {
        let bytes: [UInt8] = Array(lines.map { $0 + [0x0D, 0x0A] }.joined())
        var survey = RegistrySurvey()
        for start in stride(from: 0, to: bytes.count, by: piece) {
            survey.feed(Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        return survey
    }

    private static let utf8 = Array("LEFÈVRE;Hélène;LŒUIL".utf8)
    private static let windows = Windows1252.encode("LEFÈVRE;Hélène;LŒUIL")!

    @Test(arguments: [1, 2, 3, 7, 4096])
    func `the encoding is told whatever pieces the file comes in`(piece: Int) {
        #expect(Self.survey([Self.utf8, Self.utf8], piece: piece).encoding == .utf8)
        #expect(Self.survey([Self.windows, Self.windows], piece: piece).encoding == .windows1252)
        #expect(Self.survey([Self.utf8, Self.utf8], piece: piece).lineCount == 2)
    }

    @Test func `a few lines in another encoding don't make a UTF-8 file anything else`() {
        let lines = Array(repeating: Self.utf8, count: 20) + Array(repeating: Self.windows, count: 5)

        #expect(Self.survey(lines).encoding == .utf8)
        #expect(Self.survey([Self.utf8, Self.windows, Self.windows]).encoding == .utf8)
    }

    @Test func `a chance pair of letters doesn't make a Windows-1252 file UTF-8`() {
        // « Ã© » is in Windows-1252 what « é » is in UTF-8.
        let lines = Array(repeating: Self.windows, count: 20) + [Windows1252.encode("Ã©")!]

        #expect(Self.survey(lines).encoding == .windows1252)
    }

    @Test func `a byte order mark decides, and pure ASCII is UTF-8`() {
        let marked = Self.survey([RegistryEncoding.byteOrderMark + Self.windows])

        #expect(marked.hasByteOrderMark)
        #expect(marked.encoding == .utf8)
        #expect(Self.survey([Array("MARTIN;Jean".utf8)]).encoding == .utf8)
        #expect(Self.survey([[0xFF, 0xFE, 0x6E, 0x00]]).isUTF16)
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
            [0x80], [0xE9], [0xC3], [0xE2, 0x82], [0xC3, 0x28],
        ] as [[UInt8]])
    func `forms that UTF-8 forbids are refused`(bytes: [UInt8]) throws {
        var reader = try RegistryExamples.reader()

        let reading = withBytes(Array("2614073;".utf8) + bytes + Array(";".utf8)) { reader.read($0, line: 9) }

        #expect(reading.told == [" encoding"])
        #expect(reading.refusedNumber?.digits == "2614073")
    }

    @Test func `every character of Windows-1252 becomes the same one in UTF-8`() throws {
        for code in UInt8.min...UInt8.max where ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(code) {
            var text: [UInt8] = []
            #expect(withBytes([code]) { Windows1252.appendUTF8(of: $0, to: &text) })
            let character = try #require(String(validating: text, as: UTF8.self))
            #expect(Windows1252.encode(character) == [code])
        }
        var nothing: [UInt8] = []
        #expect(!withBytes([0x81]) { Windows1252.appendUTF8(of: $0, to: &nothing) })
        #expect(Windows1252.encode("Ł") == nil)
    }
}
