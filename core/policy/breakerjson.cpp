#include "policy/breaker.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

qint64 milliseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp timeIn(const QJsonObject &json, const QString &key)
{
    return Timestamp(Milliseconds(json.value(key).toInteger()));
}

std::optional<BreakerState> stateFromWord(const QString &text)
{
    for (const BreakerState state : {BreakerState::Closed, BreakerState::Open, BreakerState::HalfOpen}) {
        if (word(state) == text)
            return state;
    }
    return std::nullopt;
}

} // namespace

QJsonObject Breaker::toJson() const
{
    QJsonArray probes;
    for (const Probe &probe : m_probes)
        probes.append(QJsonArray{probe.id, milliseconds(probe.startedAt), milliseconds(probe.leaseEnd)});
    QJsonObject json{{u"state"_s, word(m_state)},
                     {u"calls"_s, m_window.toJson()},
                     {u"openings"_s, m_openings},
                     {u"streak"_s, m_streak},
                     {u"opened_ms"_s, milliseconds(m_openedAt)},
                     {u"open_until_ms"_s, milliseconds(m_openUntil)},
                     {u"probes"_s, probes},
                     {u"probed"_s, QJsonArray{m_probed.calls, m_probed.failed, m_probed.slow}},
                     {u"last_probe"_s, m_lastProbe},
                     {u"opened_for"_s, QJsonArray{m_openedFor.calls, m_openedFor.failed, m_openedFor.slow}}};
    if (m_order)
        json.insert(u"order"_s, QJsonObject{{u"open"_s, m_order->open},
                                            {u"until_ms"_s, milliseconds(m_order->until)},
                                            {u"reason"_s, m_order->reason},
                                            {u"in_waves"_s, m_order->inWaves}});
    if (m_wave > 0)
        json.insert(u"wave"_s, QJsonArray{m_wave, m_ofWave.asked, m_ofWave.passed, m_ofWave.failed, m_ofWave.left});
    return json;
}

std::optional<Breaker> Breaker::fromJson(const QJsonObject &json)
{
    Breaker breaker;
    const auto state = stateFromWord(json.value(u"state"_s).toString());
    const auto window = CallWindow::fromJson(json.value(u"calls"_s).toObject());
    const QJsonArray probed = json.value(u"probed"_s).toArray();
    if (!state || !window || probed.size() != 3)
        return std::nullopt;
    breaker.m_state = *state;
    breaker.m_window = *window;
    breaker.m_openings = std::clamp(json.value(u"openings"_s).toInt(), 0, 60);
    breaker.m_streak = std::max(0, json.value(u"streak"_s).toInt());
    breaker.m_openedAt = timeIn(json, u"opened_ms"_s);
    breaker.m_openUntil = timeIn(json, u"open_until_ms"_s);
    breaker.m_probed = {probed[0].toInt(), probed[1].toInt(), probed[2].toInt()};
    breaker.m_lastProbe = json.value(u"last_probe"_s).toInteger();
    const QJsonArray probes = json.value(u"probes"_s).toArray();
    for (const QJsonValue &value : probes) {
        const QJsonArray row = value.toArray();
        breaker.m_probes.push_back({row.at(0).toInteger(), Timestamp(Milliseconds(row.at(1).toInteger())),
                                    Timestamp(Milliseconds(row.at(2).toInteger()))});
    }
    if (json.contains(u"order"_s)) {
        const QJsonObject order = json.value(u"order"_s).toObject();
        breaker.m_order = Order{order.value(u"open"_s).toBool(), timeIn(order, u"until_ms"_s),
                                order.value(u"reason"_s).toString(), order.value(u"in_waves"_s).toBool()};
    }
    breaker.readAdditions(json);
    return breaker;
}

/// What older versions did not write; nothing where it is not there.
void Breaker::readAdditions(const QJsonObject &json)
{
    const QJsonArray cause = json.value(u"opened_for"_s).toArray();
    m_openedFor = {cause.at(0).toInt(), cause.at(1).toInt(), cause.at(2).toInt()};
    const QJsonArray wave = json.value(u"wave"_s).toArray();
    m_wave = std::clamp(wave.at(0).toInt(), 0, LargestWave);
    m_ofWave = {wave.at(1).toInteger(), 0, wave.at(2).toInteger(), wave.at(3).toInteger(), wave.at(4).toInteger()};
}

} // namespace cairn
