#include "changedvariable.h"
#include "console.h"
#include "consolehome.h"
#include "example.h"

#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/window/mainwindow.h"
#include "ui/window/recentworkspaces.h"
#include "ui/window/welcomepage.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QSettings>
#include <QTest>
#include <QTimer>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A console that is told to end from outside ends, whatever stands open in it.
class TestEnding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOpenEditDoesNotHoldItUp();
    void theWindowIsRemembered();
    void aWorkspaceAfterADemoThatFailedIsRemembered();
};

namespace {

/// As dialogs do that hold what somebody has written.
class Refusing : public QDialog
{
public:
    using QDialog::QDialog;
    void reject() override {}
};

} // namespace

void TestEnding::anOpenEditDoesNotHoldItUp()
{
    const ConsoleHome home;
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({})); // the page on which a workspace is chosen
    Refusing dialog;
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QTimer::singleShot(0, &console, &Console::quit);
    QTimer::singleShot(5'000, &console, [] { QApplication::exit(1); });
    QCOMPARE(QApplication::exec(), 0);
}

void TestEnding::theWindowIsRemembered()
{
    const ConsoleHome home;
    QVERIFY(makeWorkspace(home.path(u"office"_s), u"intake"_s));
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({home.path(u"office"_s), {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    shown<MainWindow>()->listRuns(u"state:blocked"_s);
    console.quit();
    const QSettings settings(u"Cairn"_s, u"Console"_s);
    QCOMPARE(settings.value(u"window/room"_s).toString(), u"showRuns"_s);
    QCOMPARE(settings.value(u"runs/filter"_s).toString(), u"state:blocked"_s);
}

/// The demo's own folder goes with the console; what is opened after it does not.
void TestEnding::aWorkspaceAfterADemoThatFailedIsRemembered()
{
    const ConsoleHome home;
    QVERIFY(makeWorkspace(home.path(u"office"_s), u"intake"_s));
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({}));
    {
        const ChangedVariable temporary("TMPDIR", "/proc"); // where nothing can be made
        Q_EMIT shown<WelcomePage>()->demoWanted({});
        QVERIFY(shown<WelcomePage>()->findChild<QLabel *>(u"troubleText"_s)->isVisible()); // and nothing is made elsewhere
    }
    Q_EMIT shown<WelcomePage>()->openWanted(home.path(u"office"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QCOMPARE(loadRecentWorkspaces().value(0).path, home.path(u"office"_s));
}

QTEST_MAIN(TestEnding)
#include "tst_gui_ending.moc"
