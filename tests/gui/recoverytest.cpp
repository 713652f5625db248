#include "recoverytest.h"

#include "console.h"

#include "ui/incidents/incidentlist.h"
#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/payload/editdialog.h"
#include "ui/run/commanddialog.h"
#include "ui/window/welcomepage.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QStackedWidget>
#include <QToolBar>

namespace cairn::testing {

using namespace Qt::StringLiterals;

RecoveryTest::RecoveryTest() = default;
RecoveryTest::~RecoveryTest() = default;

void RecoveryTest::prepareProgram()
{
    qputenv("USER", "ann");
    QLocale::setDefault(QLocale::c());
    QVERIFY2(QFile::exists(QCoreApplication::applicationDirPath() + "/cairn-demo-services"_L1),
             "cairn-demo-services is not built");
}

void RecoveryTest::openFreshDemo()
{
    m_home = std::make_unique<ConsoleHome>();
    m_demo = m_home->path(u"demo"_s);
    m_appearance = std::make_unique<Appearance>();
    m_times = std::make_unique<TimeDisplay>();
    openDemo();
}

void RecoveryTest::closeDemo()
{
    m_console.reset();
}

void RecoveryTest::openDemo()
{
    const bool again = QFile::exists(m_demo);
    m_console = std::make_unique<Console>(*m_appearance, *m_times);
    QVERIFY(m_console->start({again ? m_demo : QString(), {}}));
    if (!again)
        Q_EMIT shown<WelcomePage>()->demoWanted(m_demo);
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 30'000);
    m_window = shown<MainWindow>();
    m_window->resize(1280, 800);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    if (again)
        return;
    goTo("showRuns");
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), 3, 30'000); // the samples of its inbox, which are taken at once
}

/// As a window manager does when a dialog has gone: without one no window is active then, and no shortcut heard.
void RecoveryTest::wake() const
{
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window))
        qFatal("the window cannot be made active");
}

void RecoveryTest::goTo(const char *action) const
{
    wake();
    QTest::keySequence(m_window, find<QAction>(QString::fromLatin1(action))->shortcut());
}

QWidget *RecoveryTest::choose(int row) const
{
    goTo("showTraining");
    auto *list = find<QListWidget>(u"exerciseList"_s);
    if (!QTest::qWaitFor([list] { return list->hasFocus(); }, 30'000)) // machines are busy at times
        qFatal("the list of exercises has no focus");
    QTest::keyClick(list, Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        QTest::keyClick(list, Qt::Key_Down);
    return find<QStackedWidget>(u"trainingPages"_s)->currentWidget();
}

void RecoveryTest::press(const QString &button)
{
    auto *found = m_page->findChild<QPushButton *>(button);
    QTRY_VERIFY(found->isEnabled());
    click(found);
}

void RecoveryTest::begin(int row)
{
    m_page = choose(row);
    press(u"startExercise"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->findChild<QPushButton *>(u"giveUpExercise"_s)->isEnabled(), 20'000);
}

int RecoveryTest::rowsIn(RunState state) const
{
    int found = 0;
    for (int row = 0; row < runs()->model()->rowCount(); ++row)
        found += run(row).state == state;
    return found;
}

void RecoveryTest::listRuns(int wanted)
{
    press(u"showExerciseRuns"_s);
    QTRY_COMPARE(runs()->model()->rowCount(), wanted);
}

void RecoveryTest::select(int row) const
{
    const QModelIndex index = runs()->model()->index(row, RunsModel::InputColumn);
    runs()->scrollTo(index);
    QTest::mouseClick(runs()->viewport(), Qt::LeftButton, {}, runs()->visualRect(index).center());
}

void RecoveryTest::give(const char *action, const QString &reason) const
{
    auto *wanted = find<QAction>(QString::fromLatin1(action));
    QTRY_VERIFY(wanted->isEnabled());
    click(find<QToolBar>(u"actionBar"_s)->widgetForAction(wanted));
    QTRY_VERIFY(m_window->findChild<CommandDialog *>());
    auto *line = m_window->findChild<CommandDialog *>()->findChild<QLineEdit *>(u"reasonLine"_s);
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, reason);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!m_window->findChild<CommandDialog *>());
}

void RecoveryTest::mend(int row, const QString &text)
{
    select(row);
    QTest::keyClick(runs(), Qt::Key_Return);
    auto *edit = find<QAction>(u"editStep"_s);
    QTRY_VERIFY(edit->isEnabled());
    wake();
    QTest::keySequence(m_window, edit->shortcut());
    QTRY_VERIFY(find<EditDialog>(u"editDialog"_s));
    auto *dialog = find<EditDialog>(u"editDialog"_s);
    dialog->activateWindow();
    auto *code = dialog->findChild<QWidget *>(u"editText"_s)->findChild<QWidget *>(u"codeText"_s);
    QTRY_VERIFY_WITH_TIMEOUT(code->hasFocus(), 20'000);
    QTest::keyClick(code, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(code, text);
    auto *reason = dialog->findChild<QLineEdit *>(u"editReason"_s);
    QTest::keyClicks(reason, u"dates as the extractor wants them"_s);
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"editGo"_s)->isEnabled());
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!find<EditDialog>(u"editDialog"_s), 20'000);
}

void RecoveryTest::openIncident()
{
    goTo("showFailures");
    auto *inbox = find<IncidentList>(u"incidentList"_s);
    QTRY_VERIFY(inbox->model()->rowCount() > 0);
    QTest::mouseClick(inbox->viewport(), Qt::LeftButton, {}, inbox->visualRect(inbox->model()->index(0, 0)).center());
    QTRY_VERIFY(find<QPushButton>(u"actionButton2"_s) && find<QPushButton>(u"actionButton2"_s)->isVisible());
}

} // namespace cairn::testing
