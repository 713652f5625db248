#include "cairnprogram.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// The manual page and the completion know every command and option that the program itself tells of.
class TestManual : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void manualNames_data();
    void manualNames();
    void manualIsWellFormed_data();
    void manualIsWellFormed();
    void otherProgramsAreTold_data();
    void otherProgramsAreTold();
    void completionOffers_data();
    void completionOffers();
    void completionFindsPipelines();
    void completionRunsNothing();
    void bashCompletes_data();
    void bashCompletes();
    void commandsNamedInManualExist();

private:
    static QString source(const QString &path);
    static QString manualOf(const QString &program);
    static QStringList complete(const QStringList &words);
    QString optionsOf(const QString &command) const;

    CairnProgram m_cairn;
    QStringList m_commands;
    QMap<QString, QStringList> m_options;
    QString m_manual;
};

QString TestManual::source(const QString &path)
{
    return qEnvironmentVariable("CAIRN_SOURCE") + QLatin1Char('/') + path;
}

/// What bash is offered for the last of `words`.
QStringList TestManual::complete(const QStringList &words)
{
    const QString script = u"source \"$0\" || exit 9; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                           "COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; "
                           "_cairn 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\""_s;
    QProcess bash;
    bash.start(u"bash"_s, QStringList{u"-c"_s, script, source(u"resources/completion/cairn.bash"_s)} + words);
    if (!bash.waitForFinished() || bash.exitCode() != 0)
        return {};
    return QString::fromUtf8(bash.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void TestManual::initTestCase()
{
    static const QRegularExpression command(u"^  ([a-z]+) "_s, QRegularExpression::MultilineOption);
    static const QRegularExpression option(u"^  (--?[A-Za-z-]+)[, ]"_s, QRegularExpression::MultilineOption);
    const QString help = QString::fromUtf8(m_cairn.run({u"--help"_s}).output);
    for (auto it = command.globalMatch(help); it.hasNext();)
        m_commands.append(it.next().captured(1));
    QVERIFY2(m_commands.size() >= 15, qPrintable(help));
    for (const QString &name : std::as_const(m_commands)) {
        const QString text = QString::fromUtf8(m_cairn.run({name, u"--help"_s}).output);
        for (auto it = option.globalMatch(text); it.hasNext();)
            m_options[name].append(it.next().captured(1));
        QVERIFY2(m_options[name].contains(u"--json"_s), qPrintable(text));
    }
    m_manual = manualOf(u"cairn"_s);
}

/// Without what is only for its looks; empty if there is none.
QString TestManual::manualOf(const QString &program)
{
    QFile manual(source(u"resources/man/%1.1"_s.arg(program)));
    static const QRegularExpression markup(u"\\\\f[BIR]"_s);
    if (!manual.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(manual.readAll()).remove(markup).replace("\\-"_L1, "-"_L1);
}

QString TestManual::optionsOf(const QString &command) const
{
    const QRegularExpression entry(u"^\\.TP\\n(?:\\.B )?%1\\b(.*\\n(?:(?!\\.TP|\\.S[HS]).*\\n)*)"_s.arg(command),
                                   QRegularExpression::MultilineOption);
    return entry.match(m_manual).captured(0);
}

void TestManual::manualNames_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &name : std::as_const(m_commands))
        QTest::newRow(qPrintable(name)) << name;
}

void TestManual::manualNames()
{
    QFETCH(QString, command);
    const QString entry = optionsOf(command);
    QVERIFY2(!entry.isEmpty(), "the manual has no entry for this command");
    for (const QString &option : std::as_const(m_options[command])) {
        const bool global = option == "-C"_L1 || option == "--json"_L1 || option == "-h"_L1;
        QVERIFY2((global ? m_manual : entry).contains(option), qPrintable(option + " is missing"_L1));
    }
}

void TestManual::manualIsWellFormed_data()
{
    QTest::addColumn<QString>("program");
    for (const QString &program : {u"cairn"_s, u"cairn-console"_s, u"cairn-demo-services"_s})
        QTest::newRow(qPrintable(program)) << program;
}

void TestManual::manualIsWellFormed()
{
    QFETCH(const QString, program);
    QProcess groff;
    groff.start(u"groff"_s, {u"-man"_s, u"-Tutf8"_s, u"-ww"_s, u"-z"_s, source(u"resources/man/%1.1"_s.arg(program))});
    QVERIFY2(groff.waitForStarted(), "groff is not installed: see script/bootstrap");
    QVERIFY(groff.waitForFinished());
    QCOMPARE(groff.readAllStandardError(), QByteArray());
    QCOMPARE(groff.exitCode(), 0);
}

void TestManual::otherProgramsAreTold_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("the console") << u"cairn-console"_s;
    QTest::newRow("the demo's services") << u"cairn-demo-services"_s;
}

/// Every option, and none that there is not.
void TestManual::otherProgramsAreTold()
{
    QFETCH(const QString, program);
    const QString path = programPath(program);
    QVERIFY2(QFile::exists(path), "it is not built");
    QProcess help;
    help.setProcessEnvironment([] {
        QProcessEnvironment offscreen = QProcessEnvironment::systemEnvironment();
        offscreen.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        return offscreen;
    }());
    help.start(path, {u"--help"_s});
    QVERIFY(help.waitForFinished());
    static const QRegularExpression option(u"(?<=[\\s])--?[a-z][a-z-]*"_s);
    const auto optionsIn = [](const QString &text) {
        QSet<QString> found;
        for (auto it = option.globalMatch(text); it.hasNext();)
            found.insert(it.next().captured());
        return found;
    };
    const QString text = QString::fromUtf8(help.readAllStandardOutput());
    QSet<QString> told = optionsIn(manualOf(program));
    const QSet<QString> all = optionsIn(text.mid(text.indexOf("Options:"_L1)).section("Arguments:"_L1, 0, 0));
    QVERIFY2(all.size() > 3, qPrintable(text));
    told.remove(u"-platform"_s); // Qt's own
    QCOMPARE(told, all);
    QVERIFY(m_manual.contains(program));
}

void TestManual::completionOffers_data()
{
    manualNames_data();
}

void TestManual::completionOffers()
{
    QFETCH(QString, command);
    QVERIFY(complete({u"cairn"_s, command.first(1)}).contains(command));
    const QStringList offered = complete({u"cairn"_s, u"-C"_s, u"/tmp"_s, command, u"-"_s});
    for (const QString &option : std::as_const(m_options[command])) {
        if (option != "-h"_L1)
            QVERIFY2(offered.contains(option), qPrintable(option + " is not offered"_L1));
    }
    for (const QString &option : offered)
        QVERIFY2(m_options[command].contains(option) || option == "--help"_L1, qPrintable(option + " is none"_L1));
}

void TestManual::completionFindsPipelines()
{
    m_cairn.write(u"pipelines/p.yaml"_s, "pipeline: intake # ours\nversion: 1\n");
    const QString folder = m_cairn.path(u"pipelines"_s);
    QCOMPARE(complete({u"cairn"_s, u"-C"_s, folder, u"run"_s, QString()}), QStringList{u"intake"_s});
    const QStringList examples = complete({u"cairn"_s, u"init"_s, u"--example"_s, QString()});
    const QByteArray help = m_cairn.run({u"init"_s, u"--help"_s}).output;
    QVERIFY2(help.contains("Examples: " + examples.join(u", "_s).toUtf8() + "\n"), help.constData());
}

/// What stands in a workspace's files is text, whoever wrote them.
void TestManual::completionRunsNothing()
{
    const CairnProgram cloned;
    cloned.write(u"cairn.yaml"_s, "workspace: w\n");
    cloned.write(u"pipelines/p.yaml"_s, "pipeline: $(touch${IFS}made) # ours\n");
    cloned.write(u"pipelines/q.yaml"_s, "pipeline: \"quoted\"\n");
    cloned.write(u"services/s.yaml"_s, "service: `touch${IFS}made`\ncredential: { key: $(touch${IFS}made) }\n");
    cloned.write(u"runbooks/$(touch made).md"_s, "# Text\n");
    cloned.write(u"runbooks/ours.md"_s, "# Text\n");
    const auto offered = [&cloned](const QStringList &words) {
        return complete(QStringList{u"cairn"_s, u"-C"_s, cloned.path({})} + words);
    };
    QCOMPARE(offered({u"run"_s, QString()}), QStringList{u"quoted"_s});
    QCOMPARE(offered({u"service"_s, u"show"_s, QString()}), QStringList());
    QCOMPARE(offered({u"credential"_s, u"set"_s, QString()}), QStringList());
    QCOMPARE(offered({u"runbook"_s, u"show"_s, u"o"_s}), QStringList{u"ours"_s});
    QCOMPARE(offered({u"runs"_s, u"tried:"_s}), QStringList{u"any"_s}); // behind the colon
    QVERIFY(!QFile::exists(u"made"_s) && !QFile::exists(cloned.path(u"made"_s)));
}

namespace {

/// A bash at a terminal, as people have it: it cuts lines into words, and puts what is offered into its line, by itself.
class TypedAt
{
public:
    explicit TypedAt(const QString &folder)
    {
        m_child = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_child != 0)
            return;
        if (::chdir(QFile::encodeName(folder).constData()) != 0)
            ::_exit(9);
        ::setenv("PS1", Prompt, 1);
        ::setenv("TERM", "dumb", 1);
        ::setenv("INPUTRC", "/dev/null", 1);
        ::execlp("bash", "bash", "--norc", "--noprofile", "-i", nullptr);
        ::_exit(9);
    }
    ~TypedAt()
    {
        ::close(m_terminal);
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }
    TypedAt(const TypedAt &) = delete;
    TypedAt &operator=(const TypedAt &) = delete;

    /// What is printed until bash waits for the next line.
    QByteArray line(const QByteArray &typed)
    {
        if (!typed.isEmpty() && ::write(m_terminal, typed.constData(), size_t(typed.size())) != typed.size())
            return {};
        QByteArray printed;
        pollfd look{m_terminal, POLLIN, 0};
        while (!printed.endsWith(Prompt) && ::poll(&look, 1, 10'000) > 0) {
            char block[4096];
            const auto got = ::read(m_terminal, block, sizeof block);
            if (got <= 0)
                break;
            printed += QByteArray(block, got);
        }
        return printed;
    }

private:
    static constexpr const char *Prompt = "next> ";
    int m_terminal = -1;
    pid_t m_child = -1;
};

} // namespace

void TestManual::bashCompletes_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *typed, const char *words) { QTest::newRow(typed) << QByteArray(typed) << QByteArray(words); };
    row("runs sta", "<runs><state:>");
    row("runs state:bl", "<runs><state:blocked>");
    row("runs state:blocked,he", "<runs><state:blocked,held>");
    row("runs category:rat", "<runs><category:rate_limit>");
    row("runs pipeline:inta", "<runs><pipeline:intake>");
    row("runs state:blocked pipe", "<runs><state:blocked><pipeline:>");
    row("runs incident:", "<runs><incident:>"); // whose values are not known here
    row("audit list actor:a", "<audit><list><actor:a>");
    row("audit list since:tod", "<audit><list><since:today>");
    row("help incid", "<help><incident>");
    row("incident ack pip", "<incident><ack><pip>"); // it takes no file
    row("incident open pip", "<incident><open><pipelines/>");
    row("submit intake a:b", "<submit><intake><a:bc.txt>");
}

void TestManual::bashCompletes()
{
    QFETCH(const QByteArray, typed);
    QFETCH(const QByteArray, words);
    m_cairn.write(u"pipelines/p.yaml"_s, "pipeline: intake # ours\nversion: 1\n");
    m_cairn.write(u"a:bc.txt"_s, "x");
    TypedAt bash(m_cairn.path({}));
    bash.line({});
    bash.line("bind 'set bell-style none'\n");
    bash.line("source '" + source(u"resources/completion/cairn.bash"_s).toUtf8() + "'\n");
    bash.line("cairn() { printf '<%s>' \"$@\" >words; }\n");
    bash.line("cairn " + typed + "\t\n");
    QCOMPARE(m_cairn.read(u"words"_s), words);
}

void TestManual::commandsNamedInManualExist()
{
    static const QRegularExpression section(u"^\\.SH COMMANDS\\n(.*?)^\\.SH FILTERS"_s,
                                            QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression entry(u"^\\.TP\\n(?:\\.B )?([a-z]+)"_s, QRegularExpression::MultilineOption);
    QStringList named;
    for (auto it = entry.globalMatch(section.match(m_manual).captured(1)); it.hasNext();)
        named.append(it.next().captured(1));
    QStringList existing = m_commands;
    named.sort();
    existing.sort();
    QCOMPARE(named, existing);
}

QTEST_GUILESS_MAIN(TestManual)
#include "tst_manual.moc"
