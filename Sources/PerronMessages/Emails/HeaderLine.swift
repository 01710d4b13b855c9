import PerronDomain

/// One header as it goes out.
enum HeaderLine {
    private static let longest = 78
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Words that don't fit 78 characters go on in a line that begins with a space (RFC 5322 2.2.3).
    static func folded(_ name: String, _ words: [String]) -> String {
        var lines = [name + ":"]
        for word in words {
            let isFirst = lines.count == 1 && lines[0].utf8.count == name.utf8.count + 1
            if lines[lines.count - 1].utf8.count + 1 + word.utf8.count > longest, !isFirst {
                lines.append("")
            }
            lines[lines.count - 1] += " " + word
        }
        return lines.joined(separator: "\r\n")
    }

    /// `Fri, 27 Nov 2026 13:05:00 +0000` (RFC 5322 3.3), in universal time.
    static func date(_ instant: Instant) -> String {
        let seconds = Int((Double(instant.milliseconds) / 1000).rounded(.down))
        let dayNumber = Int((Double(seconds) / 86_400).rounded(.down))
        let day = CalendarDay(dayNumber: dayNumber)
        let second = seconds - dayNumber * 86_400
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(weekdays[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.year) \(time) +0000"
    }
}
