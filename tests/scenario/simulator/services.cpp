#include "network.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

const std::pair<QByteArray, QByteArray> JsonType{"content-type", "application/json"};

Answer jsonAnswer(int status, const QJsonObject &body)
{
    return {status, {JsonType}, QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

QJsonObject saidOf(const Yield &yield)
{
    QJsonArray list;
    for (int i = 0; i < yield.list; ++i)
        list.append(u"%1.%2"_s.arg(yield.token).arg(i));
    return {{u"token"_s, yield.token}, {u"list"_s, list}, {u"go"_s, yield.go}};
}

QJsonObject saidOf(const Operation &operation)
{
    QJsonObject said = saidOf(operation.yield);
    if (!operation.job.isEmpty())
        said.insert(u"id"_s, QString::fromLatin1(operation.job));
    return said;
}

} // namespace

/// What a service answers that does not take the request up.
std::optional<Answer> Network::refusalOf(const Wire &wire)
{
    const QJsonObject body{{u"error"_s, u"refused"_s}};
    switch (wire.fault) {
    case Fault::Failed: return jsonAnswer(m_draw.pick({500, 502, 504, 408, 501}), body);
    case Fault::Overloaded: return jsonAnswer(m_draw.pick({503, 429}), body);
    case Fault::Advised: {
        Answer answer = jsonAnswer(m_draw.pick({503, 429}), body);
        answer.headers.append({"retry-after", QByteArray::number(m_draw.chance(85) ? m_draw.below(4) : m_draw.below(30))});
        return answer;
    }
    case Fault::Rejected: return jsonAnswer(m_draw.pick({400, 401, 403, 404, 406, 413, 415, 422}), body);
    case Fault::Conflict: return jsonAnswer(409, body);
    default: return std::nullopt;
    }
}

Answer Network::answerTo(const Wire &wire)
{
    if (const auto refused = refusalOf(wire))
        return *refused;
    switch (wire.errand) {
    case Errand::Poll: return jobAnswer(wire);
    case Errand::Inquire: return outcomeAnswer(wire);
    case Errand::CallOff: return callOff(wire);
    case Errand::Do: break;
    }
    const auto &kept = m_world.ledger.operation(wire.place).kept;
    const bool knowsKeys = planOf(wire).service.idempotent && m_world.mischief != Mischief::IgnoresKeys;
    if (!knowsKeys || !kept.contains(wire.about))
        return perform(wire);
    ++m_world.counts["answered again for the same key"];
    m_world.trace.add("replay", wire.place);
    return kept.value(wire.about);
}

/// Does what was asked.
Answer Network::perform(const Wire &wire)
{
    Operation &operation = m_world.ledger.operation(wire.place);
    ++operation.effects;
    ++operation.made;
    m_world.happens("effect", wire.place, operation.made);
    m_world.judge.happened(wire.place);
    ++m_world.counts["effects"];
    const Place &place = wire.place;
    operation.yield = {u"t%1.%2.%3.%4"_s.arg(place.run).arg(place.step).arg(place.item).arg(operation.made), m_draw.below(6),
                       m_draw.chance(60)};
    operation.job.clear();
    const Step &step = stepOf(m_world.plan, m_world.durable, place);
    if (step.isAwaited())
        operation.job = takeUp(wire, step);
    QJsonObject body = saidOf(operation);
    body.insert(u"ok"_s, wire.fault != Fault::BadContent);
    const Answer answer = jsonAnswer(200, body);
    operation.kept.insert(wire.about, answer);
    if (wire.fault != Fault::FailedAfter)
        return answer;
    const Answer failed = jsonAnswer(m_draw.pick({500, 502, 504, 408}), {{u"error"_s, u"broken"_s}});
    if (planOf(wire).replaysFailures)
        operation.kept.insert(wire.about, failed);
    return failed;
}

/// It takes its time, and may come to nothing.
QByteArray Network::takeUp(const Wire &wire, const Step &step)
{
    const QByteArray id = "j" + QByteArray::number(m_world.ledger.jobs.size());
    m_world.ledger.jobs.insert(
        id, Job{wire.place, m_draw.below(8), m_draw.chance(20), false, m_world.ledger.operation(wire.place).yield});
    if (step.callback)
        m_caller.begin(id, QUrl(QJsonDocument::fromJson(wire.body).object().value(u"tell"_s).toString()));
    return id;
}

/// A job that has failed has had no effect: it may be asked for anew.
Answer Network::jobAnswer(const Wire &wire)
{
    const auto job = m_world.ledger.jobs.find(wire.about);
    if (job == m_world.ledger.jobs.end())
        return jsonAnswer(404, {});
    const bool over = job->questions-- <= 0;
    if (over && job->fails) {
        ++m_world.counts["jobs failed"];
        m_world.ledger.fail(*job);
    }
    QJsonObject body = saidOf(job->yield);
    body.insert(u"state"_s, !over ? u"working"_s : job->fails ? u"failed"_s : u"done"_s);
    return jsonAnswer(200, body);
}

/// What became of a request. Of one that is still on its way nobody can tell.
Answer Network::outcomeAnswer(const Wire &wire)
{
    const Operation &operation = m_world.ledger.operation(wire.place);
    const bool cannotTell = operation.onTheWay > 0 || m_draw.below(100) < planOf(wire).forgetful;
    const bool isDone = operation.effects > 0 && m_world.mischief != Mischief::Denies;
    const QString state = cannotTell ? u"unsure"_s : isDone ? u"done"_s : u"absent"_s;
    ++m_world.counts["inquiry: " + state.toLatin1()];
    QJsonObject body = isDone && !cannotTell ? saidOf(operation) : QJsonObject();
    body.insert(u"state"_s, state);
    return jsonAnswer(200, body);
}

Answer Network::callOff(const Wire &wire)
{
    m_world.ledger.operation(wire.place).isCalledOff = true;
    return jsonAnswer(200, {});
}

} // namespace cairn::simulator
