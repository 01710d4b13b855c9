import ArgumentParser
import PerronDomain
import PerronStorage
import PerronWorkflows

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "What only a person can decide: dispatches that the rules stopped.",
        subcommands: [List.self, Close.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Shows the open tasks, oldest first.")

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let wiring = try await Wiring(settings: try await options.settings())
            let tasks = try await ListStaffTasks(wiring.base)()
            print(TaskTable(tasks: tasks, civilTime: wiring.base.civilTime).text)
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
            let isClosed = try await CloseStaffTask(wiring.base)(Identifier<StaffTask>(stored: id.uppercased()))
            try await wiring.close()
            guard isClosed else { throw Refusal("there is no open task \(id); « perron tasks » shows those there are") }
            print("closed")
        }
    }
}
