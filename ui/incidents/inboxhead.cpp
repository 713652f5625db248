#include "ui/incidents/inboxhead.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/framedline.h"
#include "ui/parts/tonedlabel.h"

#include "control/filter.h"
#include "control/inbox.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QSettings>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds Pause{250};
constexpr int Padding = 6;
constexpr int IconGap = 4;

/// A state that can be shown or not, with how many are in it: its icon and number in its colours, its word in the tooltip.
class StateSwitch : public QToolButton
{
public:
    explicit StateSwitch(IncidentState state) : m_look(lookOf(state))
    {
        setObjectName(u"incidents_%1"_s.arg(cairn::word(state)));
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
    }
    void setCount(qint64 count)
    {
        setText(QLocale().toString(count));
        const QString words = u"%1 %2"_s.arg(text(), StateLook::word(m_look));
        setAccessibleName(words);
        setToolTip(words);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        return {2 * Padding + fontMetrics().ascent() + 1 + IconGap + fontMetrics().horizontalAdvance(text()) + 2,
                fontMetrics().height() + 8};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const QColor ink = isChecked() ? StateLook::ink(m_look, palette()) : quietInk(palette());
        const bool framed = isChecked() || underMouse() || hasFocus();
        painter.setPen(framed ? QPen(ink, hasFocus() ? 1.8 : 1) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? QBrush(StateLook::wash(m_look, palette())) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
        const int side = fontMetrics().ascent() + 1;
        paintIcon(painter, QRectF(Padding, (height() - side) / 2.0, side, side), StateLook::iconName(m_look), ink);
        painter.setPen(ink);
        painter.drawText(rect().adjusted(Padding + side + IconGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    }

private:
    Look m_look;
};

QString wordsOf(const QList<IncidentState> &states)
{
    QStringList words;
    for (IncidentState state : states)
        words.append(word(state));
    return words.join(u',');
}

} // namespace

InboxHead::InboxHead(QWidget *parent)
    : QWidget(parent), m_line(new FramedLine(u"incidentFilter"_s, tr("Find incidents"))), m_error(new TonedLabel(TonedLabel::Bad))
{
    m_line->setPlaceholderText(tr("Find incidents: service:ocr category:data, a step, a cause"));
    m_line->installEventFilter(this);
    auto *error = static_cast<TonedLabel *>(m_error);
    error->setObjectName(u"incidentFilterError"_s);
    error->setTextFormat(Qt::PlainText);
    error->setWordWrap(true);
    error->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    column->addWidget(m_line);
    column->addWidget(error);
    column->addWidget(buildStates());
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &InboxHead::apply);
    connect(m_line, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        apply();
        Q_EMIT leave();
    });
    chooseStates(unresolvedStates());
}

QWidget *InboxHead::buildStates()
{
    auto *states = new QWidget;
    auto *row = new QHBoxLayout(states);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (IncidentState state : allIncidentStates()) {
        auto *button = new StateSwitch(state);
        row->addWidget(button);
        m_states.insert(state, button);
        connect(button, &QAbstractButton::clicked, this, &InboxHead::filterChanged);
    }
    row->addStretch();
    showCounts();
    return states;
}

bool InboxHead::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        Q_EMIT leave();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void InboxHead::setCounts(const QMap<IncidentState, qint64> &counts)
{
    m_counts = counts;
    showCounts();
}

void InboxHead::showCounts()
{
    for (const auto &[state, button] : m_states.asKeyValueRange())
        static_cast<StateSwitch *>(button)->setCount(m_counts.value(state));
}

QList<IncidentState> InboxHead::chosenStates() const
{
    QList<IncidentState> states;
    for (const auto &[state, button] : m_states.asKeyValueRange()) {
        if (button->isChecked())
            states.append(state);
    }
    return states;
}

void InboxHead::chooseStates(const QList<IncidentState> &states)
{
    for (const auto &[state, button] : m_states.asKeyValueRange())
        button->setChecked(states.contains(state));
}

IncidentFilter InboxHead::filter() const
{
    IncidentFilter filter = parseIncidentFilter(splitFilterLine(m_read)).value_or(IncidentFilter());
    if (filter.states.isEmpty())
        filter.states = chosenStates();
    if (filter.states.isEmpty()) // none is chosen: none is meant to be left out
        filter.states = allIncidentStates();
    return filter;
}

bool InboxHead::showsAllUnresolved() const
{
    IncidentFilter plain;
    plain.states = filter().states;
    const QList<IncidentState> unresolved = unresolvedStates();
    return filter() == plain &&
           std::all_of(unresolved.begin(), unresolved.end(), [&](IncidentState state) { return plain.states.contains(state); });
}

void InboxHead::apply()
{
    m_pause.stop();
    const auto read = parseIncidentFilter(splitFilterLine(m_line->text()));
    auto *error = static_cast<TonedLabel *>(m_error);
    error->setText(read ? QString() : errorText(read.error()));
    error->setVisible(!read);
    if (!read) // the last good one stays in force
        return;
    m_read = m_line->text();
    Q_EMIT filterChanged();
}

void InboxHead::setText(const QString &text)
{
    chooseStates(unresolvedStates());
    m_line->setText(text);
    apply();
}

void InboxHead::reset()
{
    setText({});
}

void InboxHead::focusText()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void InboxHead::restore(const QSettings &settings)
{
    const auto filter = parseIncidentFilter({u"state:"_s + settings.value(u"failures/states"_s).toString()});
    if (filter && !filter->states.isEmpty())
        chooseStates(filter->states);
}

void InboxHead::save(QSettings &settings) const
{
    settings.setValue(u"failures/states"_s, wordsOf(chosenStates()));
}

} // namespace cairn
