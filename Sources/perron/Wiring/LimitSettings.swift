import PerronDomain

extension Limits {
    /// Each limit under its key; the defaults and their sources stand in `Limits`.
    init(_ reader: SettingsReader) {
        self.init()
        readAccess(reader)
        readDispatch(reader)
        readSignIn(reader)
        robot.difficulty = reader.integer("robot.difficulty", default: robot.difficulty, in: 1...26)
        robot.puzzles = reader.integer("robot.puzzles", default: robot.puzzles, in: 1...64)
        robot.challengeLife = reader.duration("robot.challenge_life", default: robot.challengeLife)
        robot.slowWait = reader.duration("robot.slow_wait", default: robot.slowWait)
        robot.slowLife = reader.duration("robot.slow_life", default: robot.slowLife)
        registry.chunk = reader.integer("registry.chunk", default: registry.chunk, in: 1...10_000)
        registry.largestChange = reader.fraction("registry.largest_change", default: registry.largestChange)
        retention.months = reader.integer("retention.months", default: retention.months, in: 6...60)
        registry.newAddressDays = reader.integer("registry.new_address_days", default: registry.newAddressDays, in: 0...60)
    }

    private mutating func readAccess(_ reader: SettingsReader) {
        access.formLife = reader.duration("access.form_life", default: access.formLife)
        access.emailCodeLife = reader.duration("access.email_code_life", default: access.emailCodeLife)
        access.letterCodeDays = reader.integer("access.letter_code_days", default: access.letterCodeDays, in: 7...60)
        access.farLetterCodeDays = reader.integer("access.far_letter_code_days", default: access.farLetterCodeDays, in: 7...90)
        access.wrongBirthDates = reader.integer("access.wrong_birth_dates", default: access.wrongBirthDates, in: 1...20)
        access.asksBirthDate = reader.flag("access.second_datum", default: access.asksBirthDate)
        access.renewalDays = reader.integer("access.renewal_days", default: access.renewalDays, in: 1...365)
        access.formerSiteCutOff = reader.day("access.former_site_cut_off") ?? access.formerSiteCutOff
        access.resetBefore = reader.day("access.reset_before")
        access.disclosure = reader.choice("access.disclosure", default: access.disclosure)
        access.postDays.mainland = reader.integer("access.post_days.mainland", default: access.postDays.mainland, in: 1...30)
        access.postDays.overseas = reader.integer("access.post_days.overseas", default: access.postDays.overseas, in: 1...60)
        access.postDays.abroad = reader.integer("access.post_days.abroad", default: access.postDays.abroad, in: 1...60)
    }

    private mutating func readDispatch(_ reader: SettingsReader) {
        letters.perDay = reader.integer("letters.per_day", default: letters.perDay, in: 1...10)
        letters.perMonth = reader.integer("letters.per_month", default: letters.perMonth, in: 1...60)
        letters.dailyBudget = reader.integer("letters.daily_budget", default: letters.dailyBudget, in: 1...1_000_000)
        letters.monthlyBudget = reader.integer("letters.monthly_budget", default: letters.monthlyBudget, in: 1...10_000_000)
        letters.budgetWarning = reader.fraction("letters.budget_warning", default: letters.budgetWarning)
        letters.networkShare = reader.fraction("letters.network_share", default: letters.networkShare)
        letters.keptForQuiet = reader.fraction("letters.kept_for_quiet", default: letters.keptForQuiet)
        letters.slowLaneShare = reader.fraction("letters.slow_lane_share", default: letters.slowLaneShare)
        letters.reminder = reader.duration("letters.reminder", default: letters.reminder, in: 0...60 * 86_400)
        letters.cutOffMinutes = reader.hour("letters.cut_off", default: letters.cutOffMinutes)
        emails.pause = reader.duration("emails.pause", default: emails.pause)
        emails.perDay = reader.integer("emails.per_day", default: emails.perDay, in: 1...100)
        emails.firstRetry = reader.duration("emails.first_retry", default: emails.firstRetry)
        emails.longestRetry = reader.duration("emails.longest_retry", default: emails.longestRetry)
    }

    private mutating func readSignIn(_ reader: SettingsReader) {
        signIn.freeTries = reader.integer("sign_in.free_tries", default: signIn.freeTries, in: 1...100)
        signIn.window = reader.duration("sign_in.window", default: signIn.window)
        signIn.longestPause = reader.duration("sign_in.longest_pause", default: signIn.longestPause)
        signIn.perDay = reader.integer("sign_in.per_day", default: signIn.perDay, in: 1...200)
        signIn.perNetwork = reader.integer("sign_in.per_network", default: signIn.perNetwork, in: 1...10_000)
        signIn.alarmFailures = reader.integer("sign_in.alarm_failures", default: signIn.alarmFailures, in: 10...100_000)
        signIn.alarmDeviations = reader.integer("sign_in.alarm_deviations", default: signIn.alarmDeviations, in: 2...20)
        signIn.alarmLife = reader.duration("sign_in.alarm_life", default: signIn.alarmLife)
        sessions.restrictedIdle = reader.duration("sessions.restricted_idle", default: sessions.restrictedIdle)
        sessions.restrictedLife = reader.duration("sessions.restricted_life", default: sessions.restrictedLife)
        sessions.idle = reader.duration("sessions.idle", default: sessions.idle)
        sessions.life = reader.duration("sessions.life", default: sessions.life)
        sessions.warning = reader.duration("sessions.warning", default: sessions.warning)
        sessions.recognisedBrowserDays = reader.integer(
            "sessions.recognised_browser_days", default: sessions.recognisedBrowserDays, in: 1...730)
    }
}
