#pragma once

#include "base/timestamp.h"

#include <QJsonObject>

#include <array>

namespace cairn {

/// Calls of the last while, counted in ten buckets that are forgotten one by one.
class CallWindow
{
public:
    struct Counts
    {
        int calls = 0;
        int failed = 0;
        int slow = 0;
        bool operator==(const Counts &) const = default;
    };

    void add(bool failed, bool slow, Milliseconds window, Timestamp now);
    /// Of the last `window`, to a tenth of it. Buckets from after `now`, which a clock set back leaves behind, do not count.
    Counts counts(Milliseconds window, Timestamp now) const;
    void clear() { *this = {}; }

    QJsonObject toJson() const;
    static std::optional<CallWindow> fromJson(const QJsonObject &json);
    bool operator==(const CallWindow &) const = default;

private:
    static constexpr int BucketCount = 10;
    struct Bucket
    {
        qint64 slot = -1; ///< which tenth of a window since 1970; -1: empty
        Counts counts;
        bool operator==(const Bucket &) const = default;
    };

    static qint64 slotAt(Milliseconds window, Timestamp now);

    std::array<Bucket, BucketCount> m_buckets;
    Milliseconds m_window{0}; ///< that the slots were counted with; another one starts anew
};

} // namespace cairn
