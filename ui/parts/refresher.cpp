#include "ui/parts/refresher.h"

#include "control/desk.h"

#include <QEvent>
#include <QWidget>

namespace cairn {

Refresher::Refresher(std::chrono::milliseconds rest, QObject *parent) : QObject(parent), m_rest(rest)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_again)
            ask();
    });
}

void Refresher::follow(const Desk &desk, QWidget &page)
{
    m_page = &page;
    page.installEventFilter(this);
    connect(&desk, &Desk::changed, this, &Refresher::wake);
}

bool Refresher::eventFilter(QObject *page, QEvent *event)
{
    if (event->type() == QEvent::Show)
        wake();
    return QObject::eventFilter(page, event);
}

void Refresher::wake()
{
    if (m_page && !m_page->isVisible())
        return;
    if (m_busy || m_timer.isActive())
        m_again = true;
    else
        ask();
}

void Refresher::done()
{
    m_busy = false;
    m_timer.start(std::max(m_rest, std::chrono::milliseconds(m_asked.elapsed())));
}

void Refresher::restart()
{
    m_timer.stop();
    ask();
}

void Refresher::ask()
{
    m_again = false;
    m_busy = true;
    m_asked.start();
    Q_EMIT due();
}

} // namespace cairn
