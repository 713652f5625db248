#include "workspacetest.h"

#include "security/sealedfile.h"

#include <QDirIterator>

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Secrets and sensitive data go through a day of work that fails and recovers; afterwards every place that somebody might look
/// into is searched for them. Prints what was looked for where.
class TestPlantedSecrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsFound();
    void theSearchFindsWhatIsThere();
    void aCrashLeavesNoCoreDump();
    void othersCannotLookInside();

private:
    struct Place
    {
        QByteArray name;
        QList<std::pair<QString, QByteArray>> texts; ///< by where exactly
    };
    /// What was planted, and the places where it may not be.
    struct Plant
    {
        QByteArray name;
        QByteArray text;
        QList<QByteArray> places;
    };
    Place filesOfTheStore() const;
    Place exports() const;
    Place payloads() const;
    Place processes(const QProcess &running) const;
    int search(const Plant &plant, const Place &place) const;

    std::unique_ptr<LedgerServer> m_ledger;
    std::unique_ptr<OneServiceWorkspace> m_workspace;
    QList<Place> m_places;
};

namespace {

const QByteArray Token = "planted-token-7f3a91c2d4";
const QByteArray Card = "4111111111111111";
const QByteArray Answer = "planted-answer-55d0b7";
const QByteArray Header = "planted-header-90ab31";
const QByteArray Large = "planted-large-77aa04";
constexpr uint Nobody = 65'534;

const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n"
    "  send:\n    needs: [scan]\n    service: api\n"
    "    request: { method: POST, path: /send, body: { json: \"${{ .steps.scan.body }}\" } }\n";

/// Scans once it has been asked three times, then refuses the second step; repeats what it was sent, and by whom, each time.
LedgerAnswer answerTo(const LedgerEntry &entry, int number)
{
    const QByteArray caller = entry.headers.value("authorization");
    if (entry.path.startsWith("/scan")) {
        LedgerAnswer answer = jsonAnswer("{\"caller\":\"" + caller + "\",\"note\":\"" + Answer + "\",\"card\":\"" + Card +
                                             "\",\"pages\":\"" + (Large + ' ').repeated(8'000) + "\"}",
                                         number < 3 ? 503 : 200);
        answer.extraHeaders = "X-Session: " + Header + "\r\nX-Caller: " + caller + "\r\n";
        return answer;
    }
    return jsonAnswer("{\"title\":\"Refused\",\"detail\":\"card " + Card + " is not valid, says " + caller + "\"}", 422);
}

/// As it might stand in a file or a log.
QList<QByteArray> formsOf(const QByteArray &text)
{
    const QString wide = QString::fromUtf8(text);
    return {text, text.toPercentEncoding(), text.toHex(), text.toBase64(QByteArray::OmitTrailingEquals).chopped(2),
            QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2)};
}

} // namespace

void TestPlantedSecrets::initTestCase()
{
    qunsetenv("CREDENTIALS_DIRECTORY");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
    qputenv("QT_LOGGING_RULES", "cairn.*=true");
    m_ledger = std::make_unique<LedgerServer>(answerTo);
    m_workspace =
        std::make_unique<OneServiceWorkspace>(m_ledger->port(), Steps, "credential: { kind: bearer, key: api-token }\n");
    m_workspace->cairn().write(u"a.txt"_s, "pay with card " + Card + "\n");
    const auto set = m_workspace->cairn().start({u"credential"_s, u"set"_s, u"api-token"_s, u"--file"_s});
    set->write(Token);
    set->closeWriteChannel();
    QVERIFY(set->waitForFinished());
    QCOMPARE(set->exitCode(), 0);

    const auto run = m_workspace->cairn().start({u"run"_s, u"p"_s, m_workspace->cairn().path(u"a.txt"_s)});
    QVERIFY(run->waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(m_ledger->count() > 0, 30'000);
    m_places.append(processes(*run));
    QVERIFY(run->waitForFinished(60'000));
    QCOMPARE(run->exitCode(), 1); // the second step needs a person
    Place logs{"logs", {{u"run"_s, run->readAllStandardOutput() + run->readAllStandardError()}}};
    const Outcome retried = m_workspace->cairn({"retry", m_workspace->id().toUtf8(), "--reason", "again"});
    QCOMPARE(retried.exitCode, 0);
    const Outcome drained = m_workspace->cairn({"runner", "--drain"});
    logs.texts.append({u"runner"_s, retried.output + retried.errors + drained.output + drained.errors});
    m_places.append(logs);
    m_places.append(exports());
    m_places.append(payloads());
    m_places.append(filesOfTheStore());
}

TestPlantedSecrets::Place TestPlantedSecrets::filesOfTheStore() const
{
    Place place{"store", {}};
    QDirIterator files(m_workspace->cairn().path(u".cairn"_s), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.fileName().contains(u"/credentials/"_s) && file.open(QIODevice::ReadOnly))
            place.texts.append({file.fileName(), file.readAll()});
    }
    return place;
}

TestPlantedSecrets::Place TestPlantedSecrets::exports() const
{
    Place place{"exports", {}};
    const QByteArray id = m_workspace->id().toUtf8();
    for (const QList<QByteArray> &words : {QList<QByteArray>{"show", id, "--json"},
                                           {"show", id},
                                           {"events", "--json"},
                                           {"audit", "export"},
                                           {"incident", "show", "1", "--json"},
                                           {"incident", "postmortem", "1"},
                                           {"service", "show", "api", "--json"},
                                           {"credential", "list", "--json"},
                                           {"doctor", "--security"}}) {
        const Outcome outcome = m_workspace->cairn(words);
        place.texts.append({QString::fromUtf8(words.join(' ')), outcome.output + outcome.errors});
    }
    const QString path = m_workspace->cairn().path(u"incident.cairn"_s);
    const Outcome saved = m_workspace->cairn({"incident", "bundle", "1", "-o", path.toUtf8(), "--reason", "for the vendor"});
    if (const auto file = SealedFile::open(path); saved.exitCode == 0 && file) {
        QByteArray all = QJsonDocument((*file)->manifest()).toJson();
        const auto read = (*file)->read([&](const SealedMember &, QByteArrayView block) {
            all.append(block);
            return Result<void>();
        });
        place.texts.append({read ? u"incident file"_s : u"unreadable incident file"_s, all});
    }
    return place;
}

/// As they are, for scripts: what was answered is in them, but not the secret that the service was called with.
TestPlantedSecrets::Place TestPlantedSecrets::payloads() const
{
    Place place{"payloads", {}};
    const QByteArray id = m_workspace->id().toUtf8();
    for (const QByteArray &name : {QByteArray(id), id + "/scan.out", id + "/send.in", id + "/send.out"})
        place.texts.append({QString::fromUtf8(name), m_workspace->cairn({"payload", name}).output});
    return place;
}

TestPlantedSecrets::Place TestPlantedSecrets::processes(const QProcess &running) const
{
    Place place{"processes", {}};
    for (const QString &name : {u"cmdline"_s, u"environ"_s}) {
        QFile file(u"/proc/%1/%2"_s.arg(running.processId()).arg(name));
        if (file.open(QIODevice::ReadOnly))
            place.texts.append({name, file.readAll()});
    }
    return place;
}

int TestPlantedSecrets::search(const Plant &plant, const Place &place) const
{
    int found = 0;
    for (const auto &[where, text] : place.texts) {
        for (const QByteArray &form : formsOf(plant.text)) {
            if (text.contains(form)) {
                ++found;
                qWarning().noquote() << plant.name << "stands in" << place.name << where << "as" << form;
                break;
            }
        }
    }
    return found;
}

void TestPlantedSecrets::nothingIsFound()
{
    const QList<QByteArray> everywhere{"processes", "logs", "exports", "store"};
    const QList<QByteArray> andInside = everywhere + QList<QByteArray>{"payloads"};
    const Plant plants[] = {
        {"credential", Token, andInside},
        {"card", Card, everywhere},
        {"answer's body", Answer, everywhere},
        {"large answer", Large, everywhere},
        {"answer's header", Header, {"processes", "logs", "store"}},
    };
    int found = 0;
    std::printf("%-18s %-10s %7s %12s %6s\n", "planted", "place", "texts", "bytes", "found");
    for (const Plant &plant : plants) {
        for (const Place &place : std::as_const(m_places)) {
            if (!plant.places.contains(place.name))
                continue;
            qint64 bytes = 0;
            for (const auto &text : place.texts)
                bytes += text.second.size();
            const int here = search(plant, place);
            found += here;
            std::printf("%-18s %-10s %7lld %12lld %6d\n", plant.name.constData(), place.name.constData(),
                        qint64(place.texts.size()), bytes, here);
        }
    }
    std::fflush(stdout);
    QCOMPARE(found, 0);
}

/// What is searched so could be found: names that are no secret are.
void TestPlantedSecrets::theSearchFindsWhatIsThere()
{
    const LedgerEntry first = m_ledger->entries().first();
    QCOMPARE(first.headers.value("authorization"), "Bearer " + Token);
    QVERIFY(first.body.contains(Card));
    const QByteArray id = m_workspace->id().toUtf8();
    const QByteArray answer = m_workspace->cairn({"payload", id + "/scan.out"}).output;
    QVERIFY(answer.contains(Answer) && answer.contains("\"caller\":\"Bearer ****"));
    QCOMPARE(m_ledger->entries().last().headers.value("authorization"), "Bearer " + Token);
    QVERIFY(!m_ledger->entries().last().body.contains(Token)); // nor does it go on to the next service
    const Plant name{"input's name", "a.txt", {}};
    for (const Place &place : std::as_const(m_places)) {
        QVERIFY2(!place.texts.isEmpty(), place.name.constData());
        if (place.name != "logs" && place.name != "payloads")
            QVERIFY2(search(name, place) > 0, place.name.constData());
    }
    const auto incidentFile = [](const Place &place) {
        return std::any_of(place.texts.begin(), place.texts.end(),
                           [](const auto &text) { return text.first == "incident file"_L1; });
    };
    QVERIFY(std::any_of(m_places.begin(), m_places.end(), incidentFile));
}

namespace {

/// Starts a program, waits until it is `ready`, has the signal that aborts end it, and tells whether it left a core dump:
/// whatever the machine does with such. The limit is lifted from outside, so that nothing but the process itself stands in the
/// way.
bool dumpsCore(const QStringList &words, const std::function<bool(qint64)> &ready)
{
    QList<QByteArray> bytes;
    for (const QString &word : words)
        bytes.append(QFile::encodeName(word));
    std::vector<char *> arguments;
    for (QByteArray &word : bytes)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const QTemporaryDir folder;
    const QByteArray place = QFile::encodeName(folder.path());
    const pid_t child = ::fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR);
        if (::chdir(place.constData()) == 0 && ::dup2(nowhere, STDOUT_FILENO) >= 0 && ::dup2(nowhere, STDERR_FILENO) >= 0)
            ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    if (child < 0 || !QTest::qWaitFor([&] { return ready(child); }, 20'000))
        qFatal("%s does not start", arguments.front());
    const rlimit most{RLIM_INFINITY, RLIM_INFINITY};
    if (::prlimit(child, RLIMIT_CORE, &most, nullptr) != 0)
        qInfo("the limit cannot be lifted here");
    ::kill(child, SIGABRT);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WCOREDUMP(status);
}

QByteArray procFile(qint64 process, const char *name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestPlantedSecrets::aCrashLeavesNoCoreDump()
{
#ifdef CAIRN_SANITIZED
    QSKIP("sanitizers catch the signal themselves");
#endif
    const bool others = dumpsCore({u"/usr/bin/tail"_s, u"-f"_s, u"/dev/null"_s},
                                  [](qint64 process) { return procFile(process, "comm").startsWith("tail"); });
    qInfo() << "here others leave core dumps:" << others;
    const auto carries = [this](qint64) {
        return !m_workspace->cairn({"status", "--json"}).json().value(0).value(u"runner"_s).toString().isEmpty();
    };
    QVERIFY(!dumpsCore({programPath(u"cairn"_s), u"-C"_s, m_workspace->cairn().path(u"."_s), u"runner"_s}, carries));
}

/// What runs as the same user can attach to no program of Cairn's, and cannot read its environment or memory.
void TestPlantedSecrets::othersCannotLookInside()
{
#ifdef CAIRN_SANITIZED
    QSKIP("sanitizers trace the process themselves");
#endif
    const OneServiceWorkspace workspace(1, Steps);
    const uint user = ::getuid() == 0 ? Nobody : ::getuid();
    if (::getuid() == 0) { // who could look into anything
        QDirIterator files(workspace.cairn().path(u"."_s), QDir::AllEntries | QDir::Hidden | QDir::NoDotDot,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            QCOMPARE(::lchown(QFile::encodeName(files.next()).constData(), Nobody, Nobody), 0);
    }
    QProcess runner;
    runner.setChildProcessModifier([user] {
        if (user != ::getuid() && (::setgroups(0, nullptr) != 0 || ::setgid(user) != 0 || ::setuid(user) != 0))
            ::_exit(127);
    });
    runner.start(programPath(u"cairn"_s), {u"-C"_s, workspace.cairn().path(u"."_s), u"runner"_s});
    QVERIFY(runner.waitForStarted());
    const QString proc = u"/proc/%1/"_s.arg(runner.processId());
    QTRY_COMPARE(QFileInfo(proc + u"environ"_s).ownerId(),
                 0u); // the kernel takes its files from its user as soon as it asks for that
    QTRY_VERIFY(QFile::exists(workspace.cairn().path(u".cairn"_s))); // it carries runs all the same
    QVERIFY(procFile(runner.processId(), "status").contains("\nUid:\t" + QByteArray::number(user)));
    runner.terminate();
    QVERIFY(runner.waitForFinished());
    QCOMPARE(runner.exitStatus(), QProcess::NormalExit);
}

QTEST_GUILESS_MAIN(TestPlantedSecrets)
#include "tst_plantedsecrets.moc"
