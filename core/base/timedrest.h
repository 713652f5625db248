#pragma once

#include "base/timestamp.h"

namespace cairn {

/// A rest between two looks, by wall-clock time. It is over as well once the clock was set back: nobody rests until the old time
/// is reached again. One thread.
class TimedRest
{
public:
    bool isOver(Timestamp now) const { return now >= m_end || now < m_begin; }
    Timestamp end() const { return m_end; }
    void begin(Timestamp now, Milliseconds length)
    {
        m_begin = now;
        m_end = now + length;
    }

private:
    Timestamp m_begin{};
    Timestamp m_end{};
};

} // namespace cairn
