#include "ui/reasondialog.h"

#include "ui/dialogparts.h"
#include "ui/tonedlabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int ReasonWidth = 460;
constexpr int LongestText = 1000;
} // namespace

ReasonDialog::ReasonDialog(const Text &text, QWidget *parent)
    : QDialog(parent), m_column(new QVBoxLayout(this)), m_go(new QPushButton(text.go)),
      m_leave(new QPushButton(tr("Leave as it is"))), m_refusal(new TonedLabel(TonedLabel::Bad))
{
    setObjectName(text.name);
    setWindowTitle(text.window);
    setAttribute(Qt::WA_DeleteOnClose);
    m_column->setContentsMargins(20, 18, 20, 16);
    m_column->setSpacing(10);
    m_column->setSizeConstraint(QLayout::SetFixedSize);
    auto *effect = new QLabel(text.effect);
    effect->setWordWrap(true);
    effect->setTextFormat(Qt::PlainText);
    effect->setMinimumWidth(ReasonWidth);
    m_column->addWidget(dialogTitle(text.title));
    m_column->addWidget(effect);
    m_go->setObjectName(u"reasonGo"_s);
    m_leave->setObjectName(u"reasonLeave"_s);
    m_refusal->setObjectName(u"reasonRefusal"_s);
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->setWordWrap(true);
    m_refusal->setMinimumWidth(ReasonWidth);
    m_refusal->hide();
}

QLineEdit *ReasonDialog::addLine(const QString &label, const QString &name, const QString &preset)
{
    auto *line = new QLineEdit(preset);
    line->setObjectName(name);
    line->setMaxLength(LongestText);
    auto *words = new QLabel(label);
    words->setBuddy(line);
    line->setAccessibleName(QString(label).remove(u'&'));
    m_column->addWidget(words);
    m_column->addWidget(line);
    return line;
}

void ReasonDialog::addContent(QWidget *content)
{
    m_column->addWidget(content);
}

void ReasonDialog::addReason(const QString &label)
{
    m_reason = addLine(label, u"reasonLine"_s, {});
}

void ReasonDialog::require(QLineEdit *line)
{
    m_required.append(line ? line : m_reason);
    connect(m_required.last(), &QLineEdit::textChanged, this, &ReasonDialog::updateGo);
}

void ReasonDialog::finish(QLineEdit *first)
{
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_go, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_leave, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReasonDialog::go);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_column->addWidget(m_refusal);
    m_column->addSpacing(6);
    m_column->addWidget(buttons);
    for (QPushButton *button : {m_go, m_leave})
        button->setMinimumWidth(button->sizeHint().width() + 24);
    m_go->setDefault(true); // counts only for a button that stands in its dialog
    updateGo();
    (first ? first : m_reason)->setFocus();
}

void ReasonDialog::go()
{
    if (!m_give)
        return accept();
    m_isGiven = true;
    updateGo();
    m_give();
}

void ReasonDialog::refuse(const QString &why)
{
    m_isGiven = false;
    m_refusal->setText(why);
    m_refusal->show();
    updateGo();
}

void ReasonDialog::reject()
{
    if (!m_isGiven)
        QDialog::reject();
}

void ReasonDialog::updateGo()
{
    m_go->setEnabled(!m_isGiven && std::none_of(m_required.begin(), m_required.end(),
                                                [](const QLineEdit *line) { return line->text().trimmed().isEmpty(); }));
    m_leave->setEnabled(!m_isGiven);
}

QString ReasonDialog::reason() const
{
    return m_reason ? m_reason->text().trimmed() : QString();
}

} // namespace cairn
