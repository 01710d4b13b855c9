/// What is to be corrected, in words that say what to do; shown in the summary and at the field.
package struct FieldError: Hashable, Sendable {
    package let field: FormField
    package let message: String

    package init(_ field: FormField, _ message: String) {
        self.field = field
        self.message = message
    }
}

extension [FieldError] {
    /// The first message for any of `fields`.
    package func message(for fields: FormField...) -> String? {
        first { fields.contains($0.field) }?.message
    }
}
