#include "policy/alertrules.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Who is told of what when: told once, silenced while somebody looks after it, repeated, and calm about what comes and goes.
class TestAlertRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void concernsWhatItNames_data();
    void concernsWhatItNames();
    void tells_data();
    void tells();
    void whatComesAndGoesIsToldThreeTimes();
    void onlyTimeBringsRepetitions();
    void anEndThatWasMissedIsTold();
};

namespace {

using Occasion = AlertOccasion;
using State = IncidentState;
constexpr Timestamp Start{1'000'000'000ms};

/// One thing that happens to an incident, and what the rule says to it.
struct Turn
{
    std::optional<Occasion> occasion; ///< nothing: it only grows, or (`time`) the clock only runs
    State state = State::Open;
    qint64 failures = 1;
    Milliseconds at{0};
    bool time = false;
    std::optional<AlertNews> news;
};

AlertVerdict play(const AlertRule &rule, const AlertState &state, const Turn &turn, bool cameBack)
{
    const AlertStanding standing{turn.state, cameBack, turn.failures};
    const Timestamp now = Start + turn.at;
    if (turn.time)
        return onTime(rule, state, standing, now);
    return turn.occasion ? onOccasion(rule, state, *turn.occasion, standing, now) : onGrowth(rule, state, standing, now);
}

Turn when(Occasion occasion, State state, std::optional<AlertNews> news, qint64 failures = 1, Milliseconds at = 0ms)
{
    return {occasion, state, failures, at, false, news};
}

Turn grows(State state, qint64 failures, std::optional<AlertNews> news)
{
    return {std::nullopt, state, failures, 0ms, false, news};
}

Turn timePasses(State state, Milliseconds at, std::optional<AlertNews> news)
{
    return {std::nullopt, state, 1, at, true, news};
}

AlertRule rule(QList<Occasion> on = {Occasion::Open, Occasion::Reopened}, int count = 1, Milliseconds repeat = 0ms)
{
    AlertRule made;
    made.name = u"r"_s;
    made.on = std::move(on);
    made.count = count;
    made.repeat = repeat;
    return made;
}

} // namespace
Q_DECLARE_METATYPE(AlertRule)

void TestAlertRules::concernsWhatItNames_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<bool>("concerned");
    const auto row = [](const char *name, bool concerned, const std::function<void(AlertRule &)> &say) {
        AlertRule made = rule();
        say(made);
        QTest::newRow(name) << made << concerned;
    };
    row("everything", true, [](AlertRule &) {});
    row("the service", true, [](AlertRule &r) { r.service = u"publish"_s; });
    row("another service", false, [](AlertRule &r) { r.service = u"scan"_s; });
    row("the category", true, [](AlertRule &r) { r.category = Category::Service; });
    row("another category", false, [](AlertRule &r) { r.category = Category::Auth; });
    row("one of its pipelines", true, [](AlertRule &r) { r.pipeline = u"archive"_s; });
    row("another pipeline", false, [](AlertRule &r) { r.pipeline = u"other"_s; });
    row("all but one", false, [](AlertRule &r) {
        r.service = u"publish"_s;
        r.category = Category::Data;
    });
}

void TestAlertRules::concernsWhatItNames()
{
    QFETCH(AlertRule, rule);
    QFETCH(bool, concerned);
    Incident incident;
    incident.fingerprint = {u"publish"_s, StepId(u"publish"_s), Category::Service, u"503"_s};
    QCOMPARE(concerns(rule, incident, {u"archive"_s, u"intake"_s}), concerned);
}

void TestAlertRules::tells_data()
{
    using News = AlertNews;
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<QList<Turn>>("turns");
    QTest::newRow("told once, and of the end")
        << rule()
        << QList<Turn>{when(Occasion::Open, State::Open, News::Fired), grows(State::Open, 5, {}),
                       when(Occasion::Verifying, State::Verifying, {}), when(Occasion::Resolved, State::Resolved, News::Resolved),
                       when(Occasion::Resolved, State::Resolved, {})};
    QTest::newRow("told again when it comes back much later")
        << rule()
        << QList<Turn>{when(Occasion::Open, State::Open, News::Fired), when(Occasion::Resolved, State::Resolved, News::Resolved),
                       when(Occasion::Reopened, State::Open, News::Fired, 1, 5h)};
    QTest::newRow("only what it asks for") << rule({Occasion::Escalated})
                                           << QList<Turn>{when(Occasion::Open, State::Open, {}),
                                                          when(Occasion::Acknowledged, State::Acknowledged, {}),
                                                          when(Occasion::Escalated, State::Escalated, News::Fired),
                                                          when(Occasion::Resolved, State::Resolved, News::Resolved)};
    QTest::newRow("of the end alone") << rule({Occasion::Resolved})
                                      << QList<Turn>{when(Occasion::Open, State::Open, {}),
                                                     when(Occasion::Resolved, State::Resolved, News::Resolved)};
    QTest::newRow("changes are told while it lasts")
        << rule({Occasion::Open, Occasion::Escalated})
        << QList<Turn>{when(Occasion::Open, State::Open, News::Fired), when(Occasion::Escalated, State::Escalated, News::Changed),
                       when(Occasion::Escalated, State::Escalated, {}),
                       when(Occasion::Resolved, State::Resolved, News::Resolved)};
    QTest::newRow("not before there are enough") << rule({Occasion::Open}, 3)
                                                 << QList<Turn>{when(Occasion::Open, State::Open, {}), grows(State::Open, 2, {}),
                                                                grows(State::Open, 3, News::Fired), grows(State::Open, 4, {})};
    QTest::newRow("never enough, so no end either")
        << rule({Occasion::Open}, 3)
        << QList<Turn>{when(Occasion::Open, State::Open, {}, 2), when(Occasion::Resolved, State::Resolved, {})};
    QTest::newRow("silent while somebody looks after it")
        << rule({Occasion::Open}, 3)
        << QList<Turn>{when(Occasion::Open, State::Open, {}), grows(State::Acknowledged, 9, {}),
                       grows(State::Open, 9, News::Fired)};
    QTest::newRow("acknowledged before anybody was told")
        << rule()
        << QList<Turn>{when(Occasion::Open, State::Acknowledged, {}), when(Occasion::Acknowledged, State::Acknowledged, {})};
    QTest::newRow("acknowledgement, if asked for")
        << rule({Occasion::Acknowledged}) << QList<Turn>{when(Occasion::Acknowledged, State::Acknowledged, News::Fired)};
    QTest::newRow("repeated") << rule({Occasion::Open}, 1, 1h)
                              << QList<Turn>{when(Occasion::Open, State::Open, News::Fired),
                                             timePasses(State::Open, 59min, {}),
                                             timePasses(State::Open, 60min, News::Repeated),
                                             timePasses(State::Open, 61min, {}),
                                             timePasses(State::Acknowledged, 121min, {}),
                                             timePasses(State::Verifying, 122min, {}),
                                             timePasses(State::Escalated, 123min, News::Repeated)};
    QTest::newRow("not repeated unless asked")
        << rule() << QList<Turn>{when(Occasion::Open, State::Open, News::Fired), timePasses(State::Open, 240h, {})};
}

void TestAlertRules::tells()
{
    QFETCH(AlertRule, rule);
    QFETCH(QList<Turn>, turns);
    AlertState state;
    for (qsizetype i = 0; i < turns.size(); ++i) {
        const AlertVerdict verdict = play(rule, state, turns[i], false);
        QVERIFY2(verdict.news == turns[i].news, qPrintable(u"turn %1"_s.arg(i)));
        state = verdict.state;
    }
}

void TestAlertRules::whatComesAndGoesIsToldThreeTimes()
{
    AlertState state;
    int fired = 0;
    int ended = 0;
    Milliseconds at{0};
    const auto play = [&](Occasion occasion, State standing) {
        const AlertVerdict verdict = onOccasion(rule(), state, occasion, {standing, true, 1}, Start + (at += 1min));
        fired += verdict.news == AlertNews::Fired;
        ended += verdict.news == AlertNews::Resolved;
        state = verdict.state;
    };
    play(Occasion::Open, State::Open);
    for (int i = 0; i < 20; ++i) {
        play(Occasion::Resolved, State::Resolved);
        play(Occasion::Reopened, State::Open);
    }
    QCOMPARE(fired, FlappingStarts);
    QCOMPARE(ended, FlappingStarts - 1);
    play(Occasion::Resolved, State::Resolved);
    QCOMPARE(ended, FlappingStarts - 1); // it may come back at once
    QCOMPARE(nextLook(rule(), state), Start + at + FlappingWindow);
    const AlertStanding over{State::Resolved, true, 0};
    QCOMPARE(onTime(rule(), state, over, Start + at + FlappingWindow - 1ms).news, std::nullopt);
    const AlertVerdict calm = onTime(rule(), state, over, Start + at + FlappingWindow);
    QCOMPARE(calm.news, AlertNews::Resolved);
    QVERIFY(!calm.state.active);
    QCOMPARE(
        onOccasion(rule(), calm.state, Occasion::Reopened, {State::Open, true, 1}, Start + at + 3 * FlappingWindow).state.starts,
        1); // forgiven
}

void TestAlertRules::onlyTimeBringsRepetitions()
{
    QCOMPARE(nextLook(rule(), {}), std::nullopt);
    const AlertRule repeating = rule({Occasion::Open}, 1, 1h);
    const AlertVerdict fired = onOccasion(repeating, {}, Occasion::Open, {}, Start);
    QCOMPARE(fired.news, std::nullopt); // nothing fails yet
    const AlertVerdict told = onOccasion(repeating, {}, Occasion::Open, {State::Open, false, 1}, Start);
    QCOMPARE(nextLook(repeating, told.state), Start + 1h);
    QCOMPARE(nextLook(rule(), told.state), std::nullopt);
}

void TestAlertRules::anEndThatWasMissedIsTold()
{
    const AlertVerdict told = onOccasion(rule(), {}, Occasion::Open, {State::Open, false, 1}, Start);
    const AlertVerdict end = onTime(rule(), told.state, {State::Resolved, false, 0}, Start + 1s);
    QCOMPARE(end.news, AlertNews::Resolved);
    QVERIFY(!end.state.active);
}

QTEST_GUILESS_MAIN(TestAlertRules)
#include "tst_alertrules.moc"
