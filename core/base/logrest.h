#pragma once

#include "base/timestamp.h"

#include <QHash>
#include <QString>

namespace cairn {

/// Keeps what goes on for long from filling the log: each text is written once in a while. One thread.
class LogRest
{
public:
    explicit LogRest(Milliseconds rest = std::chrono::minutes(1)) : m_rest(rest) {}

    /// Whether to write it; it counts as written then.
    bool isDue(const QString &text, Timestamp now)
    {
        // a clock that is put back by a moment begins nothing anew, one that is put back by more does
        m_written.removeIf([&](const auto &one) { return std::chrono::abs(now - one.value()) >= m_rest; });
        if (m_written.contains(text))
            return false;
        m_written.insert(text, now);
        return true;
    }

private:
    Milliseconds m_rest;
    QHash<QString, Timestamp> m_written;
};

} // namespace cairn
