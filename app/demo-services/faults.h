#pragma once

#include "transportfault.h"

#include "base/error.h"

#include <QJsonObject>
#include <QMap>
#include <QRandomGenerator>
#include <QStringList>

namespace cairn::demo {

/// How one service misbehaves. Ratios are probabilities from 0 to 1, each drawn on its own.
struct FaultSettings
{
    double latencyMs = 0;
    double jitterMs = 0; ///< added to the latency, uniform in [0, jitter]
    double tooManyRatio = 0;
    double retryAfterS = 0; ///< advice that comes with a 429; 0: none
    double unavailableRatio = 0;
    double resetRatio = 0;
    double truncateRatio = 0;
    double trickleMsPerByte = 0;
    double wrongSchemaRatio = 0;
    double unauthorizedRatio = 0;
    double lostRatio = 0;
    double silentRatio = 0;
    double strictDatesRatio = 0;
};

/// What becomes of one request.
struct Fault
{
    enum class Kind {
        None,
        TooMany,
        Unavailable,
        WrongSchema,
        Unauthorized, ///< 401: the credential is not taken
        Lost,         ///< read and forgotten: nothing is done, nothing answered
        StrictDates,  ///< 422 where a text has dates such as 24/12/2026, which were taken before
    };
    Kind kind = Kind::None;
    int retryAfterS = 0;
    TransportFault transport;
};

/// Keeps the settings of every service and draws from them. The same seed, service and settings give the same sequence of
/// faults, counted from the moment the settings were made, whatever other services do meanwhile.
class Faults
{
public:
    Faults(quint64 seed, const QStringList &services);

    bool knows(const QString &service) const { return m_services.contains(service); }
    quint64 seed() const { return m_seed; }

    /// Of one service, every field; of all services by name.
    QJsonObject settings(const QString &service) const;
    QJsonObject allSettings() const;
    /// How many faults of each kind were drawn since the start, by service.
    QJsonObject counts() const;

    /// Replaces all of a service's settings; what is left out is 0. Errors: Usage (unknown field, out of range).
    Result<void> set(const QString &service, const QJsonObject &settings);
    void clear(const QString &service);

    /// If several faults are drawn at once, one happens: 429 before 503, then 401, lost, silent, reset, truncated, wrong schema,
    /// strict dates.
    Fault draw(const QString &service);

private:
    struct State
    {
        FaultSettings settings;
        QRandomGenerator random;
        QMap<QString, qint64> counts;
    };
    void replace(const QString &service, const FaultSettings &settings);

    quint64 m_seed;
    QMap<QString, State> m_services;
};

} // namespace cairn::demo
