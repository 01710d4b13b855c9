import Foundation

/// Files and folders that settings name, looked at while the settings are read: what is missing is told with every other mistake.
extension SettingsReader {
    func readableFile(_ key: String) -> String? {
        guard let path = optionalText(key) else { return nil }
        if !FileManager.default.isReadableFile(atPath: path) { complain(key, "\(path): there is no such file, or it can't be read") }
        return path
    }

    func readableFolder(_ key: String, default fallback: String) -> String {
        let path = text(key, default: fallback)
        if !Self.isFolder(path) || !FileManager.default.isReadableFile(atPath: path) {
            complain(key, "\(path): there is no such folder, or it can't be read")
        }
        return path
    }

    /// A folder that this user may write in, or may make.
    func writableFolder(_ key: String, default fallback: String) -> String {
        let path = text(key, default: fallback)
        var nearest = path
        while !FileManager.default.fileExists(atPath: nearest), !nearest.isEmpty {
            nearest = (nearest as NSString).deletingLastPathComponent
        }
        if nearest.isEmpty { nearest = "." }
        if !Self.isFolder(nearest) || !FileManager.default.isWritableFile(atPath: nearest) {
            complain(key, "\(path) can't be written: \(nearest) is no folder, or not this user's to write in")
        }
        return path
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
