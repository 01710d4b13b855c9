import PerronStorage
import Testing

/// Nodes of the version before go on while a step is applied, so a step only adds; what it makes useless is removed by a later one, its contract.
struct ExpandTests {
    /// Steps that take away, each with the earlier step whose contract it is.
    private static let contracts: [Int: Int] = [:]
    /// Applied with the service stopped, before there were several nodes.
    private static let alone: Set<Int> = [9, 10]

    private static var takesAway: [(name: String, pattern: Regex<Substring>)] {
        [
            ("DROP TABLE", /\bDROP TABLE\b/), ("DROP COLUMN", /\bDROP COLUMN\b/), ("RENAME", /\bRENAME\b/), ("DELETE", /\bDELETE FROM\b/),
            ("TYPE", /\bALTER (?:COLUMN )?\w+ (?:SET DATA )?TYPE\b/), ("SET NOT NULL", /\bSET NOT NULL\b/),
            ("NOT NULL without DEFAULT", /\bADD COLUMN (?!.*\bDEFAULT\b).*\bNOT NULL\b/),
        ]
    }

    static func faults(_ statement: SQL) -> [String] {
        let text = statement.text.uppercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return takesAway.filter { text.contains($0.pattern) }.map(\.name)
    }

    @Test(arguments: Migrator.all.map(\.number))
    func `a step takes nothing away that nodes of the version before use`(number: Int) {
        let faults = Migrator.all[number - 1].statements.flatMap(ExpandTests.faults)

        if let earlier = ExpandTests.contracts[number] {
            #expect(earlier < number && !faults.isEmpty)
        } else {
            #expect(faults.isEmpty != ExpandTests.alone.contains(number), "\(faults)")
        }
    }

    @Test(
        arguments: [
            ("DROP TABLE t", "DROP TABLE"), ("ALTER TABLE t DROP\n  COLUMN c", "DROP COLUMN"), ("alter table t rename to u", "RENAME"),
            ("DELETE FROM t", "DELETE"), ("ALTER TABLE t ALTER COLUMN c TYPE TEXT", "TYPE"),
            ("ALTER TABLE t ALTER c SET NOT NULL", "SET NOT NULL"),
            ("ALTER TABLE t ADD COLUMN c TEXT NOT NULL", "NOT NULL without DEFAULT"),
        ] as [(SQL, String)])
    func `what takes away is found`(statement: SQL, name: String) {
        #expect(ExpandTests.faults(statement) == [name])
    }

    @Test(
        arguments: [
            "ALTER TABLE t ADD COLUMN c BIGINT NOT NULL DEFAULT 0", "ALTER TABLE t ADD COLUMN c TEXT", "DROP INDEX i",
            "CREATE TABLE t (c TEXT NOT NULL, type TEXT NOT NULL)",
        ] as [SQL])
    func `what only adds is not`(statement: SQL) {
        #expect(ExpandTests.faults(statement) == [])
    }
}
