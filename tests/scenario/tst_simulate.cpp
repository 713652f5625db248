#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// `cairn simulate` over what the real runner recorded.
class TestSimulate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tellsWhatPatienceWouldHaveMade();
    void takesAWholeServiceFile();
    void takesWhatTheWorkspaceGivesAll();
    void saysItInATable();
    void saysWhatIsForTheWorse();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();

private:
    static constexpr int Early = 30; ///< files that come while the service fails
    static constexpr int Files = 40;
    void carry(int from, int to);
    Outcome simulate(const QStringList &words) const { return m_cairn.run(QStringList{u"simulate"_s} + words); }

    CairnProgram m_cairn;
};

void TestSimulate::carry(int from, int to)
{
    QStringList words{u"submit"_s, u"work"_s};
    for (int i = from; i < to; ++i) {
        m_cairn.write(u"file-%1.txt"_s.arg(i), QByteArray::number(i));
        words.append(m_cairn.path(u"file-%1.txt"_s.arg(i)));
    }
    QCOMPARE(m_cairn.run(words).exitCode, 0);
    QVERIFY(m_cairn.run({u"runner"_s, u"--drain"_s}).exitCode <= 1);
}

/// Two attempts each, of a service that is well again when the early files have used theirs up: whatever the clock did meanwhile.
void TestSimulate::initTestCase()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number <= 2 * Early ? 503 : 200;
        return answer;
    });
    m_cairn.write(u"services/api.yaml"_s,
                  "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                      "\npolicy: { retry: { attempts: 2, backoff: { initial: 100ms, max: 100ms } }, breaker: { "
                      "min_calls: 1000 }, concurrency: { max: 2 } }\n");
    m_cairn.write(u"pipelines/work.yaml"_s,
                  "pipeline: work\nversion: 1\nsteps:\n  post:\n    service: api\n    request: { method: POST, "
                  "path: /post, body: { file: \"${{ .input }}\" } }\n");
    carry(0, Early);
    carry(Early, Files);
    m_cairn.write(u"patient.yaml"_s,
                  "policy: { retry: { attempts: 20, backoff: { initial: 1s, max: 5s } }, breaker: { min_calls: 1000 }, "
                  "concurrency: { max: 2 } }\n");
}

void TestSimulate::tellsWhatPatienceWouldHaveMade()
{
    const Outcome outcome = simulate(
        {u"api"_s, u"--policy"_s, m_cairn.path(u"patient.yaml"_s), u"--since"_s, u"1h"_s, u"--seeds"_s, u"3"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    const QJsonObject told = outcome.json().value(0);
    QCOMPARE(told.value(u"service"_s).toString(), u"api"_s);
    QCOMPARE(told.value(u"calls"_s).toInt(), Files);
    QCOMPARE(told.value(u"seeds"_s).toInt(), 3);
    QVERIFY(told.value(u"attempts"_s).toInt() > Files);
    const auto figure = [&](const QString &side, const QString &name) {
        return told.value(side).toObject().value(name).toObject().value(u"median"_s).toDouble(-1);
    };
    QVERIFY(figure(u"live"_s, u"left"_s) > 3);
    QVERIFY(figure(u"draft"_s, u"left"_s) >= 0 && figure(u"draft"_s, u"left"_s) < figure(u"live"_s, u"left"_s));
    QVERIFY(figure(u"draft"_s, u"requests"_s) >= Files);
    QVERIFY(figure(u"draft"_s, u"recovery_median_ms"_s) > 0);
    const QJsonArray blind = told.value(u"cannot_tell"_s).toArray();
    for (const QJsonValue &one : blind)
        QVERIFY(!one[u"kind"_s].toString().isEmpty() && one[u"text"_s].toString().endsWith(QLatin1Char('.')));
}

void TestSimulate::takesAWholeServiceFile()
{
    QByteArray file = m_cairn.read(u"services/api.yaml"_s);
    m_cairn.write(u"whole.yaml"_s, file.replace("attempts: 2", "attempts: 3"));
    const Outcome outcome = simulate({u"api"_s, u"--policy"_s, m_cairn.path(u"whole.yaml"_s), u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    const QJsonObject told = outcome.json().value(0);
    QVERIFY(told.value(u"draft"_s).toObject() != told.value(u"live"_s).toObject());
}

/// cairn.yaml's `policy:` rules where the file says nothing, as it does once the file is applied.
void TestSimulate::takesWhatTheWorkspaceGivesAll()
{
    const QByteArray settings = m_cairn.read(u"cairn.yaml"_s);
    const QByteArray own = m_cairn.read(u"services/api.yaml"_s);
    m_cairn.write(u"cairn.yaml"_s, settings + "policy: { retry: { attempts: 3 }, breaker: { min_calls: 900 } }\n");
    m_cairn.write(u"services/api.yaml"_s, own.left(own.indexOf("policy:")));
    QCOMPARE(m_cairn.run({u"apply"_s}).exitCode, 0);
    const auto changes = [&](const QString &file) {
        const Outcome outcome = simulate({u"api"_s, u"--policy"_s, m_cairn.path(file), u"--seeds"_s, u"1"_s, u"--json"_s});
        QStringList paths;
        const QJsonArray array = outcome.json().value(0).value(u"changes"_s).toArray();
        for (const QJsonValue &one : array)
            paths.append(one[u"setting"_s].toString());
        return outcome.exitCode == 0 ? paths : QStringList{QString::fromUtf8(outcome.errors)};
    };
    QCOMPARE(changes(u"services/api.yaml"_s), QStringList());
    m_cairn.write(u"slow.yaml"_s, "policy: { timeout: { attempt: 7s } }\n");
    QCOMPARE(changes(u"slow.yaml"_s), QStringList(u"policy.timeout.attempt"_s));
    const Outcome same = simulate({u"api"_s, u"--policy"_s, m_cairn.path(u"services/api.yaml"_s), u"--seeds"_s, u"1"_s});
    QVERIFY2(same.output.startsWith("The draft is what is live."), same.output.constData());
    m_cairn.write(u"cairn.yaml"_s, settings);
    m_cairn.write(u"services/api.yaml"_s, own);
    QCOMPARE(m_cairn.run({u"apply"_s, u"--yes"_s}).exitCode, 0); // back to what was live before
}

void TestSimulate::saysItInATable()
{
    const Outcome outcome = simulate({u"api"_s, u"--policy"_s, m_cairn.path(u"patient.yaml"_s)});
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    for (const char *words : {"FIGURE", "LIVE", "DRAFT", "DIFFERENCE", "time to recover, median", "calls left to people",
                              " fewer (", "40 calls wanted", "25 seeds"})
        QVERIFY2(outcome.output.contains(words), outcome.output.constData());
}

/// In the words of `cairn advice`: the patient policy is live, and the one that was recorded is the draft.
void TestSimulate::saysWhatIsForTheWorse()
{
    const QByteArray own = m_cairn.read(u"services/api.yaml"_s);
    m_cairn.write(u"hasty.yaml"_s, own);
    const QStringList patient{u"api"_s, u"--policy"_s, m_cairn.path(u"patient.yaml"_s)};
    const QStringList hasty{u"api"_s, u"--policy"_s, m_cairn.path(u"hasty.yaml"_s)};
    const QStringList json{u"--seeds"_s, u"3"_s, u"--json"_s};
    QVERIFY(!simulate(patient).output.contains("WORSE"));
    QVERIFY(!simulate(patient + json).json().value(0).contains(u"worse"_s));
    m_cairn.write(u"services/api.yaml"_s, own.left(own.indexOf("policy:")) + m_cairn.read(u"patient.yaml"_s));
    QCOMPARE(m_cairn.run({u"apply"_s, u"--yes"_s}).exitCode, 0);
    const Outcome table = simulate(hasty);
    QVERIFY2(table.output.contains("\nWORSE: ") && table.output.contains(" calls would be left to people instead of "),
             table.output.constData());
    const QString worse = simulate(hasty + json).json().value(0).value(u"worse"_s).toString();
    QVERIFY2(worse.contains(u" calls would be left to people instead of "_s), qPrintable(worse));
    m_cairn.write(u"services/api.yaml"_s, own);
    QCOMPARE(m_cairn.run({u"apply"_s, u"--yes"_s}).exitCode, 0);
}

void TestSimulate::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("error");
    const QString policy = m_cairn.path(u"patient.yaml"_s);
    m_cairn.write(u"wrong.yaml"_s, "policy:\n  retry: { attempts: none }\n");
    m_cairn.write(u"other.yaml"_s, "service: other\nbase_url: https://other.example.net\n");
    m_cairn.write(u"empty.yaml"_s, "contract: { owner: docs }\n");
    QTest::newRow("no policy") << QStringList{u"api"_s} << 2 << QByteArray("--policy FILE is missing");
    QTest::newRow("no such file") << QStringList{u"api"_s, u"--policy"_s, u"/nowhere.yaml"_s} << 2
                                  << QByteArray("cannot be read");
    QTest::newRow("a wrong value") << QStringList{u"api"_s, u"--policy"_s, m_cairn.path(u"wrong.yaml"_s)} << 2
                                   << QByteArray("wrong.yaml:2:");
    QTest::newRow("another service") << QStringList{u"api"_s, u"--policy"_s, m_cairn.path(u"other.yaml"_s)} << 2
                                     << QByteArray("this is the service 'other', not 'api'");
    QTest::newRow("neither") << QStringList{u"api"_s, u"--policy"_s, m_cairn.path(u"empty.yaml"_s)} << 2
                             << QByteArray("empty.yaml:1:");
    QTest::newRow("no such service") << QStringList{u"nobody"_s, u"--policy"_s, policy} << 4 << QByteArray("nobody");
    QTest::newRow("nothing recorded") << QStringList{u"api"_s, u"--policy"_s, policy, u"--since"_s,
                                                     u"30d"_s, u"--until"_s,  u"1d"_s}
                                      << 4 << QByteArray("nothing is recorded of api");
    QTest::newRow("no time") << QStringList{u"api"_s, u"--policy"_s, policy, u"--since"_s, u"soon"_s} << 2
                             << QByteArray("is no time");
    QTest::newRow("backwards") << QStringList{u"api"_s, u"--policy"_s, policy, u"--since"_s, u"1h"_s, u"--until"_s, u"2h"_s} << 2
                               << QByteArray("ends before it begins");
    QTest::newRow("no seeds") << QStringList{u"api"_s, u"--policy"_s, policy, u"--seeds"_s, u"0"_s} << 2 << QByteArray("--seeds");
}

void TestSimulate::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, error);
    const Outcome outcome = simulate(words);
    QVERIFY2(outcome.errors.contains(error), outcome.errors.constData());
    QCOMPARE(outcome.exitCode, exitCode);
}

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
