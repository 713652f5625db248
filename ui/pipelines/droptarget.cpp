#include "ui/pipelines/droptarget.h"

#include "ui/incidents/incidentfiles.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/sectiontitle.h"

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

DropTarget::DropTarget(QWidget *window, QWidget *area, bool maySubmit) : QWidget(area), m_window(window), m_maySubmit(maySubmit)
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
        drag->setAccepted(event->type() == QEvent::DragEnter || takes(paths)); // entering: to be told of its moves
        greet(paths);
        return true;
    }
    case QEvent::DragLeave: hide(); return true;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        hide();
        const QStringList paths = localFiles(drop);
        if (!takes(paths))
            return false;
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        Q_EMIT dropped(paths);
        return true;
    }
    default: return false;
    }
}

bool DropTarget::takes(const QStringList &paths) const
{
    return !paths.isEmpty() && (m_maySubmit || std::all_of(paths.begin(), paths.end(), isIncidentFile));
}

void DropTarget::greet(const QStringList &paths)
{
    m_files = int(paths.size());
    m_opens = std::all_of(paths.begin(), paths.end(), isIncidentFile);
    m_takes = takes(paths);
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
    const Look look = m_takes ? Look::Running : Look::Blocked;
    const QColor ink = StateLook::ink(look, palette());
    QColor veil = palette().color(QPalette::Base);
    veil.setAlphaF(0.94F);
    painter.fillRect(rect(), veil);
    QPen dashes(ink, 2, Qt::DashLine);
    painter.setPen(dashes);
    painter.drawRoundedRect(QRectF(rect()).adjusted(16, 16, -16, -16), 10, 10);

    painter.setFont(sectionFont(font(), 1.4));
    const QString text = !m_takes  ? tr("You may not submit files")
                         : m_opens ? tr("Drop to open %Ln incident file(s)", nullptr, m_files)
                                   : tr("Drop to submit %Ln file(s)", nullptr, m_files);
    const QString icon = !m_takes ? StateLook::iconName(look) : m_opens ? u"open"_s : u"submit"_s;
    paintIcon(painter, QRectF(width() / 2.0 - 24, height() / 2.0 - 64, 48, 48), icon, ink);
    painter.drawText(rect().adjusted(0, 24, 0, 24), Qt::AlignCenter, text);
}

} // namespace cairn
