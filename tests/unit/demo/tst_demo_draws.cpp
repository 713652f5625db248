// Which faults are drawn: repeatable, and each service for itself.

#include "faults.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cairn::demo;

class TestDemoDraws : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void drawsTheSameFaultsFromTheSameSeed();
    void oneRatioLeavesOtherDrawsAlone();
    void servicesDrawOnTheirOwn();
    void refusesFaultSettings_data();
    void refusesFaultSettings();
};

static QString sequence(Faults &faults, const QString &service, int count)
{
    QString text;
    for (int i = 0; i < count; ++i) {
        const Fault fault = faults.draw(service);
        text += fault.kind == Fault::Kind::TooMany                  ? u'4'
                : fault.kind == Fault::Kind::Unavailable            ? u'5'
                : fault.transport.cut == TransportFault::Cut::Reset ? u'r'
                : fault.kind == Fault::Kind::WrongSchema            ? u'w'
                                                                    : u'.';
    }
    return text;
}

static const QStringList Both{u"a"_s, u"b"_s};

void TestDemoDraws::drawsTheSameFaultsFromTheSameSeed()
{
    const QJsonObject settings{{u"status_429_ratio"_s, 0.3}, {u"reset_ratio"_s, 0.3}};
    const auto drawn = [&](quint64 seed) {
        Faults faults(seed, Both);
        return faults.set(Both[0], settings) ? sequence(faults, Both[0], 64) : QString();
    };
    QCOMPARE(drawn(7), drawn(7));
    QVERIFY(drawn(7) != drawn(8));
    QVERIFY(drawn(7).count(u'4') > 8 && drawn(7).count(u'r') > 4 && drawn(7).count(u'.') > 8);

    Faults faults(7, Both);
    QVERIFY(faults.set(Both[0], settings));
    sequence(faults, Both[0], 5);
    QVERIFY(faults.set(Both[0], settings)); // from the start again
    QCOMPARE(sequence(faults, Both[0], 64), drawn(7));
}

void TestDemoDraws::oneRatioLeavesOtherDrawsAlone()
{
    Faults with(3, Both);
    Faults without(3, Both);
    QVERIFY(with.set(Both[0], {{u"status_429_ratio"_s, 0.2}, {u"wrong_schema_ratio"_s, 0.3}}));
    QVERIFY(without.set(Both[0], {{u"wrong_schema_ratio"_s, 0.3}}));
    const QString a = sequence(with, Both[0], 200);
    const QString b = sequence(without, Both[0], 200);
    for (int i = 0; i < a.size(); ++i)
        QVERIFY(a[i] == b[i] || a[i] == u'4');
}

void TestDemoDraws::servicesDrawOnTheirOwn()
{
    Faults alone(5, Both);
    Faults mixed(5, Both);
    QVERIFY(alone.set(Both[0], {{u"status_503_ratio"_s, 0.5}}));
    QVERIFY(mixed.set(Both[0], {{u"status_503_ratio"_s, 0.5}}));
    QString between;
    for (int i = 0; i < 32; ++i) {
        sequence(mixed, Both[1], 3);
        between += sequence(mixed, Both[0], 1);
    }
    QCOMPARE(between, sequence(alone, Both[0], 32));
}

void TestDemoDraws::refusesFaultSettings_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::newRow("unknown field") << QJsonObject{{u"latency"_s, 1}};
    QTest::newRow("negative") << QJsonObject{{u"latency_ms"_s, -1}};
    QTest::newRow("ratio over 1") << QJsonObject{{u"reset_ratio"_s, 1.1}};
    QTest::newRow("text") << QJsonObject{{u"reset_ratio"_s, u"1"_s}};
    QTest::newRow("null") << QJsonObject{{u"reset_ratio"_s, QJsonValue::Null}};
}

void TestDemoDraws::refusesFaultSettings()
{
    QFETCH(QJsonObject, settings);
    Faults faults(1, Both);
    QVERIFY(faults.set(Both[0], {{u"latency_ms"_s, 5}}));
    QVERIFY(!faults.set(Both[0], settings));
    QCOMPARE(faults.settings(Both[0])[u"latency_ms"_s].toInt(), 5); // as before
}

QTEST_GUILESS_MAIN(TestDemoDraws)
#include "tst_demo_draws.moc"
