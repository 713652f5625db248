#pragma once

#include "base/timestamp.h"

#include <QString>

#include <memory>

namespace cairn {

/// Whether the store takes what is written. While it does not, nothing is sent whose answer could not be kept. Belongs to the
/// runner's thread, and outlives what it keeps.
class StoreRoom
{
public:
    /// `payloads`: the folder of those that are files, whose disk is looked at. It need not be there.
    StoreRoom(const Clock &clock, QString payloads) : m_clock(clock), m_payloads(std::move(payloads)) {}

    /// A write was refused; whoever asked for it tries again, and says so again.
    void noteRefused();
    /// What was refused, and must be written, is held meanwhile: as long as what this gives is.
    std::shared_ptr<const void> hold();
    /// A file found no room. Only who knows how large it is can tell when there is enough; others go on where there is room for
    /// what is usual.
    void noteShort() { m_isShort = true; }

    /// For what is usual.
    bool isThere();

    /// Room that is kept for something large, for as long as it is held.
    using Place = std::shared_ptr<const qint64>;
    /// For so many bytes, beside all for which room is kept already; nullptr: there is none.
    Place keep(qint64 bytes);

private:
    const Clock &m_clock;
    const QString m_payloads;
    std::optional<std::chrono::nanoseconds> m_refusedAt; ///< by the steady clock: the other may be set
    int m_held = 0;
    bool m_isShort = false;
    qint64 m_kept = 0; ///< bytes
};

} // namespace cairn
