#pragma once

#include <QString>

namespace cairn {

/// Why a request is held. Made for each that is, and put into words only where somebody is to read it.
struct HoldReason
{
    enum Kind {
        None,        ///< it is not
        ForcedOpen,  ///< the breaker, by an operator's order; `said`: why
        Open,        ///< the breaker
        Waves,       ///< the breaker lets through in waves; `number` of a wave of `of` are still out
        Probes,      ///< the breaker is half open; `number` of `of` probes are under way
        Quiet,       ///< the service asked for silence
        NoQuota,     ///< the service has none left
        Budget,      ///< of retries
        Rate,        ///< `number` in `of` ms
        Concurrency, ///< `number` of `of` exchanges are under way
    };
    Kind kind = None;
    qint64 number = 0;
    qint64 of = 0;
    QString said{};

    /// In English; without the time, which goes by. Empty: not held.
    QString text() const;
};

/// Whether the words are those of a breaker's hold.
bool tellsOfBreaker(const QString &reason);

} // namespace cairn
