#include "insight/weather.h"

#include <QTest>

#include <random>
#include <set>

using namespace cairn;
using namespace std::chrono_literals;

namespace {

Timestamp at(Milliseconds time)
{
    return Timestamp(1'000'000'000ms + time);
}

/// Attempts in the order of time, a second apart.
class History
{
public:
    History &good(int count, Milliseconds took = 20ms)
    {
        for (int i = 0; i < count; ++i)
            add({{}, took, std::nullopt, 200});
        return *this;
    }
    History &bad(int count, Category category = Category::Service)
    {
        for (int i = 0; i < count; ++i)
            add({{}, 20ms, category, category == Category::Service ? 503 : 0});
        return *this;
    }
    History &limited(Milliseconds advised)
    {
        add({{}, 20ms, Category::RateLimit, 429, false, advised});
        return *this;
    }
    /// So many in a hundred fail.
    History &mixed(int count, int percent)
    {
        for (int i = 0; i < count; ++i)
            int(m_random() % 100) < percent ? bad(1) : good(1);
        return *this;
    }
    History &silence(Milliseconds time)
    {
        m_now += time;
        return *this;
    }
    const std::vector<Meeting> &meetings() const { return m_meetings; }

private:
    void add(Meeting meeting)
    {
        meeting.at = at(m_now);
        m_now += 1s;
        m_meetings.push_back(meeting);
    }

    std::vector<Meeting> m_meetings;
    Milliseconds m_now{0};
    std::mt19937 m_random{7};
};

/// Where spells begin.
QList<size_t> beginnings(const History &history)
{
    QList<size_t> found;
    size_t end = 0;
    for (const Spell &spell : spellsOf(history.meetings())) {
        if (spell.first != end || spell.end <= spell.first)
            qFatal("spells do not follow one another");
        found.append(spell.first);
        end = spell.end;
    }
    if (end != history.meetings().size())
        qFatal("spells do not cover all");
    return found;
}

} // namespace

/// A past is cut where the service changed, and what is not known of it is drawn from the same spell.
class TestSpells : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsWhereItChanged_data();
    void cutsWhereItChanged();
    void chanceIsNoChange_data();
    void chanceIsNoChange();
    void aMillionTakesNoTime();
    void drawsFromTheSpell();
    void manyTellMoreThanOne();
    void changesSomewhereInASilence();
    void isNotBackBeforeItSaid();
    void isBelievedWhenItSaysSo_data();
    void isBelievedWhenItSaysSo();
    void saysHowMuchIsLeft();
};

void TestSpells::cutsWhereItChanged_data()
{
    QTest::addColumn<History>("history");
    QTest::addColumn<QList<size_t>>("expected");
    QTest::newRow("nothing") << History() << QList<size_t>{};
    QTest::newRow("all good") << History().good(100) << QList<size_t>{0};
    QTest::newRow("an outage") << History().good(100).bad(5).good(100) << QList<size_t>{0, 100, 105};
    QTest::newRow("another kind") << History().bad(20).bad(20, Category::Network) << QList<size_t>{0, 20};
    QTest::newRow("slow") << History().good(100).good(10, 900ms).good(100) << QList<size_t>{0, 100, 110};
    QTest::newRow("hardly slower") << History().good(100).good(10, 60ms).good(100) << QList<size_t>{0};
    QTest::newRow("an outage within silence")
        << History().good(60).silence(1h).bad(6).silence(1h).good(60) << QList<size_t>{0, 60, 66};
}

void TestSpells::cutsWhereItChanged()
{
    QFETCH(const History, history);
    QTEST(beginnings(history), "expected");
}

void TestSpells::chanceIsNoChange_data()
{
    QTest::addColumn<History>("history");
    QTest::addColumn<int>("most");
    QTest::newRow("one failure") << History().good(100).bad(1).good(100) << 1;
    QTest::newRow("one in a hundred") << History().mixed(5'000, 1) << 8;
    QTest::newRow("half") << History().mixed(1'000, 50) << 12;
    QTest::newRow("half, for a while") << History().good(200).mixed(100, 50).good(200) << 6;
}

void TestSpells::chanceIsNoChange()
{
    QFETCH(const History, history);
    QFETCH(const int, most);
    const auto found = beginnings(history);
    QVERIFY2(found.size() <= most, qPrintable(QString::number(found.size())));
    QVERIFY(most < 6 || QTest::currentDataTag() != QByteArray("half, for a while") || found.size() >= 3);
}

/// The worst case: changes everywhere.
void TestSpells::aMillionTakesNoTime()
{
    const History history = History().mixed(1'000'000, 50);
    QElapsedTimer timer;
    timer.start();
    const auto spells = spellsOf(history.meetings());
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed()))); // sanitized as well
    QVERIFY(spells.size() < 20'000);
}

void TestSpells::drawsFromTheSpell()
{
    const Weather weather(History().good(100).bad(10).good(100).meetings());
    for (const double random : {0.0, 0.3, 0.6, 0.999}) {
        Weather::Walk walk(weather, 1);
        QVERIFY(!walk.at(at(98'500ms), random).meeting.category);
        QVERIFY(walk.at(at(100s), random).meeting.category); // it had changed by then
        QVERIFY(walk.at(at(100'500ms), random).meeting.category);
        QVERIFY(walk.at(at(108'500ms), random).meeting.category);
        QVERIFY(!walk.at(at(110'500ms), random).meeting.category);
    }
    // where half of them fail, half of what is asked between two of them does
    const Weather shaky(History().mixed(400, 50).meetings());
    Weather::Walk walk(shaky, 1);
    std::mt19937 random(3);
    int failed = 0;
    for (int i = 0; i < 4'000; ++i)
        failed += walk.at(at(100s + i * 50ms + 10ms), double(random() % 1'000) / 1'000).meeting.category.has_value();
    QVERIFY2(failed > 1'500 && failed < 2'500, qPrintable(QString::number(failed)));
}

/// What became of an attempt is chance where its neighbours fared otherwise.
void TestSpells::manyTellMoreThanOne()
{
    const Weather weather(History().good(100).bad(1).good(100).meetings());
    QCOMPARE(weather.spells().size(), size_t(1));
    std::set<Timestamp> drawn;
    int failed = 0;
    for (size_t i = 0; i < Weather::Witnesses; ++i) {
        Weather::Walk walk(weather, 1);
        const auto met = walk.at(at(100s), (double(i) + 0.5) / double(Weather::Witnesses));
        drawn.insert(met.meeting.at);
        failed += met.meeting.category.has_value();
    }
    QCOMPARE(drawn.size(), Weather::Witnesses);
    QVERIFY(drawn.contains(at(100s)));
    QCOMPARE(failed, 1);
}

/// It is back at some time between the last failure and the first success, with each seed at another.
void TestSpells::changesSomewhereInASilence()
{
    const Weather weather(History().bad(10).silence(100s).good(50).meetings());
    int early = 0;
    for (quint64 seed = 1; seed <= 1'000; ++seed) {
        int failing = 0;
        Weather::Walk walk(weather, seed);
        for (Milliseconds time = 10s; time < 109s; time += 1s) {
            const auto met = walk.at(at(time + 100ms), 0.5);
            QVERIFY(!met.meeting.category || failing == (time - 10s) / 1s); // once it is back it stays so
            failing += met.meeting.category.has_value();
        }
        early += failing < 25;
    }
    QVERIFY2(early > 200 && early < 300, qPrintable(QString::number(early)));
}

void TestSpells::isNotBackBeforeItSaid()
{
    auto meetings = History().good(50).bad(3, Category::RateLimit).silence(60s).good(50).meetings();
    meetings[52].advised = 50s; // asked at 52 s
    const Weather weather(std::move(meetings));
    for (quint64 seed = 1; seed <= 100; ++seed) {
        Weather::Walk walk(weather, seed);
        QVERIFY(walk.at(at(101'900ms), 0.5).meeting.category);
        QVERIFY(!walk.at(at(113'100ms), 0.5).meeting.category);
    }
}

/// One that is turned away says more than chance, if it was told until when, and nobody met anything else before.
void TestSpells::isBelievedWhenItSaysSo_data()
{
    QTest::addColumn<History>("history");
    QTest::addColumn<QList<size_t>>("expected");
    const History good = History().good(100);
    QTest::newRow("nothing said") << History(good).bad(1, Category::RateLimit).silence(20s).good(100) << QList<size_t>{0};
    QTest::newRow("once") << History(good).limited(20s).silence(19s).good(100) << QList<size_t>{0, 100, 101};
    QTest::newRow("in whole seconds") << History(good).limited(20s).silence(18'500ms).good(100) << QList<size_t>{0, 100, 101};
    QTest::newRow("the same moment to all") << History(good).limited(20s).limited(19s).silence(18s).good(100)
                                            << QList<size_t>{0, 100, 102};
    QTest::newRow("not meant for all") << History(good).limited(20s).good(100) << QList<size_t>{0};
    QTest::newRow("the same number to all") << History().limited(20s).limited(20s).limited(20s).silence(60s).limited(20s)
                                            << QList<size_t>{0};
}

void TestSpells::isBelievedWhenItSaysSo()
{
    QFETCH(const History, history);
    QTEST(beginnings(history), "expected");
}

void TestSpells::saysHowMuchIsLeft()
{
    const Weather weather(History().good(100).limited(20s).silence(60s).good(100).meetings());
    QCOMPARE(weather.spells().size(), size_t(3));
    QCOMPARE(weather.spells()[1].back, std::optional(at(120s)));
    for (quint64 seed = 1; seed <= 20; ++seed) {
        Weather::Walk walk(weather, seed);
        const auto met = walk.at(at(105s), 0.5);
        QCOMPARE(met.meeting.category, std::optional(Category::RateLimit));
        QCOMPARE(met.meeting.advised, std::optional<Milliseconds>(15s));
        QVERIFY(walk.at(at(119'900ms), 0.5).meeting.category);
        QVERIFY(!walk.at(at(120s), 0.5).meeting.category); // it kept its word, as far as anyone knows
    }
    // who says the same number to all means nothing by it but that
    const Weather numb(History().limited(20s).limited(20s).limited(20s).meetings());
    QVERIFY(!numb.spells().front().back);
    QCOMPARE(Weather::Walk(numb, 1).at(at(2'500ms), 0.5).meeting.advised, std::optional<Milliseconds>(20s));
}

QTEST_GUILESS_MAIN(TestSpells)
#include "tst_spells.moc"
