#include "ui/commanddialog.h"

#include "ui/dialogparts.h"
#include "ui/statelook.h"
#include "ui/tonedlabel.h"
#include "ui/wording.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int LinesShown = 4;
constexpr int TextWidth = 460;

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

/// Not there at all if there is nothing to say.
QLabel *quietText(const QString &name, const QString &text)
{
    auto *label = new TonedLabel(TonedLabel::Quiet);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(TextWidth);
    label->setText(text);
    if (text.isEmpty())
        label->hide(); // shown, it would be a window of its own until it stands in the dialog
    return label;
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

/// A statement about what happened elsewhere is worth nothing without its ground.
bool needsReason(CommandKind kind)
{
    return kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened || kind == CommandKind::Skip;
}

} // namespace

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

CommandDialog::CommandDialog(CommandKind kind, const CommandSubject &subject, QWidget *parent)
    : QDialog(parent), m_reason(new QLineEdit), m_canary(canaryChoice(subject.offersCanary)), m_go(nullptr)
{
    setObjectName(u"commandDialog"_s);
    setWindowTitle(commandText(kind));
    setAttribute(Qt::WA_DeleteOnClose);

    const bool isStep = !subject.step.isEmpty();
    auto *title = dialogTitle(isStep              ? stepQuestion(kind, subject.step, subject.isAskedAbout)
                              : subject.steps > 0 ? stepsQuestion(kind, int(subject.steps), subject.ofManyRuns)
                                                  : question(kind, int(subject.count)));
    title->setObjectName(u"commandQuestion"_s);
    auto *list = quietText(u"commandSubject"_s, subject.what);
    auto *leftOut = quietText(u"commandLeftOut"_s, subject.leftOut);
    auto *effect = new QLabel(isStep              ? stepConsequence(kind, subject.isAskedAbout)
                              : subject.steps > 0 ? stepsConsequence(kind)
                                                  : consequence(kind));
    effect->setObjectName(u"commandConsequence"_s);
    effect->setWordWrap(true);
    effect->setMinimumWidth(TextWidth);
    auto *reasonLabel =
        new QLabel(needsReason(kind) ? tr("&Reason (required, kept in the record)") : tr("&Reason (kept in the record)"));
    reasonLabel->setBuddy(m_reason);
    m_reason->setObjectName(u"commandReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(1000);
    m_reason->setText(subject.reason);
    m_canary->setChecked(subject.isCanary);

    auto *buttons = new QDialogButtonBox;
    m_go = buttons->addButton(commandText(kind), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"commandGo"_s);
    auto *leave = buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    leave->setObjectName(u"commandLeave"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (needsReason(kind)) {
        m_go->setEnabled(!reason().isEmpty());
        connect(m_reason, &QLineEdit::textChanged, m_go,
                [this](const QString &text) { m_go->setEnabled(!text.trimmed().isEmpty()); });
    }

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addWidget(title);
    column->addWidget(list);
    column->addWidget(leftOut);
    column->addWidget(effect);
    column->addSpacing(4);
    column->addWidget(reasonLabel);
    column->addWidget(m_reason);
    column->addWidget(m_canary);
    column->addSpacing(6);
    column->addWidget(buttons);
    for (QPushButton *button : {m_go, leave})
        button->setMinimumWidth(button->sizeHint().width() + 24);
    (kind == CommandKind::Cancel ? leave : m_go)->setDefault(true); // counts only for a button that stands in its dialog
    m_reason->setFocus();
}

bool CommandDialog::wantsCanary() const
{
    return m_canary->isChecked();
}

QString CommandDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace cairn
