import PerronDomain
import Testing

struct SignInAlarmTests {
    private typealias Tally = SignInAlarm.Tally
    private let alarm = SignInAlarm(limits: Limits.SignIn())

    @Test(arguments: [
        (tries: 3, failures: 3), (tries: 39, failures: 39), (tries: 150, failures: 45), (tries: 1000, failures: 350),
    ])
    func `typing mistakes raise no alarm, be they few or the usual share of many`(tries: Int, failures: Int) {
        #expect(!alarm.isUnusual(Tally(tries: tries, failures: failures), past: [], share: 0.3))
    }

    @Test(arguments: [(tries: 40, failures: 40), (tries: 150, failures: 70), (tries: 1000, failures: 360)])
    func `a share far above the usual one raises it, less far where many signed in`(tries: Int, failures: Int) {
        #expect(alarm.isUnusual(Tally(tries: tries, failures: failures), past: [], share: 0.3))
    }

    @Test func `a fund whose share has always swung widely is alarmed later`() {
        let steady = (0..<100).map { Tally(tries: 100, failures: $0.isMultiple(of: 2) ? 27 : 33) }
        let swinging = (0..<100).map { Tally(tries: 100, failures: $0.isMultiple(of: 2) ? 10 : 50) }
        let present = Tally(tries: 100, failures: 60)

        #expect(alarm.isUnusual(present, past: steady, share: 0.3))
        #expect(!alarm.isUnusual(present, past: swinging, share: 0.3))
        #expect(alarm.isUnusual(Tally(tries: 4000, failures: 3900), past: swinging, share: 0.3))
    }

    @Test func `the usual share is that of a day in the middle, which three days of attack don't move`() {
        let days = [Tally](repeating: Tally(tries: 400, failures: 80), count: 25)
        let attacked = [Tally](repeating: Tally(tries: 100_400, failures: 100_080), count: 3)

        #expect(alarm.usualShare(days: days + attacked) == 0.2)
        #expect(alarm.usualShare(days: [Tally(tries: 0, failures: 0)] + days) == 0.2)
    }

    @Test func `a fund without a past is taken for one where three in ten fail`() {
        #expect(alarm.usualShare(days: []) == 0.3)
        #expect(alarm.usualShare(days: [Tally(tries: 10, failures: 9), Tally(tries: 10, failures: 8)]) == 0.3)
    }

    @Test(arguments: [(failures: 0, share: 0.05), (failures: 100, share: 0.95)])
    func `where nobody ever failed, or everybody did, there is still a band`(failures: Int, share: Double) {
        #expect(alarm.usualShare(days: [Tally](repeating: Tally(tries: 100, failures: failures), count: 28)) == share)
    }

    @Test func `a setting says how many failures and how far from the usual`() {
        var limits = Limits.SignIn()
        limits.alarmFailures = 400
        #expect(!SignInAlarm(limits: limits).isUnusual(Tally(tries: 399, failures: 399), past: [], share: 0.3))
        limits.alarmFailures = 10
        limits.alarmDeviations = 20
        #expect(!SignInAlarm(limits: limits).isUnusual(Tally(tries: 40, failures: 40), past: [], share: 0.3))
    }
}
