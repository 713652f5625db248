#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// What people and machines get wrong: a clear error with a remedy, nothing lost, no crash.
class TestBadInput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void errorsSayWhatToDo_data();
    void errorsSayWhatToDo();
    void checkNamesThePlace();
    void emptyFileGoesThrough();
    void storeOfANewerVersionIsRefused();
    void damagedStoreIsTold();
    void deletedPayloadBlocksAndIsFound();
    void fullDiskLosesNothing();
    void changedPipelineNeedsANewVersion();

private:
    static void prepare(const CairnProgram &cairn, quint16 port);
};

void TestBadInput::prepare(const CairnProgram &cairn, quint16 port)
{
    cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n");
    cairn.write(u"pipelines/p.yaml"_s,
                "pipeline: p\nversion: 1\ninput: { max_size: 1MB }\nsteps:\n  post:\n    service: api\n    request: { method: "
                "POST, path: /post, body: { file: \"${{ .input }}\" } }\n");
    cairn.write(u"a.txt"_s, "some content");
}

void TestBadInput::errorsSayWhatToDo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, std::initializer_list<const char *> words, int exitCode, const char *says) {
        QStringList list;
        for (const char *word : words)
            list.append(QString::fromLatin1(word));
        QTest::newRow(name) << list << exitCode << QByteArray(says);
    };
    row("no command", {}, 2, "");
    row("unknown command", {"frobnicate"}, 2, "there is no command");
    row("unknown option", {"runs", "--nope"}, 2, "nope");
    row("missing arguments", {"run"}, 2, "arguments are missing");
    row("unknown pipeline", {"run", "nope", "a.txt"}, 4, "there is no pipeline 'nope'");
    row("misspelt pipeline", {"run", "pp", "a.txt"}, 4, "Did you mean 'p'?");
    row("missing file", {"run", "p", "/nonexistent/file"}, 2, "/nonexistent/file");
    row("a folder as file", {"submit", "p", "/tmp"}, 2, "/tmp");
    row("bad run id", {"show", "xyz"}, 2, "is not a run id");
    row("unknown run", {"show", "01KC8D7T5QWE1"}, 4, "01KC8D7T5QWE1");
    row("bad filter", {"runs", "state:sad"}, 2, "no such state");
    row("bad filter key", {"runs", "colour:red"}, 2, "no such key");
    row("bad payload reference", {"payload", "nonsense"}, 2, "names no payload");
    row("neither in nor out", {"payload", "38GHXYN9EQMZ7/one.foo"}, 2, "neither .in nor .out");
    row("a limit that is no number", {"runs", "--limit", "x"}, 2, "--limit");
    row("a limit below none", {"runs", "--limit", "-3"}, 2, "--limit");
    row("nothing at once", {"runner", "--max-active", "0"}, 2, "--max-active");
    row("so many as a word", {"run", "--max-active", "x", "p", "a.txt"}, 2, "--max-active");
    row("help of what is no command", {"help", "frobnicate"}, 2, "there is no command");
    row("bad duration", {"runner", "--grace", "soon"}, 2, "is not a duration");
    row("a figure that is none", {"trends", "--figure", "foo"}, 2, "--figure 'foo' is not known");
    row("a group that is none", {"trends", "--group", "foo"}, 2, "Write one of: whole, service");
    row("an endless draft", {"simulate", "api", "--policy", "/dev/zero"}, 2, "more than 1048576");
    row("nothing to retry", {"retry", "--where", "state:blocked"}, 4, "nothing matches");
    row("a target and a filter", {"retry", "38GHXYN9EQMZ7", "--where", "state:blocked"}, 2, "--where");
    row("unknown example", {"init", "/tmp/cairn-none-such", "--example", "nope"}, 2, "there is no example");
}

void TestBadInput::errorsSayWhatToDo()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, says);
    const CairnProgram cairn;
    prepare(cairn, 1);
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
    const Outcome outcome = cairn.run(words);
    QVERIFY2(outcome.exitCode == exitCode, (QByteArray::number(outcome.exitCode) + outcome.output + outcome.errors).constData());
    QVERIFY2(outcome.errors.contains(says), outcome.errors.constData());
}

void TestBadInput::checkNamesThePlace()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    cairn.write(u"pipelines/q.yaml"_s, "pipeline: q\nversion: 1\nsteps:\n  one:\n    servise: api\n");
    const Outcome outcome = cairn.run({u"check"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.output.contains("q.yaml:5:5:"), outcome.output.constData());
    QVERIFY2(outcome.output.contains("service"), outcome.output.constData()); // did you mean
}

void TestBadInput::emptyFileGoesThrough()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    cairn.write(u"empty.txt"_s, "");
    const Outcome outcome = cairn.run({u"run"_s, u"p"_s, cairn.path(u"empty.txt"_s)});
    QVERIFY2(outcome.exitCode == 0, (outcome.output + outcome.errors).constData());
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(ledger.entries()[0].bodySize, 0);
}

void TestBadInput::storeOfANewerVersionIsRefused()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
    QFile store(cairn.path(u".cairn/store.sqlite"_s));
    QVERIFY(store.open(QIODevice::ReadWrite));
    store.seek(60); // user_version in SQLite's header, big-endian
    store.write(QByteArray("\0\0\3\347", 4));
    store.close();
    const Outcome outcome = cairn.run({u"status"_s, u"--json"_s});
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.errors.contains("newer_store") && outcome.errors.contains("remedy"), outcome.errors.constData());
}

void TestBadInput::damagedStoreIsTold()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    cairn.write(u".cairn/store.sqlite"_s,
                "this is certainly no database, whatever its name says, and long enough to be looked at");
    const Outcome outcome = cairn.run({u"status"_s});
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.errors.contains("store.sqlite"), outcome.errors.constData());
}

void TestBadInput::deletedPayloadBlocksAndIsFound()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    cairn.write(u"large.bin"_s, QByteArray(200'000, 'x'));
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"large.bin"_s)}).exitCode, 0);
    const QString digest =
        cairn.run({u"runs"_s, u"--json"_s}).json().value(0).value(u"input"_s).toObject().value(u"sha256"_s).toString();
    QCOMPARE(cairn.payloadFiles().size(), 1);
    QVERIFY(QFile::remove(cairn.payloadFiles().first()));
    const Outcome doctor = cairn.run({u"doctor"_s});
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains(digest.left(12).toLatin1()), doctor.output.constData());
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 1);
    QCOMPARE(ledger.count(), 0); // wrong bytes are never sent
    QCOMPARE(cairn.run({u"runs"_s, u"--json"_s}).json().value(0).value(u"category"_s).toString(), u"internal"_s);
}

void TestBadInput::fullDiskLosesNothing()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
    // a file size limit stands in for a full disk: writes beyond it fail in the same places
    const QString limited = u"trap '' XFSZ; ulimit -f 600; exec \"$0\" \"$@\""_s;
    cairn.write(u"large.bin"_s, QByteArray(900'000, 'x'));
    QProcess process;
    process.start(u"bash"_s, {u"-c"_s, limited, programPath(u"cairn"_s), u"-C"_s, cairn.path(QString()), u"submit"_s, u"p"_s,
                              cairn.path(u"large.bin"_s)});
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QVERIFY(process.exitCode() != 0);
    const Outcome doctor = cairn.run({u"doctor"_s});
    QVERIFY2(doctor.exitCode == 0, doctor.output.constData());
    QVERIFY(cairn.run({u"runs"_s, u"--json"_s}).json().isEmpty());
    // with room again, the same file goes through
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"large.bin"_s)}).exitCode, 0);
}

void TestBadInput::changedPipelineNeedsANewVersion()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
    const QByteArray yaml = cairn.read(u"pipelines/p.yaml"_s);
    cairn.write(u"pipelines/p.yaml"_s, QByteArray(yaml).replace("/post,", "/other,"));
    const Outcome same = cairn.run({u"apply"_s});
    QCOMPARE(same.exitCode, 2);
    QVERIFY2(same.errors.contains("version: 2"), same.errors.constData());
    cairn.write(u"pipelines/p.yaml"_s, QByteArray(yaml).replace("/post,", "/other,").replace("version: 1", "version: 2"));
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
