#include "cairnprogram.h"
#include "ledgerserver.h"

#include "control/audit.h"
#include "control/servicehealth.h"
#include "security/keyfile.h"
#include "store/sqlitestore.h"

#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Every kind of command, with the program killed at each durable step: while the command is recorded, and while the runner
/// carries it out. Whatever is killed, it is carried out once; the audit is complete and sound; the service's ledger agrees. The
/// short form kills before or after a sync by turns; with CAIRN_KILLS set, both.
class TestKilledCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void carriedOutOnce_data();
    void carriedOutOnce();

private:
    enum Stand { Blocked, Paused, Unknown, Upgraded, ForcedOpen };
    struct Kind
    {
        QString word; ///< of the command
        QStringList words;
        Stand stand;
        QStringList states; ///< that the run may be in afterwards
        int sends;          ///< different requests that the failed step sends afterwards
        QString breaker;    ///< "open", "closed": forced; "waves": released; "free": not; or several
    };

    void prepare(Stand stand);
    QStringList filled(const Kind &kind, const QString &folder) const;
    QString copyOf(const QString &folder) const;
    static void writeFile(const QString &path, const QByteArray &content);
    /// True: it was killed.
    bool runs(const QString &folder, const QStringList &words, int killAt = 0, bool after = false) const;
    int requested(const QString &folder, const Kind &kind) const;
    void judge(const QString &folder, const Kind &kind, qsizetype seen) const;
    void judgeLedger(const Kind &kind, qsizetype seen, bool unknown) const;
    static QList<bool> sides(int at);
    void killWhileRecording(const Kind &kind);
    void killWhileCarrying(const Kind &kind);
    void finishAndJudge(const QString &folder, const Kind &kind, qsizetype seen);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LedgerServer> m_ledger;
    std::atomic<int> m_status = 200;
    std::atomic<bool> m_silent = false;
    QString m_base;
    QString m_run;
    mutable int m_copies = 0;
    int m_kills = 0;
    bool m_idempotent = true;
};

void TestKilledCommands::initTestCase()
{
    QVERIFY2(QFile::exists(programPath(u"libcairn-kill-at-sync.so"_s)), "the library that kills is not built");
}

void TestKilledCommands::writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray pipelineText(int version)
{
    const QByteArray second = version == 1 ? "/second" : "/second-mended";
    return "pipeline: work\nversion: " + QByteArray::number(version) +
           "\nsteps:\n"
           "  first:\n    service: api\n    request: { method: POST, path: /first, body: { file: \"${{ .input }}\" } }\n"
           "  second:\n    needs: [first]\n    service: api\n    request: { method: POST, path: " +
           second +
           ", body: { file: \"${{ .input }}\" } }\n"
           "  out:\n    needs: [second]\n    deliver: { to: outbox, name: done.txt, content: \"${{ .input }}\" }\n";
}

/// A workspace with one run whose second step stands as it is needed.
void TestKilledCommands::prepare(Stand stand)
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_copies = 0;
    m_idempotent = stand != Unknown;
    m_status = 400;
    m_silent = stand == Unknown;
    m_ledger = std::make_unique<LedgerServer>([this](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        if (!entry.path.startsWith("/second"))
            return answer;
        answer.status = m_status;
        answer.end = m_silent ? LedgerAnswer::End::CloseBeforeReply : LedgerAnswer::End::Normal;
        return answer;
    });
    m_base = m_folder->filePath(u"base"_s);
    writeFile(m_base + "/cairn.yaml"_L1, "workspace: base\n");
    writeFile(m_base + "/services/api.yaml"_L1,
              "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(m_ledger->port()) +
                  "\nidempotent: " + (m_idempotent ? "true" : "false") + "\n");
    writeFile(m_base + "/pipelines/work.yaml"_L1, pipelineText(1));
    writeFile(m_base + "/a.txt"_L1, "content of a");
    writeFile(m_base + "/mended.txt"_L1, "content that was mended");
    runs(m_base, {u"run"_s, u"work"_s, m_base + "/a.txt"_L1});
    const auto store = openSqliteStore({m_base + "/.cairn"_L1, false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    QVERIFY2(store, store ? "" : qPrintable(describe(store.error())));
    const auto run = (*(*store)->reader())->runs({}, {}, 1)->value(0);
    QCOMPARE(run.state, stand == Unknown ? RunState::OutcomeUnknown : RunState::Blocked);
    m_run = run.id.toString();
    if (stand == Paused)
        runs(m_base, {u"pause"_s, m_run});
    if (stand == ForcedOpen)
        runs(m_base, {u"breaker"_s, u"api"_s, u"open"_s, u"--for"_s, u"1h"_s});
    if (stand == Paused || stand == ForcedOpen)
        runs(m_base, {u"runner"_s, u"--drain"_s});
    if (stand == Upgraded) {
        writeFile(m_base + "/pipelines/work.yaml"_L1, pipelineText(2));
        runs(m_base, {u"apply"_s});
    }
    m_status = 200;
    m_silent = false;
}

QStringList TestKilledCommands::filled(const Kind &kind, const QString &folder) const
{
    QStringList words = kind.words;
    words.replaceInStrings(u"RUN"_s, m_run).replaceInStrings(u"DIR"_s, folder);
    return words + QStringList{u"--reason"_s, u"it is time"_s};
}

QString TestKilledCommands::copyOf(const QString &folder) const
{
    const QString copy = m_folder->filePath(QString::number(++m_copies));
    if (QProcess::execute(u"cp"_s, {u"-a"_s, folder, copy}) != 0)
        qFatal("cp failed");
    return copy;
}

bool TestKilledCommands::runs(const QString &folder, const QStringList &words, int killAt, bool after) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (killAt > 0) {
        environment.insert(u"LD_PRELOAD"_s, programPath(u"libcairn-kill-at-sync.so"_s));
        environment.insert(u"CAIRN_KILL_AT_SYNC"_s, QString::number(killAt));
        environment.insert(u"CAIRN_KILL_AFTER"_s, after ? u"1"_s : u"0"_s);
        environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
    }
    process.setProcessEnvironment(environment);
    process.start(programPath(u"cairn"_s), QStringList{u"-C"_s, folder} + words);
    if (!process.waitForFinished(60'000))
        qFatal("cairn %s does not end", qPrintable(words.join(u' ')));
    return process.exitStatus() == QProcess::CrashExit;
}

/// How often the command was recorded; each time it is in the audit as well.
int TestKilledCommands::requested(const QString &folder, const Kind &kind) const
{
    const auto store = openSqliteStore({folder + "/.cairn"_L1, false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    const auto reader = (*store)->reader();
    const auto pending = (*reader)->pendingCommands(100);
    const auto entries = (*reader)->auditEntries(0, 1'000);
    const auto audited = std::count_if(entries->begin(), entries->end(), [&](const AuditEntry &entry) {
        return entry.action == "command."_L1 + kind.word && entry.reason == "it is time"_L1;
    });
    return audited == pending->size() ? int(audited) : -1;
}

void TestKilledCommands::judgeLedger(const Kind &kind, qsizetype seen, bool unknown) const
{
    QHash<QByteArray, QByteArray> requests; // by key
    const QList<LedgerEntry> entries = m_ledger->entries().mid(seen);
    for (const LedgerEntry &entry : entries) {
        QVERIFY2(entry.path.startsWith("/second"), "a step that had passed was sent again");
        const QByteArray what = entry.path + entry.bodySha256;
        QCOMPARE(requests.value(entry.key, what), what);
        requests.insert(entry.key, what);
        if (kind.stand == Upgraded)
            QCOMPARE(entry.path, QByteArray("/second-mended"));
        if (kind.words.contains(u"--input"_s))
            QCOMPARE(entry.body, QByteArray("content that was mended"));
    }
    if (unknown) // it was killed between the intent and the request, or between the request and its checkpoint
        QVERIFY(entries.size() <= kind.sends);
    else
        QCOMPARE(int(requests.size()), kind.sends);
    if (!m_idempotent)
        QVERIFY(entries.size() <= kind.sends); // not even the same one twice
}

void TestKilledCommands::judge(const QString &folder, const Kind &kind, qsizetype seen) const
{
    const auto store = openSqliteStore({folder + "/.cairn"_L1, false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    QVERIFY(store);
    const auto reader = (*store)->reader();
    const auto run = (*reader)->runs({}, {}, 1)->value(0);
    QVERIFY2(kind.states.contains(word(run.state)), qPrintable(word(run.state) + u": "_s + run.cause));
    QVERIFY((*reader)->pendingCommands(100)->isEmpty());
    const auto entries = (*reader)->auditEntries(0, 1'000);
    QStringList told;
    bool begun = false;
    for (const AuditEntry &entry : *entries) {
        begun = begun || entry.reason == "it is time"_L1;
        if (begun && entry.action.startsWith("command."_L1))
            told.append(entry.action);
    }
    QCOMPARE(told, (QStringList{u"command."_s + kind.word, u"command.%1.done"_s.arg(kind.word)}));
    const auto verdict = verifyAudit(**reader, {});
    QVERIFY(verdict);
    QVERIFY2(verdict->isSound(), qPrintable(verdict->flaws.value(0).detail));
    QVERIFY(verdict->seals > 0);
    if (run.state == RunState::Succeeded)
        QVERIFY(QFile::exists(folder + "/outbox/done.txt"_L1));
    if (!kind.breaker.isEmpty()) {
        const auto health = readServiceHealth(**reader, *(*reader)->service(u"api"_s), SystemClock().now(), false);
        const auto order = health->state.breaker.order();
        const QString stands = !order ? u"free"_s : order->inWaves ? u"waves"_s : order->open ? u"open"_s : u"closed"_s;
        QVERIFY2(kind.breaker.split(u' ').contains(stands), qPrintable(stands));
    }
    judgeLedger(kind, seen, run.state == RunState::OutcomeUnknown);
}

void TestKilledCommands::finishAndJudge(const QString &folder, const Kind &kind, qsizetype seen)
{
    QVERIFY(!runs(folder, {u"runner"_s, u"--drain"_s}));
    judge(folder, kind, seen);
}

/// Before or after the sync: by turns, or both.
QList<bool> TestKilledCommands::sides(int at)
{
    return qEnvironmentVariableIsSet("CAIRN_KILLS") ? QList<bool>{false, true} : QList<bool>{at % 2 == 0};
}

void TestKilledCommands::killWhileRecording(const Kind &kind)
{
    bool killed = true;
    for (int at = 1; killed; ++at) {
        for (const bool after : sides(at)) {
            const QString folder = copyOf(m_base);
            const qsizetype seen = m_ledger->entries().size();
            killed = runs(folder, filled(kind, folder), at, after);
            m_kills += killed;
            const int before = requested(folder, kind);
            QVERIFY2(before == 0 || before == 1, "the command and its audit differ");
            if (before == 0) // whoever gave it sees that it is not there, and gives it again
                QVERIFY(!runs(folder, filled(kind, folder)));
            finishAndJudge(folder, kind, seen);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestKilledCommands::killWhileCarrying(const Kind &kind)
{
    const QString recorded = copyOf(m_base);
    QVERIFY(!runs(recorded, filled(kind, recorded)));
    QCOMPARE(requested(recorded, kind), 1);
    bool killed = true;
    for (int at = 1; killed; ++at) {
        for (const bool after : sides(at)) {
            const QString folder = copyOf(recorded);
            const qsizetype seen = m_ledger->entries().size();
            killed = runs(folder, {u"runner"_s, u"--drain"_s}, at, after);
            m_kills += killed;
            finishAndJudge(folder, kind, seen);
            if (QTest::currentTestFailed()) {
                qInfo("killed %s sync %d", after ? "after" : "before", at);
                return;
            }
        }
    }
}

void TestKilledCommands::carriedOutOnce_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("stand");
    QTest::addColumn<QStringList>("states");
    QTest::addColumn<int>("sends");
    QTest::addColumn<QString>("breaker");
    const QStringList done{u"succeeded"_s};
    const QStringList blocked{u"blocked"_s};
    const auto row = [](const char *word, const QStringList &words, Stand stand, const QStringList &states, int sends,
                        const QString &breaker = {}) {
        QTest::newRow(word) << words << int(stand) << states << sends << breaker;
    };
    row("retry", {u"retry"_s, u"RUN"_s}, Blocked, done, 1);
    row("resume edited", {u"resume"_s, u"RUN/second"_s, u"--input"_s, u"DIR/mended.txt"_s}, Blocked, done, 1);
    row("resume latest", {u"resume"_s, u"RUN"_s, u"--latest"_s}, Upgraded, done, 1);
    row("skip", {u"skip"_s, u"RUN"_s}, Blocked, done, 0);
    row("cancel", {u"cancel"_s, u"RUN"_s}, Blocked, {u"cancelled"_s}, 0);
    row("pause", {u"pause"_s, u"RUN"_s}, Blocked, {u"paused"_s}, 0);
    row("unpause", {u"unpause"_s, u"RUN"_s}, Paused, blocked, 0);
    row("mark_happened", {u"decide"_s, u"RUN"_s, u"happened"_s}, Unknown, done, 0);
    // killed around the request, the outcome is unknown once more: that is right, and nothing is sent twice
    row("mark_not_happened", {u"decide"_s, u"RUN"_s, u"not-happened"_s}, Unknown, {u"succeeded"_s, u"outcome_unknown"_s}, 1);
    row("open_breaker", {u"breaker"_s, u"api"_s, u"open"_s, u"--for"_s, u"1h"_s}, Blocked, blocked, 0, u"open"_s);
    row("close_breaker", {u"breaker"_s, u"api"_s, u"close"_s, u"--for"_s, u"1h"_s}, Blocked, blocked, 0, u"closed"_s);
    row("free_breaker", {u"breaker"_s, u"api"_s, u"auto"_s}, ForcedOpen, blocked, 0, u"free"_s);
    // with nothing held it ends at once; a runner that has nothing to do with the service leaves it to expire
    row("release_breaker", {u"breaker"_s, u"api"_s, u"release"_s}, ForcedOpen, blocked, 0, u"free waves"_s);
}

void TestKilledCommands::carriedOutOnce()
{
    QFETCH(QStringList, words);
    QFETCH(int, stand);
    QFETCH(QStringList, states);
    QFETCH(int, sends);
    QFETCH(QString, breaker);
    const QString name = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0);
    const Kind kind{name, words, Stand(stand), states, sends, breaker};
    m_kills = 0;
    prepare(kind.stand);
    if (QTest::currentTestFailed())
        return;
    killWhileRecording(kind);
    if (QTest::currentTestFailed())
        return;
    killWhileCarrying(kind);
    QVERIFY2(m_kills >= 3, "hardly any kill hit");
    qInfo("%d kills", m_kills);
}

QTEST_GUILESS_MAIN(TestKilledCommands)
#include "tst_killed_commands.moc"
