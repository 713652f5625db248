#include "ui/deeddialog.h"

#include "ui/incidentwording.h"
#include "ui/runbookwording.h"
#include "ui/tonedlabel.h"
#include "ui/wording.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int DeedWidth = 460;

} // namespace

DeedDialog::DeedDialog(const RunbookAction &action, const IncidentDetail &incident, QWidget *parent)
    : QDialog(parent), m_reason(new QLineEdit)
{
    setObjectName(u"deedDialog"_s);
    setWindowTitle(action.label);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = new QLabel(tr("%1?").arg(action.label));
    title->setTextFormat(Qt::PlainText);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setBold(true);
    title->setFont(large);
    auto *subject = new TonedLabel(TonedLabel::Quiet);
    subject->setTextFormat(Qt::PlainText);
    subject->setText(subjectText(incident.incident));
    auto *effect = new QLabel(consequenceText(action, incident));
    effect->setObjectName(u"deedConsequence"_s);
    effect->setTextFormat(Qt::PlainText);
    effect->setWordWrap(true);
    effect->setMinimumWidth(DeedWidth);
    const bool required = needsReason(action.verb);
    auto *label = new QLabel(required ? tr("&Reason (required, kept in the record)") : tr("&Reason (kept in the record)"));
    label->setBuddy(m_reason);
    m_reason->setObjectName(u"deedReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(1000);

    auto *buttons = buildButtons(action);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    for (QWidget *widget : std::initializer_list<QWidget *>{title, subject, effect})
        column->addWidget(widget);
    column->addSpacing(4);
    column->addWidget(label);
    column->addWidget(m_reason);
    column->addSpacing(6);
    column->addWidget(buttons);
    buttons->findChild<QPushButton *>(u"deedGo"_s)->setDefault(true); // counts only for a button that stands in its dialog
    m_reason->setFocus();
}

QDialogButtonBox *DeedDialog::buildButtons(const RunbookAction &action)
{
    auto *buttons = new QDialogButtonBox;
    auto *go = buttons->addButton(buttonText(action.label), QDialogButtonBox::AcceptRole);
    go->setObjectName(u"deedGo"_s);
    auto *leave = buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    leave->setObjectName(u"deedLeave"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    go->setEnabled(!needsReason(action.verb));
    if (needsReason(action.verb))
        connect(m_reason, &QLineEdit::textChanged, go, [go](const QString &text) { go->setEnabled(!text.trimmed().isEmpty()); });
    for (QPushButton *button : {go, leave})
        button->setMinimumWidth(button->sizeHint().width() + 24);
    return buttons;
}

QString DeedDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace cairn
