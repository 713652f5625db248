#include "ui/window/recentlist.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowMargin = 12;
constexpr int Line = 7;

/// The name over its path, and on the right when it was opened.
class RecentDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QPalette &palette = option.palette;
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const bool missing = index.data(RecentModel::MissingRole).toBool();
        const QColor text = palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
        const QColor quiet = chosen ? text : quietInk(palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (chosen || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(chosen ? palette.color(QPalette::Highlight)
                                     : blend(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.06));
            painter->drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 5, 5);
        }
        QRect area = option.rect.adjusted(RowMargin, Line, -RowMargin, -Line);
        const QFontMetrics metrics(option.font);
        const QString when = index.data(RecentModel::OpenedRole).toString();
        painter->setPen(quiet);
        painter->drawText(area, Qt::AlignRight | Qt::AlignTop, when);
        QFont bold = option.font;
        bold.setBold(!missing);
        painter->setFont(bold);
        painter->setPen(missing ? quiet : text);
        const int nameWidth = area.width() - metrics.horizontalAdvance(when) - 16;
        painter->drawText(area, Qt::AlignLeft | Qt::AlignTop,
                          QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, nameWidth));
        painter->setFont(option.font);
        painter->setPen(quiet);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignBottom,
                          metrics.elidedText(index.data(RecentModel::PathRole).toString(), Qt::ElideMiddle, area.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, 2 * option.fontMetrics.height() + 2 * Line + 4};
    }
};

} // namespace

void RecentModel::setWorkspaces(const QList<RecentWorkspace> &workspaces)
{
    beginResetModel();
    m_workspaces = workspaces;
    endResetModel();
}

int RecentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_workspaces.size());
}

QVariant RecentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RecentWorkspace &one = m_workspaces.at(index.row());
    const QString name = QDir(one.path).dirName();
    switch (role) {
    case Qt::DisplayRole: return name;
    case PathRole: return one.path;
    case MissingRole: return one.missing;
    case OpenedRole: return one.missing ? tr("not there any more") : localTime(one.openedAt);
    case Qt::ToolTipRole: return plainTip(tr("%1\nLast opened %2").arg(one.path, utcTime(one.openedAt)));
    case Qt::AccessibleTextRole: return u"%1, %2, %3"_s.arg(name, one.path, data(index, OpenedRole).toString());
    default: return {};
    }
}

RecentList::RecentList(QWidget *parent) : QListView(parent), m_model(new RecentModel(this))
{
    setObjectName(u"recentWorkspaces"_s);
    setAccessibleName(tr("Recent workspaces"));
    setModel(m_model);
    setItemDelegate(new RecentDelegate(this));
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    connect(this, &QAbstractItemView::clicked, this, &RecentList::open);
}

void RecentList::setWorkspaces(const QList<RecentWorkspace> &workspaces)
{
    const int row = currentIndex().row();
    m_model->setWorkspaces(workspaces);
    const int count = m_model->rowCount();
    if (count > 0)
        setCurrentIndex(m_model->index(std::clamp(row, 0, count - 1)));
}

void RecentList::open(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT openWanted(index.data(RecentModel::PathRole).toString());
}

void RecentList::remove()
{
    if (currentIndex().isValid())
        Q_EMIT removeWanted(currentIndex().data(RecentModel::PathRole).toString());
}

void RecentList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: open(currentIndex()); return;
    case Qt::Key_Delete: remove(); return;
    default: QListView::keyPressEvent(event);
    }
}

void RecentList::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tintedIcon(u"open"_s), tr("&Open"), this, [this] { open(currentIndex()); });
    menu->addAction(tintedIcon(u"close"_s), tr("&Remove from the list"), this, &RecentList::remove);
    menu->popup(viewport()->mapToGlobal(visualRect(index).center()));
}

} // namespace cairn
