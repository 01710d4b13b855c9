import ArgumentParser
import PerronDomain
import PerronStorage
import PerronWorkflows

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "What only a person can decide: dispatches that the rules stopped.",
        subcommands: [List.self, Close.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Shows the open tasks: those about a batch first, then oldest first.")

        @OptionGroup var options: ConfigurationOptions

        @Option(help: ArgumentHelp("Only tasks of this kind.", valueName: "kind"))
        var kind: StaffTask.Kind?

        @Flag(help: "Shows every one, and not only the first 200.")
        var all = false

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let tasks = try await ListStaffTasks(wiring.base)(kind, limit: all ? Int(Int32.max) : 200)
            print(TaskTable(tasks: tasks.shown, all: tasks.all, civilTime: wiring.base.civilTime).text)
            try await wiring.close()
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "close", abstract: "Closes a task that has been seen to.")

        @OptionGroup var options: ConfigurationOptions

        @Argument(help: "The task's identifier, as « perron tasks » shows it.")
        var id: String

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let decision = try await CloseStaffTask(wiring.base)(Identifier<StaffTask>(stored: id.uppercased()))
            try await wiring.close()
            switch decision {
            case .closed: print("closed")
            case .asksAboutBatch(let batch):
                throw Refusal(
                    "ask the mail house, then say « perron letters acknowledge \(batch) » or « perron letters hand-over \(batch) »: that closes it"
                )
            case .notOpen: throw Refusal("there is no open task \(id); « perron tasks » shows those there are")
            }
        }
    }
}

extension StaffTask.Kind: ExpressibleByArgument {}
