#include "ui/run/commanddialog.h"

#include "ui/look/statelook.h"

#include <QCheckBox>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int LinesShown = 4;

QString question(CommandKind kind, int count)
{
    switch (kind) {
    case CommandKind::Retry: return CommandDialog::tr("Retry %n run(s)?", nullptr, count);
    case CommandKind::Resume: return CommandDialog::tr("Resume %n run(s)?", nullptr, count);
    case CommandKind::Skip: return CommandDialog::tr("Skip every step that stands of %n run(s)?", nullptr, count);
    case CommandKind::Pause: return CommandDialog::tr("Pause %n run(s)?", nullptr, count);
    case CommandKind::Unpause: return CommandDialog::tr("Go on with %n run(s)?", nullptr, count);
    case CommandKind::Cancel: return CommandDialog::tr("Cancel %n run(s)?", nullptr, count);
    case CommandKind::MarkHappened: return CommandDialog::tr("Record for %n run(s) that it happened?", nullptr, count);
    case CommandKind::MarkNotHappened: return CommandDialog::tr("Record for %n run(s) that it did not happen?", nullptr, count);
    case CommandKind::OpenBreaker:
    case CommandKind::CloseBreaker:
    case CommandKind::FreeBreaker:
    case CommandKind::ReleaseBreaker:
    case CommandKind::ProbeService: break; // asked on a service's page
    }
    Q_UNREACHABLE();
    return {};
}

/// About one step or item of a run alone.
QString stepQuestion(CommandKind kind, const QString &step, bool isAskedAbout)
{
    if (isAskedAbout)
        return CommandDialog::tr("Ask again whether %1 happened?").arg(step);
    switch (kind) {
    case CommandKind::Skip: return CommandDialog::tr("Skip %1?").arg(step);
    case CommandKind::MarkHappened: return CommandDialog::tr("Record that %1 happened?").arg(step);
    case CommandKind::MarkNotHappened: return CommandDialog::tr("Record that %1 did not happen?").arg(step);
    default: return CommandDialog::tr("Retry %1?").arg(step);
    }
}

QString stepConsequence(CommandKind kind, bool isAskedAbout)
{
    if (isAskedAbout)
        return CommandDialog::tr(
            "Its service is asked at once, with a fresh allowance of questions. Nothing is sent again unless "
            "it says that it did not happen.");
    switch (kind) {
    case CommandKind::Skip:
        return CommandDialog::tr("The run goes on without this step alone. Later steps find nothing where its answer would be.");
    case CommandKind::MarkHappened:
        return CommandDialog::tr("The step counts as succeeded and is not sent again; the run goes on without its answer. What "
                                 "finishes later counts as taken up: it is still waited for.");
    case CommandKind::MarkNotHappened:
        return CommandDialog::tr("The step is sent again. If it did happen after all, it will have happened twice.");
    default:
        return CommandDialog::tr(
            "This step alone is tried again at once, with the same input and a fresh allowance of attempts.");
    }
}

/// About several steps and items, which are named, or of which a filter says what they have in common.
QString stepsQuestion(CommandKind kind, int count, bool ofManyRuns)
{
    if (kind == CommandKind::Retry)
        return CommandDialog::tr("Retry %Ln step(s) and item(s)?", nullptr, count);
    if (kind == CommandKind::Skip && ofManyRuns)
        return CommandDialog::tr("Skip %Ln step(s) and item(s)?", nullptr, count);
    if (kind == CommandKind::Skip)
        return CommandDialog::tr("Skip %Ln step(s) and item(s) of this run?", nullptr, count);
    return kind == CommandKind::MarkHappened
               ? CommandDialog::tr("Record that all %Ln step(s) and item(s) happened?", nullptr, count)
               : CommandDialog::tr("Record that all %Ln step(s) and item(s) did not happen?", nullptr, count);
}

QString consequence(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Retry:
        return CommandDialog::tr(
            "Steps that are blocked, waiting or held are tried again at once, with the same input and a fresh allowance of "
            "attempts. Steps that have passed are not repeated.");
    case CommandKind::Resume:
        return CommandDialog::tr("The step goes on with what was changed: services take it for a new request.");
    case CommandKind::Skip:
        return CommandDialog::tr("The runs go on without every step of theirs that is blocked, waiting or held, at whatever "
                                 "service, and without what a service has taken up and not finished. Later steps find nothing "
                                 "where their answers would be.");
    case CommandKind::Pause:
        return CommandDialog::tr("No further step starts until somebody lets it go on. What is under way comes to its end.");
    case CommandKind::Unpause: return CommandDialog::tr("The next steps start at once.");
    case CommandKind::Cancel:
        return CommandDialog::tr(
            "No further step starts, and what is under way is cut off. What services have done already stays done. "
            "This cannot be undone; the file can be submitted again.");
    case CommandKind::MarkHappened:
        return CommandDialog::tr("Every step and item of a run whose outcome is unknown counts as succeeded and is not sent "
                                 "again; the run goes on without their answers. What finishes later counts as taken up: it is "
                                 "still waited for.");
    case CommandKind::MarkNotHappened:
        return CommandDialog::tr("Every step and item of a run whose outcome is unknown is sent again. What did happen after all "
                                 "will have happened twice.");
    case CommandKind::OpenBreaker:
    case CommandKind::CloseBreaker:
    case CommandKind::FreeBreaker:
    case CommandKind::ReleaseBreaker:
    case CommandKind::ProbeService: break;
    }
    Q_UNREACHABLE();
    return {};
}

/// About those that are named.
QString stepsConsequence(CommandKind kind)
{
    return kind == CommandKind::Skip
               ? CommandDialog::tr("The run goes on without these; what comes to stand elsewhere meanwhile is left alone. Later "
                                   "steps find nothing where their answers would be.")
               : consequence(kind);
}

QString countText(qint64 count, Look look)
{
    return QLocale().toString(count) + QChar(QChar::Nbsp) + StateLook::word(look);
}

/// Hidden where there is no choice.
QCheckBox *canaryChoice(bool isOffered)
{
    auto *box = new QCheckBox(CommandDialog::tr("&One first, then five, then the rest in waves"));
    box->setObjectName(u"commandCanary"_s);
    box->setToolTip(
        CommandDialog::tr("Each wave goes once it is known what came of the one before; it stops by itself when half of a wave "
                          "fail again."));
    if (!isOffered)
        box->hide();
    return box;
}

ReasonDialog::Text textOf(CommandKind kind, const CommandSubject &subject)
{
    const auto text = [kind](const QString &title, const QString &effect) {
        ReasonDialog::Text asked{u"commandDialog"_s, commandText(kind), title, effect, commandText(kind)};
        asked.isFinal = kind == CommandKind::Cancel;
        return asked;
    };
    if (!subject.step.isEmpty())
        return text(stepQuestion(kind, subject.step, subject.isAskedAbout), stepConsequence(kind, subject.isAskedAbout));
    if (subject.steps > 0)
        return text(stepsQuestion(kind, int(subject.steps), subject.ofManyRuns), stepsConsequence(kind));
    return text(question(kind, int(subject.count)), consequence(kind));
}

} // namespace

bool needsReason(CommandKind kind)
{
    return kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened || kind == CommandKind::Skip;
}

QString someLines(const QStringList &lines)
{
    QStringList shown = lines.first(std::min<qsizetype>(lines.size(), LinesShown));
    if (lines.size() > LinesShown)
        shown.append(CommandDialog::tr("and %Ln more", nullptr, int(lines.size()) - LinesShown));
    return shown.join(QLatin1Char('\n'));
}

QString someNames(const QList<RunRecord> &runs)
{
    QStringList lines;
    for (const RunRecord &run : runs)
        lines.append(run.step.isEmpty() ? run.inputName : u"%1 — %2"_s.arg(run.inputName, run.step.name()));
    return someLines(lines);
}

QString statesText(const QMap<RunState, qint64> &byState)
{
    QStringList parts;
    for (RunState state : allRunStates()) {
        if (byState.contains(state))
            parts.append(countText(byState.value(state), lookOf(state)));
    }
    return parts.join(u", "_s);
}

QString statesText(const QMap<StepState, qint64> &byState)
{
    QStringList parts;
    for (const auto &[state, count] : byState.asKeyValueRange())
        parts.append(countText(count, lookOf(state)));
    return parts.join(u", "_s);
}

QString askedWhereUnknownText()
{
    return CommandDialog::tr(
        "Where a step may have happened its service is asked, and it is sent again only if that says that it did not.");
}

CommandDialog::CommandDialog(CommandKind kind, const CommandSubject &subject, QWidget *parent)
    : ReasonDialog(textOf(kind, subject), parent), m_canary(canaryChoice(subject.offersCanary))
{
    addSubject(quietLine(u"commandSubject"_s, subject.what));
    if (!subject.leftOut.isEmpty())
        addSubject(quietLine(u"commandLeftOut"_s, subject.leftOut));
    addReason(needsReason(kind) ? Reason::Required : Reason::Optional);
    m_canary->setChecked(subject.isCanary);
    addContent(m_canary);
    finish();
    setReason(subject.reason);
}

bool CommandDialog::wantsCanary() const
{
    return m_canary->isChecked();
}

} // namespace cairn
