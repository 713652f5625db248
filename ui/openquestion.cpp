#include "ui/openquestion.h"

namespace cairn {

StopFlag OpenQuestion::ask()
{
    m_flag = std::make_shared<std::atomic_bool>(false);
    return m_flag;
}

bool OpenQuestion::answered(const StopFlag &flag)
{
    if (m_flag != flag)
        return false;
    m_flag.reset();
    m_refresher.done();
    return true;
}

void OpenQuestion::stop()
{
    if (!m_flag)
        return;
    m_flag->store(true);
    m_flag.reset();
    m_refresher.done();
}

void OpenQuestion::refresh(bool isEmpty)
{
    if (isEmpty && !m_flag)
        m_refresher.restart();
    else
        m_refresher.wake();
}

} // namespace cairn
