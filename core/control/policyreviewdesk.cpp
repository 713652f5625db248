#include "control/policyreviewdesk.h"

#include "control/audit.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

void insertTime(QJsonObject &object, const QString &key, const std::optional<Milliseconds> &time)
{
    if (time)
        object.insert(key, qint64(time->count()));
}

QJsonObject toJson(const SignOff &signOff)
{
    return {{u"month"_s, toText(signOff.month)},
            {u"at"_s, toRfc3339(signOff.at)},
            {u"actor"_s, signOff.actor},
            {u"note"_s, signOff.note}};
}

QJsonArray incidentsOf(const ServiceReview &review)
{
    QJsonArray array;
    for (const ReviewedIncident &incident : review.incidents)
        array.append(QJsonObject{{u"id"_s, incident.id},
                                 {u"state"_s, word(incident.state)},
                                 {u"step"_s, incident.fingerprint.step.name()},
                                 {u"category"_s, word(incident.fingerprint.category)},
                                 {u"code"_s, incident.fingerprint.code},
                                 {u"failures"_s, incident.failures},
                                 {u"first_at"_s, toRfc3339(incident.firstAt)}});
    return array;
}

QJsonArray revisionsOf(const ServiceReview &review)
{
    QJsonArray array;
    for (const ServiceRevision &revision : review.revisions)
        array.append(QJsonObject{{u"revision"_s, revision.revision},
                                 {u"at"_s, toRfc3339(revision.recordedAt)},
                                 {u"actor"_s, revision.actor},
                                 {u"reason"_s, revision.reason}});
    return array;
}

} // namespace

Result<Transaction> signOff(const ServiceReview &review, const QString &actor, const QString &note, Timestamp at)
{
    if (!review.isOver)
        return failure(ErrorKind::Usage, u"%1 is not over yet"_s.arg(toText(review.month)), {},
                       u"Sign it off from %1 on"_s.arg(toRfc3339(endOf(review.month))));
    return Transaction(audited(at, actor, reviewedAction(), serviceSubject(review.service), note, {},
                               {{u"month"_s, toText(review.month)},
                                {u"revision"_s, review.ruled ? review.ruled->revision : 0},
                                {u"latency"_s, word(review.latency)},
                                {u"recovery"_s, word(review.recovery)},
                                {u"attempts"_s, review.attempts},
                                {u"failures"_s, review.failed()},
                                {u"retries"_s, review.retries},
                                {u"wasted"_s, review.wasted},
                                {u"openings"_s, review.openings},
                                {u"incidents"_s, review.incidents.size()}}));
}

QJsonObject toJson(const ServiceReview &review, Timestamp now)
{
    QJsonObject failures;
    for (auto it = review.failures.cbegin(); it != review.failures.cend(); ++it)
        failures.insert(word(it.key()), *it);
    QJsonObject object{{u"service"_s, review.service},        {u"revision"_s, review.ruled ? review.ruled->revision : 0},
                       {u"month"_s, toText(review.month)},    {u"over"_s, review.isOver},
                       {u"attempts"_s, review.attempts},      {u"failures"_s, failures},
                       {u"latency"_s, word(review.latency)},  {u"recovery"_s, word(review.recovery)},
                       {u"recoveries"_s, review.recoveries},  {u"retries"_s, review.retries},
                       {u"wasted"_s, review.wasted},          {u"kept_since"_s, toRfc3339(review.keptSince)},
                       {u"openings"_s, review.openings},      {u"incidents"_s, incidentsOf(review)},
                       {u"revisions"_s, revisionsOf(review)}, {u"due"_s, review.isDue()},
                       {u"overdue"_s, review.isOverdue(now)}};
    insertTime(object, u"p95_ms"_s, review.p95);
    insertTime(object, u"recovery_median_ms"_s, review.recoveryMedian);
    insertTime(object, u"recovery_p90_ms"_s, review.recoveryP90);
    if (review.signOff)
        object.insert(u"signed"_s, toJson(*review.signOff));
    if (review.last)
        object.insert(u"last_signed"_s, toJson(*review.last));
    return object;
}

QFuture<Result<ServiceReview>> PolicyReviewDesk::review(const QString &service, Month month, const LongWorkPtr &work)
{
    const Timestamp now = m_desk.clock().now();
    return m_desk.askAtLeisure<ServiceReview>([=](StoreReader &reader) {
        return readServiceReview(reader, service, month, now, [work](double) { return !work->stop; });
    });
}

QFuture<Result<Committed>> PolicyReviewDesk::sign(const ServiceReview &review, const QString &actor, const QString &note)
{
    auto transaction = signOff(review, actor, note, m_desk.clock().now());
    if (transaction)
        return m_desk.commit(std::move(*transaction));
    return m_desk.work<Committed>([error = transaction.error()]() -> Result<Committed> { return tl::unexpected(error); });
}

} // namespace cairn
