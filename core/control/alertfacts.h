#pragma once

#include "control/responsibility.h"
#include "model/alert.h"

#include <QJsonObject>

namespace cairn {

class StoreReader;

/// What a message about an incident tells, whatever its route: enough to know what is wrong, where, how bad, and what to do.
struct AlertFacts
{
    QString rule; ///< "test": nothing is wrong
    QString workspace;
    AlertNews news = AlertNews::Fired;
    Timestamp at;
    Timestamp startedAt;
    std::optional<Timestamp> endedAt{};
    qint64 incident = 0;
    QString state;     ///< of the incident
    QString component; ///< the service, or else the step
    QString service;
    QString step;
    QString category;
    QString code;
    QString severity;   ///< "critical" where the owner is not to be waited for, else "warning"; the same as long as there is the
                        ///< incident
    QString checkpoint; ///< RUN/STEP of the newest failure
    QString cause;
    QString remedy;
    QString owner;
    QString escalateTo;
    QString assignee;
    QStringList pipelines;
    qint64 failing = 0;
    qint64 outcomeUnknown = 0; ///< of those: nobody knows whether they happened
    int reopened = 0;
    bool comesAndGoes = false; ///< see FlappingStarts

    /// cairn://incident/N, where the console shows the runbook that fits beside it.
    QString link() const;
};

QJsonObject toJson(const AlertFacts &facts);
/// Errors: Damaged.
Result<AlertFacts> alertFactsFromJson(const QByteArray &json);

/// How an incident stands now, as the rule's state tells it. Errors: those of the store.
Result<AlertFacts> readAlertFacts(StoreReader &reader, const Incident &incident, const AlertState &state, AlertNews news,
                                  Timestamp at, const QString &workspace);
/// For trying a route.
AlertFacts testFacts(const QString &workspace, const QString &actor, Timestamp at);

} // namespace cairn
