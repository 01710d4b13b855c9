import PerronDomain

/// By what an e-mail is known again when it comes back.
package struct EmailTrace: Sendable, Equatable {
    package let token: ReturnToken
    /// A keyed digest of the address that it goes to.
    package let sentTo: [UInt8]

    package init(token: ReturnToken, sentTo: [UInt8]) {
        self.token = token
        self.sentTo = sentTo
    }
}

/// An e-mail that has left, as its return token finds it.
package struct SentEmail: Sendable, Equatable {
    package enum Order: Sendable, Equatable {
        case code(Identifier<DispatchOrder>, of: Identifier<AccessRequest>)
        case notice(Identifier<Notice>)
    }

    package let order: Order
    /// Nil where the file of a code's request is gone.
    package let recordID: Identifier<PensionRecord>?
    package let sentTo: [UInt8]
}

package struct ReturnedEmails {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Nil for a token that none of our e-mails has, or no longer.
    package func find(_ token: ReturnToken) throws -> SentEmail? {
        let code = try tx.first(
            """
            SELECT dispatch.id, dispatch.request_id, dispatch.sent_to, record.id AS record_id
            FROM dispatch JOIN access_request AS request ON request.id = dispatch.request_id
              LEFT JOIN pension_record AS record ON record.number = request.number
            WHERE dispatch.return_token = \(token.bytes)
            """)
        if let row = code {
            return SentEmail(
                order: .code(try row.id("id"), of: try row.id("request_id")), recordID: try row.optionalID("record_id"),
                sentTo: try row.blob("sent_to"))
        }
        return try tx.first("SELECT id, record_id, sent_to FROM notice WHERE return_token = \(token.bytes)").map { row in
            SentEmail(order: .notice(try row.id("id")), recordID: try row.id("record_id"), sentTo: try row.blob("sent_to"))
        }
    }

    /// True for exactly one caller: the same e-mail may come back twice.
    package func markReturned(_ order: SentEmail.Order, now: Instant) throws -> Bool {
        switch order {
        case .code(let id, _):
            try tx.execute("UPDATE dispatch SET returned_at = \(now) WHERE id = \(id) AND returned_at IS NULL") == 1
        case .notice(let id):
            try tx.execute("UPDATE notice SET returned_at = \(now) WHERE id = \(id) AND returned_at IS NULL") == 1
        }
    }
}
