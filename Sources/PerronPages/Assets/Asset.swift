/// The files that pages name; each one must be there when the site starts.
package enum Asset: String, CaseIterable, Sendable {
    /// All of `Resources/assets/css/`, one after the other.
    case stylesheet = "perron.css"
    case icon = "icon.svg"
    case formScript = "js/form.js"
    case passwordScript = "js/password.js"
    case robotScript = "js/robot.js"
    case robotWorker = "js/robot-worker.js"
    case sessionScript = "js/session.js"
    case codeScript = "js/code.js"
}

/// Where each asset is served: its name with a digest of its content, so that a browser may keep it for a year.
package struct AssetPaths: Sendable {
    private let paths: [Asset: String]

    /// - Parameter paths: one for every asset.
    package init(_ paths: [Asset: String]) {
        precondition(paths.count == Asset.allCases.count, "an asset has no path")
        self.paths = paths
    }

    package subscript(asset: Asset) -> String { paths[asset]! }
}
