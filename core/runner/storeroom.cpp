#include "runner/storeroom.h"

#include "base/folder.h"

namespace cairn {

namespace {

constexpr Milliseconds RefusalLasts{1'500}; ///< longer than the pause after which a commit is tried again
constexpr qint64 RoomForRows = 1 << 20;     ///< that the database needs beside
constexpr qint64 Usual = 1 << 20;

/// Where the system does not tell (there is a quota, or no such folder yet), only trying does.
bool mayHold(const QString &folder, qint64 bytes)
{
    const auto free = freeSpace(folder);
    const qint64 sealing = bytes / 1024; // more than it adds
    return !free || *free - RoomForRows >= bytes + sealing;
}

} // namespace

void StoreRoom::noteRefused()
{
    m_refusedAt = m_clock.steady();
}

std::shared_ptr<const void> StoreRoom::hold()
{
    ++m_held;
    return {this, [](StoreRoom *room) { --room->m_held; }};
}

bool StoreRoom::isThere()
{
    if (m_held > 0)
        return false;
    if (m_refusedAt && m_clock.steady() < *m_refusedAt + RefusalLasts)
        return false;
    m_isShort = m_isShort && !mayHold(m_payloads, Usual);
    return !m_isShort;
}

StoreRoom::Place StoreRoom::keep(qint64 bytes)
{
    if (bytes > 0 && !mayHold(m_payloads, m_kept + bytes))
        return nullptr;
    m_kept += bytes;
    return Place(new qint64(bytes), [this](const qint64 *kept) {
        m_kept -= *kept;
        delete kept;
    });
}

} // namespace cairn
