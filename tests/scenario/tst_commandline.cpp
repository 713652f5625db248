#include "workspacetest.h"

#include <QDir>
#include <QTemporaryDir>

#include <csignal>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What scripts rely on: exit statuses that mean one thing, JSON that is JSON, and no option that is taken and ignored.
class TestCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void namedFilesAreTheCallersMistake_data();
    void namedFilesAreTheCallersMistake();
    void whatNeedsAYesIsRefused();
    void helpIsAText_data();
    void helpIsAText();
    void jsonIsJson();
    void restoreTellsWhere();
    void fieldsMeanTheirNames();
    void nothingIsTakenAndIgnored_data();
    void nothingIsTakenAndIgnored();
    void everyFolderMakesAWorkspace_data();
    void everyFolderMakesAWorkspace();
    void doctorLooksForCredentials();
    void demoGoesOnWithoutAConsole();
    void demoTidiesUpWhenInterrupted();

private:
    Outcome cairn(const QStringList &words) const;
    QString id() const { return m_workspace->id(); }
    bool hasBlockedRun() const { return m_ledger->count() > 0 || m_workspace->run() == 1; }

    QString m_madeFor; ///< the name of a test
    std::atomic_int m_status = 422;
    std::unique_ptr<LedgerServer> m_ledger;
    std::unique_ptr<OneServiceWorkspace> m_workspace;
};

namespace {

const QByteArray Send =
    "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n";

bool isAllJson(const QByteArray &output)
{
    const QList<QByteArray> lines = output.trimmed().split('\n');
    return std::all_of(lines.begin(), lines.end(),
                       [](const QByteArray &line) { return QJsonDocument::fromJson(line).isObject(); });
}

QByteArray shown(const Outcome &outcome)
{
    return QByteArray::number(outcome.exitCode) + ": " + outcome.output + outcome.errors;
}

QProcessEnvironment demoEnvironment(const QTemporaryDir &temporary)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, temporary.path());
    for (const QString &name : {u"QT_QPA_PLATFORM"_s, u"WAYLAND_DISPLAY"_s})
        environment.remove(name);
    environment.insert(u"DISPLAY"_s, u":none-such"_s); // which cannot be reached
    return environment;
}

} // namespace

/// One workspace for all rows of a test.
void TestCommandLine::init()
{
    if (m_madeFor == QLatin1String(QTest::currentTestFunction()))
        return;
    m_madeFor = QString::fromLatin1(QTest::currentTestFunction());
    m_status = 422;
    m_ledger = std::make_unique<LedgerServer>([this](const LedgerEntry &, int) { return jsonAnswer("{}", m_status); });
    m_workspace = std::make_unique<OneServiceWorkspace>(m_ledger->port(), Send);
}

/// RUN is the newest run, HERE the workspace.
Outcome TestCommandLine::cairn(const QStringList &words) const
{
    const QString run = words.contains(u"RUN"_s) || words.contains(u"RUN/send"_s) ? id() : QString();
    QStringList given;
    for (QString word : words)
        given.append(word.replace(u"RUN"_s, run).replace(u"HERE"_s, m_workspace->cairn().path({})));
    return m_workspace->cairn().run(given);
}

void TestCommandLine::namedFilesAreTheCallersMistake_data()
{
    QTest::addColumn<QStringList>("words");
    const auto row = [](const QString &line) { QTest::newRow(qPrintable(line)) << line.split(u' '); };
    for (const auto *line :
         {"submit p /none/x", "run p /none/x", "submit p /", "run p /", "resume RUN/send --input /none/x",
          "resume --where state:blocked --input /none/x", "service set api --file /none/x", "simulate api --policy /none/x",
          "attest verify /none/x", "incident open /none/x", "restore /none/x HERE/fresh", "restore HERE/a.txt /dev/null/fresh",
          "init /dev/null/x", "backup /none/x", "payload RUN -o /none/x", "review --html /none/x", "incident bundle 1 -o /none/x",
          "incident postmortem 1 -o /none/x.md",
          // these are there, and are something else
          "attest verify HERE/a.txt", "incident open HERE/a.txt", "incident postmortem HERE/a.txt",
          "restore HERE/a.txt HERE/fresh", "-C /none status"})
        row(QString::fromLatin1(line));
}

void TestCommandLine::namedFilesAreTheCallersMistake()
{
    QFETCH(const QStringList, words);
    QVERIFY(hasBlockedRun());
    const Outcome outcome = cairn(QStringList{u"--json"_s} + words);
    QVERIFY2(outcome.exitCode == 2, shown(outcome).constData());
    const QJsonObject error = QJsonDocument::fromJson(outcome.errors).object().value(u"error"_s).toObject();
    QCOMPARE(error.value(u"category"_s).toString(), u"usage"_s);
    QVERIFY2(!error.value(u"remedy"_s).toString().isEmpty(), outcome.errors.constData());
    QVERIFY2(!error.value(u"where"_s).toString().isEmpty(), outcome.errors.constData());
}

/// 130 is for what somebody has interrupted.
void TestCommandLine::whatNeedsAYesIsRefused()
{
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(m_workspace->run(), 1);
    m_workspace->cairn().write(u"runbooks/down.md"_s, "---\ntitle: Down\nmatch: { service: api }\n---\n"
                                                      "```action\ndo: retry\nlabel: Retry\nat_most: 100\n```\n");
    QCOMPARE(cairn({u"runbook"_s, u"start"_s, u"1"_s}).exitCode, 0);
    for (const QStringList &words :
         {QStringList{u"retry"_s, u"--where"_s, u"state:blocked"_s}, QStringList{u"runbook"_s, u"do"_s, u"1"_s, u"1"_s}}) {
        const Outcome outcome = cairn(words);
        QVERIFY2(outcome.exitCode == 2 && outcome.errors.contains("--yes"), shown(outcome).constData());
    }
    QCOMPARE(m_ledger->count(), 2);
}

void TestCommandLine::helpIsAText_data()
{
    QTest::addColumn<QStringList>("words");
    for (const auto *line : {"--json --help", "--json help runs", "runs --json --help", "--json --version"})
        QTest::newRow(line) << QString::fromLatin1(line).split(u' ');
}

void TestCommandLine::helpIsAText()
{
    QFETCH(QStringList, words);
    const Outcome asJson = cairn(words);
    words.removeAll(u"--json"_s);
    const Outcome plain = cairn(words);
    QCOMPARE(asJson.exitCode, 0);
    QCOMPARE(asJson.output, plain.output);
    QVERIFY(!plain.output.isEmpty());
}

void TestCommandLine::jsonIsJson()
{
    const Outcome nothing = cairn({u"--json"_s});
    QCOMPARE(nothing.exitCode, 2);
    QVERIFY2(QJsonDocument::fromJson(nothing.errors)[u"error"_s].isObject(), nothing.errors.constData());
    QCOMPARE(m_workspace->run(), 1);
    const Outcome draft = cairn({u"incident"_s, u"postmortem"_s, u"1"_s, u"--json"_s});
    QCOMPARE(draft.json().value(0).value(u"incident"_s).toInt(), 1);
    QVERIFY2(draft.json().value(0).value(u"markdown"_s).toString().contains(u"# Post-mortem"_s), draft.output.constData());
}

void TestCommandLine::restoreTellsWhere()
{
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(cairn({u"backup"_s, u"HERE/copy"_s}).exitCode, 0);
    const Outcome restored = cairn({u"restore"_s, u"HERE/copy"_s, u"HERE/fresh"_s, u"--json"_s});
    QVERIFY2(restored.exitCode == 0, shown(restored).constData());
    const QString store = restored.json().value(0).value(u"store"_s).toString();
    QVERIFY2(QFile::exists(store + "/store.sqlite"_L1), restored.output.constData());
    QVERIFY(QFile::exists(store + "/.gitignore"_L1));
    QVERIFY(cairn({u"restore"_s, u"HERE/copy"_s, u"HERE/other"_s}).output.contains("cairn.yaml is not in the backup"));
    QCOMPARE(cairn({u"restore"_s, u"HERE/a.txt"_s, u"HERE/none"_s}).exitCode, 2);
    QVERIFY(!QFile::exists(m_workspace->cairn().path(u"none"_s)));
}

void TestCommandLine::fieldsMeanTheirNames()
{
    m_status = 500;
    QCOMPARE(m_workspace->run(), 1); // three attempts
    QJsonObject step = m_workspace->show().value(u"steps"_s)[0].toObject();
    const QJsonObject last = m_workspace->show().value(u"checkpoints"_s).toArray().last().toObject();
    QCOMPARE(step.value(u"decision"_s), last.value(u"decision"_s));
    QVERIFY(!step.value(u"decision"_s).toString().contains(u' '));
    QCOMPARE(step.value(u"reason"_s), last.value(u"reason"_s));
    m_status = 200;
    QCOMPARE(cairn({u"retry"_s, u"RUN"_s}).exitCode, 0);
    QCOMPARE(m_workspace->drain(), 0);
    const QJsonObject listed = cairn({u"runs"_s, u"--json"_s}).json().value(0);
    QCOMPARE(listed.value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(listed.value(u"attempts"_s).toInt(), 4); // of all that were made, although nothing is under way
    QCOMPARE(m_workspace->show().value(u"attempts"_s).toArray().size(), 4);
    const QJsonArray checkpoints = m_workspace->show().value(u"checkpoints"_s).toArray();
    QVERIFY(std::any_of(checkpoints.begin(), checkpoints.end(),
                        [](const QJsonValue &one) { return one[u"policy_revision"_s].toInt() > 0; }));
    QVERIFY(std::none_of(checkpoints.begin(), checkpoints.end(),
                         [](const QJsonValue &one) { return one[u"policy_revision"_s] == QJsonValue(0); }));

    m_workspace->writeSteps("  file:\n    deliver: { to: outbox, name: x, content: \"${{ .input }}\" }\n", 2);
    QCOMPARE(cairn({u"apply"_s}).exitCode, 0);
    QCOMPARE(m_workspace->run(), 0);
    const QJsonValue delivered = m_workspace->show().value(u"checkpoints"_s).toArray().last();
    QVERIFY(delivered[u"policy_revision"_s].isNull()); // no service's policy has ruled it
    step = m_workspace->show().value(u"steps"_s)[0].toObject();
    QVERIFY(!step.value(u"decision"_s).toString().contains(u' '));
    QVERIFY2(step.value(u"reason"_s).toString().contains(u"outbox"_s), qPrintable(step.value(u"reason"_s).toString()));
}

void TestCommandLine::nothingIsTakenAndIgnored_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *line, int exitCode, const char *says) {
        QTest::newRow(line) << QString::fromLatin1(line).split(u' ') << exitCode << QByteArray(says);
    };
    row("show RUN -o HERE/x", 2, "-o goes with --attest");
    row("show RUN --lineage --attest", 2, "Give one of them");
    row("runbook list extra", 2, "'extra' is too much");
    row("runbook show standard-auth extra", 2, "'extra' is too much");
    row("breaker api open --for 0s", 2, "--for: '0s'");
    row("breaker api close --for 31d", 2, "up to 30d");
    row("service diff api", 4, "there is none before it");
    row("trends --csv --json", 2, "Give one of them");
    row("runs pipeline:p pipeline:q", 2, "'pipeline:' is there twice");
    row("cancel --where since:1h;since:2h", 2, "'since:' is there twice");
    row("cancel RUN/send", 2, "as a whole");
    row("pause RUN/send", 2, "as a whole");
    row("unpause RUN/send", 2, "as a whole");
    row("submit p -hello.txt", 2, "Unknown options"); // whoever gets a 0 may delete the file
    row("cancel -where state:blocked --yes", 2, "Unknown options");
    row("erase -where state:blocked --reason x --yes", 2, "Unknown options");
    row("cancel RUN -hh", 2, "begins with -h");
    row("audit verify --after 100", 2, "--after says nothing to");
    row("audit list --key x", 2, "--key says nothing to");
    row("breaker api --limit 3", 2, "--limit says nothing to");
    row("breaker api history --for 1h", 2, "--for says nothing to");
    row("service list --dry-run", 2, "--dry-run says nothing to");
    row("service show api --reason x", 2, "--reason says nothing to");
    row("incident show 1 --state open", 2, "--state says nothing to");
    row("incident ack 1 --all", 2, "--all says nothing to");
    row("runbook list --undo", 2, "--undo says nothing to");
    row("bulk list --reason x", 2, "--reason says nothing to");
    row("store keys --reason x", 2, "--reason says nothing to");
    row("credential set key --overlap 1h", 2, "--overlap says nothing to");
    row("credential rotate key --overlap 999999999d", 2, "up to 30d");
    row("retry RUN --no-wait", 2, "--no-wait is for many runs");
}

void TestCommandLine::nothingIsTakenAndIgnored()
{
    QFETCH(QStringList, words);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, says);
    words.replaceInStrings(u";"_s, u" "_s);
    QVERIFY(hasBlockedRun());
    const Outcome outcome = cairn(words);
    QVERIFY2(outcome.exitCode == exitCode && outcome.errors.contains(says), shown(outcome).constData());
    QVERIFY2(outcome.output.isEmpty(), outcome.output.constData());
    QCOMPARE(m_workspace->state(), u"blocked"_s); // as it was
}

void TestCommandLine::everyFolderMakesAWorkspace_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u"intake"_s, u"Acme: claims"_s, u"@home"_s, u"[x]"_s, u"{{"_s, u"*a"_s, u"a #2"_s, u"-"_s,
                                u"null"_s, u"true"_s, u"2026"_s, u"übergabe"_s, QString(80, u'x')})
        QTest::newRow(qPrintable(name)) << name;
}

void TestCommandLine::everyFolderMakesAWorkspace()
{
    QFETCH(const QString, name);
    const CairnProgram cairn;
    const Outcome made = cairn.run({u"init"_s, u"--"_s, cairn.path(name)});
    QVERIFY2(made.exitCode == 0 && !made.output.contains("README"), shown(made).constData());
    const Outcome checked = cairn.run({u"check"_s, u"-C"_s, cairn.path(name)});
    QVERIFY2(checked.exitCode == 0, shown(checked).constData());
}

void TestCommandLine::doctorLooksForCredentials()
{
    QCOMPARE(cairn({u"doctor"_s}).exitCode, 0);
    const OneServiceWorkspace workspace(m_ledger->port(), Send, "credential: { kind: bearer, key: ocr-token }\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const Outcome missing = workspace.cairn({"doctor"});
    QVERIFY2(missing.exitCode == 1 && missing.output.contains("BAD  credential ocr-token: is not to be had for service api"),
             shown(missing).constData());
    QVERIFY2(missing.output.contains("keychain: "), missing.output.constData());
    workspace.cairn().write(u".cairn/credentials/ocr-token"_s, "s3cr3t");
    QVERIFY(QFile::setPermissions(workspace.cairn().path(u".cairn/credentials/ocr-token"_s), QFile::ReadOwner));
    const Outcome there = workspace.cairn({"doctor"});
    QVERIFY2(there.exitCode == 0 && there.output.contains("good  credentials: "), shown(there).constData());
}

void TestCommandLine::demoGoesOnWithoutAConsole()
{
    const QTemporaryDir temporary;
    QProcess demo;
    demo.setProcessEnvironment(demoEnvironment(temporary));
    demo.start(programPath(u"cairn"_s), {u"demo"_s, u"--json"_s});
    QVERIFY(demo.waitForFinished(120'000));
    const Outcome outcome{demo.exitCode(), demo.readAllStandardOutput(), demo.readAllStandardError()};
    QVERIFY2(outcome.exitCode == 0, shown(outcome).constData());
    QVERIFY2(outcome.errors.contains("the console has not come up"), outcome.errors.constData());
    QVERIFY2(isAllJson(outcome.output), outcome.output.constData());
    const QJsonObject last = outcome.json().value(outcome.output.trimmed().count('\n'));
    QVERIFY2(!last.value(u"delivered"_s).toArray().isEmpty(), outcome.output.constData());
    QCOMPARE(last.value(u"kept"_s), QJsonValue(false));
    QCOMPARE(QDir(temporary.path()).entryList({u"cairn-demo-*"_s}), QStringList());
}

void TestCommandLine::demoTidiesUpWhenInterrupted()
{
    for (const int signal : {SIGINT, SIGTERM}) {
        const QTemporaryDir temporary;
        QProcess demo;
        demo.setProcessEnvironment(demoEnvironment(temporary));
        demo.start(programPath(u"cairn"_s), {u"demo"_s, u"--headless"_s});
        QTRY_VERIFY_WITH_TIMEOUT(QDir(temporary.path()).entryList({u"cairn-demo-*"_s}).size() == 1, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(demo.peek(1'000).contains("Demo workspace"),
                                 30'000); // it runs the pipeline by now, or is about to
        QCOMPARE(::kill(pid_t(demo.processId()), signal), 0);
        QVERIFY(demo.waitForFinished(60'000));
        QCOMPARE(demo.exitCode(), 130);
        QCOMPARE(QDir(temporary.path()).entryList({u"cairn-demo-*"_s}), QStringList());
    }
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
