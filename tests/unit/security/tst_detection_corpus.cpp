#include "sensitivecorpus.h"

#include "security/detectors.h"

#include <QTest>

#include <cstdio>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// How much of what is there is found, and how much of what is found is there: on a corpus that is drawn, and therefore labelled.
/// Some of it cannot be told apart by anybody (a number in a card's form that is none), and some is written in forms that are not
/// looked for.
class TestDetectionCorpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void findsMostAndLittleElse_data();
    void findsMostAndLittleElse();
    void wherever();

private:
    static constexpr int Lines = 4'000; ///< of each sort
};

void TestDetectionCorpus::initTestCase()
{
    std::printf("%-12s %9s %9s %10s %8s\n", "class", "present", "found", "precision", "recall");
}

void TestDetectionCorpus::findsMostAndLittleElse_data()
{
    QTest::addColumn<DataKind>("kind");
    QTest::addColumn<double>("precision");
    QTest::addColumn<double>("recall");
    QTest::newRow("card") << DataKind::Card << 0.99 << 0.96;
    QTest::newRow("iban") << DataKind::Iban << 0.99 << 0.97;
    QTest::newRow("email") << DataKind::Email << 0.99 << 0.99;
    QTest::newRow("phone") << DataKind::Phone << 0.98 << 0.95;
    QTest::newRow("national_id") << DataKind::NationalId << 0.85 << 0.99;
    QTest::newRow("private_key") << DataKind::PrivateKey << 0.99 << 0.99;
    QTest::newRow("token") << DataKind::Token << 0.99 << 0.99;
}

void TestDetectionCorpus::findsMostAndLittleElse()
{
    QFETCH(DataKind, kind);
    QFETCH(double, precision);
    QFETCH(double, recall);
    SensitiveCorpus corpus(20261126);
    const auto set = DetectorSet::of({kind});
    int right = 0;
    int wrong = 0;
    QByteArray missed, mistakenFor;
    for (int i = 0; i < Lines; ++i) {
        const Sample sample = corpus.positive(kind);
        const auto found = DataScanner::scan(*set, sample.text);
        const auto hits = std::count_if(found.begin(), found.end(), [&](const DataFinding &finding) {
            return finding.offset < sample.begin + sample.length && finding.offset + finding.length > sample.begin;
        });
        right += hits > 0;
        wrong += int(found.size() - std::min<qsizetype>(hits, 1));
        if (hits == 0)
            missed = sample.text;
        const Sample harmless = corpus.negative(kind);
        const auto mistaken = DataScanner::scan(*set, harmless.text);
        wrong += int(mistaken.size());
        if (!mistaken.isEmpty())
            mistakenFor = harmless.text;
    }
    const double isRight = right / double(right + wrong);
    const double isFound = right / double(Lines);
    std::printf("%-12s %9d %9d %10.4f %8.4f\n", QTest::currentDataTag(), Lines, right + wrong, isRight, isFound);
    std::fflush(stdout);
    QVERIFY2(isFound >= recall, QByteArray("missed, for example: " + missed).constData());
    QVERIFY2(isRight >= precision, QByteArray("taken for it: " + mistakenFor).constData());
}

/// One stream of all of it, in blocks of any size, gives what one look at all of it gives.
void TestDetectionCorpus::wherever()
{
    SensitiveCorpus corpus(7);
    QByteArray text;
    while (text.size() < 900'000) {
        for (const DataKind kind : allDataKinds())
            text += corpus.positive(kind).text + '\n' + corpus.negative(kind).text + '\n';
    }
    const auto set = DetectorSet::of(allDataKinds());
    const auto expected = DataScanner::scan(*set, text);
    QVERIFY(expected.size() > 500);
    std::mt19937 random(1);
    for (const int largest : {7, 4'097, 300'000}) {
        QList<DataFinding> found;
        DataScanner scanner(set, [&](const DataFinding &finding) { found.append(finding); });
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype length = std::min<qsizetype>(1 + qsizetype(random() % quint32(largest)), text.size() - at);
            scanner.add(QByteArrayView(text).sliced(at, length));
            at += length;
        }
        scanner.finish();
        QCOMPARE(found.size(), expected.size());
        QVERIFY(found == expected);
    }
}

QTEST_GUILESS_MAIN(TestDetectionCorpus)
#include "tst_detection_corpus.moc"
