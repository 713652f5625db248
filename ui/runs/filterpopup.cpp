#include "ui/runs/filterpopup.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/runs/filtercandidates.h"

#include <QScrollBar>
#include <QStyledItemDelegate>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostRowsShown = 11;
constexpr int Margin = 8;
constexpr int IconGap = 6;
constexpr int HintGap = 24;
constexpr int LeastWidth = 220;

/// A state's icon, the word as it is written in the line, and quietly what it means.
class CandidateDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QPalette &palette = option.palette;
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const QColor highlight = palette.color(QPalette::Active, QPalette::Highlight);
        if (chosen)
            painter->fillRect(option.rect, highlight);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, blend(highlight, palette.color(QPalette::Base), 0.16));
        const QColor ink = palette.color(QPalette::Active, chosen ? QPalette::HighlightedText : QPalette::Text);
        QRect room = option.rect.adjusted(Margin, 0, -Margin, 0);
        if (const QVariant look = index.data(LookRole); look.isValid()) {
            const int side = iconSide(option);
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            paintIcon(*painter, QRectF(room.left(), room.center().y() + 1 - side / 2.0, side, side),
                      StateLook::iconName(Look(look.toInt())), chosen ? ink : StateLook::ink(Look(look.toInt()), palette));
            room.setLeft(room.left() + side + IconGap);
        }
        painter->setPen(ink);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->setPen(chosen ? ink : quietInk(palette));
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, index.data(FilterCandidates::HintRole).toString());
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QString hint = index.data(FilterCandidates::HintRole).toString();
        int width = 2 * Margin + option.fontMetrics.horizontalAdvance(index.data().toString());
        if (!hint.isEmpty())
            width += HintGap + option.fontMetrics.horizontalAdvance(hint);
        if (index.data(LookRole).isValid())
            width += iconSide(option) + IconGap;
        return {width + 2, option.fontMetrics.height() + 10};
    }

private:
    static int iconSide(const QStyleOptionViewItem &option) { return option.fontMetrics.ascent() + 2; }
};

} // namespace

FilterPopup::FilterPopup(QWidget *parent) : QListView(parent), m_candidates(new FilterCandidates(this))
{
    setObjectName(u"filterPopup"_s);
    setAccessibleName(tr("Ways to go on with the filter"));
    setModel(m_candidates);
    setItemDelegate(new CandidateDelegate(this));
    setFocusPolicy(Qt::NoFocus);
    setFrameStyle(QFrame::Box | QFrame::Plain); // the dark styles' own frames cannot be seen
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    hide();
    connect(this, &QListView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT accepted(m_candidates->all().at(index.row())); });
}

QSize FilterPopup::wantedSize() const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int width = LeastWidth;
    int height = 0;
    for (int row = 0; row < m_candidates->rowCount(); ++row) {
        const QSize size = itemDelegate()->sizeHint(option, m_candidates->index(row));
        width = std::max(width, size.width());
        height = std::max(height, size.height());
    }
    const bool scrolls = m_candidates->rowCount() > MostRowsShown;
    return {width + 2 * frameWidth() + (scrolls ? verticalScrollBar()->sizeHint().width() : 0),
            height * std::min(m_candidates->rowCount(), MostRowsShown) + 2 * frameWidth()};
}

void FilterPopup::offer(const QList<FilterCandidate> &candidates, const QPoint &corner)
{
    m_candidates->set(candidates);
    setCurrentIndex({});
    if (candidates.isEmpty()) {
        hide();
        return;
    }
    QPalette framed = parentWidget()->palette();
    framed.setColor(QPalette::WindowText, blend(framed.color(QPalette::Text), framed.color(QPalette::Base), 0.4));
    setPalette(framed);
    const QSize room(parentWidget()->width() - 8, std::max(parentWidget()->height() - corner.y() - 8, 40));
    const QSize size = wantedSize().boundedTo(room);
    setGeometry(QRect(QPoint(std::max(4, std::min(corner.x(), parentWidget()->width() - 4 - size.width())), corner.y()), size));
    show();
    raise();
}

void FilterPopup::move(int key)
{
    const int count = m_candidates->rowCount();
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    int wanted = row;
    switch (key) {
    case Qt::Key_Down: wanted = row + 1 < count ? row + 1 : -1; break;
    case Qt::Key_Up: wanted = row < 0 ? count - 1 : row - 1; break;
    case Qt::Key_PageDown: wanted = std::min(row + MostRowsShown, count - 1); break;
    case Qt::Key_PageUp: wanted = std::max(row - MostRowsShown, 0); break;
    default: return;
    }
    setCurrentIndex(m_candidates->index(wanted));
}

std::optional<FilterCandidate> FilterPopup::choice() const
{
    if (!isVisible() || !currentIndex().isValid())
        return std::nullopt;
    return m_candidates->all().at(currentIndex().row());
}

} // namespace cairn
