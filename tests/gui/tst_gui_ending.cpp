#include "changedvariable.h"
#include "console.h"
#include "example.h"

#include "ui/appearance.h"
#include "ui/mainwindow.h"
#include "ui/recentworkspaces.h"
#include "ui/timedisplay.h"
#include "ui/welcomepage.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace cairn;
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

/// Nobody's settings.
void begin(const QTemporaryDir &folder)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.filePath(u"settings"_s));
}

template <typename T> T *shown()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<T *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

} // namespace

void TestEnding::anOpenEditDoesNotHoldItUp()
{
    const QTemporaryDir folder;
    begin(folder);
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
    const QTemporaryDir folder;
    begin(folder);
    QVERIFY(makeWorkspace(folder.filePath(u"office"_s), u"intake"_s));
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({folder.filePath(u"office"_s), {}}));
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
    const QTemporaryDir folder;
    begin(folder);
    QVERIFY(makeWorkspace(folder.filePath(u"office"_s), u"intake"_s));
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({}));
    {
        const ChangedVariable temporary("TMPDIR", "/proc"); // where nothing can be made
        Q_EMIT shown<WelcomePage>()->demoWanted({});
        QVERIFY(shown<WelcomePage>()->findChild<QLabel *>(u"troubleText"_s)->isVisible()); // and nothing is made elsewhere
    }
    Q_EMIT shown<WelcomePage>()->openWanted(folder.filePath(u"office"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QCOMPARE(loadRecentWorkspaces().value(0).path, folder.filePath(u"office"_s));
}

QTEST_MAIN(TestEnding)
#include "tst_gui_ending.moc"
