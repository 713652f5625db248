#include "ui/parts/reasondialog.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int ReasonWidth = 460;
constexpr Milliseconds Moment{1'000}; ///< shorter than this, nothing is said, or read
} // namespace

ReasonDialog::ReasonDialog(const Text &text, QWidget *parent)
    : QDialog(parent), m_text(text), m_column(dialogColumn(*this, text.name, text.window)), m_effect(new QLabel(text.effect)),
      m_refusal(new TonedLabel(TonedLabel::Bad))
{
    m_column->setSizeConstraint(QLayout::SetFixedSize);
    QLabel *title = dialogTitle(text.title);
    title->setObjectName(u"reasonTitle"_s);
    m_effect->setObjectName(u"reasonEffect"_s);
    m_refusal->setObjectName(u"reasonRefusal"_s);
    for (QLabel *label : {m_effect, static_cast<QLabel *>(m_refusal)}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(ReasonWidth);
    }
    m_column->addWidget(title);
    m_column->addWidget(m_effect);
    m_refusal->hide();
    m_moment.setSingleShot(true);
    m_moment.setInterval(Moment);
    connect(&m_moment, &QTimer::timeout, this, [this] {
        if (!isEnabled())
            say(TonedLabel::Quiet, tr("Being recorded…"));
    });
}

void ReasonDialog::addSubject(QWidget *subject)
{
    m_column->insertWidget(m_column->indexOf(m_effect), subject);
}

QLineEdit *ReasonDialog::addLine(const QString &label, const QString &name, const QString &preset)
{
    QLineEdit *line = cairn::addLine(m_column, name, label);
    line->setText(preset);
    return line;
}

void ReasonDialog::addContent(QWidget *content)
{
    m_column->addWidget(content);
}

void ReasonDialog::addReason(Reason reason, const QString &label)
{
    m_reason = addLine(label.isEmpty() ? reasonLabel(reason) : label, u"reasonLine"_s, {});
    if (reason == Reason::Required)
        require(m_reason);
}

void ReasonDialog::require(QLineEdit *line)
{
    m_required.append(line);
    connect(line, &QLineEdit::textChanged, this, &ReasonDialog::updateGo);
}

void ReasonDialog::finish(QLineEdit *first)
{
    m_column->addWidget(m_refusal);
    m_column->addSpacing(6);
    const GoOrLeave buttons = addGoOrLeave(*this, u"reasonGo"_s, m_text.go);
    m_go = buttons.go;
    m_leave = buttons.leave;
    m_leave->setObjectName(u"reasonLeave"_s);
    if (m_text.isFinal)
        m_leave->setDefault(true);
    connect(buttons.box, &QDialogButtonBox::accepted, this, &ReasonDialog::go);
    updateGo();
    (first ? first : m_reason)->setFocus();
}

void ReasonDialog::setReason(const QString &reason)
{
    m_reason->setText(reason);
}

void ReasonDialog::go()
{
    if (!m_give)
        return accept();
    m_givenFrom = focusWidget();
    setEnabled(false);
    m_moment.start();
    m_give();
}

void ReasonDialog::refuse(const QString &why)
{
    say(TonedLabel::Bad, why);
    m_moment.start();
    setEnabled(true);
    QWidget *next = m_givenFrom && m_givenFrom->isEnabled() ? m_givenFrom.data() : m_leave;
    next->setFocus(Qt::OtherFocusReason); // as by Tab a line would select all, and the next key overwrite it
}

void ReasonDialog::say(TonedLabel::Tone tone, const QString &text)
{
    m_refusal->setTone(tone);
    m_refusal->setText(text);
    m_refusal->show();
    setAccessibleDescription(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ReasonDialog::refuseForGood(const QString &why)
{
    m_isOver = true;
    updateGo();
    refuse(why);
}

void ReasonDialog::reject()
{
    if (isEnabled())
        QDialog::reject();
}

/// Who pressed Esc again and again while it could not be left has not read why not, and is not to lose what was typed.
void ReasonDialog::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Cancel) || !m_moment.isActive())
        QDialog::keyPressEvent(event);
}

void ReasonDialog::updateGo()
{
    const bool isWritten = std::none_of(m_required.begin(), m_required.end(),
                                        [](const QLineEdit *line) { return line->text().trimmed().isEmpty(); });
    m_go->setEnabled(!m_isOver && isWritten && isComplete());
}

QString ReasonDialog::reason() const
{
    return m_reason ? m_reason->text().trimmed() : QString();
}

} // namespace cairn
