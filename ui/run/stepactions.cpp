#include "ui/run/stepactions.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/commandwatch.h"
#include "ui/parts/deeplink.h"
#include "ui/parts/offering.h"
#include "ui/parts/whendone.h"
#include "ui/payload/editdialog.h"
#include "ui/run/commanddialog.h"
#include "ui/run/rerundialog.h"
#include "ui/run/versionsdialog.h"

#include "control/actor.h"
#include "control/submission.h"
#include "policy/eligible.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cairn {

using namespace Qt::StringLiterals;

StepActions::StepActions(Desk &desk, const QString &root, QWidget *window)
    : QObject(window), m_desk(desk), m_root(root), m_window(window), m_actor(currentActor())
{
    m_edit = add(tr("&Edit and resume…"), u"editStep"_s, u"edit"_s, &StepActions::edit);
    m_retry = add(tr("&Retry this step…"), u"retryThisStep"_s, u"retry"_s, &StepActions::retry);
    m_skip = add(tr("&Skip this step…"), u"skipThisStep"_s, u"skipped"_s, &StepActions::skip);
    m_happened = add(tr("This step &happened"), u"stepHappened"_s, u"happened"_s, &StepActions::decideHappened);
    m_notHappened =
        add(tr("This step did &not happen"), u"stepNotHappened"_s, u"not_happened"_s, &StepActions::decideNotHappened);
    addSeparator();
    m_compare =
        add(tr("&Compare versions and go on with the newest…"), u"compareVersions"_s, u"compare"_s, &StepActions::compare);
    m_fromHere = add(tr("Rerun from &here…"), u"rerunFromHere"_s, u"forward"_s, &StepActions::rerunFromHere);
    m_fromStart = add(tr("Rerun from the &start…"), u"rerunFromStart"_s, u"running"_s, &StepActions::rerunFromStart);
    addSeparator();
    m_link = add(tr("Copy &link to this step"), u"copyStepLink"_s, u"link"_s, &StepActions::copyLink);
    m_edit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    setStep({}, {});
}

QAction *StepActions::add(const QString &text, const QString &name, const QString &icon, void (StepActions::*act)())
{
    auto *action = new QAction(tintedIcon(icon), text, this);
    action->setObjectName(name);
    action->setProperty("group", tr("Step"));
    connect(action, &QAction::triggered, this, act);
    m_all.append(action);
    return action;
}

void StepActions::addSeparator()
{
    auto *line = new QAction(this);
    line->setSeparator(true);
    m_all.append(line);
}

void StepActions::setStep(const std::optional<RunDetail> &detail, const StepKey &key)
{
    m_detail = detail;
    m_key = key;
    const Step *step = detail ? detail->version.pipeline.step(key.step) : nullptr;
    const StepProgress *progress = step ? detail->progress.step(key) : nullptr;
    const StepState state = progress ? progress->state : StepState::Pending;
    const auto fitOf = [&](CommandKind kind) {
        Command command;
        command.kind = kind;
        command.step = key.step;
        command.item = key.item;
        return progress ? cairn::fitOf(command, *progress, detail->progress, detail->version.pipeline) : Fit::No;
    };
    const auto allow = [this](QAction *action, bool possible) { offer(*action, possible, m_desk, Role::Operator); };
    allow(m_edit, detail && canEdit(*detail, key));
    const bool waits = state == StepState::WaitingRetry || state == StepState::Held;
    m_asks = fitOf(CommandKind::Retry) == Fit::Asked;
    m_retry->setText(m_asks ? tr("&Ask its service again…") : waits ? tr("&Try this step now…") : tr("&Retry this step…"));
    allow(m_retry, fitOf(CommandKind::Retry) != Fit::No);
    allow(m_skip, fitOf(CommandKind::Skip) != Fit::No);
    allow(m_happened, fitOf(CommandKind::MarkHappened) != Fit::No);
    allow(m_notHappened, fitOf(CommandKind::MarkNotHappened) != Fit::No);
    m_compare->setEnabled(detail.has_value());
    allow(m_fromHere, progress && state != StepState::Pending);
    allow(m_fromStart, detail.has_value());
    m_link->setEnabled(progress != nullptr);
}

void StepActions::editStep(const RunRecord &run, const StepKey &key)
{
    auto *dialog = new EditDialog(m_desk, m_root, run, key, m_window);
    connect(dialog, &EditDialog::requested, this, [this](qint64 command) { watch(command); });
    dialog->open();
}

void StepActions::retry()
{
    ask(CommandKind::Retry);
}

void StepActions::skip()
{
    ask(CommandKind::Skip);
}

void StepActions::decideHappened()
{
    ask(CommandKind::MarkHappened);
}

void StepActions::decideNotHappened()
{
    ask(CommandKind::MarkNotHappened);
}

void StepActions::ask(CommandKind kind)
{
    CommandSubject about{1, m_detail->run.inputName, {}, false, stepText(m_key.step, m_key.item)};
    about.isAskedAbout = m_asks && kind == CommandKind::Retry;
    auto *dialog = new CommandDialog(kind, about, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, kind, run = m_detail->run.id, key = m_key] {
        const Command command = commandFor(m_desk.clock(), kind, run, key, dialog->reason());
        whenDone(this, m_desk.request(command), [this](const Result<qint64> &id) { watch(id); });
    });
    dialog->open();
}

/// How it ended is told, and not only that it was asked: the run may have moved on meanwhile.
void StepActions::watch(const Result<qint64> &command)
{
    if (!command) {
        Q_EMIT failed(command.error());
        return;
    }
    Q_EMIT told(tr("It is recorded; the runner carries it out."));
    auto *outcome = new CommandWatch(m_desk, {*command}, this);
    connect(outcome, &CommandWatch::accepted, this, &StepActions::told);
    connect(outcome, &CommandWatch::refused, this, &StepActions::failed);
}

void StepActions::compare()
{
    // From where it stands, or else from the step that is looked at.
    const StepId from = m_detail->run.step.isEmpty() ? m_key.step : m_detail->run.step;
    auto *dialog = new VersionsDialog(m_desk, m_root, m_detail->run, from, m_window);
    const RunId run = m_detail->run.id; // what is looked at may be another by the time it is answered
    connect(dialog, &VersionsDialog::resumeWanted, this, [this, run](const QString &reason) { resumeLatest(run, reason); });
    connect(dialog, &VersionsDialog::rerunWanted, this,
            [this, run, from](const QString &reason) { rerun(run, from, true, reason); });
    dialog->open();
}

void StepActions::resumeLatest(RunId run, const QString &reason)
{
    Command command = commandFor(m_desk.clock(), CommandKind::Resume, run, {}, reason);
    command.arguments = {{u"latest"_s, true}};
    whenDone(this, m_desk.request(command), [this](const Result<qint64> &id) { watch(id); });
}

void StepActions::copyLink()
{
    DeepLink link;
    link.kind = DeepLink::Run;
    link.run = m_detail->run.id;
    link.step = m_key.step;
    link.item = m_key.item;
    link.workspace = m_root;
    QGuiApplication::clipboard()->setText(link.toString());
    Q_EMIT told(tr("The link to step %1 is copied.").arg(stepText(m_key.step, m_key.item)));
}

void StepActions::rerunFromHere()
{
    askRerun(m_key.step);
}

void StepActions::rerunFromStart()
{
    askRerun({});
}

void StepActions::askRerun(const StepId &from)
{
    auto *dialog = new RerunDialog(m_desk, m_detail->run, from, m_window);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, from, run = m_detail->run.id] { rerun(run, from, dialog->isOnNewest(), dialog->reason()); });
    dialog->open();
}

void StepActions::rerun(RunId run, const StepId &from, bool latest, const QString &reason)
{
    whenDone(this, EditDesk(m_desk).rerun(run, from, latest, m_actor, reason), [this](const Result<RunId> &id) {
        if (!id) {
            Q_EMIT failed(id.error());
            return;
        }
        Q_EMIT told(tr("Run %1 is started.").arg(id->toString()));
        Q_EMIT runWanted(*id);
    });
}

} // namespace cairn
