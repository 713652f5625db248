#include "control/serviceadvice.h"

#include "control/advicetext.h"
#include "control/audit.h"
#include "control/whatifjson.h"
#include "insight/policyreview.h"
#include "insight/telemetryreading.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString DismissedAction = u"advice.dismissed"_s;
constexpr int MostDismissals = 200;
constexpr int EffectSeeds = 3;
/// What reading the telemetry is of all the work.
constexpr double ReadingShare = 0.4;

Confidence confidenceFromWord(const QString &text)
{
    return text == word(Confidence::Strong) ? Confidence::Strong
           : text == word(Confidence::Fair) ? Confidence::Fair
                                            : Confidence::Weak;
}

/// Simulates each change over the newest part of the period.
Result<void> addEffects(StoreReader &reader, ServiceAdvice &advice, const std::function<bool(double)> &goOn)
{
    const Timestamp since = std::max(advice.since, advice.until - EffectPeriod);
    const auto past = readServicePast(reader, advice.live.service.name, since, advice.until,
                                      [&](double) { return !goOn || goOn(ReadingShare); });
    if (!past)
        return tl::unexpected(past.error());
    if (past->attempts == 0)
        return {};
    const auto count = double(advice.items.size());
    for (qsizetype i = 0; i < advice.items.size(); ++i) {
        AdviceItem &item = advice.items[i];
        if (!item.advice.draft)
            continue;
        const auto share = [&](double done) {
            return !goOn || goOn(ReadingShare + (1 - ReadingShare) * (double(i) + done) / count);
        };
        item.effect = whatIf(*past, advice.live.service, *item.advice.draft, EffectSeeds, share);
        if (!item.effect)
            return failure(ErrorKind::Cancelled, u"simulating the advice was stopped"_s);
    }
    return {};
}

} // namespace

Result<QMap<QString, Dismissal>> readDismissals(StoreReader &reader, const QString &service)
{
    AuditFilter filter;
    filter.action = DismissedAction;
    filter.subject = serviceSubject(service);
    const auto page = reader.searchAudit(filter, 0, AuditOrder::NewestFirst, MostDismissals, MostDismissals);
    if (!page)
        return tl::unexpected(page.error());
    QMap<QString, Dismissal> dismissals;
    for (const AuditEntry &entry : page->entries) {
        const QJsonObject after = QJsonDocument::fromJson(entry.after).object();
        const Dismissal dismissal{after.value(u"advice"_s).toString(),
                                  after.value(u"cases"_s).toInteger(),
                                  confidenceFromWord(after.value(u"confidence"_s).toString()),
                                  entry.at,
                                  entry.actor,
                                  entry.reason};
        if (!dismissals.contains(dismissal.key))
            dismissals.insert(dismissal.key, dismissal);
    }
    return dismissals;
}

bool hasGrown(const Recommendation &advice, const Dismissal &dismissal)
{
    return advice.cases >= 2 * dismissal.cases || advice.confidence > dismissal.confidence;
}

Result<ServiceAdvice> readAdvice(StoreReader &reader, const QString &service, Timestamp since, Timestamp until,
                                 const std::function<bool(double)> &goOn)
{
    auto live = reader.service(service);
    if (!live)
        return tl::unexpected(live.error());
    const auto telemetry =
        readTelemetry(reader, *live, since, until, [&](double share) { return !goOn || goOn(ReadingShare * share); });
    if (!telemetry)
        return tl::unexpected(telemetry.error());
    const auto dismissals = readDismissals(reader, service);
    if (!dismissals)
        return tl::unexpected(dismissals.error());
    ServiceAdvice advice{std::move(*live), since, until, telemetry->facts, telemetry->cut, telemetry->keptSince, {}};
    for (const Recommendation &found : recommend(*telemetry, advice.live.service)) {
        AdviceItem item{found, {}, {}, {}};
        if (found.draft)
            item.changes = serviceChanges(advice.live.service, *found.draft);
        const auto dismissed = dismissals->constFind(found.key());
        if (dismissed != dismissals->cend() && !hasGrown(found, *dismissed))
            item.dismissed = *dismissed;
        advice.items.append(std::move(item));
    }
    if (auto done = addEffects(reader, advice, goOn); !done)
        return tl::unexpected(done.error());
    return advice;
}

Transaction dismissal(const QString &service, const Recommendation &advice, const QString &actor, const QString &reason,
                      Timestamp at)
{
    return Transaction(
        audited(at, actor, DismissedAction, serviceSubject(service), reason, {},
                {{u"advice"_s, advice.key()}, {u"cases"_s, advice.cases}, {u"confidence"_s, word(advice.confidence)}}));
}

QJsonObject toJson(const ServiceAdvice &advice, const AdviceItem &item)
{
    const Recommendation &found = item.advice;
    QJsonObject object{{u"service"_s, advice.live.service.name},
                       {u"revision"_s, advice.live.revision},
                       {u"since"_s, toRfc3339(advice.since)},
                       {u"until"_s, toRfc3339(advice.until)},
                       {u"kept_since"_s, toRfc3339(advice.keptSince)},
                       {u"advice"_s, found.key()},
                       {u"kind"_s, word(found.kind)},
                       {u"confidence"_s, word(found.confidence)},
                       {u"title"_s, adviceTitle(found)},
                       {u"evidence"_s, adviceEvidence(found)},
                       {u"cases"_s, found.cases},
                       {u"among"_s, found.among},
                       {u"days"_s, found.days},
                       {u"changes"_s, toJson(item.changes)},
                       {u"do"_s, adviceRemedy(advice.live.service.name, item)}};
    if (item.effect)
        object.insert(u"effect"_s, toJson(*item.effect));
    if (const QString worse = drawback(item); !worse.isEmpty())
        object.insert(u"worse"_s, worse);
    if (item.dismissed)
        object.insert(u"dismissed"_s, QJsonObject{{u"at"_s, toRfc3339(item.dismissed->at)},
                                                  {u"actor"_s, item.dismissed->actor},
                                                  {u"reason"_s, item.dismissed->reason}});
    return object;
}

} // namespace cairn
