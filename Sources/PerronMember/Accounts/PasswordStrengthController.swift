import PerronDomain
import PerronPages
import PerronSecrets
import PerronWorkflows

/// How strong a password would be, for the live meter: the same judgement as when it is sent, but for a birth date that the holder of a code
/// has still to give. Nothing of it is stored or logged.
struct PasswordStrengthController: Sendable {
    private struct Answer: Encodable {
        /// 0 … 4.
        let score: Int
        let label: String
        let advice: String
    }

    let site: Site
    let passwords: MemberPasswords

    func create(_ form: Form, _ context: PasswordOwnerContext) throws -> Reply {
        let words = site.words(for: context)
        let verdict = passwords.judge(CandidatePassword(form[.password]), for: context.record, birthDate: context.birthDate)
        return try .json(
            Answer(score: verdict.score, label: words("account.strength.\(verdict.score)"), advice: verdict.advice(words)))
    }
}
