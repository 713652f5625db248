#include "control/judgement.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is wrong with JSON that is none, and whether it only lacks its end.
class TestJudgement : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whateverComesTooEarlyBreaksOff();
    void whatIsWrongInItselfDoesNot_data();
    void whatIsWrongInItselfDoesNot();
    void onlyPromisesAreBroken_data();
    void onlyPromisesAreBroken();
};

/// But for one that ends within \u, which Qt takes for the same mistake whatever follows.
void TestJudgement::whateverComesTooEarlyBreaksOff()
{
    const QByteArray document = "{\"a\": [1.5e3, -2, true, false, null, \"x\\u12ab\\n\xc3\xa9 \xf0\x9f\x98\x80 y\"], "
                                "\"b\": {}, \"c\" : \"z\"}";
    for (qsizetype size = 1; size < document.size(); ++size) {
        const QByteArray part = document.first(size);
        QVERIFY2(breaksOff(part) || part.endsWith("\\u"), part.constData());
    }
    QVERIFY(!breaksOff(document));
}

void TestJudgement::whatIsWrongInItselfDoesNot_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"OK", "O", "<", "<html>", "sorry {", "{\"a\":1}}", "{\"a\":1} x", "{\"a\":1}\n{\"a\":", "{a:1}",
                             "[1 2]", "[1,2,,", "\x1f\x8b\x08", "{\"a\":1}\xc3"})
        QTest::addRow("%s", body) << QByteArray(body);
}

void TestJudgement::whatIsWrongInItselfDoesNot()
{
    QFETCH(QByteArray, body);
    QVERIFY(!breaksOff(body));
}

void TestJudgement::onlyPromisesAreBroken_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("broken");
    const QByteArray json = "application/json";
    QTest::newRow("a document") << json << QByteArray("{}") << false;
    QTest::newRow("a bare number") << json << QByteArray("7") << false;
    QTest::newRow("nothing") << json << QByteArray() << false;
    QTest::newRow("a page") << json << QByteArray("<html>") << true;
    QTest::newRow("two documents") << json << QByteArray("{}\n{}") << true;
    QTest::newRow("two documents that say so") << QByteArray("application/x-ndjson") << QByteArray("{}\n{}") << false;
}

void TestJudgement::onlyPromisesAreBroken()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(bool, broken);
    const StepResult result{200, {{"content-type", type}}, {}, body};
    QCOMPARE(!whyNoJson(result).isEmpty(), broken);
    QCOMPARE(!whyNoJson(result, u".body.a == 1"_s).isEmpty(), broken);
    QVERIFY(whyNoJson(result, u".status == 200"_s).isEmpty());
}

QTEST_APPLESS_MAIN(TestJudgement)
#include "tst_judgement.moc"
