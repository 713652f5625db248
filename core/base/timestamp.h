#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace cairn {

using Milliseconds = std::chrono::milliseconds;

/// A moment of wall-clock time (UTC, milliseconds), as it is stored and shown.
using Timestamp = std::chrono::sys_time<Milliseconds>;

/// Source of wall-clock and monotonic time; passed in, so that tests run on virtual time.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
    /// Monotonic, for measuring durations; its origin means nothing.
    virtual std::chrono::nanoseconds steady() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
    std::chrono::nanoseconds steady() const override;
};

/// RFC 3339, UTC, with milliseconds: 2026-11-24T09:30:00.123Z. The form used in files, JSON and logs.
QString toRfc3339(Timestamp time);
std::optional<Timestamp> fromRfc3339(const QString &text);

/// "300ms", "4.2s", "5m", "2h 10m": a duration for people, two units at most.
QString toText(Milliseconds duration);

} // namespace cairn
