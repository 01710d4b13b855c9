import PerronDomain
import PerronPages

/// What arrives, and its latest day for every place: both channels, for a letter follows by itself where there is no e-mail address.
struct ArrivalTimeline {
    let expected: ExpectedArrival
    let past: FollowUpPage.Past
    let fund: PensionFund
    let words: Words

    var html: HTML {
        switch expected.channel {
        case .email: Timeline([email, letterInstead, use]).html
        case .letter: Timeline([letter, use]).html
        }
    }

    private var email: Timeline.Moment {
        guard !past.email else { return lateEmail }
        let by = words(
            "access.followUp.email.by", ["day": words.day(expected.emailDay), "time": words.hour(minutes: expected.emailMinutes)])
        return Timeline.Moment(
            words("access.followUp.email.arrives"),
            content: "<p><strong>\(by)</strong> \(words("access.followUp.email.from", ["sender": fund.emailSender.value]))</p>")
    }

    private var lateEmail: Timeline.Moment {
        let due = words(
            "access.followUp.email.due", ["day": words.day(expected.emailDay), "time": words.hour(minutes: expected.emailMinutes)])
        return Timeline.Moment(due, content: "<p>\(words("access.followUp.email.due.text", ["sender": fund.emailSender.value]))</p>")
    }

    private var letterInstead: Timeline.Moment {
        let key = past.posting ? "access.followUp.email.otherwise.past" : "access.followUp.email.otherwise.text"
        let posted = words(key, ["day": words.day(expected.postedOn)])
        return Timeline.Moment(words("access.followUp.email.otherwise"), content: "<p>\(posted)</p>\(latestDays)")
    }

    private var letter: Timeline.Moment {
        Timeline.Moment(
            words(past.posting ? "access.followUp.letter.left" : "access.followUp.letter.leaves", ["day": words.day(expected.postedOn)]),
            content: """
                <div class="with-picture"><p>\(words("access.followUp.letter.leaves.text"))</p>
                \(Picture.envelope(leaving: expected.postedOn, words: words))</div>
                \(latestDays)
                """)
    }

    private var use: Timeline.Moment {
        Timeline.Moment(words("access.followUp.use"), content: "<p>\(words("access.followUp.use.text"))</p>")
    }

    private var latestDays: HTML {
        let places = [("mainland", expected.mainlandBy), ("overseas", expected.overseasBy), ("abroad", expected.abroadBy)]
        return DefinitionList(
            places.map { place, day in (words("access.followUp.where.\(place)"), "\(words.day(day))") }
        ).html
    }
}
