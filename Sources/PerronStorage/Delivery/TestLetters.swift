import PerronDomain

/// A letter that the fund sends to itself each posting day, to see when it arrives. It is about no file and holds no code.
package struct TestLetter: Sendable, Equatable {
    package let id: Identifier<Letter>
    package let day: CalendarDay
    /// That which it leaves in; nil once it was taken out of it.
    package let batchID: Identifier<LetterBatch>?
    package let leftAt: Instant?

    init(row: Row) throws {
        id = try row.id("id")
        day = try row.day("day")
        batchID = try row.optionalID("batch_id")
        leftAt = try row.optionalInstant("left_at")
    }
}

package struct TestLetters {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// - Throws: `DatabaseError.duplicate` for a second one of a day.
    package func insert(_ id: Identifier<Letter>, day: CalendarDay, batch: Identifier<LetterBatch>) throws {
        try tx.execute("INSERT INTO test_letter (day, id, batch_id) VALUES (\(day), \(id), \(batch))")
    }

    package func find(day: CalendarDay) throws -> TestLetter? {
        try tx.first("SELECT day, id, batch_id, left_at FROM test_letter WHERE day = \(day)").map(TestLetter.init)
    }

    package func find(in batch: Identifier<LetterBatch>) throws -> TestLetter? {
        try tx.first("SELECT day, id, batch_id, left_at FROM test_letter WHERE batch_id = \(batch)").map(TestLetter.init)
    }

    /// The one that bears a number.
    package func find(_ number: LetterNumber) throws -> TestLetter? {
        try tx.first("SELECT day, id, batch_id, left_at FROM test_letter WHERE substr(id, 17) = \(number.canonical)").map(TestLetter.init)
    }

    package func settle(batch: Identifier<LetterBatch>, now: Instant) throws {
        try tx.execute("UPDATE test_letter SET left_at = \(now) WHERE batch_id = \(batch) AND left_at IS NULL")
    }

    /// Takes the one of a batch out of it; there is no other on that day.
    package func withdraw(from batch: Identifier<LetterBatch>) throws {
        try tx.execute("UPDATE test_letter SET batch_id = NULL WHERE batch_id = \(batch)")
    }

    /// The last one that left.
    package func last() throws -> TestLetter? {
        try tx.first(
            "SELECT day, id, batch_id, left_at FROM test_letter WHERE left_at IS NOT NULL ORDER BY day DESC LIMIT 1"
        ).map(TestLetter.init)
    }

    /// Deletes up to `limit` of days before `day`; how many went.
    package func prune(before day: CalendarDay, limit: Int) throws -> Int {
        try tx.execute("DELETE FROM test_letter WHERE day IN (SELECT day FROM test_letter WHERE day < \(day) ORDER BY day LIMIT \(limit))")
    }
}
