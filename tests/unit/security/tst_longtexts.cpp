#include "security/longtexts.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cairn;

namespace {

QByteArray letters(qsizetype length, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray text;
    while (text.size() < length)
        text += char('a' + random.bounded(26));
    return text;
}

} // namespace

/// Texts that are recognised by any piece of them.
class TestLongTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void coversThemWherever_data();
    void coversThemWherever();
    void coversWhatRepeatsItself();
    void coversPartsOfThem();
    void leavesTheRest();

private:
    static QByteArray covered(const LongTexts &texts, const QByteArray &bytes)
    {
        QByteArray covered = bytes;
        texts.cover(covered, bytes);
        return covered;
    }
};

void TestLongTexts::coversThemWherever_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {64, 65, 127, 128, 129, 1'000, 100'000})
        QTest::addRow("%d", length) << length;
}

void TestLongTexts::coversThemWherever()
{
    QFETCH(int, length);
    const QByteArray text = letters(length, 1), before = letters(200, 2), after = letters(200, 3);
    LongTexts texts;
    QVERIFY(texts.isEmpty());
    texts.add(text);
    QVERIFY(!texts.isEmpty());
    QCOMPARE(covered(texts, before + text + after + text), before + QByteArray(length, '*') + after + QByteArray(length, '*'));
}

void TestLongTexts::coversWhatRepeatsItself()
{
    const QByteArray text = letters(70, 1) + QByteArray(1'000, 'A') + letters(10, 2) + QByteArray(333, 'A') + "end";
    LongTexts texts;
    texts.add(text);
    QCOMPARE(covered(texts, '"' + text + '"'), '"' + QByteArray(text.size(), '*') + '"');
}

/// But for the ends of what is at hand.
void TestLongTexts::coversPartsOfThem()
{
    const QByteArray text = letters(10'000, 1);
    LongTexts texts;
    texts.add(text);
    for (const int from : {0, 1, 63, 64, 5'000}) {
        const QByteArray part = covered(texts, text.mid(from, 2'000));
        QCOMPARE(part.mid(LongTexts::Piece, 2'000 - 2 * LongTexts::Piece), QByteArray(2'000 - 2 * LongTexts::Piece, '*'));
    }
    QVERIFY(covered(texts, text.first(1'000)).startsWith(QByteArray(900, '*')));
    QVERIFY(covered(texts, text.last(1'000)).endsWith(QByteArray(900, '*')));
}

void TestLongTexts::leavesTheRest()
{
    LongTexts texts;
    texts.add(letters(500, 1));
    for (const QByteArray &other : {QByteArray(), QByteArray("a"), letters(63, 1), letters(2'000, 2)})
        QCOMPARE(covered(texts, other), other);
    LongTexts spaced;
    spaced.add(letters(100, 1) + ", " + letters(100, 2));
    QCOMPARE(covered(spaced, letters(100, 1) + ", " + letters(100, 2)), QByteArray(100, '*') + ", " + QByteArray(100, '*'));
}

QTEST_GUILESS_MAIN(TestLongTexts)
#include "tst_longtexts.moc"
