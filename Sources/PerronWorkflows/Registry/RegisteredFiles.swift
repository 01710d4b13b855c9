import PerronDomain
import PerronStorage

/// The files on record in the order of their numbers, a page at a time, each page from a snapshot of its own.
struct RegisteredFiles {
    private static let pageSize = 2000

    private let database: any Database
    private var page: ArraySlice<RegisteredFile> = []
    private var last: FileNumber?
    private var isAtEnd = false

    init(database: any Database) {
        self.database = database
    }

    /// The next file, without passing it.
    mutating func head() async throws -> RegisteredFile? {
        if let head = page.first { return head }
        if isAtEnd { return nil }
        let last = last
        let next = try await database.read { tx in try RegistryRows(tx).files(after: last, limit: Self.pageSize) }
        page = next[...]
        self.last = next.last?.number
        isAtEnd = next.count < Self.pageSize
        return page.first
    }

    mutating func advance() {
        page.removeFirst()
    }
}
