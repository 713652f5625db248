#include "insight/policyreview.h"

#include "insight/telemetryreading.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostSignOffs = 200;
constexpr int MostRevisions = 1'000;
constexpr int IncidentsAtOnce = 100;

Kept judge(Milliseconds budget, const std::optional<Milliseconds> &measured)
{
    if (budget.count() == 0)
        return Kept::NotPromised;
    if (!measured)
        return Kept::NothingSeen;
    return *measured <= budget ? Kept::Met : Kept::Missed;
}

void takeTelemetry(ServiceReview &review, const Telemetry &telemetry)
{
    review.attempts = telemetry.attempts;
    review.failures = telemetry.failures;
    review.p95 = telemetry.answers.quantile(0.95);
    review.retries = telemetry.retries;
    review.wasted = telemetry.wasted;
    review.cut = telemetry.cut;
    review.openings = telemetry.openings.count;
}

Result<void> readRecoveries(StoreReader &reader, ServiceReview &review)
{
    const auto tallies = reader.recoveryTallies(beginOf(review.month), review.until);
    if (!tallies)
        return tl::unexpected(tallies.error());
    Latencies took;
    for (const RecoveryTally &tally : *tallies) {
        if (tally.service == review.live.service.name)
            took.add(tally.took, tally.count);
    }
    review.recoveries = took.count();
    review.recoveryMedian = took.quantile(0.5);
    review.recoveryP90 = took.quantile(0.9);
    return {};
}

/// Those whose failures came to an end before the month are left out, and those that began after it.
Result<void> readIncidents(StoreReader &reader, ServiceReview &review)
{
    IncidentFilter filter;
    filter.service = review.live.service.name;
    std::optional<Incident> before;
    for (;;) {
        const auto page = reader.incidents(filter, before, IncidentsAtOnce);
        if (!page)
            return tl::unexpected(page.error());
        for (const Incident &incident : *page) {
            const bool endedBefore = incident.resolvedAt && *incident.resolvedAt < beginOf(review.month);
            if (!endedBefore && incident.firstAt < review.until)
                review.incidents.append(incident);
        }
        if (page->size() < IncidentsAtOnce)
            return {};
        before = page->last();
    }
}

Result<void> readRevisions(StoreReader &reader, ServiceReview &review)
{
    const auto history = reader.serviceHistory(review.live.service.name, MostRevisions);
    if (!history)
        return tl::unexpected(history.error());
    for (const ServiceRevision &revision : *history) {
        if (revision.recordedAt >= beginOf(review.month) && revision.recordedAt < review.until)
            review.revisions.append(revision);
    }
    return {};
}

Result<void> readSignOffs(StoreReader &reader, ServiceReview &review)
{
    AuditFilter filter;
    filter.action = reviewedAction();
    filter.subject = serviceSubject(review.live.service.name);
    const auto page = reader.searchAudit(filter, 0, AuditOrder::NewestFirst, MostSignOffs, MostSignOffs);
    if (!page)
        return tl::unexpected(page.error());
    for (const AuditEntry &entry : page->entries) {
        const auto month = monthFromText(QJsonDocument::fromJson(entry.after).object().value(u"month"_s).toString());
        if (!month)
            continue;
        const SignOff signOff{*month, entry.at, entry.actor, entry.reason};
        if (!review.last)
            review.last = signOff;
        if (!review.signOff && *month == review.month)
            review.signOff = signOff;
    }
    return {};
}

} // namespace

Month monthOf(Timestamp time)
{
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return day.year() / day.month();
}

Timestamp beginOf(Month month)
{
    return std::chrono::sys_days(month / 1);
}

Timestamp endOf(Month month)
{
    return beginOf(month + std::chrono::months(1));
}

QString toText(Month month)
{
    return u"%1-%2"_s.arg(int(month.year()), 4, 10, QLatin1Char('0')).arg(unsigned(month.month()), 2, 10, QLatin1Char('0'));
}

std::optional<Month> monthFromText(const QString &text)
{
    static const QRegularExpression form(u"^([0-9]{4})-(0[1-9]|1[0-2])$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return Month(std::chrono::year(match.captured(1).toInt()), std::chrono::month(match.captured(2).toUInt()));
}

QString word(Kept kept)
{
    switch (kept) {
    case Kept::NotPromised:
        return u"not_promised"_s;
    case Kept::NothingSeen:
        return u"nothing_seen"_s;
    case Kept::Met:
        return u"met"_s;
    case Kept::Missed:
        break;
    }
    return u"missed"_s;
}

qint64 ServiceReview::failed() const
{
    return std::accumulate(failures.cbegin(), failures.cend(), qint64(0));
}

bool ServiceReview::isOverdue(Timestamp now) const
{
    return isDue() && now >= endOf(month) + ReviewGrace;
}

QString reviewedAction()
{
    return u"policy.reviewed"_s;
}

QString serviceSubject(const QString &service)
{
    return u"service/"_s + service;
}

Result<ServiceReview> readServiceReview(StoreReader &reader, const ServiceRevision &live, Month month, Timestamp now,
                                        const std::function<bool(double)> &goOn)
{
    ServiceReview review;
    review.live = live;
    review.month = month;
    review.isOver = endOf(month) <= now;
    review.until = std::min(endOf(month), std::max(now, beginOf(month)));
    const auto telemetry = readTelemetry(reader, live, beginOf(month), review.until, goOn);
    if (!telemetry)
        return tl::unexpected(telemetry.error());
    takeTelemetry(review, *telemetry);
    for (const auto read : {readRecoveries, readIncidents, readRevisions, readSignOffs}) {
        if (auto done = read(reader, review); !done)
            return tl::unexpected(done.error());
    }
    const Contract &contract = live.service.contract;
    review.latency = judge(contract.latencyBudget, review.p95);
    review.recovery = judge(contract.recoveryBudget, review.recoveryP90);
    return review;
}

} // namespace cairn
