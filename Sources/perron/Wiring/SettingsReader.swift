import Configuration
import Foundation
import PerronDomain
import SystemPackage
import Yams

/// Reads keys and gathers every mistake, so that all of them are told together. A key that nothing reads is a mistake too.
final class SettingsReader {
    private let reader: ConfigReader
    private let file: SettingsFile
    private let environment: Set<String>
    private(set) var mistakes: [String] = []
    private(set) var keysRead: [String] = []

    /// The environment wins over the file: `fund.name` is `PERRON_FUND_NAME` there.
    /// - Parameter file: nil where everything comes from the environment.
    init(file: String?, environment: [String: String]) async throws {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "perron")
        ]
        var found = SettingsFile()
        if let file {
            guard let text = FileManager.default.contents(atPath: file).map({ String(decoding: $0, as: UTF8.self) }) else {
                throw SettingsError(mistakes: ["\(file): there is no such file, or it can't be read"])
            }
            do {
                found = SettingsFile(try Yams.load(yaml: text) ?? [:])
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: .init(file)))
            } catch {
                throw SettingsError(mistakes: ["\(file): not readable as YAML: \(error)"])
            }
        }
        self.file = found
        self.environment = Set(environment.filter { !$0.value.isEmpty }.keys)
        reader = ConfigReader(providers: providers)
    }

    func complain(_ key: String, _ mend: String) {
        mistakes.append("\(key): \(mend)")
    }

    /// - Throws: `SettingsError` with every mistake, unknown keys of the file among them.
    func finish() throws {
        let unknown = file.leaves.filter { key in !keysRead.contains { key == $0 || key.hasPrefix($0 + ".") } }
        for key in unknown { complain(key, "no such setting; see config/perron.yaml for those there are") }
        guard mistakes.isEmpty else { throw SettingsError(mistakes: mistakes) }
    }

    func text(_ key: String, default fallback: String) -> String {
        raw(key) ?? fallback
    }

    func optionalText(_ key: String) -> String? {
        raw(key)
    }

    func secret(_ key: String) -> String? {
        raw(key, isSecret: true)
    }

    func required(_ key: String, _ mend: String) -> String {
        if let text = raw(key) { return text }
        if !isComplainedOf(key) { complain(key, mend) }
        return ""
    }

    func list(_ key: String) -> [String] {
        keysRead.append(key)
        if let shape = file.shapes[key], shape != .list, !isInEnvironment(key) {
            complain(key, "must be a list, such as [\"one\", \"two\"]")
            return []
        }
        let items = reader.stringArray(forKey: ConfigKey(key)) ?? []
        if let bad = items.first(where: \.holdsControlCharacters) { complainOfControlCharacters(key, bad) }
        return items.filter { !$0.isEmpty }
    }

    func integer(_ key: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        parsed(key, default: fallback, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func fraction(_ key: String, default fallback: Double) -> Double {
        parsed(key, default: fallback, "a share from 0 to 1, such as 0.2") { text in
            Double(text).flatMap { (0...1).contains($0) ? $0 : nil }
        }
    }

    func flag(_ key: String, default fallback: Bool) -> Bool {
        parsed(key, default: fallback, "true or false") { Bool($0) }
    }

    /// `30s`, `15min`, `24h`, `7d`.
    /// - Parameter range: in seconds.
    func duration(_ key: String, default fallback: Duration, in range: ClosedRange<Int> = 1...SettingsReader.longest) -> Duration {
        let wanted =
            "a time from \(SettingsReader.duration(range.lowerBound)) to \(SettingsReader.duration(range.upperBound)), such as 30s, 15min, 24h or 7d"
        return parsed(key, default: fallback, wanted) { text in
            guard let (unit, seconds) = SettingsReader.units.first(where: { text.hasSuffix($0.0) }) else { return nil }
            guard let number = Int(text.dropLast(unit.count)) else { return nil }
            let (product, isTooLong) = number.multipliedReportingOverflow(by: seconds)
            return !isTooLong && range.contains(product) ? .seconds(product) : nil
        }
    }

    /// 400 days.
    private static let longest = 400 * 86_400
    private static let units: [(String, Int)] = [("min", 60), ("s", 1), ("h", 3600), ("d", 86_400)]

    private static func duration(_ seconds: Int) -> String {
        let unit = units.filter { seconds.isMultiple(of: $0.1) }.max { $0.1 < $1.1 } ?? ("s", 1)
        return "\(seconds / unit.1)\(unit.0)"
    }

    /// `15:00`; minutes after midnight.
    func hour(_ key: String, default fallback: Int) -> Int {
        parsed(key, default: fallback, "an hour of the day such as 15:00") { text in
            let parts = text.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else { return nil }
            return parts[0] * 60 + parts[1]
        }
    }

    func day(_ key: String) -> CalendarDay? {
        parsed(key, default: nil, "a day such as 2021-03-01") { text in CalendarDay(iso: text).map(Optional.some) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, default fallback: Choice) -> Choice
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return parsed(key, default: fallback, "one of \(names)") { Choice(rawValue: $0) }
    }

    private func parsed<Value>(_ key: String, default fallback: Value, _ wanted: String, _ parse: (String) -> Value?) -> Value {
        guard let text = raw(key) else { return fallback }
        if let value = parse(text) { return value }
        complain(key, "« \(text) » is not \(wanted)")
        return fallback
    }

    /// Whatever type YAML took the value for, as text; empty counts as absent.
    private func raw(_ key: String, isSecret: Bool = false) -> String? {
        keysRead.append(key)
        if let shape = file.shapes[key], shape != .value, !isInEnvironment(key) {
            complain(key, "must be one value, not a list or further keys")
            return nil
        }
        let name = ConfigKey(key)
        let text =
            reader.string(forKey: name, isSecret: isSecret) ?? reader.int(forKey: name).map { String($0) }
            ?? reader.bool(forKey: name).map { String($0) } ?? reader.double(forKey: name).map { String($0) }
        guard let text, !text.isEmpty else { return nil }
        if !isSecret, text.holdsControlCharacters { complainOfControlCharacters(key, text) }
        return text
    }

    private func isInEnvironment(_ key: String) -> Bool {
        environment.contains("PERRON_" + key.uppercased().map { $0 == "." ? "_" : String($0) }.joined())
    }

    func isComplainedOf(_ key: String) -> Bool {
        mistakes.contains { $0.hasPrefix(key + ": ") }
    }

    /// In a name it would end up in an e-mail's head, where it can't stand.
    private func complainOfControlCharacters(_ key: String, _ text: String) {
        let shown = String(text.map { $0.unicodeScalars.contains(where: \.isControl) ? "␤" : $0 })
        complain(key, "« \(shown) » holds a line break or another control character (␤)")
    }
}

extension String {
    fileprivate var holdsControlCharacters: Bool { unicodeScalars.contains(where: \.isControl) }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }
}

/// Every mistake of a configuration, each naming its key and the mend.
struct SettingsError: Error, CustomStringConvertible {
    let mistakes: [String]

    var description: String {
        let count = mistakes.count == 1 ? "one mistake" : "\(mistakes.count) mistakes"
        return "the configuration has \(count):\n" + mistakes.map { "  \($0)" }.joined(separator: "\n")
    }
}
