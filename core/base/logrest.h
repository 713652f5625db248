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
        m_written.removeIf([&](const auto &one) { return now - one.value() >= m_rest || now < one.value(); });
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
