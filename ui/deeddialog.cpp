#include "ui/deeddialog.h"

#include "ui/dialogparts.h"
#include "ui/incidentwording.h"
#include "ui/runbookwording.h"
#include "ui/tonedlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int DeedWidth = 460;

/// How many it decides about alike; 1: there is nothing to be told apart.
int decidedAlike(const RunbookAction &action, const IncidentDetail &incident)
{
    return action.verb == RunbookVerb::Decide ? int(std::min<qint64>(incident.incident.counts.failing, 1'000'000'000)) : 1;
}

QString titleOf(const RunbookAction &action, int alike)
{
    return alike > 1 ? DeedDialog::tr("%1: for all %Ln step(s)?", nullptr, alike).arg(action.label)
                     : DeedDialog::tr("%1?").arg(action.label);
}

QString effectOf(const RunbookAction &action, const IncidentDetail &incident, int alike)
{
    const QString text = consequenceText(action, incident);
    return alike > 1 ? text + u' ' + DeedDialog::tr("One at a time is decided in the list of failures.") : text;
}

QLabel *titleLabel(const QString &text)
{
    QLabel *title = dialogTitle(text);
    title->setObjectName(u"deedTitle"_s);
    return title;
}

QLabel *effectLabel(const QString &text)
{
    auto *effect = new QLabel(text);
    effect->setObjectName(u"deedConsequence"_s);
    effect->setTextFormat(Qt::PlainText);
    effect->setWordWrap(true);
    effect->setMinimumWidth(DeedWidth);
    return effect;
}

} // namespace

DeedDialog::DeedDialog(const RunbookAction &action, const IncidentDetail &incident, QWidget *parent)
    : QDialog(parent), m_needsReason(needsReason(action.verb)), m_reason(new QLineEdit),
      m_each(new QCheckBox(tr("I have &looked at each of them: it is true of all")))
{
    setObjectName(u"deedDialog"_s);
    setWindowTitle(action.label);
    setAttribute(Qt::WA_DeleteOnClose);
    const int alike = decidedAlike(action, incident);
    auto *subject = new TonedLabel(TonedLabel::Quiet);
    subject->setTextFormat(Qt::PlainText);
    subject->setText(subjectText(incident.incident));
    m_each->setObjectName(u"deedEach"_s);
    m_each->setChecked(alike <= 1);
    if (alike <= 1)
        m_each->hide();
    auto *label = new QLabel(m_needsReason ? tr("&Reason (required, kept in the record)") : tr("&Reason (kept in the record)"));
    label->setBuddy(m_reason);
    m_reason->setObjectName(u"deedReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(1000);

    auto *buttons = buildButtons(action);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    for (QWidget *widget : std::initializer_list<QWidget *>{titleLabel(titleOf(action, alike)), subject,
                                                            effectLabel(effectOf(action, incident, alike)), m_each})
        column->addWidget(widget);
    column->addSpacing(4);
    column->addWidget(label);
    column->addWidget(m_reason);
    column->addSpacing(6);
    column->addWidget(buttons);
    m_go->setDefault(true); // counts only for a button that stands in its dialog
    m_reason->setFocus();
}

QDialogButtonBox *DeedDialog::buildButtons(const RunbookAction &action)
{
    auto *buttons = new QDialogButtonBox;
    m_go = buttons->addButton(buttonText(action.label), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"deedGo"_s);
    auto *leave = buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    leave->setObjectName(u"deedLeave"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, this, &DeedDialog::offerToGo);
    connect(m_each, &QCheckBox::toggled, this, &DeedDialog::offerToGo);
    offerToGo();
    for (QPushButton *button : {m_go, leave})
        button->setMinimumWidth(button->sizeHint().width() + 24);
    return buttons;
}

void DeedDialog::offerToGo()
{
    m_go->setEnabled(m_each->isChecked() && !(m_needsReason && reason().isEmpty()));
}

QString DeedDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace cairn
