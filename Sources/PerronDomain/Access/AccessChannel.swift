/// How a member wants the provisional password to come.
package enum AccessChannel: String, Sendable, CaseIterable {
    case email
    case letter
}
