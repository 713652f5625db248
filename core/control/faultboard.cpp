#include "control/faultboard.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

const QList<FaultSwitch> &faultSwitches()
{
    static const QList<FaultSwitch> switches{
        {u"down"_s, {{u"status_503_ratio"_s, 1}}},
        {u"flaky"_s, {{u"status_503_ratio"_s, 0.4}}},
        {u"slow"_s, {{u"latency_ms"_s, 3000}}},
        {u"throttled"_s, {{u"status_429_ratio"_s, 0.33}, {u"retry_after_s"_s, 5}}},
        {u"refused"_s, {{u"status_401_ratio"_s, 1}}},
        {u"contract"_s, {{u"wrong_schema_ratio"_s, 1}}},
        {u"strict"_s, {{u"strict_dates_ratio"_s, 1}}},
        {u"cut"_s, {{u"truncate_ratio"_s, 1}}},
        {u"reset"_s, {{u"reset_ratio"_s, 1}}},
        {u"silent"_s, {{u"silent_ratio"_s, 1}}},
        {u"doubtful"_s, {{u"silent_ratio"_s, 1}, {u"lost_ratio"_s, 0.5}}},
    };
    return switches;
}

const FaultSwitch *faultSwitch(const QString &word)
{
    const auto &all = faultSwitches();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FaultSwitch &one) { return one.word == word; });
    return found == all.end() ? nullptr : &*found;
}

bool isOn(const FaultSwitch &fault, const QJsonObject &settings)
{
    // The one with the most fields is meant where one contains another.
    for (const FaultSwitch &other : faultSwitches()) {
        if (other.settings.size() > fault.settings.size() && other.settings.contains(fault.settings.begin().key()) &&
            isOn(other, settings))
            return false;
    }
    const QStringList fields = fault.settings.keys();
    return std::all_of(fields.begin(), fields.end(), [&](const QString &field) {
        return settings.value(field).toDouble() == fault.settings.value(field).toDouble();
    });
}

QJsonObject switchedOn(QJsonObject settings, const FaultSwitch &fault)
{
    for (const FaultSwitch &other : faultSwitches()) {
        const QStringList fields = other.settings.keys();
        const bool shares =
            std::any_of(fields.begin(), fields.end(), [&](const QString &field) { return fault.settings.contains(field); });
        if (shares && isOn(other, settings))
            settings = switchedOff(settings, other);
    }
    for (auto it = fault.settings.begin(); it != fault.settings.end(); ++it)
        settings.insert(it.key(), it.value());
    return settings;
}

QJsonObject switchedOff(QJsonObject settings, const FaultSwitch &fault)
{
    for (auto it = fault.settings.begin(); it != fault.settings.end(); ++it)
        settings.insert(it.key(), 0);
    return settings;
}

} // namespace cairn
