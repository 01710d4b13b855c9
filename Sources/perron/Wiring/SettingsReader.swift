import Configuration
import Foundation
import PerronDomain
import SystemPackage
import Yams

/// Reads keys and gathers every mistake, so that all of them are told together. A key that nothing reads is a mistake too.
final class SettingsReader {
    private let reader: ConfigReader
    private let keysInFile: [String]
    private(set) var mistakes: [String] = []
    private(set) var keysRead: [String] = []

    /// The environment wins over the file: `fund.name` is `PERRON_FUND_NAME` there.
    /// - Parameter file: nil where everything comes from the environment.
    init(file: String?, environment: [String: String]) async throws {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "perron")
        ]
        var keysInFile: [String] = []
        if let file {
            guard let text = FileManager.default.contents(atPath: file).map({ String(decoding: $0, as: UTF8.self) }) else {
                throw SettingsError(mistakes: ["\(file): there is no such file, or it can't be read"])
            }
            do {
                keysInFile = SettingsReader.flatten(try Yams.load(yaml: text) ?? [:], under: "")
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: .init(file)))
            } catch {
                throw SettingsError(mistakes: ["\(file): not readable as YAML: \(error)"])
            }
        }
        self.keysInFile = keysInFile
        reader = ConfigReader(providers: providers)
    }

    func complain(_ key: String, _ mend: String) {
        mistakes.append("\(key): \(mend)")
    }

    /// - Throws: `SettingsError` with every mistake, unknown keys of the file among them.
    func finish() throws {
        let unknown = keysInFile.filter { key in !keysRead.contains { key == $0 || key.hasPrefix($0 + ".") } }
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
        complain(key, mend)
        return ""
    }

    func list(_ key: String) -> [String] {
        keysRead.append(key)
        let items = reader.stringArray(forKey: ConfigKey(key)) ?? []
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
    func duration(_ key: String, default fallback: Duration) -> Duration {
        parsed(key, default: fallback, "a time such as 30s, 15min, 24h or 7d") { text in
            let units: [(String, Int)] = [("min", 60), ("s", 1), ("h", 3600), ("d", 86_400)]
            guard let (unit, seconds) = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
            return Int(text.dropLast(unit.count)).flatMap { $0 >= 0 ? .seconds($0 * seconds) : nil }
        }
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
        let name = ConfigKey(key)
        let text =
            reader.string(forKey: name, isSecret: isSecret) ?? reader.int(forKey: name).map { String($0) }
            ?? reader.bool(forKey: name).map { String($0) } ?? reader.double(forKey: name).map { String($0) }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func flatten(_ value: Any, under prefix: String) -> [String] {
        guard let map = value as? [String: Any], !map.isEmpty else { return prefix.isEmpty ? [] : [prefix] }
        return map.flatMap { flatten($0.value, under: prefix.isEmpty ? $0.key : prefix + "." + $0.key) }.sorted()
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
