#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A change of keys, the encryption of an older store, an erasure and a compacting are killed at each of their durable steps,
/// before or after it by turns: what was interrupted is carried on, everything is there or erased as it should be, and nothing
/// else lies about.
class TestKilledUpkeep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void beginsAnew();
    void goesOn_data();
    void goesOn();

private:
    struct Ran
    {
        bool killed = false;
        int exitCode = -1;
        QByteArray output;
    };
    Ran cairn(const QString &folder, const QStringList &words, int killAt = 0) const;
    QString copyOfBase();
    void write(const QString &name, const QByteArray &content) const;
    void judge(const QString &folder, const QString &erased) const;

    QTemporaryDir m_folder;
    LedgerServer m_ledger;
    QStringList m_runs; ///< newest first
    int m_copies = 0;
};

void TestKilledUpkeep::write(const QString &name, const QByteArray &content) const
{
    const QString path = m_folder.filePath(u"base/"_s + name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

TestKilledUpkeep::Ran TestKilledUpkeep::cairn(const QString &folder, const QStringList &words, int killAt) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
    if (killAt > 0) {
        environment.insert(u"LD_PRELOAD"_s, programPath(u"libcairn-kill-at-sync.so"_s));
        environment.insert(u"CAIRN_KILL_AT_SYNC"_s, QString::number(killAt));
        environment.insert(u"CAIRN_KILL_AFTER"_s, QString::number(killAt % 2));
        environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
    }
    process.setProcessEnvironment(environment);
    process.start(programPath(u"cairn"_s), QStringList{u"-C"_s, folder} + words);
    if (!process.waitForFinished(60'000))
        qFatal("cairn %s does not end", qPrintable(words.join(u' ')));
    return {process.exitStatus() == QProcess::CrashExit, process.exitCode(), process.readAllStandardOutput()};
}

/// Three runs with payloads of both kinds, in a store that is not encrypted.
void TestKilledUpkeep::initTestCase()
{
    write(u"cairn.yaml"_s, "workspace: base\nencryption: off\n");
    write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(m_ledger.port()) + "\n");
    write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\nsteps:\n  one:\n    service: api\n    request: { method: POST, path: "
                                 "/v1, body: { file: \"${{ .input "
                                 "}}\" } }\n");
    const QString base = m_folder.filePath(u"base"_s);
    QStringList words{u"run"_s, u"p"_s};
    for (const char *name : {"a", "b", "c"}) {
        write(QString::fromLatin1(name), QByteArray(name).repeated(name[0] == 'c' ? 200 : 150'000));
        words.append(base + u'/' + QString::fromLatin1(name));
    }
    QCOMPARE(cairn(base, words).exitCode, 0);
    for (const QByteArray &line : cairn(base, {u"runs"_s, u"--json"_s}).output.split('\n')) {
        if (!line.isEmpty())
            m_runs.append(QJsonDocument::fromJson(line).object().value("id"_L1).toString());
    }
    QCOMPARE(m_runs.size(), 3);
}

QString TestKilledUpkeep::copyOfBase()
{
    const QString copy = m_folder.filePath(QString::number(++m_copies));
    if (QProcess::execute(u"cp"_s, {u"-a"_s, m_folder.filePath(u"base"_s), copy}) != 0)
        qFatal("cp failed");
    return copy;
}

/// A store that was killed while it was being made is made by the next start; it is not taken for one that has lost its database.
void TestKilledUpkeep::beginsAnew()
{
    bool killed = true;
    int at = 0;
    while (killed) {
        const QString folder = copyOfBase();
        QVERIFY(QDir(folder + "/.cairn"_L1).removeRecursively());
        const QStringList command{u"submit"_s, u"p"_s, folder + "/a"_L1};
        killed = cairn(folder, command, ++at).killed;
        QVERIFY2(cairn(folder, command).exitCode == 0, qPrintable(u"killed at sync %1"_s.arg(at)));
        QVERIFY(QDir(folder).removeRecursively());
    }
    QVERIFY2(at > 10, qPrintable(QString::number(at)));
}

void TestKilledUpkeep::goesOn_data()
{
    QTest::addColumn<QString>("before"); ///< done in peace
    QTest::addColumn<QString>("words");
    QTest::newRow("encryption of an older store") << u""_s << u"store rotate-key"_s;
    QTest::newRow("a new key") << u"store rotate-key"_s << u"store rotate-key"_s;
    QTest::newRow("a smaller database") << u"store rotate-key"_s << u"store compact"_s;
    QTest::newRow("erasure") << u"store rotate-key"_s << u"erase RUN --yes --reason law"_s;
}

void TestKilledUpkeep::goesOn()
{
    QFETCH(const QString, before);
    QFETCH(const QString, words);
    const QString erased = words.contains("RUN"_L1) ? m_runs.first() : QString();
    const QStringList command = QString(words).replace("RUN"_L1, erased).split(u' ');
    bool killed = true;
    int at = 0;
    while (killed) {
        const QString folder = copyOfBase();
        QFile settings(folder + "/cairn.yaml"_L1);
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write("workspace: base\n");
        settings.close();
        if (!before.isEmpty())
            QCOMPARE(cairn(folder, before.split(u' ')).exitCode, 0);
        killed = cairn(folder, command, ++at).killed;
        // The first call after the kill opens the store and carries on; an erasure that was not asked for yet is asked for again.
        QCOMPARE(cairn(folder, command).exitCode, 0);
        judge(folder, erased);
        if (QTest::currentTestFailed()) {
            qWarning("killed at sync %d", at);
            return;
        }
        QVERIFY(QDir(folder).removeRecursively());
    }
    QVERIFY2(at > 5, qPrintable(QString::number(at)));
}

void TestKilledUpkeep::judge(const QString &folder, const QString &erased) const
{
    const Ran doctor = cairn(folder, {u"doctor"_s});
    QVERIFY2(doctor.exitCode == 0, doctor.output.constData());
    const QJsonObject keys = QJsonDocument::fromJson(cairn(folder, {u"store"_s, u"--json"_s}).output).object();
    QVERIFY(keys.value("encrypted"_L1).toBool());
    QVERIFY(!keys.contains("change"_L1));
    for (const QString &run : m_runs) {
        const Ran got = cairn(folder, {u"payload"_s, run + "/one.in"_L1});
        QCOMPARE(got.exitCode == 0, run != erased);
    }
    QCOMPARE(cairn(folder, {u"audit"_s, u"verify"_s}).exitCode, 0);
    qsizetype files = 0;
    for (QDirIterator it(folder + "/.cairn/payloads"_L1, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();
         ++files) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), qPrintable(file.fileName()));
    }
    // Temporary files of a killed process are removed by the next runner of another second.
    QVERIFY2(files <= 3, qPrintable(QString::number(files)));
}

QTEST_GUILESS_MAIN(TestKilledUpkeep)
#include "tst_killed_upkeep.moc"
