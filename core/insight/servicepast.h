#pragma once

#include "insight/weather.h"
#include "store/store.h"

#include <functional>
#include <vector>

namespace cairn {

/// What is recorded of a service in a period, as far as it says what another policy would have met. A value; any thread.
struct ServicePast
{
    QString service;
    Timestamp since; ///< what was read: later than what was asked for if it was cut, or older runs were removed
    Timestamp until;
    std::vector<Timestamp> wanted; ///< when a step first wanted to call, whether or not it was let in then; sorted
    Weather weather{{}};
    qint64 attempts = 0;  ///< made in the period
    qint64 cutOff = 0;    ///< of those, the ones that our own timeout ended: how long they would have taken is not known
    qint64 orders = 0;    ///< times that the breaker did what an operator ordered
    int peak = 0;         ///< attempts started within one second, the most
    bool cut = false;     ///< there was more than is read at once: only the newest were
    bool thinned = false; ///< of what was before, some were removed (retention), and what is left of it would mislead
    static constexpr qint64 MostAttempts = 2'000'000;
};

/// Reads the attempts that began in [since, until), part by part. Memory grows with their number (about 150 bytes each, half of
/// them until it is done), of which about `most` are read. `goOn` is asked now and then with the share that has been read
/// (0 … 1); false gives it up. Belongs to the reader's thread. With `store`, which is the reader's, a second thread reads its
/// share over a reader of its own. Errors: Cancelled, those of the store.
Result<ServicePast> readServicePast(StoreReader &reader, const QString &service, Timestamp since, Timestamp until,
                                    const std::function<bool(double)> &goOn = {}, qint64 most = ServicePast::MostAttempts,
                                    Store *store = nullptr);

} // namespace cairn
