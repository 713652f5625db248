#include "ui/run/versionsdialog.h"

#include "control/linediff.h"
#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/offering.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Context = 3;

QString fateText(const std::optional<RehearsedStep> &step)
{
    if (!step)
        return VersionsDialog::tr("not in this version");
    switch (step->fate) {
    case RehearsedStep::Fate::TakenOver: return VersionsDialog::tr("is done, and is taken over");
    case RehearsedStep::Fate::Passes: return VersionsDialog::tr("passes with the recorded answer");
    case RehearsedStep::Fate::Fails:
        return step->category ? VersionsDialog::tr("fails (%1): %2").arg(categoryText(*step->category), step->cause)
                              : VersionsDialog::tr("fails: %1").arg(step->cause);
    case RehearsedStep::Fate::Skipped: return VersionsDialog::tr("is skipped: %1").arg(step->cause);
    case RehearsedStep::Fate::Unanswered: return VersionsDialog::tr("is open: %1").arg(step->cause);
    case RehearsedStep::Fate::NotReached: return VersionsDialog::tr("is not reached");
    }
    Q_UNREACHABLE();
    return {};
}

/// In a word, for the list.
QString changeText(const ComparedStep &step)
{
    if (!step.pinned)
        return VersionsDialog::tr("new");
    if (!step.newest)
        return VersionsDialog::tr("gone");
    if (step.sendsOther())
        return VersionsDialog::tr("sends another request");
    return step.decidesOther() ? VersionsDialog::tr("decides otherwise") : VersionsDialog::tr("the same");
}

bool isOther(const ComparedStep &step)
{
    return !step.pinned || !step.newest || step.sendsOther() || step.decidesOther();
}

} // namespace

VersionsDialog::VersionsDialog(Desk &desk, const QString &root, const RunRecord &run, const StepId &from, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_from(from), m_summary(new TonedLabel(TonedLabel::Quiet)), m_steps(new QListWidget),
      m_decision(new QLabel), m_request(new LinedText), m_why(new TonedLabel(TonedLabel::Quiet)), m_reason(nullptr),
      m_resume(nullptr), m_rerun(nullptr)
{
    resize(withinScreen(*this, {900, 620}));
    auto *buttons = new QDialogButtonBox;
    m_resume = buttons->addButton(tr("Resume on the newest version"), QDialogButtonBox::ActionRole);
    m_rerun = buttons->addButton(from.isEmpty() ? tr("Rerun on it from the start") : tr("Rerun on it from %1").arg(from.name()),
                                 QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    m_resume->setObjectName(u"versionsResume"_s);
    m_rerun->setObjectName(u"versionsRerun"_s);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto ends = [this](void (VersionsDialog::*wanted)(const QString &)) {
        return [this, wanted] {
            Q_EMIT(this->*wanted)(m_reason->text().trimmed());
            accept();
        };
    };
    connect(m_resume, &QPushButton::clicked, this, ends(&VersionsDialog::resumeWanted));
    connect(m_rerun, &QPushButton::clicked, this, ends(&VersionsDialog::rerunWanted));

    auto *column = dialogColumn(*this, u"versionsDialog"_s, tr("Compare versions"));
    column->addWidget(dialogTitle(tr("What the newest version would do with %1").arg(run.inputName)));
    column->addWidget(m_summary);
    column->addWidget(buildMiddle(), 1);
    column->addWidget(m_why);
    m_reason = addReason(column, u"versionsReason"_s);
    column->addWidget(buttons);
    widen(*buttons);
    connect(m_reason, &QLineEdit::textChanged, this, &VersionsDialog::updateButtons);
    updateButtons();
    m_summary->setText(tr("Playing both versions over the recorded answers…"));
    whenDone(this, EditDesk(desk, root).compare(run.id, from), [this](const Result<VersionComparison> &comparison) {
        if (comparison)
            return present(*comparison);
        m_summary->setTone(TonedLabel::Bad);
        m_summary->setText(errorText(comparison.error()));
    });
}

QWidget *VersionsDialog::buildMiddle()
{
    for (QLabel *label : {static_cast<QLabel *>(m_summary), m_decision, static_cast<QLabel *>(m_why)}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_summary->setObjectName(u"versionsSummary"_s);
    m_decision->setObjectName(u"versionsDecision"_s);
    m_why->setObjectName(u"versionsWhy"_s);
    m_steps->setObjectName(u"versionsSteps"_s);
    m_steps->setAccessibleName(tr("Steps"));
    m_request->setObjectName(u"versionsRequest"_s);
    m_request->setAccessibleName(tr("What the step sends, by both versions"));
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(8, 0, 0, 0);
    column->addWidget(m_decision);
    column->addWidget(m_request, 1);
    auto *middle = new QSplitter;
    middle->setChildrenCollapsible(false);
    middle->addWidget(m_steps);
    middle->addWidget(side);
    middle->setStretchFactor(1, 1);
    middle->setSizes({270, 590});
    connect(m_steps, &QListWidget::currentRowChanged, this, &VersionsDialog::presentStep);
    return middle;
}

void VersionsDialog::present(const VersionComparison &comparison)
{
    m_comparison = comparison;
    const QList<ComparedStep> &steps = m_comparison.steps;
    const auto others = int(std::count_if(steps.begin(), steps.end(), isOther));
    const QString versions = tr("Version %1 (of the run) and version %2 (the newest), %3. Nothing was sent.")
                                 .arg(QString::number(comparison.pinned), QString::number(comparison.newest),
                                      m_from.isEmpty() ? tr("from the start") : tr("from step %1").arg(m_from.name()));
    m_summary->setText(
        u"%1 %2"_s.arg(versions, others > 0 ? tr("%Ln step(s) differ.", nullptr, others) : tr("No step differs.")));
    int first = -1;
    for (const ComparedStep &step : steps) {
        auto *item = new QListWidgetItem(u"%1 — %2"_s.arg(step.step.name(), changeText(step)), m_steps);
        QFont font = item->font();
        font.setBold(isOther(step));
        item->setFont(font);
        if (first < 0 && isOther(step))
            first = m_steps->row(item);
    }
    m_steps->setCurrentRow(std::max(first, 0));
    m_steps->setFocus();
    QStringList why;
    if (comparison.leavesProtection)
        why.append(
            tr("Data protection is not played: a step that passes here is blocked all the same where its request holds what "
               "its service is not cleared for."));
    if (!comparison.whyNotResumed.isEmpty())
        why.append(tr("It cannot go on with the newest version: %1.").arg(comparison.whyNotResumed));
    if (!comparison.whyNotRerun.isEmpty())
        why.append(tr("No rerun on it can begin there: %1.").arg(comparison.whyNotRerun));
    m_why->setText(why.join(u'\n'));
    m_why->setVisible(!why.isEmpty());
    updateButtons();
}

void VersionsDialog::presentStep(int row)
{
    if (row < 0 || row >= m_comparison.steps.size())
        return;
    const ComparedStep &step = m_comparison.steps.at(row);
    const QString before = fateText(step.pinned), after = fateText(step.newest);
    m_decision->setText(
        before == after ? tr("In both versions it %1.").arg(after)
                        : tr("Version %1: %2.\nVersion %3: %4.")
                              .arg(QString::number(m_comparison.pinned), before, QString::number(m_comparison.newest), after));
    const auto request = [](const std::optional<RehearsedStep> &side) { return side ? side->request : QStringList(); };
    m_request->setLines(changeLines(diffLines(request(step.pinned), request(step.newest)), Context * 3), 2);
}

void VersionsDialog::updateButtons()
{
    const bool isReady = m_comparison.run.isValid() && !m_reason->text().trimmed().isEmpty();
    offer(*m_resume, isReady && m_comparison.whyNotResumed.isEmpty(), m_desk, Role::Operator);
    offer(*m_rerun, isReady && m_comparison.whyNotRerun.isEmpty(), m_desk, Role::Operator);
}

} // namespace cairn
