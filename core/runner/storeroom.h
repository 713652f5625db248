#pragma once

#include "base/timestamp.h"

#include <QString>

namespace cairn {

/// Whether the store takes what is written. While it does not, nothing is sent whose answer could not be kept. Belongs to the
/// runner's thread.
class StoreRoom
{
public:
    /// `payloads`: the folder of those that are files, whose disk is looked at. It need not be there.
    explicit StoreRoom(QString payloads) : m_payloads(std::move(payloads)) {}

    /// A write was refused; whoever asked for it tries again, and says so again.
    void noteRefused(Timestamp now);
    /// An answer of which so many bytes had come, or were announced, found no room. One that is very large waits by itself: others
    /// go on when there is room for what is usual.
    void noteUnkept(qint64 bytes);

    bool isThere(Timestamp now);

private:
    const QString m_payloads;
    Timestamp m_refusedUntil{};
    qint64 m_wanted = 0; ///< bytes for which there was no room, since there was last
};

} // namespace cairn
