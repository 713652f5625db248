#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QProcessEnvironment>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// How the program keeps its store: encrypted by itself, its key changed, payloads erased by hand and after a time, copied and
/// put back.
class TestStorage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void encryptsByItself();
    void leavesOpenWhatIsToBe();
    void needsItsKey();
    void changesItsKeyWhileRunning();
    void erases();
    void erasesNothingInVain();
    void erasesAfterATime();
    void removesRunsAfterATime();
    void leavesTheRunsToOthers();
    void saysWhichKeyIsLeft();
    void backsUpAndRestores();
    void backsUpAndRestoresWhatIsDamaged();
    void backsUpIntoAPipe();
    void canBeLookedAtWhereNothingCanBeWritten();
    void followsAViewOnceItCanBeWritten();

private:
    void close(bool closed) const;
    std::unique_ptr<QProcess> startedByNobody(const QStringList &words) const;
    void prepare(const QByteArray &pipelineKeys = {}, const QByteArray &settings = {});
    QString run(const QString &name, const QByteArray &content);
    QJsonObject keys() const { return m_cairn->run({u"store"_s, u"--json"_s}).json().value(0); }
    bool isAnywhere(const QByteArray &text) const;

    QTemporaryDir m_config;
    std::optional<LedgerServer> m_ledger;
    std::optional<CairnProgram> m_cairn;
};

const QByteArray Secret = "PLANTED-in-the-scenario-4711";

void TestStorage::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_config.path().toLocal8Bit());
}

void TestStorage::init()
{
    m_ledger.emplace();
    m_cairn.emplace();
}

void TestStorage::cleanup()
{
    m_cairn.reset();
    m_ledger.reset();
}

void TestStorage::prepare(const QByteArray &pipelineKeys, const QByteArray &settings)
{
    m_cairn->write(u"cairn.yaml"_s, "workspace: test\n" + settings);
    m_cairn->write(u"services/api.yaml"_s,
                   "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(m_ledger->port()) + "\n");
    m_cairn->write(u"pipelines/p.yaml"_s,
                   "pipeline: p\nversion: 1\n" + pipelineKeys +
                       "steps:\n  one:\n    service: api\n    request: { method: POST, path: /v1, headers: { X-Note: \"${{ "
                       ".input.sha256 }}\" }, body: { file: \"${{ .input }}\" } }\n");
}

QString TestStorage::run(const QString &name, const QByteArray &content)
{
    m_cairn->write(name, content);
    const Outcome done = m_cairn->run({u"run"_s, u"p"_s, m_cairn->path(name)});
    if (done.exitCode != 0)
        qFatal("%s", (done.output + done.errors).constData());
    return m_cairn->run({u"runs"_s, u"--limit"_s, u"1"_s, u"--json"_s}).json().value(0).value("id"_L1).toString();
}

bool TestStorage::isAnywhere(const QByteArray &text) const
{
    for (QDirIterator it(m_cairn->path(u".cairn"_s), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

void TestStorage::encryptsByItself()
{
    prepare();
    const QByteArray body = "body " + Secret;
    const QString small = run(u"small.txt"_s, body);
    const QString large = run(u"large.txt"_s, QByteArray(200'000, 'x') + body);
    QVERIFY(!isAnywhere(body));
    const QByteArray noted = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex(); // sent as a header
    QVERIFY(!isAnywhere(noted));
    QVERIFY(keys().value("encrypted"_L1).toBool());
    QCOMPARE(m_cairn->run({u"payload"_s, small + "/one.in"_L1}).output, body);
    QCOMPARE(m_cairn->run({u"payload"_s, large + "/one.in"_L1}).output, QByteArray(200'000, 'x') + body);
    QVERIFY(m_cairn->run({u"show"_s, small, u"--json"_s}).output.toLower().contains("x-note"));
    QCOMPARE(m_cairn->run({u"doctor"_s}).exitCode, 0);
}

void TestStorage::leavesOpenWhatIsToBe()
{
    prepare({}, "encryption: off\n");
    const QByteArray body = "body " + Secret;
    const QString id = run(u"small.txt"_s, body);
    QVERIFY(isAnywhere(body));
    QVERIFY(!keys().value("encrypted"_L1).toBool());
    QCOMPARE(m_cairn->run({u"store"_s, u"rotate-key"_s}).exitCode, 2);
    prepare(); // from now on it is to be
    QCOMPARE(m_cairn->run({u"store"_s, u"rotate-key"_s}).exitCode, 0);
    QVERIFY(!isAnywhere(body));
    QCOMPARE(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).output, body);
}

void TestStorage::needsItsKey()
{
    prepare();
    const QString id = run(u"small.txt"_s, Secret);
    const QString key = m_config.filePath(u"cairn/keys/cairn-store-key"_s);
    QVERIFY(QFile::rename(key, key + ".away"_L1));
    const Outcome without = m_cairn->run({u"runs"_s});
    QCOMPARE(without.exitCode, 3);
    QVERIFY2(without.errors.contains(key.toUtf8()), without.errors.constData());
    QVERIFY(!QFile::exists(key));
    QVERIFY(QFile::rename(key + ".away"_L1, key));
    QCOMPARE(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).output, Secret);
}

/// The runner in the background does the work, and goes on running.
void TestStorage::changesItsKeyWhileRunning()
{
    prepare();
    const QString first = run(u"a.txt"_s, QByteArray(150'000, 'a'));
    const auto runner = m_cairn->start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_cairn->run({u"status"_s, u"--json"_s}).output.contains("pid"), 20'000);
    const Outcome changed = m_cairn->run({u"store"_s, u"rotate-key"_s, u"--reason"_s, u"yearly"_s, u"--json"_s});
    QVERIFY2(changed.exitCode == 0, changed.errors.constData());
    const QJsonArray all = changed.json().value(0).value("keys"_L1).toArray();
    QCOMPARE(all.size(), 2);
    QVERIFY(!all[0].toObject().value("retired_at"_L1).isNull());
    QVERIFY(all[1].toObject().value("retired_at"_L1).isNull());
    m_cairn->write(u"b.txt"_s, "b");
    QCOMPARE(m_cairn->run({u"run"_s, u"p"_s, m_cairn->path(u"b.txt"_s)}).exitCode, 0);
    QCOMPARE(m_cairn->run({u"payload"_s, first + "/one.in"_L1}).output, QByteArray(150'000, 'a'));
    QCOMPARE(m_cairn->payloadFiles().size(), 1);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QVERIFY(m_cairn->run({u"audit"_s, u"list"_s, u"action:store"_s}).output.contains("yearly"));
}

/// Whoever changes keys, and waits (here for a copy of the store to be made), carries no runs, and keeps nobody from it.
void TestStorage::leavesTheRunsToOthers()
{
    prepare();
    run(u"a.txt"_s, "a");
    const int copied =
        ::open(QFile::encodeName(m_cairn->path(u".cairn/upkeep.lock"_s)).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    QCOMPARE(::flock(copied, LOCK_EX), 0);
    const auto rotating = m_cairn->start({u"store"_s, u"rotate-key"_s});
    QTRY_VERIFY_WITH_TIMEOUT(keys().contains("change"_L1), 20'000);
    QTest::qWait(500); // it has looked whether there is something to do
    m_cairn->write(u"b.txt"_s, "b");
    const Outcome carried = m_cairn->run({u"run"_s, u"p"_s, m_cairn->path(u"b.txt"_s)});
    QVERIFY2(carried.exitCode == 0 && !carried.errors.contains("being carried by"), carried.errors.constData());
    QVERIFY(!m_cairn->run({u"status"_s, u"--json"_s}).output.contains(QByteArray::number(rotating->processId())));
    ::close(copied);
    QVERIFY(rotating->waitForFinished(20'000));
    QCOMPARE(rotating->exitCode(), 0);
}

void TestStorage::saysWhichKeyIsLeft()
{
    prepare();
    run(u"a.txt"_s, QByteArray(150'000, 'a'));
    const QString cut = m_cairn->payloadFiles().value(0);
    QVERIFY(QFile::resize(cut, QFileInfo(cut).size() - 1));
    const Outcome changed = m_cairn->run({u"store"_s, u"rotate-key"_s, u"--reason"_s, u"leaked"_s});
    QCOMPARE(changed.exitCode, 1);
    QVERIFY2(changed.output.contains("not erased: key 1"), changed.output.constData());
    QVERIFY(m_cairn->run({u"doctor"_s, u"--security"_s}).output.contains("key 1 is not erased"));
}

void TestStorage::erases()
{
    prepare();
    const QString id = run(u"a.txt"_s, QByteArray(150'000, 'a'));
    const QString other = run(u"b.txt"_s, "b");
    const Outcome erased = m_cairn->run({u"erase"_s, id, u"--yes"_s, u"--reason"_s, u"asked for"_s, u"--json"_s});
    QVERIFY2(erased.exitCode == 0, erased.errors.constData());
    QVERIFY(erased.json().value(0).value("payloads"_L1).toInt() >= 1);
    QCOMPARE(m_cairn->payloadFiles(), QStringList());
    const Outcome gone = m_cairn->run({u"payload"_s, id + "/one.in"_L1});
    QCOMPARE(gone.exitCode, 4);
    QVERIFY2(gone.errors.contains("Erased on ") && gone.errors.contains("asked for"), gone.errors.constData());
    QVERIFY(m_cairn->run({u"show"_s, id}).output.contains("Erased on "));
    QCOMPARE(m_cairn->run({u"payload"_s, other + "/one.in"_L1}).output, "b"_ba);
    QCOMPARE(m_cairn->run({u"doctor"_s}).exitCode, 0);
    QVERIFY(m_cairn->run({u"audit"_s, u"list"_s, u"subject:"_s + id}).output.contains("run.erased"));
}

void TestStorage::erasesNothingInVain()
{
    prepare();
    const QString id = run(u"a.txt"_s, "a");
    QCOMPARE(m_cairn->run({u"erase"_s, id, u"--yes"_s}).exitCode, 2);                    // no reason
    QCOMPARE(m_cairn->run({u"erase"_s, id, u"--reason"_s, u"x"_s}).exitCode, 2);         // nobody to ask
    QCOMPARE(m_cairn->run({u"erase"_s, u"--yes"_s, u"--reason"_s, u"x"_s}).exitCode, 2); // no run
    QCOMPARE(m_cairn->run({u"erase"_s, u"--where"_s, u"pipeline:q"_s, u"--yes"_s, u"--reason"_s, u"x"_s}).exitCode, 4);
    QCOMPARE(m_cairn->run({u"submit"_s, u"p"_s, m_cairn->path(u"a.txt"_s)}).exitCode, 0);
    const QString waiting =
        m_cairn->run({u"runs"_s, u"--limit"_s, u"1"_s, u"--json"_s}).json().value(0).value("id"_L1).toString();
    QVERIFY(waiting != id);
    QCOMPARE(m_cairn->run({u"erase"_s, waiting, u"--yes"_s, u"--reason"_s, u"x"_s}).exitCode, 2);
    QCOMPARE(m_cairn->run({u"erase"_s, u"--where"_s, u"pipeline:p"_s, u"--yes"_s, u"--reason"_s, u"x"_s}).exitCode, 0);
    QCOMPARE(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).output, "a"_ba); // the waiting one has it, too
}

void TestStorage::erasesAfterATime()
{
    prepare("retention: { payloads: 1ms }\n");
    const QString id = run(u"a.txt"_s, "a");
    QCOMPARE(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).exitCode, 0);
    const auto runner = m_cairn->start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).exitCode, 4, 20'000);
    const Outcome gone = m_cairn->run({u"payload"_s, id + "/one.in"_L1});
    QVERIFY2(gone.errors.contains("kept for 1ms"), gone.errors.constData());
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

/// All of a run but what the audit tells of it; the newest stays until there is another.
void TestStorage::removesRunsAfterATime()
{
    prepare("retention: { runs: 1ms }\n");
    const QString first = run(u"a.txt"_s, QByteArray(150'000, 'a'));
    QCOMPARE(m_cairn->run({u"show"_s, first}).exitCode, 0);
    const QString second = run(u"b.txt"_s, "b"); // whose own runner may remove the first already
    const auto runner = m_cairn->start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_cairn->run({u"show"_s, first}).exitCode, 4, 60'000);
    QCOMPARE(m_cairn->run({u"show"_s, second}).exitCode, 0);
    QCOMPARE(m_cairn->payloadFiles(), QStringList());
    m_cairn->write(u"c.txt"_s, "c");
    QCOMPARE(m_cairn->run({u"run"_s, u"p"_s, m_cairn->path(u"c.txt"_s)}).exitCode, 0);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    const QJsonObject entry = m_cairn->run({u"audit"_s, u"list"_s, u"action:run.removed"_s, u"--json"_s}).json().value(0);
    QCOMPARE(entry.value("subject"_L1).toString(), first);
    QCOMPARE(entry.value("reason"_L1).toString(), u"kept for 1ms"_s);
    QCOMPARE(m_cairn->run({u"audit"_s, u"verify"_s}).exitCode, 0);
    QCOMPARE(m_cairn->run({u"doctor"_s}).exitCode, 0);
}

void TestStorage::backsUpAndRestores()
{
    prepare();
    const QString id = run(u"a.txt"_s, QByteArray(150'000, 'a'));
    const QString file = m_cairn->path(u"store.backup"_s);
    QCOMPARE(m_cairn->run({u"backup"_s, file}).exitCode, 0);
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    QCOMPARE(m_cairn->run({u"restore"_s, file, m_cairn->path({})}).exitCode, 2); // there is one
    QVERIFY(QDir(m_cairn->path(u".cairn"_s)).removeRecursively());
    const QString key = m_config.filePath(u"cairn/keys/cairn-store-key"_s);
    QVERIFY(QFile::rename(key, key + ".away"_L1));
    QCOMPARE(m_cairn->run({u"restore"_s, file, m_cairn->path({})}).exitCode, 3);
    QVERIFY(QFile::rename(key + ".away"_L1, key));
    QCOMPARE(QDir(m_cairn->path({})).entryList({u".cairn*"_s}, QDir::Dirs | QDir::Hidden), QStringList());
    QCOMPARE(m_cairn->run({u"restore"_s, file, m_cairn->path({}), u"--reason"_s, u"the disk died"_s}).exitCode, 0);
    QVERIFY(m_cairn->run({u"audit"_s, u"export"_s}).output.contains("the disk died")); // of store.restored
    QCOMPARE(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).output, QByteArray(150'000, 'a'));
    QCOMPARE(m_cairn->run({u"doctor"_s}).exitCode, 0);
}

/// A payload that is damaged, and one that is lost, are told of; all else is there.
void TestStorage::backsUpAndRestoresWhatIsDamaged()
{
    prepare();
    run(u"a.txt"_s, QByteArray(150'000, 'a'));
    const QString lost = m_cairn->payloadFiles().value(0);
    QVERIFY(QFile::remove(lost));
    run(u"b.txt"_s, QByteArray(150'000, 'b'));
    const QString cut = m_cairn->payloadFiles().value(0);
    QVERIFY(QFile::resize(cut, QFileInfo(cut).size() - 1));
    const QString sound = run(u"c.txt"_s, QByteArray(150'000, 'c'));
    const QString file = m_cairn->path(u"store.backup"_s);
    const Outcome saved = m_cairn->run({u"backup"_s, file});
    QCOMPARE(saved.exitCode, 1);
    QVERIFY2(saved.errors.contains("its file is lost"), saved.errors.constData());
    const QString there = m_cairn->path(u"restored"_s);
    const Outcome restored = m_cairn->run({u"restore"_s, file, there, u"--json"_s});
    QCOMPARE(restored.exitCode, 1);
    QCOMPARE(restored.json().value(0).value("damaged"_L1).toArray().size(), 2);
    QVERIFY(QFile::copy(m_cairn->path(u"cairn.yaml"_s), there + "/cairn.yaml"_L1));
    QCOMPARE(m_cairn->run({u"-C"_s, there, u"payload"_s, sound + "/one.in"_L1}).output, QByteArray(150'000, 'c'));
}

/// What is no regular file is written to; no file takes its place.
void TestStorage::backsUpIntoAPipe()
{
    prepare();
    run(u"a.txt"_s, "content");
    const QString path = m_cairn->path(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const int pipe = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
    const auto backup = m_cairn->start({u"backup"_s, path});
    QByteArray read;
    char part[65536];
    while (!backup->waitForFinished(20) || read.isEmpty()) {
        const ssize_t got = ::read(pipe, part, sizeof part);
        if (got > 0)
            read.append(part, got);
        else if (backup->state() == QProcess::NotRunning)
            break;
    }
    for (ssize_t got = 0; (got = ::read(pipe, part, sizeof part)) > 0;) // what came last
        read.append(part, got);
    ::close(pipe);
    QCOMPARE(backup->exitCode(), 0);
    struct stat left = {};
    QCOMPARE(::stat(QFile::encodeName(path).constData(), &left), 0);
    QVERIFY(S_ISFIFO(left.st_mode));
    m_cairn->write(u"copy.zst"_s, read);
    QCOMPARE(m_cairn->run({u"restore"_s, m_cairn->path(u"copy.zst"_s), m_cairn->path(u"restored"_s)}).exitCode, 0);
}

/// To all but root.
void TestStorage::close(bool closed) const
{
    ::chmod(QFile::encodeName(m_cairn->path(u"."_s)).constData(), 0755);
    ::chmod(QFile::encodeName(m_cairn->path(u".cairn"_s)).constData(), closed ? 0555 : 0700);
    ::chmod(QFile::encodeName(m_cairn->path(u".cairn/store.sqlite"_s)).constData(), closed ? 0444 : 0600);
}

std::unique_ptr<QProcess> TestStorage::startedByNobody(const QStringList &words) const
{
    auto cairn = std::make_unique<QProcess>();
    cairn->setChildProcessModifier([] {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
            ::_exit(99);
    });
    cairn->start(programPath(u"cairn"_s), QStringList{u"-C"_s, m_cairn->path(u"."_s)} + words);
    return cairn;
}

/// On a disk that has become read-only, which is when one has to look.
void TestStorage::canBeLookedAtWhereNothingCanBeWritten()
{
    prepare({}, "encryption: off\n");
    const QString id = run(u"a.txt"_s, "content");
    const auto asNobody = [&](const QStringList &words) {
        const auto cairn = startedByNobody(words);
        cairn->waitForFinished();
        return Outcome{cairn->exitCode(), cairn->readAllStandardOutput(), cairn->readAllStandardError()};
    };
    close(true);
    const QString looks = u"status|runs|show %1|doctor|payload %1|incident|service|store|alerts|runbook|credential|review|"
                          "breaker api|breaker api history|apply --dry-run|rerun %1 --compare|"
                          "service set api policy.retry.attempts=2 --dry-run"_s;
    for (const QString &words : looks.arg(id).split(u'|')) {
        const Outcome looked = asNobody(words.split(u' '));
        QVERIFY2(looked.exitCode == 0, (looked.output + looked.errors).constData());
        QVERIFY2(looked.errors.contains("nothing can be changed now, only looked at: "), looked.errors.constData());
    }
    QVERIFY(asNobody({u"runs"_s}).output.contains(id.toUtf8()));
    QCOMPARE(asNobody({u"retry"_s, u"--where"_s, u"p"_s, u"--dry-run"_s}).exitCode, 4); // none of them
    QCOMPARE(asNobody({u"incident"_s, u"postmortem"_s, u"1"_s}).exitCode, 4);
    QCOMPARE(asNobody({u"cancel"_s, id}).exitCode, 3);
    QCOMPARE(asNobody({u"breaker"_s, u"api"_s, u"open"_s}).exitCode, 3);
    QCOMPARE(asNobody({u"review"_s, u"api"_s, u"--sign-off"_s}).exitCode, 3);
    QCOMPARE(asNobody({u"service"_s, u"set"_s, u"api"_s, u"policy.retry.attempts=2"_s, u"--reason"_s, u"x"_s}).exitCode, 3);
    QCOMPARE(asNobody({u"submit"_s, u"p"_s, m_cairn->path(u"a.txt"_s)}).exitCode, 3);
    close(false);
    QCOMPARE(m_cairn->run({u"runs"_s}).errors, QByteArray());
}

/// As after a disk was full when it was opened.
void TestStorage::followsAViewOnceItCanBeWritten()
{
    if (::geteuid() != 0)
        QSKIP("needs root, to become another user");
    prepare({}, "encryption: off\n");
    const QString first = run(u"a.txt"_s, "content");
    close(true);
    const auto follow = startedByNobody({u"--json"_s, u"events"_s, u"--follow"_s});
    QByteArray told;
    const auto tells = [&](const QString &id) { return (told += follow->readAllStandardOutput()).contains(id.toUtf8()); };
    QTRY_VERIFY_WITH_TIMEOUT(tells(first), 20'000);
    QVERIFY(follow->readAllStandardError().contains("nothing can be changed now"));
    const QString second = run(u"b.txt"_s, "more"); // by root, who may write all the same
    close(true);                                    // the log is gone once nobody has it open
    QTRY_VERIFY_WITH_TIMEOUT(tells(second), 20'000);
    QCOMPARE(told.count("dev.cairn.run.succeeded"), 2); // each once
    follow->terminate();
    QVERIFY(follow->waitForFinished());
    close(false);
}

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storage.moc"
