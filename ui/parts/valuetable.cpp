#include "ui/parts/valuetable.h"

#include "ui/parts/focusmark.h"
#include "ui/parts/statepill.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>

namespace cairn {

namespace {

constexpr int LeastStretchedWidth = 200; ///< of the columns that can take what room is left

/// Headings of second rank: what stands below them matters more.
class QuietHeader : public QHeaderView
{
public:
    explicit QuietHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) { setSectionsClickable(false); }

    QSize sizeHint() const override { return {QHeaderView::sizeHint().width(), fontMetrics().height() + 10}; }

protected:
    void paintSection(QPainter *painter, const QRect &area, int column) const override
    {
        const QColor base = palette().color(QPalette::Base);
        painter->fillRect(area, base);
        painter->fillRect(QRect(area.left(), area.bottom(), area.width(), 1), blend(palette().color(QPalette::Text), base, 0.25));
        painter->setPen(quietInk(palette()));
        const QRect room = area.adjusted(TableDelegate::Margin, 0, -TableDelegate::Margin, 0);
        const QString text = model()->headerData(column, Qt::Horizontal).toString();
        const QVariant alignment = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
        painter->drawText(room, alignment.isValid() ? alignment.toInt() : int(defaultAlignment()),
                          fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    }
    void paintEvent(QPaintEvent *event) override
    {
        QHeaderView::paintEvent(event);
        QPainter painter(viewport());
        const QColor base = palette().color(QPalette::Base);
        const int end = length() - offset(); // beyond the last column
        painter.fillRect(end, 0, width() - end, height(), base);
        painter.fillRect(end, height() - 1, width() - end, 1, blend(palette().color(QPalette::Text), base, 0.25));
    }
};

} // namespace

ValueTable::ValueTable(QWidget *parent) : QTableView(parent)
{
    setItemDelegate(new TableDelegate(this));
    setHorizontalHeader(new QuietHeader(this));
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(40);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight();
}

void ValueTable::setStateColumn(int column)
{
    setItemDelegateForColumn(column, new StatePillDelegate(this));
    setColumnWidth(column, widestPill(font()) + 4);
}

void ValueTable::setColumnCharacters(int column, int characters)
{
    const QString heading = model()->headerData(column, Qt::Horizontal).toString();
    const int text = std::max(fontMetrics().horizontalAdvance(heading), fontMetrics().averageCharWidth() * characters);
    setColumnWidth(column, text + 2 * TableDelegate::Margin + 4);
}

void ValueTable::setStretchColumn(int column)
{
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void ValueTable::growColumn(int column)
{
    const int needed = sizeHintForColumn(column);
    if (m_importance.isEmpty()) {
        if (!isColumnHidden(column))
            setColumnWidth(column, std::max(columnWidth(column), needed));
    } else if (needed > m_widths.at(column)) { // also of one that is hidden: it needs more room to come back
        m_widths[column] = needed;
        fitColumns();
    }
}

void ValueTable::setImportance(const QList<int> &columns, int always, const QList<int> &stretched)
{
    m_importance = columns;
    m_always = always;
    m_stretched = stretched;
    m_widths.clear();
    for (int column = 0; column < model()->columnCount(); ++column)
        m_widths.append(columnWidth(column));
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { noteWidth(column, width); });
    fitColumns();
}

void ValueTable::setColumnWidths(const QList<int> &widths)
{
    if (widths.size() != m_widths.size())
        return; // of another version
    m_widths = widths;
    fitColumns();
}

void ValueTable::setOptionalColumns(const QList<int> &columns)
{
    m_optional = columns;
    fitColumns();
}

void ValueTable::chooseColumn(int column, bool shown)
{
    m_choices.insert(column, shown);
    fitColumns();
}

void ValueTable::forgetColumnChoices()
{
    m_choices.clear();
    fitColumns();
}

bool ValueTable::isColumnWanted(int column) const
{
    return isColumnNeeded(column) || m_choices.value(column, !m_optional.contains(column));
}

QList<int> ValueTable::columnOrder() const
{
    QList<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place)
        columns.append(horizontalHeader()->logicalIndex(place));
    return columns;
}

void ValueTable::setColumnOrder(const QList<int> &columns)
{
    for (int place = 0; place < columns.size(); ++place)
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(columns.at(place)), place);
}

/// Columns that stretch need less than they like to have.
int ValueTable::leastWidth(int column) const
{
    return m_stretched.contains(column) ? std::min(m_widths.at(column), LeastStretchedWidth) : m_widths.at(column);
}

/// The columns that are to be shown: first those that stay in any case or that somebody has chosen, then as many as fit.
QList<bool> ValueTable::fittingColumns(int &room) const
{
    QList<bool> shown(m_widths.size(), false);
    for (const bool inAnyCase : {true, false}) {
        for (int column : m_importance) {
            if (!isColumnWanted(column) || (isColumnNeeded(column) || m_choices.contains(column)) != inAnyCase)
                continue;
            shown[column] = inAnyCase || leastWidth(column) <= room;
            room -= shown[column] ? leastWidth(column) : 0;
        }
    }
    return shown;
}

/// Shows the columns there is room for; what room is left goes to those that stretch.
void ValueTable::fitColumns()
{
    m_fitting = true;
    int room = viewport()->width();
    const QList<bool> shown = fittingColumns(room);
    bool stretches = room < 0 && !m_choices.isEmpty(); // what was chosen is scrolled to, not squeezed
    for (int column : std::as_const(m_stretched)) {
        const bool takesRest = shown[column] && !std::exchange(stretches, stretches || shown[column]);
        horizontalHeader()->setSectionResizeMode(column, takesRest ? QHeaderView::Stretch : QHeaderView::Interactive);
    }
    for (int column : std::as_const(m_importance)) {
        setColumnHidden(column, !shown[column]);
        if (!shown[column] || horizontalHeader()->sectionResizeMode(column) == QHeaderView::Stretch)
            continue;
        const bool gives = m_stretched.contains(column);
        setColumnWidth(column,
                       gives ? std::min(m_widths.at(column), LeastStretchedWidth + std::max(room, 0)) : m_widths.at(column));
    }
    m_fitting = false;
}

/// Somebody drags a column.
void ValueTable::noteWidth(int column, int width)
{
    if (!m_fitting && width > 0 && horizontalHeader()->sectionResizeMode(column) == QHeaderView::Interactive)
        m_widths[column] = width;
}

void ValueTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (!m_importance.isEmpty())
        fitColumns();
}

void ValueTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (selectionMode() == SingleSelection)
        chooseCurrent(*this);
}

void ValueTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    viewport()->update(); // there may be a frame around it, or none any more
}

void ValueTable::scrollContentsBy(int x, int y)
{
    QTableView::scrollContentsBy(x, y);
    if (showsFocusByFrame())
        viewport()->update(); // the frame does not move with the rows
}

bool ValueTable::showsFocusByFrame() const
{
    return hasFocus() && !(selectionModel() && selectionModel()->hasSelection());
}

void ValueTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (showsFocusByFrame())
        paintFocusFrame(*viewport());
}

void ValueTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setRowHeight();
}

void ValueTable::setRowHeight()
{
    const int height = fontMetrics().height() + 13;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

} // namespace cairn
