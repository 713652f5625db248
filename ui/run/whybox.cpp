#include "ui/run/whybox.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/focusmark.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int BarWidth = 4;

QString iconOf(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Retry:
    case CommandKind::Resume: return u"retry"_s;
    case CommandKind::Skip: return u"skipped"_s;
    case CommandKind::Cancel: return u"cancel"_s;
    case CommandKind::Pause: return u"paused"_s;
    case CommandKind::Unpause: return u"running"_s;
    case CommandKind::MarkHappened: return u"happened"_s;
    case CommandKind::MarkNotHappened: return u"not_happened"_s;
    case CommandKind::OpenBreaker:
    case CommandKind::CloseBreaker:
    case CommandKind::FreeBreaker:
    case CommandKind::ReleaseBreaker: return u"held"_s;
    case CommandKind::ProbeService: return u"runner"_s;
    }
    Q_UNREACHABLE();
    return {};
}

/// Leads to an incident, or to a breaker.
QToolButton *linkButton(const QString &name, const QString &icon)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(tintedIcon(icon));
    return button;
}

/// The runner's words begin in lower case, as parts of log lines do.
template <typename Label> Label *wrapped(Label *label, const QString &name)
{
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

WhyBox::WhyBox(QWidget *parent)
    : QFrame(parent), m_title(wrapped(new QLabel, u"whyTitle"_s)), m_allowance(wrapped(new QLabel, u"whyAllowance"_s)),
      m_cause(wrapped(new QLabel, u"whyCause"_s)), m_reason(wrapped(new TonedLabel(TonedLabel::Quiet), u"whyReason"_s)),
      m_advice(wrapped(new QLabel, u"whyAdvice"_s)), m_incident(linkButton(u"whyIncident"_s, u"incident_open"_s)),
      m_breaker(linkButton(u"whyBreaker"_s, u"held"_s)), m_others(new QVBoxLayout),
      m_edit(new QPushButton(tintedIcon(u"edit"_s), tr("Edit and resume…"))), m_buttons(new FlowLayout(8)),
      m_rerun(new QPushButton(tintedIcon(u"running"_s), tr("Rerun from the start…")))
{
    setObjectName(u"whyBox"_s);
    m_title->setFont(sectionFont(font()));
    connect(m_incident, &QAbstractButton::clicked, this, [this] { Q_EMIT incidentWanted(m_incidentNumber); });
    connect(m_breaker, &QAbstractButton::clicked, this, [this] { Q_EMIT breakerWanted(m_gate); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(BarWidth + 12, 10, 12, 10);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_allowance);
    column->addWidget(m_cause);
    column->addWidget(m_reason);
    column->addWidget(m_incident, 0, Qt::AlignLeft);
    column->addWidget(m_breaker, 0, Qt::AlignLeft);
    column->addSpacing(4);
    column->addWidget(m_advice);
    column->addLayout(m_others);
    column->addSpacing(4);
    m_edit->setObjectName(u"whyEdit"_s);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_edited); });
    column->addWidget(m_edit, 0, Qt::AlignLeft);
    column->addLayout(m_buttons);
    m_rerun->setObjectName(u"whyRerun"_s);
    column->addWidget(m_rerun, 0, Qt::AlignLeft);
    connect(m_rerun, &QPushButton::clicked, this, &WhyBox::rerunWanted);
    hide();
}

void WhyBox::setExplanation(const Explanation &explanation)
{
    m_look = explanation.look;
    setAccessibleName(explanation.title);
    setAccessibleDescription(explanation.advice);
    const auto fill = [](QLabel *label, const QString &text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    fill(m_title, explanation.title);
    fill(m_allowance, capitalized(explanation.allowance));
    fill(m_cause, capitalized(explanation.cause));
    fill(m_reason, capitalized(explanation.reason));
    fill(m_advice, explanation.advice);
    m_incidentNumber = explanation.incident;
    m_incident->setText(explanation.incidentText);
    m_incident->setVisible(explanation.incident > 0);
    m_gate = explanation.gate;
    m_breaker->setText(tr("Breaker of %1").arg(m_gate));
    m_breaker->setVisible(!m_gate.isEmpty());
    setOthers(explanation.others);
    m_edited = explanation.edits.value_or(StepKey());
    m_edit->setVisible(explanation.edits.has_value());
    setCommands(explanation.commands);
    m_rerun->setVisible(explanation.offersRerun);
    setVisible(!explanation.isEmpty());
    update();
}

/// One says who has it by now: the same button as before, so that a refresh does not take the focus away.
void WhyBox::setOthers(const QList<Explanation::Other> &others)
{
    m_otherNumbers.clear();
    for (const Explanation::Other &other : others) {
        const qsizetype at = m_otherNumbers.size();
        m_otherNumbers.append(other.incident);
        if (at == m_otherButtons.size())
            addOther();
        m_otherButtons.at(at)->setText(other.text);
    }
    for (qsizetype at = 0; at < m_otherButtons.size(); ++at)
        m_otherButtons.at(at)->setVisible(at < others.size());
}

void WhyBox::addOther()
{
    const qsizetype at = m_otherButtons.size();
    QToolButton *button = linkButton(u"whyIncident%1"_s.arg(at + 2), u"incident_open"_s);
    connect(button, &QAbstractButton::clicked, this, [this, at] { Q_EMIT incidentWanted(m_otherNumbers.value(at)); });
    m_others->addWidget(button, 0, Qt::AlignLeft);
    tabAfter(m_otherButtons.isEmpty() ? m_breaker : m_otherButtons.last(), button);
    m_otherButtons.append(button);
}

/// Buttons stay the same objects while they mean the same, so that a refresh does not take the focus away.
void WhyBox::setCommands(const QList<CommandKind> &kinds)
{
    if (kinds == m_commands)
        return;
    m_commands = kinds;
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    QWidget *before = m_edit; // Tab goes on from what stands above
    for (CommandKind kind : kinds) {
        auto *button = new QPushButton(tintedIcon(iconOf(kind)), commandText(kind));
        button->setMinimumWidth(button->sizeHint().width() + 16);
        button->setObjectName(u"why_%1"_s.arg(word(kind)));
        connect(button, &QPushButton::clicked, this, [this, kind] { Q_EMIT commandWanted(kind); });
        m_buttons->addWidget(button);
        tabAfter(std::exchange(before, button), button);
    }
}

void WhyBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(StateLook::wash(m_look, palette()));
    painter.drawRoundedRect(QRectF(rect()), 5, 5);
    painter.setClipRect(0, 0, BarWidth, height());
    painter.setBrush(StateLook::ink(m_look, palette()));
    painter.drawRoundedRect(QRectF(0, 0, 3 * BarWidth, height()), 5, 5);
}

} // namespace cairn
