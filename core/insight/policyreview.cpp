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
constexpr int MostNotes = 100'000; // of one incident: those after the month are passed over

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
    review.keptSince = telemetry.keptSince;
    review.openings = telemetry.openings.count;
}

Result<void> readRecoveries(StoreReader &reader, ServiceReview &review)
{
    const auto tallies = reader.recoveryTallies(beginOf(review.month), review.until);
    if (!tallies)
        return tl::unexpected(tallies.error());
    Latencies took;
    for (const RecoveryTally &tally : *tallies) {
        if (tally.service == review.service)
            took.add(tally.took, tally.count);
    }
    review.recoveries = took.count();
    review.recoveryMedian = took.quantile(0.5);
    review.recoveryP90 = took.quantile(0.9);
    return {};
}

/// What people make of an incident by an act.
std::optional<IncidentState> madeOf(const QString &act)
{
    if (act == word(IncidentAct::Acknowledge))
        return IncidentState::Acknowledged;
    return act == word(IncidentAct::Escalate) ? std::optional(IncidentState::Escalated) : std::nullopt;
}

/// How an incident stood at a moment, as its notes tell, which begin before it; nullopt: it had been resolved, or not come yet.
std::optional<IncidentState> standingAt(const QList<IncidentNote> &notes, Timestamp at)
{
    std::optional<IncidentState> state;
    IncidentState handling = IncidentState::Open;
    for (const IncidentNote &note : notes) {
        if (note.at >= at)
            break;
        if (note.kind == u"resolved"_s) {
            state.reset();
        } else if (note.kind == u"verifying"_s) {
            state = IncidentState::Verifying;
        } else if (note.kind == u"opened"_s || note.kind == u"reopened"_s) {
            state = handling = IncidentState::Open;
        } else if (note.kind == u"failed_again"_s) {
            state = handling;
        } else if (const auto made = madeOf(note.kind)) {
            handling = *made;
            state = state == IncidentState::Verifying ? state : handling;
        }
    }
    return state;
}

/// Whether something came to it in the month, as its notes tell also of what was removed since.
bool cameUp(const QList<IncidentNote> &notes, const ServiceReview &review)
{
    return std::any_of(notes.cbegin(), notes.cend(), [&](const IncidentNote &note) {
        return note.at >= beginOf(review.month) && note.at < review.until &&
               (note.kind == u"opened"_s || note.kind == u"reopened"_s || note.kind == u"failed_again"_s);
    });
}

/// Left out are those that no step failed by in the month, unless they stood open from before.
Result<void> addIncident(StoreReader &reader, ServiceReview &review, const Incident &incident)
{
    if (incident.firstAt >= review.until)
        return {};
    const auto failures = reader.incidentFailures(incident.id, beginOf(review.month), review.until);
    const auto notes = reader.incidentNotes(incident.id, MostNotes);
    if (!failures || !notes)
        return tl::unexpected(failures ? notes.error() : failures.error());
    if (*failures > 0 || cameUp(*notes, review) || standingAt(*notes, beginOf(review.month)))
        review.incidents.append({incident.id, incident.fingerprint, incident.firstAt, *failures,
                                 standingAt(*notes, review.until).value_or(IncidentState::Resolved)});
    return {};
}

Result<void> readIncidents(StoreReader &reader, ServiceReview &review)
{
    IncidentFilter filter;
    filter.service = review.service;
    std::optional<Incident> before;
    for (;;) {
        const auto page = reader.incidents(filter, before, IncidentsAtOnce);
        if (!page)
            return tl::unexpected(page.error());
        for (const Incident &incident : *page) {
            if (auto added = addIncident(reader, review, incident); !added)
                return added;
        }
        if (page->size() < IncidentsAtOnce)
            return {};
        before = page->last();
    }
}

/// `history` is newest first.
void takeRevisions(ServiceReview &review, const QList<ServiceRevision> &history)
{
    for (const ServiceRevision &revision : history) {
        if (revision.recordedAt >= review.until)
            continue;
        if (!review.ruled)
            review.ruled = revision;
        if (revision.recordedAt >= beginOf(review.month))
            review.revisions.append(revision);
    }
}

Result<void> readSignOffs(StoreReader &reader, ServiceReview &review)
{
    AuditFilter filter;
    filter.action = reviewedAction();
    filter.subject = serviceSubject(review.service);
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
    case Kept::NotPromised: return u"not_promised"_s;
    case Kept::NothingSeen: return u"nothing_seen"_s;
    case Kept::Met: return u"met"_s;
    case Kept::Missed: break;
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

Result<ServiceReview> readServiceReview(StoreReader &reader, const QString &service, Month month, Timestamp now,
                                        const std::function<bool(double)> &goOn)
{
    if (beginOf(month) > now)
        return failure(ErrorKind::Usage, u"%1 has not begun yet"_s.arg(toText(month)), {},
                       u"Ask for %1, or an earlier month"_s.arg(toText(monthOf(now))));
    const auto live = reader.service(service);
    const auto history = live ? reader.serviceHistory(service, MostRevisions) : tl::unexpected(live.error());
    if (!history)
        return tl::unexpected(history.error());
    ServiceReview review;
    review.service = service;
    review.month = month;
    review.isOver = endOf(month) <= now;
    review.until = std::min(endOf(month), now);
    takeRevisions(review, *history);
    const auto telemetry = readTelemetry(reader, review.ruled.value_or(*live), beginOf(month), review.until, goOn);
    if (!telemetry)
        return tl::unexpected(telemetry.error());
    takeTelemetry(review, *telemetry);
    for (const auto read : {readRecoveries, readIncidents, readSignOffs}) {
        if (auto done = read(reader, review); !done)
            return tl::unexpected(done.error());
    }
    review.latency = judge(review.contract().latencyBudget, review.p95);
    review.recovery = judge(review.contract().recoveryBudget, review.recoveryP90);
    return review;
}

} // namespace cairn
