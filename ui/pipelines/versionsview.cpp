#include "ui/pipelines/versionsview.h"

#include "ui/look/statelook.h"
#include "ui/parts/tabledelegate.h"
#include "ui/parts/tableexport.h"
#include "ui/pipelines/versionsmodel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Counts in their state's ink, underlined while the mouse is over them.
class CountDelegate : public TableDelegate
{
public:
    using TableDelegate::TableDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        TableDelegate::initStyleOption(option, index);
        const auto *model = qobject_cast<const VersionsModel *>(index.model());
        if (!model || model->filterOf(index).isEmpty())
            return;
        const QVariant look = index.data(LookRole);
        option->palette.setColor(QPalette::Active, QPalette::Text,
                                 StateLook::ink(look.isValid() ? Look(look.toInt()) : Look::Running, option->palette));
        option->font.setUnderline(option->state.testFlag(QStyle::State_MouseOver));
    }
};

} // namespace

VersionsView::VersionsView(VersionsModel &model, QWidget *parent) : ValueTable(parent), m_model(model)
{
    setObjectName(u"versionsTable"_s);
    new TableExport(*this, u"versions"_s);
    setAccessibleName(tr("Versions and their runs"));
    setModel(&model);
    setItemDelegate(new CountDelegate(this));
    setSelectionBehavior(SelectItems);
    setSelectionMode(SingleSelection);
    setMouseTracking(true);
    setSizeAdjustPolicy(AdjustIgnored);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (!m_model.filterOf(index).isEmpty())
            open(index);
    });
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (m_model.filterOf(index).isEmpty())
            open(index);
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &VersionsView::fitToContents);
    connect(&model, &QAbstractItemModel::dataChanged, this, &VersionsView::fitToContents);
}

void VersionsView::fitToContents()
{
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const QString heading = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int headingWidth = fontMetrics().horizontalAdvance(heading) + 2 * TableDelegate::Margin + 6;
        setColumnWidth(column, std::max(headingWidth, sizeHintForColumn(column) + 6));
    }
}

void VersionsView::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (const QString filter = m_model.filterOf(index); !filter.isEmpty())
        Q_EMIT runsWanted(filter);
    else
        Q_EMIT versionWanted(m_model.rows().at(index.row()).head.id);
}

void VersionsView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        open(currentIndex());
    else
        ValueTable::keyPressEvent(event);
}

void VersionsView::mouseMoveEvent(QMouseEvent *event)
{
    ValueTable::mouseMoveEvent(event);
    const QModelIndex under = indexAt(event->position().toPoint());
    viewport()->setCursor(m_model.filterOf(under).isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

} // namespace cairn
