#pragma once

#include "guiworkspace.h"

#include "control/bulktargets.h"
#include "ui/parts/progressdialog.h"
#include "ui/run/commanddialog.h"
#include "ui/runs/bulkprogress.h"
#include "ui/runs/runactions.h"
#include "ui/runs/runsfeed.h"
#include "ui/runs/runspanel.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

using namespace Qt::StringLiterals;

/// Numbers stay with their words by blanks that do not break; here they are blanks.
inline QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ');
}

inline constexpr int Blocked = RunsFeed::PageSize + 130;
inline constexpr int Succeeded = 40;

inline RunRecord runOf(GuiWorkspace &workspace, const QString &input, RunState state)
{
    RunRecord run;
    run.submittedAt = SystemClock().now();
    run.id = RunId::generate(run.submittedAt.time_since_epoch().count());
    run.pipelineVersionId = workspace.pipeline(u"intake"_s).id;
    run.inputName = input;
    run.input = {Digest::of("x"), 1};
    run.state = state;
    run.step = StepId(u"scan"_s);
    return run;
}

inline void fill(GuiWorkspace &workspace)
{
    workspace.addPipeline(u"intake"_s, {u"scan"_s});
    Transaction transaction;
    for (int i = 0; i < Succeeded + Blocked; ++i) {
        const RunState state = i < Succeeded ? RunState::Succeeded : RunState::Blocked;
        transaction.add(InsertRun{runOf(workspace, i == 0 ? u"=1+1,\"x\".pdf"_s : u"file-%1.pdf"_s.arg(i), state)});
    }
    workspace.commit(std::move(transaction));
}

/// The list and its actions in a window, wired as the main window wires them.
class Room
{
public:
    explicit Room(const std::function<void(GuiWorkspace &)> &filled = fill)
    {
        QLocale::setDefault(QLocale::c());
        filled(workspace);
        panel = new RunsPanel(workspace.desk());
        actions = new RunActions(workspace.desk(), workspace.path({}), &window);
        (new QVBoxLayout(&window))->addWidget(panel);
        panel->setActions(actions->all());
        QObject::connect(panel, &RunsPanel::selectionChanged, actions,
                         [this] { actions->setRuns(panel->selectedRuns(), panel->allMatching()); });
        window.resize(1000, 600);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        panel->focusList();
    }

    template <typename T> T *find(const char *name) const { return window.findChild<T *>(QString::fromLatin1(name)); }
    QTableView *table() const { return find<QTableView>("runsTable"); }
    int rows() const { return table()->model()->rowCount(); }
    int selected() const { return int(table()->selectionModel()->selectedRows().size()); }
    QAbstractButton *all() const { return find<QAbstractButton>("selectAllMatching"); }
    QString note() const { return find<QLabel>("filterNote")->text(); }
    void selectAll() const
    {
        QTRY_VERIFY(rows() > 0); // the count may come before the first page
        QTest::keyClick(table(), Qt::Key_A, Qt::ControlModifier);
    }
    Bulk bulk() { return workspace.reader().bulks(0, 1).value().value(0); }
    /// The runs that the order would ask for, as the runner reads them.
    QList<RunId> targets()
    {
        QList<RunId> runs;
        const BulkPage page = nextTargets(workspace.reader(), bulk(), 10'000).value();
        for (const BulkTarget &target : page.targets)
            runs.append(target.command.run);
        return runs;
    }
    /// What a runner does: asks for some of them, and writes down what came of each.
    void carryOut(const QByteArray &outcomes, bool last)
    {
        const Bulk order = bulk();
        const BulkPage page = nextTargets(workspace.reader(), order, int(outcomes.size())).value();
        AskBulk ask{order.id, order.place, page.end, last, 0, {}, SystemClock().now()};
        for (const BulkTarget &target : page.targets)
            ask.commands.append(target.command);
        const qint64 before = workspace.reader().commandsOfBulk(order.id, std::nullopt, 0, 10'000)->size();
        workspace.commit(Transaction(ask));
        const QList<Command> asked = workspace.reader().commandsOfBulk(order.id, std::nullopt, 0, 10'000)->mid(before);
        for (qsizetype i = 0; i < asked.size(); ++i)
            end(asked.at(i), outcomes.at(i));
    }
    QDialog *progressOfBulk() const { return window.findChild<BulkProgress *>(); }
    QString told(const char *name) const
    {
        const auto *label = progressOfBulk() ? progressOfBulk()->findChild<QLabel *>(QString::fromLatin1(name)) : nullptr;
        return label ? plain(label->text()) : QString();
    }
    QPushButton *button(const char *name) const { return progressOfBulk()->findChild<QPushButton *>(QString::fromLatin1(name)); }
    /// Selects all that match, asks for a command and waits for its dialog.
    void askForAll(CommandKind kind = CommandKind::Retry) const
    {
        QTRY_COMPARE(note(), u"370 run(s)"_s);
        selectAll();
        QTRY_VERIFY(all()->isVisible());
        QTest::mouseClick(all(), Qt::LeftButton);
        actions->command(kind)->trigger();
        QTRY_VERIFY(dialog());
    }
    QList<Command> commands() { return workspace.reader().pendingCommands(100'000).value(); }
    CommandDialog *dialog() const { return window.findChild<CommandDialog *>(); }
    QString said(const char *name) const
    {
        const auto *label = dialog() ? dialog()->findChild<QLabel *>(QString::fromLatin1(name)) : nullptr;
        return label && !label->isHidden() ? plain(label->text()) : QString();
    }
    void confirm(const QString &reason = {}) const
    {
        auto *line = dialog()->findChild<QLineEdit *>(u"reasonLine"_s);
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, reason);
        QTest::keyClick(line, Qt::Key_Return);
    }
    ProgressDialog *progress() const { return window.findChild<ProgressDialog *>(); }
    bool isOver() const { return progress() && progress()->findChild<QProgressBar *>()->isHidden(); }
    QString result() const { return progress()->findChild<QLabel *>(u"progressText"_s)->text(); }
    QString details() const { return progress()->findChild<QLabel *>(u"progressDetails"_s)->text(); }
    /// Exports to a file by its dialog.
    void exportTo(const QString &path) const
    {
        find<QAction>("exportRuns")->trigger();
        auto *chooser = window.findChild<QFileDialog *>(u"exportFile"_s);
        auto *name = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    }

    /// p: passed, f: failed again, r: refused.
    void end(const Command &command, char outcome)
    {
        Checkpoint letGo;
        letGo.run = command.run;
        letGo.step = StepId(u"scan"_s);
        letGo.state = StepState::Ready;
        letGo.actor = u"ann"_s;
        letGo.at = SystemClock().now();
        if (outcome == 'r') {
            workspace.commit(Transaction(FinishCommand{command.id, false, u"it is being tried at this moment"_s, letGo.at}));
            return;
        }
        workspace.commit(Transaction(AddCheckpoint{letGo}, FinishCommand{command.id, true, u"trying again: scan"_s, letGo.at}));
        Checkpoint after = letGo;
        after.state = outcome == 'p' ? StepState::Succeeded : StepState::Blocked;
        workspace.commit(Transaction(AddCheckpoint{after}));
    }

    GuiWorkspace workspace;
    QWidget window;
    RunsPanel *panel;
    RunActions *actions;
};

} // namespace cairn::testing
