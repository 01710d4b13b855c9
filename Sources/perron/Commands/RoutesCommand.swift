import ArgumentParser
import PerronMember
import PerronPages

struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Prints every address of the site: method, path, name.", shouldDisplay: false)

    func run() {
        for route in MemberSite.routes { print(route) }
    }
}
