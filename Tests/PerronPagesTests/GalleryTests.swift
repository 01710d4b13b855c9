import Foundation
import PerronDomain
import PerronMember
import PerronPages
import Testing

/// What holds for every page, in every state and both languages.
@Suite struct `Every page of the gallery` {
    static let gallery = try! Gallery(resources: Repository.root + "/Resources")
    static let sheets = Language.allCases.flatMap { language in
        gallery.sheets(language).map { SheetID(language: language, name: $0.name) }
    }

    struct SheetID: CustomTestStringConvertible, Sendable {
        let language: Language
        let name: String

        var testDescription: String { "\(language.rawValue)/\(name)" }

        var html: String {
            gallery.sheets(language).first { $0.name == name }!.page.document.text
        }
    }

    @Test(arguments: sheets) func `has one title, one language and one main part`(sheet: SheetID) {
        let html = sheet.html

        #expect(html.count(of: "<h1>") == 1)
        #expect(html.count(of: "<main ") == 1)
        #expect(html.contains("<html lang=\"\(sheet.language.rawValue)\">"))
        #expect(!html.contains("<title></title>"))
    }

    @Test(arguments: sheets) func `leaves no word out and no blank unfilled`(sheet: SheetID) {
        let html = sheet.html

        #expect(html.firstMatch(of: /\b(common|site|access|account)\.[a-z][A-Za-z0-9]+/) == nil)
        #expect(html.firstMatch(of: /\{[a-zA-Z]+\}/) == nil)
        #expect(!html.contains("HTML(text:"))
        #expect(!html.contains("&lt;"))
    }

    @Test(arguments: sheets) func `needs no exception from the content security policy`(sheet: SheetID) {
        let html = sheet.html

        #expect(html.firstMatch(of: /\sstyle=/) == nil)
        #expect(html.firstMatch(of: /<style/) == nil)
        #expect(html.firstMatch(of: /\son[a-z]+=/) == nil)
        #expect(html.firstMatch(of: /<script(?! type="module" src="\/assets\/)/) == nil)
    }

    @Test(arguments: sheets) func `ties every label, hint and correction to something that is there`(sheet: SheetID) {
        let html = sheet.html
        let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }

        let named =
            html.matches(of: /\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/).flatMap { $0.1.split(separator: " ").map(String.init) }
            + html.matches(of: /href="#([^"]+)"/).map { String($0.1) }

        #expect(Set(ids).count == ids.count, "an id stands twice")
        #expect(Set(named).subtracting(ids).isEmpty, "\(Set(named).subtracting(ids))")
    }

    @Test(arguments: sheets) func `tells every correction at the field that is to be corrected`(sheet: SheetID) {
        let html = sheet.html

        let corrections = html.matches(of: /\sid="([^"]+-erreur)"/).map { String($0.1) }
        let described = html.matches(of: /<input[^>]*\saria-describedby="([^"]+)"/).flatMap { $0.1.split(separator: " ").map(String.init) }

        #expect(Set(corrections).subtracting(described).isEmpty)
    }

    @Test(arguments: sheets) func `sends every form with its token`(sheet: SheetID) {
        let html = sheet.html

        #expect(html.count(of: "<form ") == html.count(of: "<form method=\"post\""))
        #expect(html.count(of: "<form ") == html.count(of: "name=\"jeton\" value=\"a-token\""))
    }

    @Test(arguments: sheets) func `leads only where a route leads`(sheet: SheetID) {
        let known = Set(Route.allCases.map(\.path))

        let targets = sheet.html.matches(of: /(?:href|action)="(\/[^"]*)"/).map { String($0.1) }.filter { !$0.hasPrefix("/assets/") }

        #expect(Set(targets).subtracting(known).isEmpty)
    }

    @Test func `can be written out to be looked at`() throws {
        guard let folder = ProcessInfo.processInfo.environment["PERRON_GALLERY"] else { return }

        try Self.gallery.write(to: folder)

        #expect(FileManager.default.fileExists(atPath: folder + "/fr/public.html"))
    }
}

extension String {
    func count(of part: String) -> Int {
        components(separatedBy: part).count - 1
    }
}

enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
}
