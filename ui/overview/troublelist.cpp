#include "ui/overview/troublelist.h"

#include "ui/look/wording.h"
#include "ui/parts/focusmark.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/statepill.h"
#include "ui/parts/tonedlabel.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int MostRows = 3;
constexpr int RowPadding = 10;
constexpr int Gap = 10;

/// "scan of invoice-intake · antivirus · Network"
QString placeText(const Trouble &trouble)
{
    QStringList parts{trouble.step.name().isEmpty() ? trouble.pipeline
                                                    : TroubleList::tr("%1 of %2").arg(trouble.step.name(), trouble.pipeline)};
    if (!trouble.service.isEmpty() && trouble.service != trouble.step.name())
        parts.append(trouble.service);
    if (trouble.category)
        parts.append(categoryText(*trouble.category));
    if (trouble.urgency == Urgency::AtOnce)
        parts.append(TroubleList::tr("at once"));
    return parts.join(u" · "_s);
}

} // namespace

/// A card in the state's colours: how many, where, and why the newest stopped.
class TroubleList::Row : public QAbstractButton
{
public:
    Row()
    {
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void setTrouble(const Trouble &trouble)
    {
        m_trouble = trouble;
        setText(TroubleList::tr("%Ln run(s)", nullptr, int(trouble.count)));
        setAccessibleName(u"%1 %2, %3: %4"_s.arg(text(), StateLook::word(look()), placeText(trouble), trouble.cause));
        setToolTip(plainTip(trouble.cause));
        update();
    }
    const Trouble &trouble() const { return m_trouble; }
    Look look() const { return lookOf(m_trouble.stands); }
    QSize sizeHint() const override { return {300, 2 * fontMetrics().height() + 2 * RowPadding - 2}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintCard(painter, rect(), look(), palette());
        if (hasFocus() || underMouse()) {
            painter.setPen(QPen(StateLook::ink(look(), palette()), hasFocus() ? 1.8 : 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.9, 0.9, -0.9, -0.9), 5, 5);
        }
        const int line = fontMetrics().height();
        const int pill = widestPill(font());
        paintPill(painter, QRect(RowPadding, 0, pill, height()), look(), palette(), font());
        const int left = RowPadding + pill + Gap;
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::Text));
        const int top = RowPadding - 1;
        const int count = QFontMetrics(bold).horizontalAdvance(text()) + Gap;
        painter.drawText(QRect(left, top, count, line), Qt::AlignVCenter, text());
        painter.setFont(font());
        const int room = width() - left - RowPadding;
        painter.drawText(QRect(left + count, top, room - count, line), Qt::AlignVCenter,
                         fontMetrics().elidedText(placeText(m_trouble), Qt::ElideRight, room - count));
        painter.setPen(quietInk(palette()));
        painter.drawText(QRect(left, top + line, room, line), Qt::AlignVCenter,
                         fontMetrics().elidedText(m_trouble.cause, Qt::ElideRight, room));
    }

private:
    Trouble m_trouble;
};

TroubleList::TroubleList(QWidget *parent) : QWidget(parent), m_rest(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(u"troubleList"_s);
    setAccessibleName(tr("What needs a person"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_rest->setObjectName(u"troubleRest"_s);
    column->addWidget(m_rest);
    column->addStretch(); // in the room that is kept
}

/// While somebody is at a row, each means what it meant; what is gone from them counts none.
void TroubleList::setTroubles(const QList<Trouble> &troubles)
{
    const QList<Trouble> ordered = isUsed() ? inShownOrder(troubles) : troubles;
    m_shown = std::min(MostRows, int(ordered.size()));
    while (m_rows.size() < m_shown)
        addRow();
    for (int i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->setVisible(i < m_shown);
        if (i < m_shown)
            m_rows.at(i)->setTrouble(ordered.at(i));
    }
    showRest(int(ordered.size()) - m_shown, ordered.isEmpty());
}

bool TroubleList::isUsed() const
{
    return std::any_of(m_rows.begin(), m_rows.begin() + m_shown,
                       [](const Row *row) { return row->hasFocus() || row->underMouse(); });
}

QList<Trouble> TroubleList::inShownOrder(QList<Trouble> troubles) const
{
    QList<Trouble> kept;
    for (const Row *row : m_rows.first(m_shown)) {
        const auto same = std::find_if(troubles.cbegin(), troubles.cend(),
                                       [&](const Trouble &trouble) { return filterFor(trouble) == filterFor(row->trouble()); });
        kept.append(same == troubles.cend() ? row->trouble() : *same);
        if (same == troubles.cend())
            kept.last().count = 0;
        else
            troubles.erase(same);
    }
    return kept + troubles;
}

void TroubleList::addRow()
{
    auto *row = new Row;
    row->setObjectName(u"trouble%1"_s.arg(m_rows.size()));
    connect(row, &QAbstractButton::clicked, this, [this, row] { Q_EMIT runsWanted(filterFor(row->trouble())); });
    static_cast<QVBoxLayout *>(layout())->insertWidget(int(m_rows.size()), row);
    tabAfter(m_rows.isEmpty() ? static_cast<QWidget *>(this) : m_rows.last(), row);
    m_rows.append(row);
}

/// Once there was one there is room for as many as are shown at most: what stands below does not move under a hand.
/// No runs are counted: one may stand above as well.
void TroubleList::showRest(int hidden, bool none)
{
    m_rest->setText(none ? tr("Nothing needs a person.") : tr("and for %Ln other reason(s)", nullptr, hidden));
    m_rest->setVisible(none || hidden > 0);
    if (!m_rows.isEmpty())
        setMinimumHeight(MostRows * (m_rows.first()->sizeHint().height() + layout()->spacing()) + m_rest->sizeHint().height());
}

QString TroubleList::filterFor(const Trouble &trouble)
{
    QStringList words{u"state:%1"_s.arg(word(trouble.state)), u"pipeline:%1"_s.arg(trouble.pipeline)};
    if (!trouble.step.name().isEmpty())
        words.append(u"step:%1"_s.arg(trouble.step.name()));
    if (!trouble.service.isEmpty())
        words.append(u"service:%1"_s.arg(trouble.service));
    if (trouble.category)
        words.append(u"category:%1"_s.arg(word(*trouble.category)));
    return words.join(u' ');
}

} // namespace cairn
