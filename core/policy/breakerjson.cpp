#include "policy/breaker.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

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
    QJsonObject json{{QStringLiteral("state"), word(m_state)},
                     {QStringLiteral("calls"), m_window.toJson()},
                     {QStringLiteral("openings"), m_openings},
                     {QStringLiteral("streak"), m_streak},
                     {QStringLiteral("opened_ms"), milliseconds(m_openedAt)},
                     {QStringLiteral("open_until_ms"), milliseconds(m_openUntil)},
                     {QStringLiteral("probes"), probes},
                     {QStringLiteral("probed"), QJsonArray{m_probed.calls, m_probed.failed, m_probed.slow}},
                     {QStringLiteral("last_probe"), m_lastProbe},
                     {QStringLiteral("opened_for"), QJsonArray{m_openedFor.calls, m_openedFor.failed, m_openedFor.slow}}};
    if (m_order)
        json.insert(QStringLiteral("order"), QJsonObject{{QStringLiteral("open"), m_order->open},
                                                         {QStringLiteral("until_ms"), milliseconds(m_order->until)},
                                                         {QStringLiteral("reason"), m_order->reason},
                                                         {QStringLiteral("in_waves"), m_order->inWaves}});
    if (m_wave > 0)
        json.insert(QStringLiteral("wave"), QJsonArray{m_wave, m_ofWave.asked, m_ofWave.passed, m_ofWave.failed, m_ofWave.left});
    return json;
}

std::optional<Breaker> Breaker::fromJson(const QJsonObject &json)
{
    Breaker breaker;
    const auto state = stateFromWord(json.value(QStringLiteral("state")).toString());
    const auto window = CallWindow::fromJson(json.value(QStringLiteral("calls")).toObject());
    const QJsonArray probed = json.value(QStringLiteral("probed")).toArray();
    if (!state || !window || probed.size() != 3)
        return std::nullopt;
    breaker.m_state = *state;
    breaker.m_window = *window;
    breaker.m_openings = std::clamp(json.value(QStringLiteral("openings")).toInt(), 0, 60);
    breaker.m_streak = std::max(0, json.value(QStringLiteral("streak")).toInt());
    breaker.m_openedAt = timeIn(json, QStringLiteral("opened_ms"));
    breaker.m_openUntil = timeIn(json, QStringLiteral("open_until_ms"));
    breaker.m_probed = {probed[0].toInt(), probed[1].toInt(), probed[2].toInt()};
    breaker.m_lastProbe = json.value(QStringLiteral("last_probe")).toInteger();
    const QJsonArray probes = json.value(QStringLiteral("probes")).toArray();
    for (const QJsonValue &value : probes) {
        const QJsonArray row = value.toArray();
        breaker.m_probes.push_back({row.at(0).toInteger(), Timestamp(Milliseconds(row.at(1).toInteger())),
                                    Timestamp(Milliseconds(row.at(2).toInteger()))});
    }
    if (json.contains(QStringLiteral("order"))) {
        const QJsonObject order = json.value(QStringLiteral("order")).toObject();
        breaker.m_order =
            Order{order.value(QStringLiteral("open")).toBool(), timeIn(order, QStringLiteral("until_ms")),
                  order.value(QStringLiteral("reason")).toString(), order.value(QStringLiteral("in_waves")).toBool()};
    }
    breaker.readAdditions(json);
    return breaker;
}

/// What older versions did not write; nothing where it is not there.
void Breaker::readAdditions(const QJsonObject &json)
{
    const QJsonArray cause = json.value(QStringLiteral("opened_for")).toArray();
    m_openedFor = {cause.at(0).toInt(), cause.at(1).toInt(), cause.at(2).toInt()};
    const QJsonArray wave = json.value(QStringLiteral("wave")).toArray();
    m_wave = std::clamp(wave.at(0).toInt(), 0, LargestWave);
    m_ofWave = {wave.at(1).toInteger(), 0, wave.at(2).toInteger(), wave.at(3).toInteger(), wave.at(4).toInteger()};
}

} // namespace cairn
