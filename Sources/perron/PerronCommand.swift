import ArgumentParser

@main
struct PerronCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perron",
        abstract: "Opens a pension fund's « espace personnel » to its members.",
        discussion: """
            A first look: perron demo
            Production: write a configuration from config/perron.yaml, check it with « perron config check », then
            « perron migrate », « perron registry import FILE », « perron serve ».
            """,
        subcommands: [
            ServeCommand.self, WorkCommand.self, MigrateCommand.self, RegistryCommand.self, LettersCommand.self, MailCommand.self,
            TasksCommand.self, AuditCommand.self, DatabaseCommand.self, DoctorCommand.self, ConfigCommand.self, DemoCommand.self,
            RoutesCommand.self,
        ])
}
