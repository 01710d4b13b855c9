import FoundationEssentials
import PerronDomain
import PerronMember
import PerronPages

/// Every page of the member's site in every state worth looking at, with the cast. What the tests look through, and what a person does.
struct Gallery {
    struct Sheet {
        let name: String
        let page: any WebPage
    }

    let lexicon: Lexicon
    let catalog: AssetCatalog
    let fund = PensionFund(
        name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: "https://espace.carso.example",
        postalAddress: ["12 RUE DES ERABLES", "87000 LIMOGES"], telephone: "05 00 00 00 00",
        openingHours: "Du lundi au vendredi, de 9 h à 17 h", emailSender: EmailAddress("ne-pas-repondre@carso.example")!)

    /// - Parameter resources: the repository's `Resources` folder.
    init(resources: String) throws {
        lexicon = try Lexicon(directory: resources + "/words")
        catalog = try AssetCatalog(directory: resources + "/assets")
    }

    func sheets(_ language: Language) -> [Sheet] {
        let stand = Stand(gallery: self, language: language)
        return stand.site + stand.access + stand.accounts
    }

    /// Writes every sheet and every asset under `folder`, to be opened through a server of static files.
    func write(to folder: String) throws {
        for language in Language.allCases {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(language.rawValue)", withIntermediateDirectories: true)
            for sheet in sheets(language) {
                let file = "\(folder)/\(language.rawValue)/\(sheet.name).html"
                guard FileManager.default.createFile(atPath: file, contents: Data(sheet.page.document.text.utf8)) else {
                    throw AssetError.missing(file)
                }
            }
        }
        for directory in ["/assets", "/assets/js", "/assets/fonts"] {
            try FileManager.default.createDirectory(atPath: folder + directory, withIntermediateDirectories: true)
        }
        for path in catalog.everyPath {
            _ = FileManager.default.createFile(atPath: folder + path, contents: catalog.file(at: path).map { Data($0.bytes) })
        }
    }
}

/// Where the sheets of one language are put together.
struct Stand {
    let gallery: Gallery
    let language: Language

    var words: Words { gallery.lexicon[language] }

    func frame(_ route: Route, _ visitor: Visitor = .anonymous, isDemo: Bool = false) -> PageFrame {
        PageFrame(
            words: words, fund: gallery.fund, limits: Limits(), assets: gallery.catalog.paths, csrf: "a-token", route: route,
            visitor: visitor, isDemo: isDemo)
    }

    var robot: RobotFieldValues {
        robot(.work(challenge: "Zm9yLXRoZS1nYWxsZXJ5", difficulty: 12, count: 16, solution: "", standingInFor: nil))
    }

    func robot(_ task: RobotFieldValues.Task) -> RobotFieldValues {
        RobotFieldValues(task, slowTicket: "a-ticket", slowSeconds: 20)
    }

    func day(_ iso: String) -> CalendarDay { CalendarDay(iso: iso)! }

    func number(_ digits: String) -> FileNumber {
        guard let number = try? FileNumber(digits) else { preconditionFailure("\(digits) is no file number") }
        return number
    }
}
