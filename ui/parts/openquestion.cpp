#include "ui/parts/openquestion.h"

namespace cairn {

LongWorkPtr OpenQuestion::ask()
{
    m_work = std::make_shared<LongWork>();
    return m_work;
}

bool OpenQuestion::answered(const LongWorkPtr &work)
{
    if (m_work != work)
        return false;
    m_work.reset();
    m_refresher.done();
    return true;
}

void OpenQuestion::stop()
{
    if (!m_work)
        return;
    m_work->stop = true;
    m_work.reset();
    m_refresher.done();
}

void OpenQuestion::refresh(bool isEmpty)
{
    if (isEmpty && !m_work)
        m_refresher.restart();
    else
        m_refresher.wake();
}

} // namespace cairn
