#include "cairnprogram.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn::testing;

/// The manual page and the completion know every command and option that the program itself tells of.
class TestManual : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void manualNames_data();
    void manualNames();
    void manualIsWellFormed();
    void completionOffers_data();
    void completionOffers();
    void completionFindsPipelines();
    void completionRunsNothing();
    void bashCompletes_data();
    void bashCompletes();
    void commandsNamedInManualExist();

private:
    static QString source(const QString &path);
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
    const QString script = QStringLiteral("source \"$0\" || exit 9; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                                          "COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; "
                                          "_cairn 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"");
    QProcess bash;
    bash.start(QStringLiteral("bash"),
               QStringList{QStringLiteral("-c"), script, source(QStringLiteral("resources/completion/cairn.bash"))} + words);
    if (!bash.waitForFinished() || bash.exitCode() != 0)
        return {};
    return QString::fromUtf8(bash.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void TestManual::initTestCase()
{
    static const QRegularExpression command(QStringLiteral("^  ([a-z]+) "), QRegularExpression::MultilineOption);
    static const QRegularExpression option(QStringLiteral("^  (--?[A-Za-z-]+)[, ]"), QRegularExpression::MultilineOption);
    const QString help = QString::fromUtf8(m_cairn.run({QStringLiteral("--help")}).output);
    for (auto it = command.globalMatch(help); it.hasNext();)
        m_commands.append(it.next().captured(1));
    QVERIFY2(m_commands.size() >= 15, qPrintable(help));
    for (const QString &name : std::as_const(m_commands)) {
        const QString text = QString::fromUtf8(m_cairn.run({name, QStringLiteral("--help")}).output);
        for (auto it = option.globalMatch(text); it.hasNext();)
            m_options[name].append(it.next().captured(1));
        QVERIFY2(m_options[name].contains(QStringLiteral("--json")), qPrintable(text));
    }
    QFile manual(source(QStringLiteral("resources/man/cairn.1")));
    QVERIFY(manual.open(QIODevice::ReadOnly));
    static const QRegularExpression markup(QStringLiteral("\\\\f[BIR]"));
    m_manual = QString::fromUtf8(manual.readAll()).remove(markup).replace(QLatin1String("\\-"), QLatin1String("-"));
}

QString TestManual::optionsOf(const QString &command) const
{
    const QRegularExpression entry(QStringLiteral("^\\.TP\\n(?:\\.B )?%1\\b(.*\\n(?:(?!\\.TP|\\.S[HS]).*\\n)*)").arg(command),
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
        const bool global = option == QLatin1String("-C") || option == QLatin1String("--json") || option == QLatin1String("-h");
        QVERIFY2((global ? m_manual : entry).contains(option), qPrintable(option + QLatin1String(" is missing")));
    }
}

void TestManual::manualIsWellFormed()
{
    QProcess groff;
    groff.start(QStringLiteral("groff"), {QStringLiteral("-man"), QStringLiteral("-Tutf8"), QStringLiteral("-ww"),
                                          QStringLiteral("-z"), source(QStringLiteral("resources/man/cairn.1"))});
    QVERIFY2(groff.waitForStarted(), "groff is not installed: see script/bootstrap");
    QVERIFY(groff.waitForFinished());
    QCOMPARE(groff.readAllStandardError(), QByteArray());
    QCOMPARE(groff.exitCode(), 0);
}

void TestManual::completionOffers_data()
{
    manualNames_data();
}

void TestManual::completionOffers()
{
    QFETCH(QString, command);
    QVERIFY(complete({QStringLiteral("cairn"), command.first(1)}).contains(command));
    const QStringList offered =
        complete({QStringLiteral("cairn"), QStringLiteral("-C"), QStringLiteral("/tmp"), command, QStringLiteral("-")});
    for (const QString &option : std::as_const(m_options[command])) {
        if (option != QLatin1String("-h"))
            QVERIFY2(offered.contains(option), qPrintable(option + QLatin1String(" is not offered")));
    }
    for (const QString &option : offered)
        QVERIFY2(m_options[command].contains(option) || option == QLatin1String("--help"),
                 qPrintable(option + QLatin1String(" is none")));
}

void TestManual::completionFindsPipelines()
{
    m_cairn.write(QStringLiteral("pipelines/p.yaml"), "pipeline: intake # ours\nversion: 1\n");
    const QString folder = m_cairn.path(QStringLiteral("pipelines"));
    QCOMPARE(complete({QStringLiteral("cairn"), QStringLiteral("-C"), folder, QStringLiteral("run"), QString()}),
             QStringList{QStringLiteral("intake")});
    const QStringList examples =
        complete({QStringLiteral("cairn"), QStringLiteral("init"), QStringLiteral("--example"), QString()});
    const QByteArray help = m_cairn.run({QStringLiteral("init"), QStringLiteral("--help")}).output;
    QVERIFY2(help.contains("Examples: " + examples.join(QStringLiteral(", ")).toUtf8() + "\n"), help.constData());
}

/// What stands in a workspace's files is text, whoever wrote them.
void TestManual::completionRunsNothing()
{
    const CairnProgram cloned;
    cloned.write(QStringLiteral("cairn.yaml"), "workspace: w\n");
    cloned.write(QStringLiteral("pipelines/p.yaml"), "pipeline: $(touch${IFS}made) # ours\n");
    cloned.write(QStringLiteral("pipelines/q.yaml"), "pipeline: \"quoted\"\n");
    cloned.write(QStringLiteral("services/s.yaml"), "service: `touch${IFS}made`\ncredential: { key: $(touch${IFS}made) }\n");
    cloned.write(QStringLiteral("runbooks/$(touch made).md"), "# Text\n");
    cloned.write(QStringLiteral("runbooks/ours.md"), "# Text\n");
    const auto offered = [&cloned](const QStringList &words) {
        return complete(QStringList{QStringLiteral("cairn"), QStringLiteral("-C"), cloned.path({})} + words);
    };
    QCOMPARE(offered({QStringLiteral("run"), QString()}), QStringList{QStringLiteral("quoted")});
    QCOMPARE(offered({QStringLiteral("service"), QStringLiteral("show"), QString()}), QStringList());
    QCOMPARE(offered({QStringLiteral("credential"), QStringLiteral("set"), QString()}), QStringList());
    QCOMPARE(offered({QStringLiteral("runbook"), QStringLiteral("show"), QStringLiteral("o")}), QStringList{QStringLiteral("ours")});
    QCOMPARE(offered({QStringLiteral("runs"), QStringLiteral("tried:")}), QStringList{QStringLiteral("any")}); // behind the colon
    QVERIFY(!QFile::exists(QStringLiteral("made")) && !QFile::exists(cloned.path(QStringLiteral("made"))));
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
    m_cairn.write(QStringLiteral("pipelines/p.yaml"), "pipeline: intake # ours\nversion: 1\n");
    m_cairn.write(QStringLiteral("a:bc.txt"), "x");
    TypedAt bash(m_cairn.path({}));
    bash.line({});
    bash.line("bind 'set bell-style none'\n");
    bash.line("source '" + source(QStringLiteral("resources/completion/cairn.bash")).toUtf8() + "'\n");
    bash.line("cairn() { printf '<%s>' \"$@\" >words; }\n");
    bash.line("cairn " + typed + "\t\n");
    QCOMPARE(m_cairn.read(QStringLiteral("words")), words);
}

void TestManual::commandsNamedInManualExist()
{
    static const QRegularExpression section(QStringLiteral("^\\.SH COMMANDS\\n(.*?)^\\.SH FILTERS"),
                                            QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression entry(QStringLiteral("^\\.TP\\n(?:\\.B )?([a-z]+)"), QRegularExpression::MultilineOption);
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
