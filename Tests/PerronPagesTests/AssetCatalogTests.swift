import Foundation
import PerronPages
import Testing

@Suite struct `The asset catalog` {
    @Test func `serves every asset under a name that carries its content's digest`() throws {
        let catalog = try AssetCatalog(directory: Repository.root + "/Resources/assets")

        for asset in Asset.allCases {
            let file = try #require(catalog.file(at: catalog.paths[asset]))
            #expect(catalog.paths[asset].contains("." + file.digest + "."))
            #expect(!file.bytes.isEmpty)
        }
    }

    @Test func `points the stylesheet at the digest names of the fonts`() throws {
        let catalog = try AssetCatalog(directory: Repository.root + "/Resources/assets")
        let style = String(decoding: try #require(catalog.file(at: catalog.paths[.stylesheet])).bytes, as: UTF8.self)

        let fonts = style.matches(of: /url\("([^"]+)"\)/).map { String($0.1) }

        #expect(fonts.count == 2)
        #expect(fonts.allSatisfy { catalog.file(at: $0)?.contentType == "font/woff2" })
    }

    @Test func `knows nothing outside itself`() throws {
        let catalog = try AssetCatalog(directory: Repository.root + "/Resources/assets")

        #expect(catalog.file(at: "/assets/../words/fr/common.json") == nil)
        #expect(catalog.file(at: "/assets/perron.css") == nil)
    }

    @Test func `refuses to start without its files`() {
        #expect(throws: AssetError.self) { try AssetCatalog(directory: "/nonexistent") }
    }
}
