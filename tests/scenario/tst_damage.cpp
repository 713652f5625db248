#include "workspacetest.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

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
};

namespace {

const QByteArray Scan = "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

void change(const CairnProgram &cairn, const QString &statement)
{
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
        raw.setDatabaseName(cairn.path(u".cairn/store.sqlite"_s));
        QVERIFY(raw.open());
        QSqlQuery query(raw);
        QVERIFY(query.exec(statement));
        QCOMPARE(query.numRowsAffected(), 1);
    }
    QSqlDatabase::removeDatabase(u"damage"_s);
}

} // namespace

void TestDamage::oneDefinitionStopsNothingElse_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("pipeline") << u"UPDATE pipeline_version SET definition = x'00' WHERE name = 'other'"_s << QByteArray("pipeline other@1");
    QTest::newRow("service") << u"UPDATE service_revision SET definition = x'00' WHERE service = 'geo'"_s
                             << QByteArray("service geo revision 1");
}

void TestDamage::oneDefinitionStopsNothingElse()
{
    QFETCH(const QString, statement);
    QFETCH(const QByteArray, name);
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    const QByteArray api = workspace.cairn().read(u"services/api.yaml"_s);
    workspace.cairn().write(u"services/geo.yaml"_s, QByteArray(api).replace("service: api", "service: geo"));
    workspace.cairn().write(u"pipelines/other.yaml"_s,
                            "pipeline: other\nversion: 1\nsteps:\n" + QByteArray(Scan).replace("service: api", "service: geo"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
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

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
