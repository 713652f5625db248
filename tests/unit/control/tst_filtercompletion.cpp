#include "control/filter.h"
#include "control/filtercompletion.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What the filter line offers at a place, and what becomes of the line when it is accepted. A | in a line is the cursor.
class TestFilterCompletion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offers_data();
    void offers();
    void acceptingReplacesTheRightPart_data();
    void acceptingReplacesTheRightPart();
    void whatIsOfferedCanBeRead();
    void anyLineAndPlaceIsSafe();
    void todayBeginsAtLocalMidnight();
    void placesAreThoseOfTheWords();
};

namespace {

FilterVocabulary vocabulary()
{
    return {{u"intake"_s, u"my photos"_s, u"od\"d"_s},
            {u"ocr"_s, u"Office scan"_s, u"virus-scan"_s},
            {u"scan"_s, u"scan2"_s},
            {u"12"_s}};
}

FilterCompletion completed(QString line)
{
    const auto cursor = int(line.indexOf(u'|'));
    return completeFilter(line.remove(u'|'), cursor, vocabulary());
}

QStringList texts(const FilterCompletion &completion)
{
    QStringList all;
    for (const FilterCandidate &candidate : completion.candidates)
        all.append(candidate.text);
    return all;
}

} // namespace

void TestFilterCompletion::offers_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("expected");
    const QStringList keys{u"state:"_s, u"pipeline:"_s, u"version:"_s,       u"service:"_s,      u"step:"_s,     u"category:"_s,
                           u"since:"_s, u"until:"_s,    u"ended_since:"_s,   u"ended_until:"_s,  u"incident:"_s, u"bulk:"_s,
                           u"tried:"_s, u"reached:"_s,  u"reached_since:"_s, u"reached_until:"_s};
    QTest::newRow("an empty line") << u"|"_s << keys;
    QTest::newRow("between words") << u"invoice | ship"_s << keys;
    QTest::newRow("part of keys") << u"s|"_s << QStringList{u"state:"_s, u"service:"_s, u"step:"_s, u"since:"_s};
    QTest::newRow("capital letters") << u"PIP|"_s << QStringList{u"pipeline:"_s};
    QTest::newRow("a state alone") << u"blo|"_s << QStringList{u"state:blocked"_s};
    QTest::newRow("two meanings") << u"su|"_s << QStringList{u"state:succeeded"_s};
    QTest::newRow("one letter is no state") << u"h|"_s << QStringList{};
    QTest::newRow("a text") << u"invoice|"_s << QStringList{};
    QTest::newRow("a state that was reached") << u"reached:blo|"_s << QStringList{u"blocked"_s};
    QTest::newRow("when it was") << u"reached_since:to|"_s << QStringList{u"today"_s};
    QTest::newRow("states that begin so") << u"state:wai|"_s << QStringList{u"waiting_retry"_s, u"waiting_callback"_s};
    QTest::newRow("states that have it further in") << u"state:unk|"_s << QStringList{u"outcome_unknown"_s};
    QTest::newRow("a whole state") << u"state:blocked|"_s << QStringList{};
    QTest::newRow("a list of states") << u"state:waiting_retry,wai|"_s << QStringList{u"waiting_callback"_s};
    QTest::newRow("within a list") << u"state:blo|,held"_s << QStringList{u"blocked"_s};
    QTest::newRow("taken later in the list") << u"state:he|,held"_s << QStringList{};
    QTest::newRow("categories") << u"category:n|"_s << QStringList{u"network"_s, u"conflict"_s, u"internal"_s};
    QTest::newRow("times") << u"since:|"_s << filterTimes();
    QTest::newRow("days") << u"until:y|"_s << QStringList{u"yesterday"_s, u"today"_s};
    QTest::newRow("blanks are quoted") << u"pipeline:my|"_s << QStringList{u"\"my photos\""_s};
    QTest::newRow("an open quote") << u"pipeline:\"my p|"_s << QStringList{u"\"my photos\""_s};
    QTest::newRow("a closed quote") << u"pipeline:\"my\"|"_s << QStringList{};
    QTest::newRow("what no line can say") << u"pipeline:od|"_s << QStringList{};
    QTest::newRow("services, either place") << u"service:scan|"_s << QStringList{u"\"Office scan\""_s, u"virus-scan"_s};
    QTest::newRow("whole, and part of another") << u"step:scan|"_s << QStringList{u"scan2"_s};
    QTest::newRow("no such key") << u"color:|"_s << QStringList{};
    QTest::newRow("a quoted text") << u"\"state:b|\""_s << QStringList{};
    QTest::newRow("the key of a pair") << u"st|:blocked"_s << QStringList{u"state:"_s, u"step:"_s};
}

void TestFilterCompletion::offers()
{
    QFETCH(QString, line);
    QFETCH(QStringList, expected);
    QCOMPARE(texts(completed(line)), expected);
}

void TestFilterCompletion::acceptingReplacesTheRightPart_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a key") << u"invoice st|"_s << u"invoice state:"_s;
    QTest::newRow("the key of a pair") << u"st|ep:scan x"_s << u"state:scan x"_s;
    QTest::newRow("a value") << u"a state:blo| b"_s << u"a state:blocked b"_s;
    QTest::newRow("a value in its middle") << u"pipeline:in|valid"_s << u"pipeline:intake"_s;
    QTest::newRow("the first of a list") << u"state:blo|,held"_s << u"state:blocked,held"_s;
    QTest::newRow("the middle of a list") << u"state:held,blo|x,paused z"_s << u"state:held,blocked,paused z"_s;
    QTest::newRow("the last of a list") << u"state:held,blo|"_s << u"state:held,blocked"_s;
    QTest::newRow("an open quote to the end") << u"a pipeline:\"my p|"_s << u"a pipeline:\"my photos\""_s;
    QTest::newRow("inside quotes") << u"pipeline:\"my| old\" x"_s << u"pipeline:\"my photos\" x"_s;
    QTest::newRow("a state alone") << u"outc| x"_s << u"state:outcome_unknown x"_s;
}

void TestFilterCompletion::acceptingReplacesTheRightPart()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const FilterCompletion completion = completed(line);
    QVERIFY(!completion.candidates.isEmpty());
    line.remove(u'|');
    line.replace(completion.from, completion.to - completion.from, completion.candidates.first().text);
    QCOMPARE(line, expected);
}

void TestFilterCompletion::whatIsOfferedCanBeRead()
{
    int values = 0;
    for (const QString &key : filterKeys()) {
        const QString start = key + u':';
        for (const FilterCandidate &candidate : completeFilter(start, int(start.size()), vocabulary()).candidates) {
            const QStringList words = splitFilterLine(start + candidate.text);
            QCOMPARE(words, QStringList{start + candidate.word});
            const QStringList before =
                key.startsWith(u"reached_"_s) ? QStringList{u"reached:held"_s} : QStringList(); // what it is about
            QVERIFY2(parseFilter(before + words, SystemClock().now()), qPrintable(words.first()));
            ++values;
        }
    }
    QCOMPARE(values, 11 + 11 + 2 + 3 + 2 + 1 + 10 + (3 + 2) + 6 * int(filterTimes().size()));
}

void TestFilterCompletion::anyLineAndPlaceIsSafe()
{
    for (const QString &line : {u"state:blocked,,held  \"x y\" pipeline:\"a b\" :, :state: \"\""_s, u",:\""_s, u""_s}) {
        for (int cursor = -1; cursor <= line.size() + 1; ++cursor) {
            const FilterCompletion completion = completeFilter(line, cursor, vocabulary());
            QVERIFY(completion.from >= 0 && completion.from <= completion.to && completion.to <= line.size());
        }
    }
}

void TestFilterCompletion::todayBeginsAtLocalMidnight()
{
    const QDateTime noon(QDate(2026, 11, 24), QTime(12, 0));
    const Timestamp now{Milliseconds(noon.toMSecsSinceEpoch())};
    const auto since = [&](const QString &value) { return parseFilter({u"since:"_s + value}, now).value().since; };
    QCOMPARE(since(u"today"_s)->time_since_epoch().count(), QDate(2026, 11, 24).startOfDay().toMSecsSinceEpoch());
    QCOMPARE(since(u"yesterday"_s)->time_since_epoch().count(), QDate(2026, 11, 23).startOfDay().toMSecsSinceEpoch());
    QVERIFY(!parseFilter({u"since:tomorrow"_s}, now));
}

void TestFilterCompletion::placesAreThoseOfTheWords()
{
    const QString line = u"  a pipeline:\"b c\"d \"e"_s;
    using Places = QList<std::pair<qsizetype, qsizetype>>;
    QCOMPARE(filterWordPlaces(line), (Places{{2, 3}, {4, 18}, {18, 19}, {20, 22}}));
    QCOMPARE(splitFilterLine(line), (QStringList{u"a"_s, u"pipeline:b c"_s, u"d"_s, u"e"_s}));
}

QTEST_GUILESS_MAIN(TestFilterCompletion)
#include "tst_filtercompletion.moc"
