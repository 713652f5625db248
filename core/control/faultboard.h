#pragma once

#include "base/error.h"

#include <QFuture>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace cairn {

/// How the demo's services misbehave at present, and what they did.
struct FaultState
{
    QMap<QString, QJsonObject> settings; ///< by service: the fields of PUT /faults/SERVICE
    QMap<QString, int> notices;          ///< by reference: how many notices were sent
    bool operator==(const FaultState &) const = default;
};

/// Switches on the faults of the demo's services, wherever they run. Belongs to the UI thread and never blocks it. Errors: Io
/// (they do not answer), Usage (they refuse).
class FaultBoard
{
public:
    virtual ~FaultBoard() = default;

    virtual QFuture<Result<FaultState>> read() = 0;
    /// Replaces all of a service's settings; brings how they are then.
    virtual QFuture<Result<FaultState>> set(const QString &service, const QJsonObject &settings) = 0;
    virtual QFuture<Result<FaultState>> clearAll() = 0;
};

/// A way to misbehave that has a name: what an exercise asks for, and a switch to click on.
struct FaultSwitch
{
    QString word;         ///< "down"
    QJsonObject settings; ///< fields and values that make it up
};

const QList<FaultSwitch> &faultSwitches();
const FaultSwitch *faultSwitch(const QString &word);
bool isOn(const FaultSwitch &fault, const QJsonObject &settings);
/// The settings with that fault as well; a fault that uses the same field goes off.
QJsonObject switchedOn(QJsonObject settings, const FaultSwitch &fault);
QJsonObject switchedOff(QJsonObject settings, const FaultSwitch &fault);

} // namespace cairn
