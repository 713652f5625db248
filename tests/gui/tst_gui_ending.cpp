#include "console.h"

#include "ui/appearance.h"
#include "ui/timedisplay.h"

#include <QApplication>
#include <QDialog>
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
    const QTemporaryDir folder;
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.filePath(u"settings"_s));
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

QTEST_MAIN(TestEnding)
#include "tst_gui_ending.moc"
