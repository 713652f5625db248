#include "ui/incidents/historylist.h"

#include "ui/incidents/historymodel.h"
#include "ui/look/statelook.h"
#include "ui/parts/focusmark.h"
#include "ui/parts/tabledelegate.h"

#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Lane = 30; ///< for the line of time, at the left
constexpr int Above = 5;
constexpr int Dot = 9;
constexpr int Right = 12;

class HistoryDelegate : public TableDelegate
{
public:
    using TableDelegate::TableDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell(option);
        initStyleOption(&cell, index);
        const bool loud = cell.state.testFlag(QStyle::State_Selected) && cell.widget && cell.widget->hasFocus();
        const QColor base = cell.palette.color(QPalette::Base);
        painter->fillRect(cell.rect, loud ? cell.palette.color(QPalette::Active, QPalette::Highlight) : base);
        const QColor text = cell.palette.color(QPalette::Active, loud ? QPalette::HighlightedText : QPalette::Text);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setFont(cell.font);
        paintLane(*painter, cell, index);
        const int height = cell.fontMetrics.height();
        QRect line(cell.rect.left() + Lane, cell.rect.top() + Above, cell.rect.width() - Lane - Right, height);
        const QColor quiet = loud ? text : quietInk(cell.palette);
        const QString time = index.data(HistoryModel::TimeRole).toString();
        painter->setPen(quiet);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
        painter->setPen(text);
        const int room = line.width() - cell.fontMetrics.horizontalAdvance(time) - 8;
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, room));
        line.translate(0, height);
        painter->setPen(quiet);
        const QString detail = index.data(HistoryModel::DetailRole).toString().replace(u'\n', u' ');
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          cell.fontMetrics.elidedText(detail, Qt::ElideRight, line.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool hasDetail = !index.data(HistoryModel::DetailRole).toString().isEmpty();
        return {180, (hasDetail ? 2 : 1) * option.fontMetrics.height() + 2 * Above};
    }

private:
    static void paintLane(QPainter &painter, const QStyleOptionViewItem &cell, const QModelIndex &index)
    {
        const double x = cell.rect.left() + Lane / 2.0 - 1;
        const double y = cell.rect.top() + Above + cell.fontMetrics.height() / 2.0;
        painter.setPen(QPen(blend(cell.palette.color(QPalette::Text), cell.palette.color(QPalette::Base), 0.25), 1.4));
        const bool isFirst = index.row() == 0;
        const bool isLast = index.row() == index.model()->rowCount() - 1;
        painter.drawLine(QPointF(x, isFirst ? y : cell.rect.top()), QPointF(x, isLast ? y : cell.rect.bottom() + 1));
        painter.setPen(QPen(cell.palette.color(QPalette::Base), 2));
        painter.setBrush(StateLook::ink(Look(index.data(LookRole).toInt()), cell.palette));
        painter.drawEllipse(QPointF(x, y), Dot / 2.0 + 1, Dot / 2.0 + 1);
    }
};

} // namespace

HistoryList::HistoryList(QWidget *parent) : QListView(parent)
{
    setObjectName(u"incidentHistory"_s);
    setAccessibleName(tr("History"));
    setItemDelegate(new HistoryDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void HistoryList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    chooseCurrent(*this);
}

/// Also when one was current before another incident was shown.
void HistoryList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
}

} // namespace cairn
