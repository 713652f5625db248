#pragma once

#include "consolehome.h"

#include "ui/runs/runsmodel.h"
#include "ui/window/mainwindow.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace cairn {
class Appearance;
class Console;
class TimeDisplay;
} // namespace cairn

namespace cairn::testing {

/// The real console on a demo of its own, with its runner and the real demo services, and a person's ways through it: by keys,
/// mouse and what can be read.
class RecoveryTest : public QObject
{
public:
    RecoveryTest();
    ~RecoveryTest() override;

protected:
    void prepareProgram();
    void openFreshDemo();
    void closeDemo();
    /// The first time by what a person chooses on the welcome page; then it is a workspace like any other.
    void openDemo();

    template <typename T> T *find(const QString &name) const { return m_window->findChild<T *>(name); }
    static void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    /// A room, by its key.
    void wake() const;
    void goTo(const char *action) const;

    // The room of training.
    /// A place of it by the arrow keys; brings its page.
    QWidget *choose(int row) const;
    void begin(int row);
    void press(const QString &button);
    bool isDone(const QString &row) const
    {
        return m_page->findChild<QWidget *>(row)->accessibleName().startsWith(QStringLiteral("Done"));
    }
    bool isReached() const
    {
        return m_page->findChild<QLabel *>(QStringLiteral("exerciseOutcome"))->text().startsWith(QStringLiteral("Reached"));
    }
    bool isMistake(const QString &row) const { return m_page->findChild<QWidget *>(row)->isVisible(); }

    // The room of runs.
    QTableView *runs() const { return find<QTableView>(QStringLiteral("runsTable")); }
    const RunRecord &run(int row) const { return static_cast<RunsModel *>(runs()->model())->runs().at(row); }
    int rowsIn(RunState state) const;
    /// Those of the exercise, by its button.
    void listRuns(int wanted);
    void select(int row) const;
    /// By its button in the bar; then the reason, and Enter.
    void give(const char *action, const QString &reason) const;
    /// What the step sends is edited, with a reason; its run goes on from there.
    void mend(int row, const QString &text);

    /// The newest one in the inbox, with its runbook beside it.
    void openIncident();

    std::unique_ptr<ConsoleHome> m_home;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<TimeDisplay> m_times;
    std::unique_ptr<Console> m_console;
    MainWindow *m_window = nullptr;
    QWidget *m_page = nullptr; ///< of the exercise
    QString m_demo;
};

} // namespace cairn::testing
