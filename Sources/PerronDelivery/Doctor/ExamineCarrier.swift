import PerronDomain
import PerronStorage
import PerronWorkflows

/// A carrier away from this machine.
package protocol DistantCarrier: LetterCarrier {
    /// Whether batches could leave now, in words. It changes nothing.
    /// - Throws: `CarrierFault` where they couldn't.
    func examine() async throws -> String
}

/// Whether a carrier away from this machine answers. What became of batches there is its owner's to say.
package struct ExamineCarrier: Sendable {
    private let carrier: any DistantCarrier

    package init(_ carrier: any DistantCarrier) {
        self.carrier = carrier
    }

    package func callAsFunction() async throws -> [Finding] {
        do {
            return [Finding(.carrier, .well, "\(carrier) \(try await carrier.examine())")]
        } catch let fault as CarrierFault {
            return [Finding(.carrier, .notice, "\(carrier) \(fault)")]
        }
    }
}
