#include "ui/rerundialog.h"

#include "ui/dialogparts.h"
#include "ui/tonedlabel.h"
#include "ui/whendone.h"
#include "ui/wording.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QRadioButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int TextWidth = 460;
}

RerunDialog::RerunDialog(Desk &desk, const RunRecord &run, const StepId &from, QWidget *parent)
    : QDialog(parent), m_pinned(new QRadioButton(tr("On its &own version, %1").arg(run.version))),
      m_newest(new QRadioButton(tr("On the &newest version"))), m_note(new TonedLabel(TonedLabel::Quiet)), m_reason(nullptr),
      m_go(nullptr)
{
    setObjectName(u"rerunDialog"_s);
    setWindowTitle(tr("Rerun"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *effect = new QLabel(
        from.isEmpty()
            ? tr("A new run of the same input, from the start: every service is called again.")
            : tr("A new run of the same input that takes over what is done by steps that do not need %1, and begins there.")
                  .arg(from.name()));
    effect->setObjectName(u"rerunEffect"_s);
    for (QLabel *label : {effect, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(TextWidth);
    }
    m_note->setObjectName(u"rerunNote"_s);
    m_pinned->setObjectName(u"rerunPinned"_s);
    m_newest->setObjectName(u"rerunNewest"_s);
    m_pinned->setChecked(true);
    m_newest->setEnabled(false);
    auto *buttons = new QDialogButtonBox;
    m_go = buttons->addButton(tr("Rerun"), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"rerunGo"_s);
    m_go->setEnabled(false);
    buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(dialogTitle(from.isEmpty() ? tr("Run %1 again?").arg(run.inputName)
                                                 : tr("Run %1 again from step %2?").arg(run.inputName, from.name())));
    column->addWidget(effect);
    column->addWidget(m_pinned);
    column->addWidget(m_newest);
    column->addWidget(m_note);
    m_reason = addReason(column, u"rerunReason"_s);
    column->addWidget(buttons);
    widen(*buttons);
    column->setSizeConstraint(QLayout::SetFixedSize);
    connect(m_reason, &QLineEdit::textChanged, m_go,
            [this](const QString &text) { m_go->setEnabled(!text.trimmed().isEmpty()); });
    m_go->setDefault(true);
    m_reason->setFocus();
    whenDone(this, EditDesk(desk).compare(run.id, from), [this](const Result<VersionComparison> &comparison) {
        if (comparison)
            present(*comparison);
        else
            m_note->setText(errorText(comparison.error()));
    });
}

void RerunDialog::present(const VersionComparison &comparison)
{
    const bool isOther = comparison.newest != comparison.pinned;
    m_newest->setText(isOther ? tr("On the &newest version, %1").arg(comparison.newest)
                              : tr("On the &newest version (the run is on it already)"));
    m_newest->setEnabled(isOther && comparison.whyNotRerun.isEmpty());
    const auto others = std::count_if(comparison.steps.begin(), comparison.steps.end(),
                                      [](const ComparedStep &step) { return step.sendsOther() || !step.pinned || !step.newest; });
    if (!comparison.whyNotRerun.isEmpty())
        m_note->setText(
            tr("It cannot begin there on version %1: %2.").arg(QString::number(comparison.newest), comparison.whyNotRerun));
    else if (isOther)
        m_note->setText(
            tr("On version %1, %Ln step(s) would send another request. “Compare versions” shows them.", nullptr, int(others))
                .arg(comparison.newest));
    if (comparison.undone.isEmpty())
        return;
    const QString early = tr("It begins before %1, with what that needs and is not done: %2.")
                              .arg(comparison.from.name(), comparison.undone.join(u", "_s));
    m_note->setText(m_note->text().isEmpty() ? early : m_note->text() + u' ' + early);
}

bool RerunDialog::isOnNewest() const
{
    return m_newest->isChecked();
}

QString RerunDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace cairn
