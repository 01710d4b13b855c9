import PerronStorage

/// Rows in every table, as each version of the schema takes them; with what engines might treat otherwise: accents in two forms, empty texts,
/// bytes that are no text, nulls, the largest number.
package enum FilledTables {
    private static let all = Int.max

    /// - Parameter version: of the schema that is there.
    package static func fill(_ tx: any Transaction, version: Int) throws {
        for (versions, statement) in records + access + accounts + delivery + audit + imports + attacks where versions.contains(version) {
            try tx.execute(statement)
        }
    }

    private typealias Step = (Range<Int>, SQL)

    private static let bytes: [UInt8] = [0, 255, 39, 92, 0]
    private static let composed = "Zo\u{EB}"
    private static let decomposed = "Zoe\u{308}"

    private static var records: [Step] {
        let columns: SQL =
            """
            id, number, situation, family_name, birth_name, given_names, address_1, address_2, address_3, address_4, address_5, address_6,
            telephone, contents, last_run, updated_at, civility, birth_date, country, registry_email, died_on, closed_at
            """
        return [
            (
                1..<all,
                """
                INSERT INTO pension_record (\(columns)) VALUES
                  ('01JDC6ZK3M7Q2V8X4T5R9W0YAB', '2614073', 'contributing', 'MOREAU', '', \(composed), '', '', '', '', '', '', '', \(bytes),
                   'test', \(Int64.max), NULL, NULL, NULL, NULL, NULL, NULL)
                """
            ),
            (
                1..<all,
                """
                INSERT INTO pension_record (\(columns)) VALUES
                  ('01JDC6ZK3M7Q2V8X4T5R9W0YAC', '1047382', 'retired', 'O''CONNOR', 'x', \(decomposed), 'a', 'b', 'c', 'd', 'e', 'f', '0', \(bytes),
                   'test', -1, 'M', '1940-02-29', 'FR', 'h@exemple.fr', '2024-01-01', 7)
                """
            ),
            (
                1..<all,
                """
                INSERT INTO contact_point (id, record_id, email, source, given_at, code_digest)
                VALUES ('c', '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'camille@exemple.fr', 'member', 1, \(bytes))
                """
            ),
        ]
    }

    private static var access: [Step] {
        [
            (
                2..<all,
                """
                INSERT INTO access_request (id, number, role, language, state, channel, slow_lane, network, follow_up, started_at, confirmed_at)
                VALUES ('r', '2614073', 'member', 'fr', 'dispatched', 'letter', 0, \(bytes), 'f', 1, 2), ('s', '1', 'member', 'fr', 'started', NULL, 1, \(bytes), NULL, 1, NULL)
                """
            ),
            (2..<all, "INSERT INTO quota_event (id, kind, subject, at) VALUES ('q', 'requestOfNumber', \(bytes), 1)"),
            (2..<all, "INSERT INTO robot_claim (id, expires_at) VALUES (\(bytes), 1), (\([1] as [UInt8]), 2)"),
            (
                2..<all,
                """
                INSERT INTO provisional_password (id, record_id, request_id, dispatch_id, channel, digest, key_id, made_at, expires_at)
                VALUES ('p', '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'r', 'd', 'letter', \(bytes), 'k', 1, 2)
                """
            ),
        ]
    }

    private static var accounts: [Step] {
        [
            (
                3..<all,
                """
                INSERT INTO account (record_id, password, opened_at, password_set_at)
                VALUES ('01JDC6ZK3M7Q2V8X4T5R9W0YAB', '$argon2id$', 1, 2)
                """
            ),
            (
                3..<all,
                """
                INSERT INTO member_session (id, token_digest, record_id, provisional_id, started_at, seen_at)
                VALUES ('m', \(bytes), '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'p', 1, 2)
                """
            ),
            (
                3..<all,
                """
                INSERT INTO recognised_browser (id, token_digest, record_id, since, expires_at)
                VALUES ('b', \(bytes), '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 1, 2)
                """
            ),
            (3..<all, "INSERT INTO sign_in (id, record_id, at, means) VALUES ('i', '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 1, 'password')"),
        ]
    }

    private static var delivery: [Step] {
        [
            (
                4..<all,
                """
                INSERT INTO dispatch (id, request_id, channel, state, due_at, leased_until, created_at)
                VALUES ('d', 'r', 'letter', 'handingOver', 1, 2, 1)
                """
            ),
            (
                4..<all,
                """
                INSERT INTO notice (id, record_id, kind, email, language, about_at, state, due_at)
                VALUES ('n', '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'passwordChanged', 'camille@exemple.fr', 'fr', 1, 'pending', 1)
                """
            ),
            (4..<all, "INSERT INTO letter_batch (id, posting_day, state, opened_at) VALUES ('a', '2026-01-02', 'open', 1)"),
            (
                4..<all,
                """
                INSERT INTO letter (id, record_id, dispatch_id, provisional_id, language, posting_day, state, batch_id, spool, made_at)
                VALUES ('l', '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'd', 'p', 'fr', '2026-01-02', 'batched', 'a', \(bytes), 1)
                """
            ),
            (
                4..<all,
                """
                INSERT INTO task (id, kind, record_id, request_id, letter_id, batch_id, opened_at)
                VALUES ('t', 'letterSetAside', '01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'r', 'l', 'a', 1)
                """
            ),
            (4..<all, "INSERT INTO letter_day (day, source, letters) VALUES ('2026-01-02', 'own', 3), ('2026-01-02', 'other', 1)"),
        ]
    }

    private static var audit: [Step] {
        [
            (
                5..<all,
                """
                INSERT INTO audit_event (id, at, verb, subject, object, seal_number, seal)
                VALUES ('e', 1, 'openAccount', 'x', NULL, 1, \(bytes)), ('f', 2, 'openAccount', 'x', 'y', NULL, NULL)
                """
            ),
            (5..<all, "INSERT INTO lease (name, holder, until) VALUES ('letters', 'h', 1)"),
            (12..<all, "INSERT INTO dead_address (address, status, since) VALUES ('h@exemple.fr', '5.1.1', 1)"),
            (
                13..<all,
                """
                INSERT INTO returned_address (record_id, digest, key_id, returned_at)
                VALUES ('01JDC6ZK3M7Q2V8X4T5R9W0YAB', \(bytes), 'k', 1)
                """
            ),
            (
                14..<all,
                """
                INSERT INTO member_preference (record_id, language, large_print, set_at) VALUES ('01JDC6ZK3M7Q2V8X4T5R9W0YAB', 'en', 1, 1)
                """
            ),
            (13..<all, "INSERT INTO test_letter (day, id, batch_id) VALUES ('2026-01-02', 'w', 'a')"),
            (15..<all, "UPDATE letter SET territory = 'mainland', replaced_at = 2"),
            (15..<all, "UPDATE dispatch SET reprints = 'l'"),
            (15..<all, "UPDATE notice SET reprints = 'm'"),
            (9..<all, "INSERT INTO audit_beginning (id, number, seal) VALUES (1, 1, \(bytes))"),
        ]
    }

    private static var imports: [Step] {
        [
            (
                6..<all,
                """
                INSERT INTO import_run (id, sha256, state, holder, closes_missing, started_at) VALUES ('u', 's', 'finished', 'h', 0, 1)
                """
            ),
            (6..<10, "INSERT INTO import_closing (place, record_id) VALUES (1, '01JDC6ZK3M7Q2V8X4T5R9W0YAB')"),
            (
                6..<10,
                """
                INSERT INTO import_row
                  (place, id, number, situation, family_name, birth_name, given_names, address_1, address_2, address_3, address_4, address_5,
                   address_6, telephone, contents, email_changed, reopened)
                VALUES (1, 'w', '2614073', 'contributing', 'MOREAU', '', 'Camille', '', '', '', '', '', '', '', \(bytes), 0, 0)
                """
            ),
        ]
    }

    private static var attacks: [Step] {
        [
            (11..<all, "INSERT INTO sign_in_window (starts_at, tries, failures) VALUES (1, 3, 2)"),
            (11..<all, "INSERT INTO alarm (name, raised_at, until) VALUES ('failingSignIns', 1, 2)"),
        ]
    }
}
