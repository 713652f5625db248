#include "ui/pipelines/pipelinelist.h"

#include "ui/pipelines/droptarget.h"
#include "ui/pipelines/pipelinedelegate.h"

#include <QDropEvent>

namespace cairn {

using namespace Qt::StringLiterals;

PipelineList::PipelineList(QWidget *parent) : QListView(parent), m_delegate(new PipelineDelegate(this))
{
    setObjectName(u"pipelineList"_s);
    setAccessibleName(tr("Pipelines"));
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setAcceptDrops(true);
}

void PipelineList::setDropRow(int row)
{
    m_delegate->setDropRow(row);
    viewport()->update();
}

void PipelineList::hover(QDropEvent *event)
{
    const QModelIndex under = indexAt(event->position().toPoint());
    const bool taken = under.isValid() && !DropTarget::localFiles(event).isEmpty();
    setDropRow(taken ? under.row() : -1);
    event->setDropAction(Qt::CopyAction); // the file stays where it is, whatever the desktop proposes
    event->setAccepted(taken);
}

void PipelineList::dragEnterEvent(QDragEnterEvent *event)
{
    hover(event);
    event->setAccepted(!DropTarget::localFiles(event).isEmpty()); // to be told of its moves
}

void PipelineList::dragMoveEvent(QDragMoveEvent *event)
{
    hover(event);
}

void PipelineList::dragLeaveEvent(QDragLeaveEvent *)
{
    setDropRow(-1);
}

void PipelineList::dropEvent(QDropEvent *event)
{
    hover(event);
    setDropRow(-1);
    if (event->isAccepted())
        Q_EMIT filesDropped(indexAt(event->position().toPoint()).data().toString(), DropTarget::localFiles(event));
}

} // namespace cairn
