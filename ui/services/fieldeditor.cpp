#include "ui/services/fieldeditor.h"

#include "ui/look/servicewording.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/durationspin.h"
#include "ui/parts/numberspin.h"
#include "ui/parts/tonedlabel.h"

#include "definition/quantity.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int InputWidth = 124;
constexpr int LongestText = 120;

} // namespace

FieldEditor::FieldEditor(const ServiceField &field, QWidget *parent)
    : QWidget(parent), m_field(field), m_origin(new TonedLabel(TonedLabel::Quiet)), m_refused(new TonedLabel(TonedLabel::Bad)),
      m_reset(new QToolButton)
{
    setObjectName(u"field_"_s + field.path);
    buildInput();
    m_input->setObjectName(field.path);
    m_input->setAccessibleName(fieldTitle(field.path));
    m_input->setToolTip(u"%1 (%2)"_s.arg(fieldTip(field.path), field.path));
    m_input->setMinimumWidth(InputWidth);
    m_input->setFocusPolicy(Qt::StrongFocus);
    m_input->installEventFilter(this);
    m_reset->setObjectName(u"reset_"_s + field.path);
    m_reset->setIcon(tintedIcon(u"close"_s));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::StrongFocus);
    m_reset->setToolTip(tr("Take it out of the file: what is inherited or the default rules then"));
    m_reset->setAccessibleName(tr("Take out “%1”").arg(fieldTitle(field.path)));
    connect(m_reset, &QToolButton::clicked, this, [this] {
        m_input->setFocus(); // the button goes
        Q_EMIT edited({});
    });
    m_refused->setObjectName(u"refused_"_s + field.path);
    m_refused->setTextFormat(Qt::PlainText);
    m_refused->setWordWrap(true);
    m_refused->hide();
    if (const auto *typed = m_input->findChild<QLineEdit *>())             // of a spin box
        connect(typed, &QLineEdit::textEdited, m_refused, &QWidget::hide); // it is about what stood there
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_input);
    row->addWidget(m_reset);
    row->addWidget(m_origin, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 0, 1);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_refused);
    m_reset->hide();
}

void FieldEditor::buildInput()
{
    switch (m_field.kind) {
    case ServiceField::Kind::Duration: return buildDuration();
    case ServiceField::Kind::Count: return buildSpin();
    case ServiceField::Kind::Ratio: return buildRatio();
    case ServiceField::Kind::Switch: return buildSwitch();
    case ServiceField::Kind::Choice: return buildChoice();
    case ServiceField::Kind::Text: return buildLine();
    }
}

void FieldEditor::buildDuration()
{
    auto *spin = new DurationSpin(m_field.optional);
    m_input = spin;
    m_show = [spin](const QString &text) {
        const auto duration = parseDuration(text);
        spin->setValue(duration ? double(duration->count()) : 0);
    };
    connect(spin, &DurationSpin::refused, this, &FieldEditor::sayRefused);
    connect(spin, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { tell(value > 0 ? formatDuration(Milliseconds(qint64(value))) : QString()); });
}

void FieldEditor::buildSpin()
{
    auto *spin = new NumberSpin(NumberSpin::Numbers::Whole);
    spin->setRange(m_field.optional ? 0 : m_field.least, m_field.most);
    if (m_field.optional)
        spin->setSpecialValueText(m_field.path.startsWith("policy.retry.per_category."_L1) ? tr("as others") : tr("none"));
    m_input = spin;
    m_show = [spin](const QString &text) { spin->setValue(text.toInt()); };
    connect(spin, &NumberSpin::refused, this, &FieldEditor::sayRefused);
    connect(spin, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { tell(value > 0 ? QString::number(qint64(value)) : QString()); });
}

void FieldEditor::buildRatio()
{
    auto *spin = new NumberSpin(NumberSpin::Numbers::Fractions);
    spin->setRange(m_field.least, m_field.most);
    spin->setSingleStep(m_field.most > 1 ? 0.5 : 0.05);
    connect(spin, &NumberSpin::refused, this, &FieldEditor::sayRefused);
    m_input = spin;
    m_show = [spin](const QString &text) { spin->setValue(text.toDouble()); };
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this](double value) { tell(QString::number(value, 'g', 6)); });
}

void FieldEditor::buildSwitch()
{
    auto *box = new QCheckBox;
    m_input = box;
    m_show = [box](const QString &text) { box->setChecked(text == "true"_L1); };
    connect(box, &QCheckBox::toggled, this, [this](bool on) { tell(on ? u"true"_s : u"false"_s); });
}

void FieldEditor::buildChoice()
{
    auto *box = new QComboBox;
    box->addItems(m_field.choices); // the words of the file
    m_input = box;
    m_show = [box](const QString &text) { box->setCurrentText(text); };
    connect(box, &QComboBox::currentTextChanged, this, &FieldEditor::tell);
}

void FieldEditor::buildLine()
{
    auto *line = new QLineEdit;
    line->setMaxLength(LongestText);
    m_input = line;
    m_show = [line](const QString &text) { line->setText(text); };
    connect(line, &QLineEdit::editingFinished, this, [this, line] { tell(line->text().trimmed()); });
}

void FieldEditor::tell(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_refused->hide();
    Q_EMIT edited(text);
}

void FieldEditor::finish()
{
    if (auto *spin = qobject_cast<QAbstractSpinBox *>(m_input))
        spin->interpretText();
    else if (const auto *line = qobject_cast<QLineEdit *>(m_input))
        tell(line->text().trimmed());
}

/// Nothing that somebody wrote goes without a word.
void FieldEditor::sayRefused(const QString &typed, const QString &why)
{
    m_refused->setText(tr("“%1” is not taken. %2.").arg(typed.trimmed().left(LongestText), why));
    m_refused->show();
}

/// Whoever scrolls through the form changes nothing.
bool FieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input || event->type() != QEvent::Wheel || m_input->hasFocus())
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

/// Dark styles draw no frames around what is typed into.
void FieldEditor::paintEvent(QPaintEvent *)
{
    const bool typed = qobject_cast<QAbstractSpinBox *>(m_input) || qobject_cast<QLineEdit *>(m_input);
    if (!typed || !isDark(palette()))
        return;
    QPainter painter(this);
    painter.setPen(blend(palette().color(QPalette::Text), palette().color(QPalette::Base), m_input->isEnabled() ? 0.35 : 0.15));
    painter.drawRect(m_input->geometry().adjusted(-1, -1, 0, 0));
}

void FieldEditor::forgetRefused()
{
    m_refused->hide();
}

void FieldEditor::present(const QString &text, FieldOrigin origin)
{
    {
        const QSignalBlocker blocker(m_input);
        if (text != m_text) { // else somebody may be typing over it
            m_show(text);
            m_refused->hide();
        }
        m_text = text;
    }
    const QString from = originText(origin);
    m_origin->setText(from);
    m_input->setAccessibleDescription(from);
    QFont shown = font();
    shown.setItalic(origin != FieldOrigin::Own);
    m_input->setFont(shown);
    m_reset->setVisible(origin == FieldOrigin::Own);
}

} // namespace cairn
