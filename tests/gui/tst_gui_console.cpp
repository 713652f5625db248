#include "console.h"
#include "consolehome.h"
#include "example.h"

#include "base/inbackground.h"
#include "store/sqlitestore.h"
#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/run/rundetailpanel.h"
#include "ui/services/servicespanel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/recentworkspaces.h"
#include "ui/window/welcomepage.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocalSocket>
#include <QMenuBar>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// From a start to a window: which workspace, one console each, links handed over, and the page for all that goes wrong.
class TestConsole : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void wishesAreRead();
    void theWorkspaceMeant();
    void aSecondStartHandsOver();
    void aDeadSocketIsTakenOver();
    void strangersGetNowhere();
    void aSilentConsoleDoesNotHoldUp();
    void opensAndRemembers();
    void aLinkIsFollowed();
    void placesAreFoundByTheirNames();
    void nothingGivenShowsThePage();
    void troubleIsOnThePage_data();
    void troubleIsOnThePage();
    void brokenFilesAreNamed();
    void aNewWorkspaceOpens();
    void theDemoRuns();
    void theProgramHandsOver();
    void withoutADisplayItSaysSo();
    void aWrongLinkIsSaidOnThePage();
    void theDesktopFileTakesLinks();

private:
    QString path(const QString &name) const { return m_home->path(name); }
    QString sockets() const { return path(u"sockets"_s); }
    QString example(const QString &name) const;
    static QLabel *label(const QString &name);

    std::unique_ptr<ConsoleHome> m_home;
};

void TestConsole::initTestCase()
{
    QVERIFY(qEnvironmentVariableIsSet("CAIRN_BIN"));
}

void TestConsole::init()
{
    m_home = std::make_unique<ConsoleHome>();
    QVERIFY(QDir::setCurrent(m_home->path()));
}

QString TestConsole::example(const QString &name) const
{
    const auto made = makeWorkspace(path(name), u"intake"_s);
    return made ? path(name) : QString();
}

QLabel *TestConsole::label(const QString &name)
{
    auto *page = shown<WelcomePage>();
    auto *found = page ? page->findChild<QLabel *>(name) : nullptr;
    return found && found->isVisible() ? found : nullptr;
}

void TestConsole::wishesAreRead()
{
    QCOMPARE(readWish({}).value(), StartWish());
    QCOMPARE(readWish({u"/srv/office"_s}).value().folder, u"/srv/office"_s);
    QCOMPARE(readWish({u"office"_s}).value().folder, path(u"office"_s));
    const auto both = readWish({u"cairn://pipeline/intake"_s, u"/srv/office"_s}).value();
    QCOMPARE(both.folder, u"/srv/office"_s);
    QCOMPARE(both.link->pipeline, u"intake"_s);
    QVERIFY(readWish({u"/srv/office/"_s, u"cairn://runs?workspace=/srv/office"_s}));
    for (const QStringList &wrong : {QStringList{u"/a"_s, u"/b"_s}, QStringList{u"cairn://runs"_s, u"cairn://runs"_s},
                                     QStringList{u"cairn://nowhere"_s}, QStringList{u"/a"_s, u"cairn://runs?workspace=/b"_s}}) {
        const auto wish = readWish(wrong);
        QVERIFY(!wish);
        QCOMPARE(wish.error().kind, ErrorKind::Usage);
        QVERIFY(!wish.error().remedy.isEmpty());
    }
}

void TestConsole::theWorkspaceMeant()
{
    const QString here = example(u"here"_s);
    const QStringList recent{u"/srv/last"_s, u"/srv/before"_s};
    const QString nowhere = path(u"run"_s);
    QCOMPARE(workspaceFor({u"/srv/office"_s, {}}, recent, here), u"/srv/office"_s);
    QCOMPARE(workspaceFor({{}, *parseDeepLink(u"cairn://runs?workspace=/srv/its"_s)}, recent, here), u"/srv/its"_s);
    QCOMPARE(workspaceFor({{}, *parseDeepLink(u"cairn://runs"_s)}, recent, here), u"/srv/last"_s);
    QCOMPARE(workspaceFor({{}, *parseDeepLink(u"cairn://runs"_s)}, {}, here), here);
    QCOMPARE(workspaceFor({}, recent, here + u"/services"_s), here);
    QCOMPARE(workspaceFor({}, recent, nowhere), std::nullopt); // none is opened that nobody named
}

void TestConsole::aSecondStartHandsOver()
{
    ConsoleInstance first(sockets());
    QSignalSpy asked(&first, &ConsoleInstance::asked);
    QCOMPARE(first.claim(path(u"a"_s), {}), ConsoleInstance::Role::First);
    const auto mode = QFile::permissions(first.socketPath(path(u"a"_s)));
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    QCOMPARE(QFile::permissions(sockets()) & 0x77, QFile::Permissions());
    ConsoleInstance other(sockets());
    QCOMPARE(other.claim(path(u"b"_s), {}), ConsoleInstance::Role::First); // another workspace
    const auto second =
        inBackground([this] { return ConsoleInstance(sockets()).claim(path(u"a"_s), u"cairn://runs?filter=x"_s); });
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result(), ConsoleInstance::Role::Second);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), u"cairn://runs?filter=x"_s);
    first.release();
    QCOMPARE(other.claim(path(u"a"_s), {}), ConsoleInstance::Role::First);
}

void TestConsole::aDeadSocketIsTakenOver()
{
    QProcess killed;
    killed.start(qEnvironmentVariable("CAIRN_BIN") + "/cairn-console"_L1, {example(u"a"_s)});
    ConsoleInstance next(path(u"run/cairn"_s));
    const QString socket = next.socketPath(path(u"a"_s));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(socket), 20'000);
    killed.kill();
    QVERIFY(killed.waitForFinished());
    QVERIFY(QFile::exists(socket));
    QCOMPARE(next.claim(path(u"a"_s), {}), ConsoleInstance::Role::First);
}

void TestConsole::strangersGetNowhere()
{
    ConsoleInstance first(sockets());
    QSignalSpy asked(&first, &ConsoleInstance::asked);
    QCOMPARE(first.claim(path(u"a"_s), {}), ConsoleInstance::Role::First);
    QLocalSocket nonsense, endless, twice;
    for (QLocalSocket *socket : {&nonsense, &endless, &twice}) {
        socket->connectToServer(first.socketPath(path(u"a"_s)));
        QVERIFY(socket->waitForConnected());
    }
    nonsense.write("file:///etc/passwd\n");
    QTRY_COMPARE(nonsense.bytesAvailable(), 3);
    QCOMPARE(nonsense.readAll(), QByteArray("no\n"));
    endless.write(QByteArray(100'000, 'a'));
    QTRY_COMPARE(endless.state(), QLocalSocket::UnconnectedState);
    twice.write("cairn://runs\ncairn://runs\n");
    QTRY_COMPARE(twice.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(asked.size(), 1);
    QLocalSocket mute;
    mute.connectToServer(first.socketPath(path(u"a"_s)));
    QVERIFY(mute.waitForConnected());
    QTRY_COMPARE_WITH_TIMEOUT(mute.state(), QLocalSocket::UnconnectedState, 20'000);
}

void TestConsole::aSilentConsoleDoesNotHoldUp()
{
    ConsoleInstance first(sockets()); // takes connections, but this test does not let it answer
    QCOMPARE(first.claim(path(u"a"_s), {}), ConsoleInstance::Role::First);
    QElapsedTimer time;
    time.start();
    ConsoleInstance second(sockets());
    QCOMPARE(second.claim(path(u"a"_s), {}), ConsoleInstance::Role::Alone);
    QVERIFY(time.elapsed() < 8'000);
}

void TestConsole::opensAndRemembers()
{
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    const QString folder = example(u"office"_s);
    QVERIFY(console.start({folder, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QVERIFY(!shown<WelcomePage>());
    QCOMPARE(loadRecentWorkspaces().first().path, folder);
    auto *window = shown<MainWindow>();
    QVERIFY(window->findChild<QAction *>(u"openPalette"_s) && window->findChild<QAction *>(u"showKeys"_s));
    QVERIFY(window->findChild<QAction *>(u"timesUtc"_s) && window->findChild<QAction *>(u"themeDark"_s));
}

void TestConsole::aLinkIsFollowed()
{
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    const QString folder = example(u"office"_s);
    QVERIFY(console.start({folder, *parseDeepLink(u"cairn://runs?filter=state:blocked"_s)}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    auto *filter = shown<MainWindow>()->findChild<QLineEdit *>(u"runFilter"_s);
    QCOMPARE(filter->text(), u"state:blocked"_s);
    shown<MainWindow>()->showMinimized();
    const auto second = inBackground([folder] {
        return ConsoleInstance(ConsoleInstance::runtimeFolder()).claim(folder, u"cairn://runs?filter=state:held"_s);
    });
    QTRY_COMPARE(filter->text(), u"state:held"_s);
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result(), ConsoleInstance::Role::Second);
    QVERIFY(!shown<MainWindow>()->isMinimized());
}

/// What people look for that no command is named after.
void TestConsole::placesAreFoundByTheirNames()
{
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({example(u"office"_s), {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    auto *window = shown<MainWindow>();
    QVERIFY(QTest::qWaitForWindowActive(window));
    auto *line = window->findChild<QLineEdit *>(u"paletteLine"_s);
    const auto *list = window->findChild<QListView *>(u"paletteList"_s);
    const auto chosenFor = [&](const QString &typed, const QString &wanted) {
        if (!line->isVisible())
            QTest::keyClick(window, Qt::Key_K, Qt::ControlModifier);
        line->clear();
        QTest::keyClicks(line, typed);
        return QTest::qWaitFor([&] { return list->currentIndex().data().toString() == wanted; }, 5'000);
    };
    QVERIFY(chosenFor(u"publish"_s, u"Service publish"_s));
    QVERIFY(chosenFor(u"guide"_s, u"Guide"_s)); // the command before its pages
    QVERIFY(chosenFor(u"guide alerts"_s, u"Guide: Alerts"_s));
    QVERIFY(chosenFor(u"settings stor"_s, u"Settings: Storage"_s));
    QVERIFY(chosenFor(u"language"_s, u"Settings: Appearance and language"_s));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(window->findChild<QWidget *>(u"languageText"_s)->isVisible());
    QVERIFY(chosenFor(u"policy pub"_s, u"Policy of publish: edit, apply"_s));
    QVERIFY(chosenFor(u"what-if publish"_s, u"What-if for publish"_s));
    QVERIFY(chosenFor(u"publish sign off"_s, u"Policy review of publish: sign off"_s));
    QVERIFY(chosenFor(u"publish roll back"_s, u"History of publish: compare, roll back"_s));
    QVERIFY(chosenFor(u"breaker publish"_s, u"Breaker of publish: force, release, probe"_s));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(window->findChild<QWidget *>(u"breakerPage"_s)->isVisible());
    QTRY_COMPARE(window->findChild<ServicesPanel *>()->currentService(), u"publish"_s);
    QTRY_VERIFY(window->findChild<QWidget *>(u"probeNow"_s)->isVisible());
    QVERIFY(chosenFor(u"probe"_s, u"Probe now"_s)); // what can be done on the page that is seen
    QTest::keyClick(line, Qt::Key_Escape);
    QTest::keyClick(window, Qt::Key_F1);
    QVERIFY(window->findChild<QWidget *>(u"helpPanel"_s)->isVisible());
    QTest::keyClick(window, Qt::Key_Escape); // back to where one was
    QVERIFY(window->findChild<QWidget *>(u"breakerPage"_s)->isVisible());
    const QList<QAction *> file = window->menuBar()->actions().first()->menu()->actions();
    QCOMPARE(file.last()->objectName(), u"quit"_s);
}

void TestConsole::nothingGivenShowsThePage()
{
    saveRecentWorkspaces(withOpened({}, path(u"gone"_s), SystemClock().now()));
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({}));
    QVERIFY(shown<WelcomePage>());
    QVERIFY(!shown<MainWindow>());
}

void TestConsole::troubleIsOnThePage_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("no such folder") << u"missing"_s << u"Choose another folder"_s;
    QTest::newRow("no cairn.yaml") << u"run"_s << u"Choose another folder"_s;
}

void TestConsole::troubleIsOnThePage()
{
    QFETCH(QString, folder);
    QFETCH(QString, remedy);
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({path(folder), {}}));
    QTRY_VERIFY(label(u"troubleRemedy"_s));
    QVERIFY(label(u"troubleRemedy"_s)->text().contains(remedy));
    QVERIFY(label(u"troubleText"_s)->text().contains(path(folder)));
    QVERIFY(loadRecentWorkspaces().isEmpty());
    QCOMPARE(ConsoleInstance().claim(path(folder), {}), ConsoleInstance::Role::First); // it was let go
}

void TestConsole::brokenFilesAreNamed()
{
    const QString folder = example(u"office"_s);
    QFile pipeline(folder + u"/pipelines/intake.yaml"_s);
    QVERIFY(pipeline.open(QIODevice::WriteOnly));
    pipeline.write("pipeline: intake\nversion: [\n");
    pipeline.close();
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({folder, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(label(u"troubleProblems"_s), 20'000);
    QVERIFY2(label(u"troubleProblems"_s)->text().startsWith(u"pipelines/intake.yaml:"_s),
             qPrintable(label(u"troubleProblems"_s)->text()));
}

void TestConsole::aNewWorkspaceOpens()
{
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({}));
    Q_EMIT shown<WelcomePage>()->createWanted(example(u"full"_s), {}); // not empty: it was refused
    QTRY_VERIFY(label(u"troubleText"_s));
    QVERIFY(label(u"troubleText"_s)->text().contains(u"not empty"_s));
    Q_EMIT shown<WelcomePage>()->createWanted(path(u"new"_s), {});
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QVERIFY(QFile::exists(path(u"new/cairn.yaml"_s)));
    QTRY_VERIFY(!shown<WelcomePage>());
}

/// A demo in a folder that is kept; it goes through, and opens with its services again.
void TestConsole::theDemoRuns()
{
    QVERIFY(QFile::exists(qEnvironmentVariable("CAIRN_BIN") + "/cairn-demo-services"_L1));
    Appearance appearance;
    TimeDisplay times;
    const QString folder = path(u"demo"_s);
    for (const bool again : {false, true}) {
        Console console(appearance, times);
        QVERIFY(console.start({again ? folder : QString(), {}}));
        if (!again)
            Q_EMIT shown<WelcomePage>()->demoWanted(folder);
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 30'000);
        QVERIFY(demoPort(folder));
        QTcpSocket services;
        services.connectToHost(u"127.0.0.1"_s, *demoPort(folder));
        QVERIFY(services.waitForConnected());
    }
    QTcpSocket services; // they ended with the console
    services.connectToHost(u"127.0.0.1"_s, *demoPort(folder));
    QVERIFY(!services.waitForConnected(2'000));
}

void TestConsole::theProgramHandsOver()
{
    const QString folder = example(u"a"_s);
    ConsoleInstance first(path(u"run/cairn"_s));
    QSignalSpy asked(&first, &ConsoleInstance::asked);
    QCOMPARE(first.claim(folder, {}), ConsoleInstance::Role::First);
    QProcess second;
    second.start(qEnvironmentVariable("CAIRN_BIN") + "/cairn-console"_L1, {folder, u"cairn://runs"_s});
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(asked.size(), 1);
}

void TestConsole::withoutADisplayItSaysSo()
{
    QProcess console;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    console.setProcessEnvironment(environment);
    console.start(qEnvironmentVariable("CAIRN_BIN") + u"/cairn-console"_s);
    QVERIFY(console.waitForFinished());
    QCOMPARE(console.exitCode(), 2);
    QVERIFY(console.readAllStandardError().contains("there is no display here"));
}

void TestConsole::aWrongLinkIsSaidOnThePage()
{
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    console.refuse(readWish({u"cairn://nowhere"_s}).error());
    QTRY_VERIFY(label(u"troubleText"_s));
    QVERIFY(label(u"troubleText"_s)->text().startsWith(u"cairn://nowhere: There is no place"_s));
    QVERIFY(label(u"troubleRemedy"_s)->text().contains(u"cairn://run/ID"_s));
}

void TestConsole::theDesktopFileTakesLinks()
{
    const QString resources = qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/"_s;
    QSettings entry(resources + u"cairn-console.desktop"_s, QSettings::IniFormat);
    entry.beginGroup(u"Desktop Entry"_s);
    QCOMPARE(entry.value(u"Exec"_s).toString(), u"cairn-console %u"_s);
    QCOMPARE(entry.value(u"Icon"_s).toString(), u"cairn-console"_s);
    QFile text(entry.fileName()); // an ini file ends values at a semicolon
    QVERIFY(text.open(QIODevice::ReadOnly) && text.readAll().contains("\nMimeType=x-scheme-handler/cairn;\n"));
    QVERIFY(!QIcon(resources + u"cairn-console.svg"_s).pixmap(64).toImage().isNull());
}

QTEST_MAIN(TestConsole)
#include "tst_gui_console.moc"
