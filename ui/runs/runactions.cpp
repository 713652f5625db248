#include "ui/runs/runactions.h"

#include "policy/eligible.h"
#include "ui/look/incidentwording.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/commandwatch.h"
#include "ui/parts/deeplink.h"
#include "ui/parts/offering.h"
#include "ui/parts/whendone.h"
#include "ui/run/commanddialog.h"
#include "ui/runs/bulkcommand.h"

#include "control/actor.h"
#include "control/bulktargets.h"
#include "control/datadesk.h"
#include "control/submission.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QMenu>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostCopiedAsJson = 100;

/// Those for which it can be asked; where only their steps tell, these are looked at then.
QList<RunRecord> suited(CommandKind kind, const QList<RunRecord> &runs)
{
    QList<RunRecord> suitable;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(suitable), [kind](const RunRecord &run) {
        return commandsFor(run.state).contains(kind) || dependsOnStep(kind, run.state);
    });
    return suitable;
}

/// Something of it is meant.
bool isMeant(CommandKind kind, const RunDetail &detail)
{
    return !dependsOnStep(kind, detail.run.state) || !stepsFor(kind, detail.progress, detail.version.pipeline).isEmpty();
}

/// Those of them of which something is.
Result<QList<RunRecord>> meantOf(StoreReader &reader, CommandKind kind, const QList<RunRecord> &runs)
{
    QList<RunRecord> meant;
    for (const RunRecord &run : runs) {
        const auto detail = dependsOnStep(kind, run.state) ? readRunDetail(reader, run.id) : RunDetail{run, {}, {}, {}};
        if (!detail)
            return tl::unexpected(detail.error());
        if (isMeant(kind, *detail))
            meant.append(run);
    }
    return meant;
}

/// It is about some steps of a run, and says which.
bool namesSteps(CommandKind kind)
{
    return kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened || kind == CommandKind::Skip;
}

/// "invoice.pdf — scan · ocr · Blocked": step, its service where that has another name, state.
QString lineOf(const StepKey &key, const RunDetail &detail, CommandKind kind)
{
    QStringList parts{u"%1 — %2"_s.arg(detail.run.inputName, stepText(key.step, key.item))};
    const Step *step = detail.version.pipeline.step(key.step);
    if (step && !step->service.isEmpty() && step->service != key.step.name())
        parts.append(step->service);
    const StepProgress *progress = detail.progress.step(key);
    const bool decides = kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened; // about what is unknown
    if (progress && !(decides && progress->state == StepState::OutcomeUnknown))
        parts.append(StateLook::word(lookOf(progress->state)));
    return parts.join(u" · "_s);
}

/// The steps of one run that are meant.
CommandSubject subjectOf(const RunDetail &detail, const QList<StepKey> &steps, CommandKind kind, const QString &leftOut)
{
    QStringList lines;
    for (const StepKey &step : steps)
        lines.append(lineOf(step, detail, kind));
    if (steps.size() == 1)
        return {1, lines.first(), leftOut, false, stepText(steps.first().step, steps.first().item)};
    return {1, someLines(lines), leftOut, false, {}, steps.size()};
}

/// Why it is asked for no step of a run.
QString whyNoStep(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Retry:
        return RunActions::tr("Nobody knows whether it happened, and its service cannot be asked: decide first");
    case CommandKind::Skip: return RunActions::tr("No step of it stands any more");
    default: return RunActions::tr("Somebody has decided it meanwhile");
    }
}

/// Some of them by name, and by the step at which they stand, unless all that stand are meant.
QString namesOf(CommandKind kind, QList<RunRecord> runs)
{
    if (kind == CommandKind::Skip) {
        for (RunRecord &run : runs)
            run.step = {};
    }
    const bool isAsked =
        std::any_of(runs.begin(), runs.end(), [kind](const RunRecord &run) { return dependsOnStep(kind, run.state); });
    return isAsked ? someNames(runs) + u'\n' + askedWhereUnknownText() : someNames(runs);
}

/// A run goes on at every step that it stands at: those are named, where there are several.
CommandSubject retriedIn(const RunDetail &detail, const QList<StepKey> &steps, const QString &leftOut)
{
    QStringList lines;
    for (const StepKey &step : steps)
        lines.append(lineOf(step, detail, CommandKind::Retry));
    CommandSubject subject{1, lines.size() > 1 ? someLines(lines) : someNames({detail.run}), leftOut, false};
    const auto asked = std::count_if(steps.begin(), steps.end(), [&](const StepKey &step) {
        return detail.progress.step(step)->state == StepState::OutcomeUnknown;
    });
    if (asked > 0 && steps.size() > 1)
        subject.what += u'\n' + askedAboutText(asked);
    if (asked > 0 && steps.size() == 1) {
        subject.step = stepText(steps.first().step, steps.first().item);
        subject.isAskedAbout = true;
    }
    return subject;
}

/// Some of the selected runs, and who is left out.
CommandSubject subjectOf(CommandKind kind, const QList<RunRecord> &runs, const QList<RunRecord> &candidates)
{
    if (runs.size() == candidates.size())
        return {runs.size(), namesOf(kind, runs), {}, false};
    QMap<RunState, qint64> others;
    for (const RunRecord &run : candidates)
        ++others[run.state];
    for (const RunRecord &run : runs)
        --others[run.state];
    others.removeIf([](QMap<RunState, qint64>::iterator one) { return one.value() == 0; });
    return {
        runs.size(), namesOf(kind, runs),
        RunActions::tr("%1 of the %2 selected are left out, because their state does not allow it: %3.")
            .arg(QLocale().toString(candidates.size() - runs.size()), QLocale().toString(candidates.size()), statesText(others)),
        false};
}

} // namespace

RunActions::RunActions(Desk &desk, const QString &workspace, QWidget *window)
    : QObject(window), m_desk(desk), m_workspace(QDir::cleanPath(workspace)), m_window(window), m_actor(currentActor())
{
    const auto key = [](const char *text) { return QKeySequence(QString::fromLatin1(text)); };
    m_open = addAction(tr("&Open"), u"openRun"_s, u"open"_s, {key("Return"), key("Enter")});
    m_open->setShortcutContext(Qt::WidgetShortcut); // Enter means something else in the filter and on buttons
    connect(m_open, &QAction::triggered, this, &RunActions::openRequested);

    m_commands = {
        {CommandKind::Retry, addAction(tr("&Retry"), u"retryRun"_s, u"retry"_s, {key("Ctrl+R")})},
        {CommandKind::Skip, addAction(tr("&Skip step"), u"skipStep"_s, u"skipped"_s, {})},
        {CommandKind::Pause, addAction(tr("&Pause run"), u"pauseRun"_s, u"paused"_s, {key("Ctrl+P")})},
        {CommandKind::Unpause, addAction(tr("&Go on"), u"unpauseRun"_s, u"running"_s, {key("Ctrl+G")})},
        {CommandKind::Cancel, addAction(tr("&Cancel run"), u"cancelRun"_s, u"cancel"_s, {key("Delete"), key("Ctrl+Backspace")})},
        {CommandKind::MarkHappened, addAction(tr("It &happened"), u"markHappened"_s, u"happened"_s, {})},
        {CommandKind::MarkNotHappened, addAction(tr("It did &not happen"), u"markNotHappened"_s, u"not_happened"_s, {})},
    };
    for (const auto &[kind, action] : m_commands.asKeyValueRange())
        connect(action, &QAction::triggered, this, [this, kind = kind] {
            if (m_all)
                askForAll(kind, *m_all);
            else
                ask(kind, m_runs);
        });
    addCopyActions();
    setRuns({});
}

void RunActions::addCopyActions()
{
    const auto copy = [](const QStringList &lines) { QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n'))); };
    const auto eachRun = [this](auto text) {
        QStringList lines;
        for (const RunRecord &run : std::as_const(m_runs))
            lines.append(text(run));
        return lines;
    };
    m_copyId = addAction(tr("Copy run &id"), u"copyRunId"_s, u"copy"_s, {QKeySequence(u"Ctrl+Shift+C"_s)});
    connect(m_copyId, &QAction::triggered, this, [=] { copy(eachRun([](const RunRecord &run) { return run.id.toString(); })); });
    m_copyLink = addAction(tr("Copy &link"), u"copyRunLink"_s, u"link"_s, {});
    connect(m_copyLink, &QAction::triggered, this,
            [=, this] { copy(eachRun([this](const RunRecord &run) { return linkTo(run.id); })); });
    m_copyJson = addAction(tr("Copy as &JSON"), u"copyRunJson"_s, u"copy"_s, {});
    connect(m_copyJson, &QAction::triggered, this, &RunActions::copyAsJson);
    m_copy = addAction(tr("Cop&y"), u"copyRun"_s, u"copy"_s, {});
    connect(m_copy, &QAction::triggered, m_copyId, &QAction::trigger); // on a toolbar; elsewhere it opens its menu
    auto *menu = new QMenu(m_window);
    menu->addActions({m_copyId, m_copyLink, m_copyJson});
    m_copy->setMenu(menu);
}

QString RunActions::linkTo(RunId run) const
{
    DeepLink link;
    link.kind = DeepLink::Run;
    link.run = run;
    link.workspace = m_workspace;
    return link.toString();
}

QAction *RunActions::addAction(const QString &text, const QString &name, const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(tintedIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    if (!keys.isEmpty())
        action->setToolTip(
            u"%1 (%2)"_s.arg(action->text().remove(QLatin1Char('&')), keys.first().toString(QKeySequence::NativeText)));
    return action;
}

QList<QAction *> RunActions::all() const
{
    const auto separator = [this] {
        auto *line = new QAction(const_cast<RunActions *>(this));
        line->setSeparator(true);
        return line;
    };
    return {m_open,
            separator(),
            command(CommandKind::Retry),
            command(CommandKind::MarkHappened),
            command(CommandKind::MarkNotHappened),
            command(CommandKind::Skip),
            command(CommandKind::Pause),
            command(CommandKind::Unpause),
            command(CommandKind::Cancel),
            separator(),
            m_copy};
}

void RunActions::setRuns(const QList<RunRecord> &runs, const std::optional<MatchingRuns> &all)
{
    m_runs = runs;
    m_all = all;
    m_open->setEnabled(!runs.isEmpty());
    const bool copies = !runs.isEmpty() && !all; // of what is loaded only part of them could be copied
    m_copy->setEnabled(copies);
    m_copyId->setEnabled(copies);
    m_copyLink->setEnabled(copies);
    m_copyJson->setEnabled(copies && runs.size() <= MostCopiedAsJson);
    for (const auto &[kind, action] : m_commands.asKeyValueRange())
        offer(*action, all ? !statesMeant(kind, all->filter).isEmpty() : !suited(kind, runs).isEmpty(), m_desk, Role::Operator);
}

/// One run as one object, several as a list.
void RunActions::copyAsJson()
{
    QList<RunId> ids;
    for (const RunRecord &run : std::as_const(m_runs))
        ids.append(run.id);
    whenDone(this, DataDesk(m_desk, m_workspace).runsAsJson(ids), [this](const Result<QJsonArray> &list) {
        if (!list) {
            Q_EMIT failed(list.error());
            return;
        }
        const bool isOne = list->size() == 1;
        const QJsonDocument document = isOne ? QJsonDocument(list->first().toObject()) : QJsonDocument(*list);
        QGuiApplication::clipboard()->setText(QString::fromUtf8(document.toJson()));
        Q_EMIT told(tr("%Ln run(s) copied as JSON.", nullptr, int(list->size())));
    });
}

void RunActions::ask(CommandKind kind, const QList<RunRecord> &candidates)
{
    const QList<RunRecord> runs = suited(kind, candidates);
    const auto depends = [kind](const RunRecord &run) { return dependsOnStep(kind, run.state); };
    if (runs.size() > 1 && std::any_of(runs.begin(), runs.end(), depends))
        lookWhichAreMeant(kind, runs, candidates);
    else if (!runs.isEmpty())
        askAbout(kind, runs, candidates);
}

/// Before anything is promised about them.
void RunActions::lookWhichAreMeant(CommandKind kind, const QList<RunRecord> &runs, const QList<RunRecord> &candidates)
{
    if (std::exchange(m_isReading, true))
        return;
    const auto question = [kind, runs](StoreReader &reader) { return meantOf(reader, kind, runs); };
    whenDone(this, m_desk.askAtLeisure<QList<RunRecord>>(question), [=, this](const Result<QList<RunRecord>> &meant) {
        m_isReading = false;
        if (!meant)
            Q_EMIT failed(meant.error());
        else if (meant->isEmpty())
            Q_EMIT failed(Error{ErrorKind::Conflict, whyNoStep(kind), {}, {}});
        else
            askAbout(kind, *meant, candidates);
    });
}

void RunActions::askAbout(CommandKind kind, const QList<RunRecord> &runs, const QList<RunRecord> &candidates)
{
    const CommandSubject subject = subjectOf(kind, runs, candidates);
    if (runs.size() == 1 && (namesSteps(kind) || kind == CommandKind::Retry))
        return askAboutSteps(kind, runs.first(), subject.leftOut);
    confirm(kind, runs, subject);
}

void RunActions::confirm(CommandKind kind, const QList<RunRecord> &runs, const CommandSubject &subject)
{
    auto *dialog = new CommandDialog(kind, subject, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, kind, runs] { send(kind, runs, dialog->reason()); });
    dialog->open();
}

/// A run may have several steps and items that stand, or of which nobody knows: all are named before one answer is given about
/// them.
void RunActions::askAboutSteps(CommandKind kind, const RunRecord &run, const QString &leftOut)
{
    if (std::exchange(m_isReading, true))
        return;
    whenDone(this, m_desk.detail(run.id), [this, kind, run, leftOut](const Result<RunDetail> &detail) {
        m_isReading = false;
        if (!detail) {
            Q_EMIT failed(detail.error());
            return;
        }
        const QList<StepKey> steps = stepsFor(kind, detail->progress, detail->version.pipeline);
        if (kind == CommandKind::Retry && isMeant(kind, *detail))
            return confirm(kind, {run}, retriedIn(*detail, steps, leftOut));
        if (steps.isEmpty()) {
            Q_EMIT failed(Error{ErrorKind::Conflict, whyNoStep(kind), run.inputName, {}});
            return;
        }
        auto *dialog = new CommandDialog(kind, subjectOf(*detail, steps, kind, leftOut), m_window);
        connect(dialog, &QDialog::accepted, this,
                [this, dialog, kind, run, steps] { decide(kind, run, steps, dialog->reason()); });
        dialog->open();
    });
}

/// About those that were named, and about none that came to it since.
void RunActions::decide(CommandKind kind, const RunRecord &run, const QList<StepKey> &steps, const QString &reason)
{
    QList<Command> commands;
    for (const StepKey &step : steps)
        commands.append(commandFor(m_desk.clock(), kind, run.id, step, reason));
    whenDone(this, m_desk.requestAll(commands), [this, kind, run](const Result<QList<qint64>> &recorded) {
        if (!recorded) {
            Q_EMIT failed(recorded.error());
            return;
        }
        Q_EMIT told(tr("“%1” is recorded for %Ln step(s); the runner carries it out.", nullptr, int(recorded->size()))
                        .arg(commandText(kind)));
        watch(*recorded, {{run.id, run.inputName}});
    });
}

/// How they ended is told, and not only that they were asked for: their runs may have moved on meanwhile.
void RunActions::watch(const QList<qint64> &commands, const QHash<RunId, QString> &names)
{
    auto *outcome = new CommandWatch(m_desk, commands, this);
    if (commands.size() == 1)
        connect(outcome, &CommandWatch::accepted, this, &RunActions::told);
    connect(outcome, &CommandWatch::ended, this, [this, names](const QList<Command> &ended) {
        QList<Command> refused = ended;
        refused.removeIf([](const Command &command) { return command.accepted; });
        if (refused.isEmpty())
            return;
        const Command &first = refused.first();
        const QString name = names.value(first.run);
        const bool isOne = ended.size() == 1;
        const QString why = isOne ? first.result
                                  : tr("%1 of %2 were refused, the first: %3")
                                        .arg(QLocale().toString(refused.size()), QLocale().toString(ended.size()),
                                             u"%1: %2"_s.arg(name, first.result));
        Q_EMIT failed({ErrorKind::Conflict, why, isOne ? name : QString(),
                       tr("Look at it as it stands now, and ask again if it is still needed")});
    });
}

void RunActions::askForAll(CommandKind kind, const MatchingRuns &runs)
{
    auto *command = new BulkCommand(m_desk, kind, runs, m_actor, m_window);
    connect(command, &BulkCommand::failed, this, &RunActions::failed);
    connect(command, &BulkCommand::listWanted, this, &RunActions::listWanted);
    command->start();
}

void RunActions::send(CommandKind kind, const QList<RunRecord> &runs, const QString &reason)
{
    QList<Command> commands;
    QHash<RunId, QString> names;
    for (const RunRecord &run : runs) {
        commands.append(commandFor(m_desk.clock(), kind, run.id, {}, reason));
        names.insert(run.id, run.inputName);
    }
    whenDone(this, m_desk.requestAll(commands), [this, kind, names](const Result<QList<qint64>> &recorded) {
        if (!recorded) {
            Q_EMIT failed(recorded.error());
            return;
        }
        Q_EMIT told(tr("“%1” is recorded for %Ln run(s); the runner carries it out.", nullptr, int(recorded->size()))
                        .arg(commandText(kind)));
        watch(*recorded, names);
    });
}

} // namespace cairn
