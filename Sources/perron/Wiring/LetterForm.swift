import Foundation
import PerronMessages
import Yams

extension LetterLayout {
    /// The form that `letters.form` names, a file with the measures that differ from the built-in one's.
    init(form reader: SettingsReader) {
        self.init()
        if let path = reader.optionalText("letters.form") { take(from: path, reader) }
    }

    private mutating func take(from path: String, _ reader: SettingsReader) {
        func complain(_ what: String) { reader.complain("letters.form", "\(path): \(what)") }
        guard let bytes = FileManager.default.contents(atPath: path) else { return complain("there is no such file, or it can't be read") }
        let yaml: Any
        do {
            yaml = try Yams.load(yaml: String(decoding: bytes, as: UTF8.self)) ?? [String: Any]()
        } catch {
            return complain("not readable as YAML: \(error)")
        }
        guard let parts = yaml as? [String: Any] else { return complain("must hold measures by their names") }
        for (part, measures) in parts.sorted(by: { $0.key < $1.key }) {
            guard let measures = measures as? [String: Any] else {
                complain("« \(part) » holds no measures")
                continue
            }
            for (name, value) in measures.sorted(by: { $0.key < $1.key }) {
                let key = "\(part).\(name)"
                guard let place = Self.places.first(where: { $0.key == key })?.path else {
                    complain("no such measure, \(key); there are \(Self.places.map(\.key).joined(separator: ", "))")
                    continue
                }
                guard let millimetres = (value as? Double) ?? (value as? Int).map(Double.init), (0...400).contains(millimetres) else {
                    complain("\(key) must be millimetres, from 0 to 400")
                    continue
                }
                self[keyPath: place] = millimetres
            }
        }
        if let contradiction { complain(contradiction) }
    }

    /// The measures that a form may give, as it names them.
    private static var places: [(key: String, path: WritableKeyPath<LetterLayout, Double>)] {
        [
            ("page.width", \.pageWidth), ("page.height", \.pageHeight),
            ("margins.left", \.marginLeft), ("margins.right", \.marginRight), ("margins.bottom", \.marginBottom),
            ("address.left", \.addressLeft), ("address.top", \.addressTop), ("address.right", \.addressRight),
            ("address.bottom", \.addressBottom),
            ("window.left", \.quietLeft), ("window.top", \.quietTop), ("window.right", \.quietRight), ("window.bottom", \.quietBottom),
            ("sender.left", \.senderLeft), ("sender.top", \.senderTop), ("sender.right", \.senderRight),
            ("code.top", \.codeTop), ("code.square", \.squaresSide),
        ]
    }

    /// What can't be on one page; nil where all is well. Whether the fund's letters fit it is seen when they are tried.
    private var contradiction: String? {
        if addressLeft >= addressRight || addressTop >= addressBottom {
            return "address: its left must be less than its right, its top less than its bottom"
        }
        if addressLeft < quietLeft || addressRight > quietRight || addressTop < quietTop || addressBottom > quietBottom {
            return "window: it must hold the address"
        }
        if quietRight > pageWidth || quietBottom > pageHeight { return "window: it must lie on the page" }
        if senderLeft >= senderRight { return "sender: its left must be less than its right" }
        if senderLeft < quietRight && quietLeft < senderRight {
            return "sender: it must stand beside the window, all at its left or all at its right"
        }
        if quietTop < 30 { return "window.top: 30 at least, for the fund's name and the file number stand above it" }
        if codeTop < quietBottom { return "code.top: it must be below the window" }
        if squaresSide < 25 { return "code.square: 25 at least, or telephones can't read it" }
        return nil
    }
}
