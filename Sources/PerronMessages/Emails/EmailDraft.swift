/// What an e-mail says, before it is dressed: the plain text and the HTML are both made from it, so they can't differ.
struct EmailDraft {
    let subject: String
    /// What a mailbox shows beside the subject. Never holds the code: it may light up on a locked telephone.
    let preview: String
    let title: String
    let blocks: [Block]

    enum Block {
        case paragraph(String)
        case heading(String)
        /// A box of its own: a label, the code in its groups, and what to know about it.
        case code(label: String, groups: [String], notes: [String])
        /// What may be pressed, and where it leads, with a word on it.
        case button(label: String, link: String, note: String)
        case steps([String])
    }
}
