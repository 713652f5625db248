#include "ui/droptarget.h"

#include "ui/incidentfiles.h"
#include "ui/statelook.h"
#include "ui/tintedicon.h"

#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

QStringList DropTarget::localFiles(const QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

DropTarget::DropTarget(QWidget *window, QWidget *area) : QWidget(area), m_window(window)
{
    setObjectName(u"dropTarget"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_window)
        return false;
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDropEvent *>(event);
        const QStringList paths = localFiles(drag);
        if (paths.isEmpty())
            return false;
        drag->setDropAction(Qt::CopyAction); // the file stays where it is, whatever the desktop proposes
        drag->accept();
        offer(paths);
        return true;
    }
    case QEvent::DragLeave: hide(); return true;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        hide();
        const QStringList paths = localFiles(drop);
        if (paths.isEmpty())
            return false;
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        Q_EMIT dropped(paths);
        return true;
    }
    default: return false;
    }
}

void DropTarget::offer(const QStringList &paths)
{
    m_files = int(paths.size());
    m_opens = std::all_of(paths.begin(), paths.end(), isIncidentFile);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropTarget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor ink = StateLook::ink(Look::Running, palette());
    QColor veil = palette().color(QPalette::Base);
    veil.setAlphaF(0.94F);
    painter.fillRect(rect(), veil);
    QPen dashes(ink, 2, Qt::DashLine);
    painter.setPen(dashes);
    painter.drawRoundedRect(QRectF(rect()).adjusted(16, 16, -16, -16), 10, 10);

    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    painter.setFont(large);
    const QString text =
        m_opens ? tr("Drop to open %Ln incident file(s)", nullptr, m_files) : tr("Drop to submit %Ln file(s)", nullptr, m_files);
    paintIcon(painter, QRectF(width() / 2.0 - 24, height() / 2.0 - 64, 48, 48), m_opens ? u"open"_s : u"submit"_s, ink);
    painter.drawText(rect().adjusted(0, 24, 0, 24), Qt::AlignCenter, text);
}

} // namespace cairn
