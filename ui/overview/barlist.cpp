#include "ui/overview/barlist.h"

#include "ui/parts/focusmark.h"
#include "ui/parts/tonedlabel.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QLocale>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int Margin = 6;
constexpr int BarHeight = 6;
} // namespace

/// Name and count on one line, the bar below them.
class BarList::Row : public QAbstractButton
{
public:
    Row()
    {
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void setBar(const Bar &bar, double share, Look look)
    {
        m_bar = bar;
        m_share = share;
        m_look = look;
        setText(bar.name);
        setAccessibleName(BarList::tr("%1: %2").arg(bar.name, QLocale().toString(bar.count)));
        setToolTip(BarList::tr("%1: list the runs").arg(bar.name));
        update();
    }
    const Bar &bar() const { return m_bar; }
    QSize sizeHint() const override { return {120, fontMetrics().height() + BarHeight + 12}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor base = palette().color(QPalette::Base);
        const QColor ink = StateLook::ink(m_look, palette());
        if (underMouse() || hasFocus()) {
            painter.setPen(hasFocus() ? QPen(StateLook::ink(Look::Running, palette()), 1.4) : QPen(Qt::NoPen));
            painter.setBrush(blend(palette().color(QPalette::Text), base, 0.05));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.7, 0.7, -0.7, -0.7), 4, 4);
        }
        const QRect line(Margin, 3, width() - 2 * Margin, fontMetrics().height());
        const QString count = QLocale().toString(m_bar.count);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, count);
        const int room = line.width() - fontMetrics().horizontalAdvance(count) - 8;
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_bar.name, Qt::ElideRight, room));
        const QRectF whole(Margin, line.bottom() + 3, width() - 2 * Margin, BarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(palette().color(QPalette::Text), base, 0.08));
        painter.drawRoundedRect(whole, 3, 3);
        painter.setBrush(ink);
        painter.drawRoundedRect(QRectF(whole.topLeft(), QSizeF(std::max(whole.width() * m_share, 3.0), BarHeight)), 3, 3);
    }

private:
    Bar m_bar;
    double m_share = 0;
    Look m_look = Look::Blocked;
};

BarList::BarList(QWidget *parent) : QWidget(parent), m_nothing(new TonedLabel(TonedLabel::Quiet))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    m_nothing->setContentsMargins(Margin, 0, 0, 0);
    m_nothing->setWordWrap(true);
    column->addWidget(m_nothing);
    column->addStretch();
}

void BarList::setBars(const QList<Bar> &bars, Look look, const QString &nothing)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    while (m_rows.size() < bars.size()) {
        auto *row = new Row;
        connect(row, &QAbstractButton::clicked, this, [this, row] { Q_EMIT runsWanted(row->bar().filter); });
        column->insertWidget(column->count() - 1, row);
        tabAfter(m_rows.isEmpty() ? static_cast<QWidget *>(this) : m_rows.last(), row);
        m_rows.append(row);
    }
    qint64 most = 1;
    for (const Bar &bar : bars)
        most = std::max(most, bar.count);
    for (int i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->setVisible(i < bars.size());
        if (i < bars.size())
            m_rows.at(i)->setBar(bars.at(i), double(bars.at(i).count) / double(most), look);
    }
    m_nothing->setText(nothing);
    m_nothing->setVisible(bars.isEmpty());
}

} // namespace cairn
