#include "trainingshots.h"

#include "guiworkspace.h"
#include "ui/training/trainingsession.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QListWidget>
#include <QPromise>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

/// Services that stay as they are, for a picture.
class StillBoard final : public FaultBoard
{
public:
    FaultState state;

    QFuture<Result<FaultState>> read() override { return now(); }
    QFuture<Result<FaultState>> set(const QString &, const QJsonObject &) override { return now(); }
    QFuture<Result<FaultState>> clearAll() override { return now(); }

private:
    QFuture<Result<FaultState>> now() const
    {
        QPromise<Result<FaultState>> promise;
        promise.start();
        promise.addResult(Result<FaultState>(state));
        promise.finish();
        return promise.future();
    }
};

ExerciseTry tried(const QString &exercise, Timestamp start, std::optional<Milliseconds> took, bool reached, int hints,
                  const ExerciseFindings &findings)
{
    ExerciseTry one;
    one.exercise = exercise;
    one.startedAt = start;
    one.repairedAt = start + std::chrono::seconds(40);
    if (took)
        one.endedAt = start + *took;
    one.reached = reached;
    one.hints = hints;
    one.findings = findings;
    return one;
}

TrainingLog sampleLog(GuiWorkspace &workspace)
{
    const Timestamp now = SystemClock().now();
    const auto ago = [now](int minutes) { return now - std::chrono::minutes(minutes); };
    const auto done = [](Timestamp at) { return CheckFinding{CheckFinding::Done, at, 1, 1}; };
    const CheckFinding missed{CheckFinding::Missed, {}, 0, 1};
    TrainingLog log{
        tried(u"publisher-down"_s, ago(90), std::chrono::seconds(187), false, 3, {{done(ago(89)), missed}, {4, 1}}),
        tried(u"publisher-down"_s, ago(80), std::chrono::seconds(95), true, 1, {{done(ago(79)), done(ago(78))}, {0, 0}}),
        tried(u"scanner-refuses"_s, ago(40), std::chrono::seconds(312), false, 2,
              {{done(ago(39)), missed, done(ago(36)), done(ago(36))}, {8, 0}}),
        tried(u"notice-unknown"_s, ago(3), {}, false, 2,
              {{{CheckFinding::Open, {}, 2, 4}, {CheckFinding::Open, {}, 2, 4}, {CheckFinding::Open, {}, 3, 4}}, {1, 0}})};
    for (int number = 1; number <= 4; ++number)
        log.last().runs.append(workspace.addRun(u"notices"_s, u"notice-%1.txt"_s.arg(number), RunState::OutcomeUnknown));
    return log;
}

} // namespace

void takeTraining(const Shot &shot)
{
    GuiWorkspace workspace;
    workspace.addPipeline(u"notices"_s, {u"notify"_s});
    StillBoard board;
    for (const char *service : {"extract", "notice", "publish", "scan", "thumbnail"})
        board.state.settings.insert(QString::fromLatin1(service), {});
    board.state.settings[u"notice"_s] = switchedOn({}, *faultSwitch(u"doubtful"_s));
    board.state.settings[u"scan"_s] = switchedOn({}, *faultSwitch(u"slow"_s));
    const TrainingLog log = sampleLog(workspace);
    for (int i = 0; i < log.last().runs.size(); ++i)
        board.state.notices.insert(log.last().runs.at(i).toString(), i % 3 == 0 ? 1 : i % 3 == 1 ? 0 : 2);
    workspace.write(u".cairn/training.json"_s, toJson(log));
    MainWindow window(workspace.desk(), u"demo"_s, workspace.path({}), workspace.copies());
    window.addTraining(board);
    window.resize(1280, 800);
    window.show();
    window.findChild<QAction *>(u"showTraining"_s)->trigger();
    auto *list = window.findChild<QListWidget *>(u"exerciseList"_s);
    const char *names[] = {"reached", "new", "contract", "under-way", "missed", "tries", "faults"};
    for (int row = 0; row < list->count(); ++row) {
        list->setCurrentRow(row);
        shot(window, u"training-"_s + QString::fromLatin1(names[row]));
    }
    window.resize(960, 640);
    list->setCurrentRow(3);
    shot(window, u"training-small"_s);
}

} // namespace cairn::testing
