#include "network.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace cairn::simulator {

namespace {

const std::pair<QByteArray, QByteArray> JsonType{"content-type", "application/json"};

Answer jsonAnswer(int status, const QJsonObject &body)
{
    return {status, {JsonType}, QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

} // namespace

/// What a service answers that does not take the request up.
std::optional<Answer> Network::refusalOf(const Wire &wire)
{
    const QJsonObject body{{QStringLiteral("error"), QStringLiteral("refused")}};
    switch (wire.fault) {
    case Fault::Failed:
        return jsonAnswer(m_draw.pick({500, 502, 504, 408, 501}), body);
    case Fault::Overloaded:
        return jsonAnswer(m_draw.pick({503, 429}), body);
    case Fault::Advised: {
        Answer answer = jsonAnswer(m_draw.pick({503, 429}), body);
        answer.headers.append({"retry-after", QByteArray::number(m_draw.chance(85) ? m_draw.below(4) : m_draw.below(30))});
        return answer;
    }
    case Fault::Rejected:
        return jsonAnswer(m_draw.pick({400, 401, 403, 404, 406, 413, 415, 422}), body);
    case Fault::Conflict:
        return jsonAnswer(409, body);
    default:
        return std::nullopt;
    }
}

Answer Network::answerTo(const Wire &wire)
{
    if (const auto refused = refusalOf(wire))
        return *refused;
    if (wire.isPoll)
        return jobAnswer(wire);
    Operation &operation = m_world.ledger.operation(wire.run, wire.step);
    const bool knowsKeys = planOf(wire).service.idempotent && m_world.mischief != Mischief::IgnoresKeys;
    if (!knowsKeys || !operation.kept)
        return perform(wire);
    ++m_world.counts["answered again for the same key"];
    m_world.trace.add("replay", wire.run, wire.step);
    return *operation.kept;
}

/// Does what was asked.
Answer Network::perform(const Wire &wire)
{
    Operation &operation = m_world.ledger.operation(wire.run, wire.step);
    ++operation.effects;
    ++operation.made;
    m_world.happens("effect", wire.run, wire.step, operation.made);
    m_world.judge.happened(wire.run, wire.step);
    ++m_world.counts["effects"];
    const QString token = QStringLiteral("t%1.%2.%3").arg(wire.run).arg(wire.step).arg(operation.made);
    QJsonObject body{{QStringLiteral("token"), token},
                     {QStringLiteral("ok"), wire.fault != Fault::BadContent},
                     {QStringLiteral("go"), m_draw.chance(60)}};
    if (stepOf(wire).poll) {
        const QByteArray id = "j" + QByteArray::number(m_world.ledger.jobs.size());
        m_world.ledger.jobs.insert(id, Job{wire.run, wire.step, m_draw.below(8), m_draw.chance(20), false, token});
        body.insert(QStringLiteral("id"), QString::fromLatin1(id));
    }
    operation.kept = jsonAnswer(200, body);
    if (wire.fault != Fault::FailedAfter)
        return *operation.kept;
    const Answer failed = jsonAnswer(m_draw.pick({500, 502, 504, 408}), {{QStringLiteral("error"), QStringLiteral("broken")}});
    if (planOf(wire).replaysFailures)
        operation.kept = failed;
    return failed;
}

/// A job that has failed has had no effect: it may be asked for anew.
Answer Network::jobAnswer(const Wire &wire)
{
    const auto job = m_world.ledger.jobs.find(wire.job);
    if (job == m_world.ledger.jobs.end())
        return jsonAnswer(404, {});
    const bool over = job->questions-- <= 0;
    if (over && job->fails && !std::exchange(job->hasFailed, true)) {
        Operation &operation = m_world.ledger.operation(wire.run, wire.step);
        --operation.effects;
        operation.kept.reset();
        operation.key.clear(); // asked for anew, it is another request
        operation.body.clear();
        ++m_world.counts["jobs failed"];
    }
    const QString state = !over ? QStringLiteral("working") : job->fails ? QStringLiteral("failed") : QStringLiteral("done");
    return jsonAnswer(200,
                      {{QStringLiteral("state"), state}, {QStringLiteral("token"), job->token}, {QStringLiteral("go"), true}});
}

} // namespace cairn::simulator
