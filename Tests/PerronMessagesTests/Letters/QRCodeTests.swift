import PerronMessages
import Testing

struct QRCodeTests {
    @Test func `a code as SVG can be read by a phone`() throws {
        let code = try QRCode("https://espace.carso.example/acces/code#n=1047382&c=K7QFM2XD9RTC")
        let side = code.width + 2 * QRCode.quietZone

        // A bitmap of four dots a module, built from the very path: M x y h length …
        let scale = 4
        var image = Array("P5\n\(side * scale) \(side * scale)\n255\n".utf8)
        let header = image.count
        image += [UInt8](repeating: 255, count: side * scale * side * scale)
        for run in code.svgPath.matches(of: /M(\d+) (\d+)h(\d+)v1h-\d+z/) {
            let (x, y, length) = (Int(run.1)!, Int(run.2)!, Int(run.3)!)
            for row in y * scale..<(y + 1) * scale {
                for column in x * scale..<(x + length) * scale { image[header + row * side * scale + column] = 0 }
            }
        }

        #expect(try Tool.text(["zbarimg", "--quiet", "--raw", "@"], on: image).hasPrefix("https://espace.carso.example/acces/code#n="))
    }

    @Test func `what is not ASCII or too long is refused`() {
        #expect(throws: QRCodeError.notASCII) { try QRCode("https://espace.métiers.example") }
        #expect(throws: QRCodeError.tooLong) { try QRCode(String(repeating: "x", count: 3_000)) }
    }
}
