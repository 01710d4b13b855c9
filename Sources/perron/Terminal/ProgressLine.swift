import Foundation
import PerronWorkflows

/// How far long work has come. A phase begins with nothing done.
struct Progress: Sendable {
    enum Unit: Sendable {
        case rows, bytes, letters
    }

    let phase: String
    let done: Int
    let total: Int
    var unit = Unit.rows

    var isComplete: Bool { done >= total }
}

/// It in one line. Speed and remaining time are those of the phase, so they mean something early.
struct ProgressLine {
    let progress: Progress
    /// Since the phase began.
    let elapsed: Duration

    private static let barWidth = 24
    private static let nameWidth = 9

    var percent: Int { progress.total == 0 ? 100 : min(100, progress.done * 100 / progress.total) }

    var bar: String {
        let filled = Self.barWidth * percent / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
        return "\(name) \(bar) \(percent) %  \(speed)  \(remaining)"
    }

    var plain: String { "\(name) \(percent) %  \(speed)  \(remaining)" }

    private var name: String { progress.phase.padding(toLength: Self.nameWidth, withPad: " ", startingAt: 0) }

    private var seconds: Double { max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18) }

    private var speed: String {
        let perSecond = Int(Double(progress.done) / seconds)
        return switch progress.unit {
        case .rows: "\(grouped(perSecond)) rows/s"
        case .bytes: "\(grouped(perSecond / 1_000_000)) MB/s"
        case .letters: "\(grouped(perSecond)) letters/s"
        }
    }

    private var remaining: String {
        guard progress.done > 0 else { return "" }
        let left = Int((Double(progress.total - progress.done) / Double(progress.done) * seconds).rounded(.up))
        return "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
}
