#include "runner/storeroom.h"

#include <QStorageInfo>

#include <algorithm>

namespace cairn {

namespace {

constexpr Milliseconds RefusalLasts{1'500}; ///< longer than the pause after which a commit is tried again
constexpr qint64 MostWanted = 64 << 20;
constexpr qint64 RoomForRows = 1 << 20; ///< that the database needs beside

/// Where the system does not tell (there is a quota, or no such folder yet), only trying does.
bool mayHold(const QString &folder, qint64 bytes)
{
    const QStorageInfo disk(folder);
    return !disk.isValid() || disk.bytesAvailable() - RoomForRows >= bytes;
}

} // namespace

void StoreRoom::noteRefused(Timestamp now)
{
    m_refusedUntil = now + RefusalLasts;
}

void StoreRoom::noteUnkept(qint64 bytes)
{
    m_wanted = std::max(m_wanted, std::min(bytes, MostWanted));
}

bool StoreRoom::isThere(Timestamp now)
{
    if (now < m_refusedUntil || (m_wanted > 0 && !mayHold(m_payloads, m_wanted)))
        return false;
    m_wanted = 0;
    return true;
}

} // namespace cairn
