import PerronDomain

/// Counts what must not be. Each is one statement over indexes or one walk over a table.
package struct Discrepancies {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// How many there are, and the first one's id.
    /// - Parameters:
    ///   - now: a code that runs out later is alive.
    ///   - since: letters of batches opened later are all still on record.
    package func count(_ discrepancy: Discrepancy, now: Instant, since: Instant) throws -> (count: Int, first: String?) {
        let statement =
            switch discrepancy {
            case .confirmedWithoutOrder: Self.confirmedWithoutOrder
            case .waitingWithoutOrder: Self.waitingWithoutOrder
            case .dispatchedWithoutCode: Self.dispatchedWithoutCode
            case .orderOfUnconfirmedRequest: Self.orderOfUnconfirmedRequest
            case .codeWithoutOrder: Self.codeWithoutOrder(now)
            case .codeOfAnotherFile: Self.codeOfAnotherFile(now)
            case .letterOrderWithoutLetter: Self.letterOrderWithoutLetter
            case .letterAgainstItsBatch: Self.letterAgainstItsBatch
            case .miscountedBatch: Self.miscountedBatch(since)
            case .spoolLeftBehind: Self.spoolLeftBehind
            case .doubtfulBatchWithoutTask: Self.doubtfulBatchWithoutTask
            }
        guard let row = try tx.first(statement) else { return (0, nil) }
        return (try row.count("count"), try row.optionalText("first"))
    }

    private static let confirmedWithoutOrder: SQL =
        """
        SELECT COUNT(*) AS count, MIN(request.id) AS first FROM access_request AS request
        WHERE request.confirmed_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM dispatch WHERE dispatch.request_id = request.id)
        """

    private static let waitingWithoutOrder: SQL =
        """
        SELECT COUNT(*) AS count, MIN(request.id) AS first FROM access_request AS request
        WHERE request.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM dispatch
          WHERE dispatch.request_id = request.id AND dispatch.state IN ('pending', 'handingOver', 'unsure'))
        """

    private static let dispatchedWithoutCode: SQL =
        """
        SELECT COUNT(*) AS count, MIN(request.id) AS first FROM access_request AS request
        WHERE request.state = 'dispatched'
          AND NOT EXISTS (SELECT 1 FROM provisional_password AS code WHERE code.request_id = request.id)
          AND NOT EXISTS (SELECT 1 FROM dispatch
            WHERE dispatch.request_id = request.id AND dispatch.state IN ('pending', 'handingOver', 'unsure'))
        """

    private static let orderOfUnconfirmedRequest: SQL =
        """
        SELECT COUNT(*) AS count, MIN(dispatch.id) AS first FROM dispatch
        JOIN access_request AS request ON request.id = dispatch.request_id WHERE request.confirmed_at IS NULL
        """

    private static func codeWithoutOrder(_ now: Instant) -> SQL {
        """
        SELECT COUNT(*) AS count, MIN(code.id) AS first FROM provisional_password AS code
        WHERE code.used_at IS NULL AND code.voided_at IS NULL AND code.expires_at > \(now)
          AND NOT EXISTS (SELECT 1 FROM dispatch
            WHERE dispatch.id = code.dispatch_id AND dispatch.request_id = code.request_id AND dispatch.attempts > 0)
        """
    }

    private static func codeOfAnotherFile(_ now: Instant) -> SQL {
        """
        SELECT COUNT(*) AS count, MIN(code.id) AS first FROM provisional_password AS code
        JOIN access_request AS request ON request.id = code.request_id JOIN pension_record AS record ON record.id = code.record_id
        WHERE code.used_at IS NULL AND code.voided_at IS NULL AND code.expires_at > \(now) AND record.number <> request.number
        """
    }

    private static let letterOrderWithoutLetter: SQL =
        """
        SELECT COUNT(*) AS count, MIN(dispatch.id) AS first FROM dispatch
        WHERE dispatch.state = 'settled' AND dispatch.outcome = 'letter'
          AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.dispatch_id = dispatch.id)
        """

    private static let letterAgainstItsBatch: SQL =
        """
        SELECT COUNT(*) AS count, MIN(letter.id) AS first FROM letter JOIN letter_batch AS batch ON batch.id = letter.batch_id
        WHERE (letter.state = 'batched' AND batch.state NOT IN ('open', 'written'))
          OR (letter.state = 'handedOver' AND batch.state <> 'handedOver') OR (letter.state = 'unsure' AND batch.state <> 'unsure')
        """

    private static func miscountedBatch(_ since: Instant) -> SQL {
        """
        SELECT COUNT(*) AS count, MIN(batch.id) AS first FROM letter_batch AS batch
        WHERE batch.state IN ('written', 'handedOver') AND batch.sha256 IS NOT NULL AND batch.opened_at > \(since)
          AND batch.letters <> (SELECT COUNT(*) FROM letter
            WHERE letter.batch_id = batch.id AND letter.state IN ('batched', 'handedOver'))
        """
    }

    private static let spoolLeftBehind: SQL =
        """
        SELECT COUNT(*) AS count, MIN(letter.id) AS first FROM letter
        WHERE letter.state IN ('handedOver', 'withdrawn') AND letter.spool IS NOT NULL
        """

    private static let doubtfulBatchWithoutTask: SQL =
        """
        SELECT COUNT(*) AS count, MIN(batch.id) AS first FROM letter_batch AS batch
        WHERE batch.state = 'unsure' AND NOT EXISTS (SELECT 1 FROM task
          WHERE task.batch_id = batch.id AND task.kind = 'unsureHandOver' AND task.closed_at IS NULL)
        """
}
