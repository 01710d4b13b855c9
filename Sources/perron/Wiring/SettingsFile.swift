/// What stands in a configuration file: which keys, and what kind of value each has. The values themselves are the library's to read.
struct SettingsFile {
    enum Shape: Equatable {
        case value
        /// Of plain values.
        case list
        /// Further keys, or a list of something else.
        case other
    }

    /// Of every key, those that hold further keys too; an empty value counts as none.
    private(set) var shapes: [String: Shape] = [:]
    /// The keys that hold no further ones, in the order of the alphabet.
    private(set) var leaves: [String] = []

    init() {}

    init(_ yaml: Any) {
        add(yaml, at: "")
        leaves.sort()
    }

    private mutating func add(_ value: Any, at key: String) {
        if let map = value as? [String: Any], !map.isEmpty {
            if !key.isEmpty { shapes[key] = .other }
            for (name, value) in map { add(value, at: key.isEmpty ? name : key + "." + name) }
            return
        }
        guard !key.isEmpty else { return }
        leaves.append(key)
        switch value {
        case let items as [Any]: shapes[key] = items.allSatisfy(Self.isPlain) ? .list : .other
        case let text as String where text.isEmpty: break
        case _ where Self.isPlain(value): shapes[key] = .value
        // Nothing after the colon, or an empty map.
        default: break
        }
    }

    private static func isPlain(_ value: Any) -> Bool {
        value is String || value is Int || value is Double || value is Bool
    }
}
