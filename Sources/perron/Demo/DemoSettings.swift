import Foundation

/// The demo's configuration: a made-up fund, everything on this machine. The environment may still change single keys.
enum DemoSettings {
    static func settings(
        folder: DemoFolder, port: Int, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Settings {
        let demo = [
            "PERRON_DEMO": "true",
            "PERRON_FUND_NAME": "Caisse de retraite des métiers du soin",
            "PERRON_FUND_SHORT_NAME": "CARSO",
            "PERRON_FUND_POSTAL_ADDRESS": "12 RUE DES ERABLES,87000 LIMOGES",
            "PERRON_FUND_TELEPHONE": "05 00 00 00 00",
            "PERRON_FUND_OPENING_HOURS": "du lundi au vendredi, de 9\u{00A0}h à 17\u{00A0}h",
            "PERRON_FUND_OPENING_HOURS_EN": "Monday to Friday, 9\u{00A0}am to 5\u{00A0}pm",
            "PERRON_FUND_EMAIL_SENDER": "espace@carso.example",
            "PERRON_SERVER_PUBLIC_URL": "http://localhost:\(port)",
            "PERRON_SERVER_PORT": "\(port)",
            "PERRON_DATA_DIRECTORY": folder.path,
            "PERRON_KEYS_MASTER_FILE": folder.masterKey,
            "PERRON_MAIL_TRANSPORT": "folder",
            "PERRON_LETTERS_PRINT_AT_ONCE": "true",
            "PERRON_LETTERS_FILES": "onePerLetter",
        ]
        return try await Settings.read(file: nil, environment: environment.merging(demo) { own, _ in own })
    }
}
