#include "carryingrunner.h"
#include "rawstore.h"

#include <QDirIterator>
#include <QFile>

#include <memory>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What goes on where a row, or all of the store, is damaged.
class TestDamage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneDefinitionStopsNothingElse_data();
    void oneDefinitionStopsNothingElse();
    void aDamagedStoreEndsTheRunner();
    void oneDefinitionSilencesNobody();
    void whatIsHeldForADamagedServiceBlocks();
    void aDoubtThatNobodyCanBeAskedAboutIsLeftToAPerson();
    void anOddIncidentEndsNoRunner();
    void anOddRunKeepsNoOtherWaiting();
    void anOddMessageKeepsNoOtherWaiting();
    void whoLostTheLeaseBlocksNothing();
    void aPayloadIsPutBackByTheSameFile();
};

namespace {

const QByteArray Scan =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

/// One row.
void change(const CairnProgram &cairn, const QString &statement)
{
    if (RawStore(cairn.path(u".cairn"_s)).change(statement) != 1)
        qFatal("it changes several: %s", qPrintable(statement));
}

constexpr auto DamageGeo = "UPDATE service_revision SET definition = x'00' WHERE service = 'geo'"_L1;

/// A second service of the same address, `geo`, and a pipeline `other` that calls it.
void addGeo(const OneServiceWorkspace &workspace)
{
    const QByteArray api = workspace.cairn().read(u"services/api.yaml"_s);
    workspace.cairn().write(u"services/geo.yaml"_s, QByteArray(api).replace("service: api", "service: geo"));
    workspace.cairn().write(u"pipelines/other.yaml"_s,
                            "pipeline: other\nversion: 1\nsteps:\n" + QByteArray(Scan).replace("service: api", "service: geo"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
}

/// Incidents are told to whoever listens there.
void tellPager(const CairnProgram &cairn, quint16 port)
{
    cairn.write(u"cairn.yaml"_s, "workspace: harbour\nalerts:\n  routes:\n    pager: { webhook: { url: \"http://127.0.0.1:" +
                                     QByteArray::number(port) + "/\", secret: pager } }\n" +
                                     "  rules:\n    - { name: needs-a-person, to: pager }\n");
    cairn.write(u".cairn/credentials/pager"_s, "whsec_" + QByteArray(32, 'k').toBase64() + '\n');
    QFile::setPermissions(cairn.path(u".cairn/credentials/pager"_s), QFile::ReadOwner | QFile::WriteOwner);
}

QSet<QString> told(const LedgerServer &pager)
{
    QSet<QString> components;
    for (const LedgerEntry &entry : pager.entries())
        components.insert(QJsonDocument::fromJson(entry.body)["data"_L1]["component"_L1].toString());
    return components;
}

} // namespace

void TestDamage::oneDefinitionStopsNothingElse_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("pipeline") << u"UPDATE pipeline_version SET definition = x'00' WHERE name = 'other'"_s
                              << QByteArray("pipeline other@1");
    QTest::newRow("service") << u"UPDATE service_revision SET definition = x'00' WHERE service = 'geo'"_s
                             << QByteArray("service geo revision 1");
}

void TestDamage::oneDefinitionStopsNothingElse()
{
    QFETCH(const QString, statement);
    QFETCH(const QByteArray, name);
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    addGeo(workspace);
    change(workspace.cairn(), statement);

    const Outcome status = workspace.cairn({"status"});
    QVERIFY2(status.exitCode == 0 && status.errors.contains("cannot be read"), (status.output + status.errors).constData());
    QCOMPARE(workspace.run(), 0); // of the pipeline that is whole
    QCOMPARE(workspace.drain(), 0);
    const Outcome broken = workspace.cairn({"run", "other", "a.txt"});
    QVERIFY2(broken.exitCode != 0, broken.output.constData());
    QCOMPARE(ledger.count(), 1);

    const Outcome doctor = workspace.cairn({"doctor"});
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains("BAD  " + name + ": is damaged: "), doctor.output.constData());
    QCOMPARE(doctor.output.count("`cairn apply`"), 1);

    QCOMPARE(workspace.cairn({"apply", "--reason", "after the disk failed"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"doctor"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"status"}).errors, QByteArray());
    QCOMPARE(workspace.cairn({"run", "other", "a.txt"}).exitCode, 0);
}

/// Nothing that is waited for mends it: whoever started the runner is told, once.
void TestDamage::aDamagedStoreEndsTheRunner()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer("{}");
        answer.delayMs = 1'500;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    const CairnProgram &cairn = workspace.cairn();
    const auto running = cairn.start({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    for (const QString &name : {u"store.sqlite"_s, u"store.sqlite-wal"_s}) {
        QFile file(cairn.path(u".cairn/"_s + name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        file.write(QByteArray(int(size), '\xa5'));
    }
    QVERIFY(running->waitForFinished(30'000));
    const QByteArray log = running->readAllStandardError();
    QVERIFY2(running->exitCode() == 3, (QByteArray::number(running->exitCode()) + log).constData());
    QVERIFY2(log.contains("damaged") || log.contains("not a database"), log.constData());
    QVERIFY2(log.count("kept in order") <= 1 && log.count("looked at for alerts") <= 1, log.constData());
}

/// Neither those who are told by alerts, nor those who look.
void TestDamage::oneDefinitionSilencesNobody()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    const CairnProgram &cairn = workspace.cairn();
    tellPager(cairn, pager.port());
    addGeo(workspace);
    QCOMPARE(workspace.drain(), 0); // from here on failures are news
    QCOMPARE(workspace.cairn({"submit", "other", "a.txt"}).exitCode, 0);
    change(cairn, DamageGeo);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const Outcome drained = workspace.cairn({"runner", "--drain"});
    QVERIFY2(drained.exitCode >= 0, drained.errors.constData()); // it ended
    QCOMPARE(workspace.cairn({"runs", "state:blocked", "--json"}).json().size(), 2);
    QCOMPARE(told(pager), (QSet<QString>{u"api"_s, u"geo"_s}));
    const Outcome inbox = workspace.cairn({"incident"});
    QVERIFY2(inbox.exitCode == 0 && inbox.output.contains("api") && inbox.output.contains("geo"), inbox.errors.constData());
    const Outcome shown = workspace.cairn({"incident", "show", "1"});
    QVERIFY2(shown.exitCode == 0, shown.errors.constData());
}

/// Nothing lets it go: a run that only waited would keep a drain from ending, and would be nobody's.
void TestDamage::whatIsHeldForADamagedServiceBlocks()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    addGeo(workspace);
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"breaker", "geo", "open", "--for", "1h"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"submit", "other", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"held"_s, 20'000);
    end(*runner);
    change(workspace.cairn(), DamageGeo);
    const Outcome drained = workspace.cairn({"runner", "--drain"});
    QVERIFY2(drained.exitCode >= 0, drained.errors.constData());
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY(workspace.show().value("cause"_L1).toString().contains("cannot be read"_L1));
    QCOMPARE(ledger.count(), 0);
}

/// Else it would be postponed without end, and without a word.
void TestDamage::aDoubtThatNobodyCanBeAskedAboutIsLeftToAPerson()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.method == "POST" ? reset() : jsonAnswer("{}", 503); });
    const OneServiceWorkspace workspace(
        ledger.port(), Scan + "    reconcile: { path: /scan, happened: '.status == 200', not_happened: '.status == 404' }\n");
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                "\nidempotent: false\n"
                                "policy: { retry: { attempts: 3, backoff: { initial: 2s, max: 2s, jitter: none } } }\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "GET"), 1, 20'000);
    end(*runner);
    QCOMPARE(workspace.state(), u"waiting_retry"_s);
    const QJsonArray before = workspace.show().value("steps"_L1).toArray();
    change(workspace.cairn(), u"UPDATE service_revision SET definition = x'00' WHERE service = 'api'"_s);
    const Outcome drained = workspace.cairn({"runner", "--drain"});
    QVERIFY2(drained.exitCode >= 0, drained.errors.constData()); // it ended
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    const QString reason = workspace.show().value("checkpoints"_L1).toArray().last()["reason"_L1].toString();
    QVERIFY2(reason.contains("a person must"_L1) && reason.contains("damaged"_L1), qPrintable(reason));
    QCOMPARE(workspace.show().value("steps"_L1).toArray().first()["cause"_L1], before.first()["cause"_L1]);
    QCOMPARE(countOf(ledger, "POST"), 1);
}

/// What is written of a run is worth more than one word of an incident.
void TestDamage::anOddIncidentEndsNoRunner()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    std::ignore = workspace.run();
    change(workspace.cairn(), u"UPDATE incident SET handling = 'opeN'"_s);
    const Outcome doctor = workspace.cairn({"doctor"});
    QVERIFY2(doctor.exitCode == 1 && doctor.output.contains("BAD  incident 1: "), doctor.output.constData());
    QCOMPARE(workspace.cairn({"incident"}).exitCode, 0);

    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.cairn({"runs", "state:blocked", "--json"}).json().size(), 2, 20'000);
    QCOMPARE(ledger.count(), 2);
    QVERIFY(runner->state() != QProcess::NotRunning);
    end(*runner);
    const Outcome inbox = workspace.cairn({"incident", "--json"});
    QCOMPARE(inbox.json().size(), 1); // it is open again, and counts both
    QCOMPARE(workspace.cairn({"doctor"}).exitCode, 0);
}

void TestDamage::anOddRunKeepsNoOtherWaiting()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace.cairn(), u"UPDATE run SET category = 'weather'"_s);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const Outcome drained = workspace.cairn({"runner", "--drain"});
    QVERIFY2(drained.exitCode == 0 && drained.errors.contains("'weather'"), drained.errors.constData());
    QCOMPARE(ledger.count(), 1);
    const Outcome doctor = workspace.cairn({"doctor"});
    QVERIFY2(doctor.exitCode == 1 && doctor.output.contains("'weather'"), doctor.output.constData());
}

void TestDamage::anOddMessageKeepsNoOtherWaiting()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    std::atomic<bool> takes = false;
    LedgerServer pager([&](const LedgerEntry &, int) { return jsonAnswer("", takes ? 204 : 503); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    tellPager(workspace.cairn(), pager.port());
    addGeo(workspace);
    QCOMPARE(workspace.drain(), 0);
    for (const QByteArray &pipeline : {QByteArray("p"), QByteArray("other")}) {
        QCOMPARE(workspace.cairn({"submit", pipeline, "a.txt"}).exitCode, 0);
        std::ignore = workspace.drain();
    }
    change(workspace.cairn(), u"UPDATE alert_delivery SET facts = x'00' WHERE id = 1"_s);
    const qsizetype before = pager.count();
    takes = true;
    const auto runner = startRunner(workspace);
    QTRY_VERIFY_WITH_TIMEOUT(pager.count() > before, 20'000);
    end(*runner);
    QCOMPARE(QJsonDocument::fromJson(pager.entries().last().body)["data"_L1]["component"_L1].toString(), u"geo"_s);
    QCOMPARE(RawStore(workspace.cairn().path(u".cairn"_s)).run(u"SELECT fate FROM alert_delivery WHERE id = 1"_s).toString(),
             u"refused"_s);
}

/// A run whose pipeline cannot be read is another's to block by then.
void TestDamage::whoLostTheLeaseBlocksNothing()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.run(), 0);
    const CairnProgram &cairn = workspace.cairn();
    const auto runner = startRunner(workspace);
    change(cairn, u"UPDATE pipeline_version SET definition = x'00'"_s);
    change(cairn, u"UPDATE lease SET fence = fence + 1"_s);
    change(cairn, u"UPDATE run SET state = 'pending', finished_at = NULL, due_at = 5"_s);
    QByteArray log;
    QTRY_VERIFY_WITH_TIMEOUT((log += runner->readAllStandardError()).contains("has no readable pipeline"), 20'000);
    end(*runner);
    QCOMPARE(RawStore(cairn.path(u".cairn"_s)).run(u"SELECT state FROM run"_s).toString(), u"pending"_s);
}

void TestDamage::aPayloadIsPutBackByTheSameFile()
{
    std::atomic_bool well = false;
    LedgerServer ledger([&well](const LedgerEntry &, int) { return jsonAnswer("{}", well ? 200 : 422); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    workspace.cairn().write(u"a.txt"_s, QByteArray(150'000, 'a')); // too large for a row
    QCOMPARE(workspace.run(), 1);
    const QString id = workspace.id();
    well = true;
    QDirIterator files(workspace.cairn().path(u".cairn/payloads"_s), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1'000) && file.write("altered") > 0);
    }
    QCOMPARE(workspace.cairn({"retry", id.toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    const QJsonObject blocked = workspace.show(id);
    QVERIFY2(blocked[u"cause"_s].toString().contains(u"its encrypted bytes were altered"_s),
             qPrintable(blocked[u"cause"_s].toString()));
    QVERIFY(blocked[u"remedies"_s][0].toString().contains(u"`cairn submit` of the same file"_s));
    const QByteArray doctor = workspace.cairn({"doctor"}).output;
    QVERIFY2(doctor.contains("-C .cairn payloads/") && doctor.contains("`cairn submit` of the same file"), doctor.constData());
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(workspace.cairn({"retry", id.toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.show(id)[u"state"_s].toString(), u"succeeded"_s);
}

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
