/// Every limit of the product, with its default and its source. A setting may change each one.
package struct Limits: Sendable, Equatable {
    package var access = Access()
    package var letters = Letters()
    package var emails = Emails()
    package var signIn = SignIn()
    package var sessions = Sessions()
    package var robot = Robot()
    package var registry = Registry()
    package var retention = Retention()

    package init() {}

    package struct Access: Sendable, Equatable {
        /// How long a started request waits for « Valider votre choix ».
        package var formLife: Duration = .hours(2)
        /// A provisional password by e-mail; NIST SP 800-63B 5.1.1 and login.gov use a day.
        package var emailCodeLife: Duration = .hours(24)
        /// Days from the planned posting day, in France; NIST SP 800-63A-4.
        package var letterCodeDays = 21
        /// The same, overseas and abroad.
        package var farLetterCodeDays = 30
        /// Wrong birth dates after which that one code is void.
        package var wrongBirthDates = 5
        /// Whether the birth date is asked before a password is chosen.
        package var asksBirthDate = true
        /// Kept past expiry, so that whoever holds the genuine code may renew it.
        package var renewalDays = 90
        /// Days in which a letter arrives: France, overseas, abroad; working days from the posting day.
        package var postDays = PostDays()
        /// Accounts of the former site last used before this day must reset; what every visitor is told.
        package var formerSiteCutOff = CalendarDay(year: 2021, month: 3, day: 1)!
        /// Perron's own accounts whose password is older must reset; off by default.
        package var resetBefore: CalendarDay?
        package var disclosure = Disclosure.uniform

        package init() {}
    }

    /// Whether the choice of a channel shows anything of the address that it would use.
    package enum Disclosure: String, Sendable, CaseIterable {
        /// The same page for everyone.
        case uniform
        /// Masked, and only in a browser that is recognised for the file.
        case masked
    }

    /// La Poste's promise for a « lettre verte » is 3 working days; the rest from its tables for overseas and international mail.
    package struct PostDays: Sendable, Equatable {
        package var mainland = 4
        package var overseas = 8
        package var abroad = 10

        package init() {}
    }

    package struct Letters: Sendable, Equatable {
        /// Per file; login.gov.
        package var perDay = 1
        /// Per file in 30 days; login.gov.
        package var perMonth = 4
        /// For the whole fund in a day.
        package var dailyBudget = 2000
        /// For the whole fund in a calendar month: twenty full days, about as many as a month has working days.
        package var monthlyBudget = 40_000
        /// From which share of either budget a person is told.
        package var budgetWarning = 0.80
        /// Of the budget, for one network that asks often; never less than 3 letters.
        package var networkShare = 0.02
        /// Of the budget, out of reach of the networks that ask often.
        package var keptForQuiet = 0.30
        /// Of the budget, for requests that came without JavaScript; never less than 1 letter.
        package var slowLaneShare = 0.10
        /// How long before an unused code by letter runs out its holder is reminded by e-mail; zero for never. Long enough for a new letter
        /// of the same week.
        package var reminder: Duration = .days(5)
        /// When a working day's batch closes, minutes after midnight, local time.
        package var cutOffMinutes = 15 * 60

        package init() {}
    }

    package struct Emails: Sendable, Equatable {
        /// Between two e-mails to one file.
        package var pause: Duration = .minutes(2)
        /// Per file in 24 hours.
        package var perDay = 6
        /// A mail server that does not answer is tried again after this, then twice as long each time.
        package var firstRetry: Duration = .seconds(15)
        /// The longest pause between two tries.
        package var longestRetry: Duration = .minutes(30)

        package init() {}
    }

    /// ASVS 5.0 6.1.1 and 6.3; CNIL 2022-100.
    package struct SignIn: Sendable, Equatable {
        package var freeTries = 5
        package var window: Duration = .minutes(10)
        package var longestPause: Duration = .minutes(15)
        package var perDay = 25
        package var perNetwork = 30
        /// Fewer failures than this in ten minutes, or in a day, never raise the alarm: so many a bad morning of a small fund has.
        package var alarmFailures = 40
        /// How many standard deviations above the usual share of failures are unusual. Shewhart's charts take 3, for one look at each
        /// stretch; these are looked at every minute.
        package var alarmDeviations = 4
        /// How long the alarm stays on after the last unusual look.
        package var alarmLife: Duration = .hours(1)

        package init() {}
    }

    /// ASVS 5.0 chapter 7.
    package struct Sessions: Sendable, Equatable {
        package var restrictedIdle: Duration = .minutes(15)
        package var restrictedLife: Duration = .hours(1)
        package var idle: Duration = .minutes(30)
        package var life: Duration = .hours(8)
        /// How long before its end a session is announced to end.
        package var warning: Duration = .minutes(2)
        package var recognisedBrowserDays = 365

        package init() {}
    }

    package struct Robot: Sendable, Equatable {
        package var challengeLife: Duration = .minutes(60)
        /// Leading zero bits of one puzzle at rest.
        package var difficulty = 13
        /// Puzzles in one challenge; many small ones make the time even.
        package var puzzles = 16
        /// The lane without JavaScript: how long the page must have been open.
        package var slowWait: Duration = .seconds(20)
        package var slowLife: Duration = .hours(1)

        package init() {}
    }

    /// CNIL 2021-122 asks six months to a year for logs.
    package struct Retention: Sendable, Equatable {
        /// Whole months after which requests, sign-ins and the audit log's events go.
        package var months = 12

        package init() {}
    }

    package struct Registry: Sendable, Equatable {
        /// Rows applied in one transaction; no write lock over 100 ms.
        package var chunk = 500
        /// A file that would change a larger share of addresses or e-mails is refused without `--force`.
        package var largestChange = 0.20
        /// E-mail that replaces another carries a code only after so many days without objection.
        package var newAddressDays = 7

        package init() {}
    }
}
