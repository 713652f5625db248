#include "control/policyreviewtext.h"

#include "control/markdown.h"

#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString figure(qint64 value)
{
    return QLocale::c().toString(value);
}

QString percent(qint64 part, qint64 whole)
{
    return whole > 0 ? u"%1 %"_s.arg(100.0 * double(part) / double(whole), 0, 'f', 1) : u"0 %"_s;
}

QString promised(Kept kept, Milliseconds budget)
{
    switch (kept) {
    case Kept::NotPromised: return u"nothing is promised"_s;
    case Kept::NothingSeen: return u"promised %1, nothing to measure"_s.arg(toText(budget));
    case Kept::Met: return u"promised %1: met"_s.arg(toText(budget));
    case Kept::Missed: break;
    }
    return u"promised %1: MISSED"_s.arg(toText(budget));
}

QString attemptsLine(const ServiceReview &review)
{
    QStringList categories;
    for (auto it = review.failures.cbegin(); it != review.failures.cend(); ++it)
        categories.append(u"%1 %2"_s.arg(figure(*it), word(it.key())));
    const QString line =
        u"%1, %2 failed (%3)"_s.arg(figure(review.attempts), figure(review.failed()), percent(review.failed(), review.attempts));
    return categories.isEmpty() ? line : line + u": "_s + categories.join(u", "_s);
}

void addIncidents(QStringList &lines, const ServiceReview &review)
{
    if (review.incidents.isEmpty())
        return;
    lines << u""_s << u"| incident | state | what | failures | first |"_s << u"| --- | --- | --- | --- | --- |"_s;
    for (const ReviewedIncident &incident : review.incidents) {
        const Fingerprint &print = incident.fingerprint;
        lines << u"| %1 | %2 | %3 | %4 | %5 |"_s.arg(
            figure(incident.id), word(incident.state),
            markdownCell(u"step %1: %2 %3"_s.arg(print.step.name(), word(print.category), print.code).trimmed()),
            figure(incident.failures), markdownTime(incident.firstAt));
    }
}

void addRevisions(QStringList &lines, const ServiceReview &review)
{
    if (review.revisions.isEmpty())
        return;
    lines << u""_s << u"| revision | recorded | by | why |"_s << u"| --- | --- | --- | --- |"_s;
    for (const ServiceRevision &revision : review.revisions)
        lines << u"| %1 | %2 | %3 | %4 |"_s.arg(figure(revision.revision), markdownTime(revision.recordedAt),
                                                markdownCell(revision.actor), markdownCell(revision.reason));
}

void addService(QStringList &lines, const ServiceReview &review, Timestamp now)
{
    lines << u""_s << u"## %1"_s.arg(plainInMarkdown(review.service)) << u""_s;
    lines << u"- Policy: %1; %2 recorded this month"_s.arg(rulingLine(review), figure(review.revisions.size()));
    if (!review.contract().owner.isEmpty())
        lines << u"- Owner: "_s + plainInMarkdown(review.contract().owner);
    lines << u"- Attempts: "_s + plainInMarkdown(attemptsLine(review));
    lines << u"- Latency: "_s + latencyLine(review) << u"- Recovery: "_s + recoveryLine(review)
          << u"- Retries: "_s + retryLine(review);
    lines << u"- Breaker: opened %1 times"_s.arg(figure(review.openings)) << u"- Incidents: "_s + figure(review.incidents.size());
    lines << u"- Review: "_s + plainInMarkdown(signOffLine(review, now));
    addIncidents(lines, review);
    addRevisions(lines, review);
}

} // namespace

QString rulingLine(const ServiceReview &review)
{
    if (!review.ruled)
        return u"none was recorded yet"_s;
    const QString form = review.revisions.isEmpty() ? u"revision %1"_s : u"revision %1 at its end"_s;
    return form.arg(figure(review.ruled->revision));
}

QString latencyLine(const ServiceReview &review)
{
    const QString seen = review.p95 ? u"95 of 100 good answers within %1"_s.arg(toText(*review.p95)) : u"no good answer"_s;
    return u"%1; %2"_s.arg(seen, promised(review.latency, review.contract().latencyBudget));
}

QString recoveryLine(const ServiceReview &review)
{
    const QString seen = review.recoveryMedian && review.recoveryP90
                             ? u"%1 steps recovered, half within %2, nine of ten within %3"_s.arg(
                                   figure(review.recoveries), toText(*review.recoveryMedian), toText(*review.recoveryP90))
                             : u"no step had to recover"_s;
    return u"%1; %2"_s.arg(seen, promised(review.recovery, review.contract().recoveryBudget));
}

QString retryLine(const ServiceReview &review)
{
    const QString line = u"%1, of which %2 (%3) were wasted: the step did not pass in the end"_s.arg(
        figure(review.retries), figure(review.wasted), percent(review.wasted, review.retries));
    if (review.isThinned())
        return review.keptSince >= review.until
                   ? u"not known any more: runs of the month were removed (retention)"_s
                   : u"%1; counted since %2 only: of earlier runs some were removed (retention)"_s.arg(
                         line, markdownTime(review.keptSince));
    return review.cut ? line + u"; counted in the newest attempts only"_s : line;
}

QString signOffLine(const ServiceReview &review, Timestamp now)
{
    if (review.signOff) {
        const QString line = u"signed off by %1, %2"_s.arg(review.signOff->actor, markdownTime(review.signOff->at));
        return review.signOff->note.isEmpty() ? line : u"%1: %2"_s.arg(line, review.signOff->note);
    }
    if (!review.isOver)
        return u"the month is not over"_s;
    if (!review.isDue())
        return u"nothing happened, there is nothing to sign off"_s;
    return review.isOverdue(now) ? u"OVERDUE since %1"_s.arg(markdownTime(endOf(review.month) + ReviewGrace)) : u"due"_s;
}

QString reviewPage(const QList<ServiceReview> &reviews, Month month, Timestamp now)
{
    QStringList lines{u"# Policy review, %1"_s.arg(toText(month)), u""_s,
                      u"Made %1 from what is recorded."_s.arg(markdownTime(now))};
    if (reviews.isEmpty())
        lines << u""_s << u"No services are recorded."_s;
    for (const ServiceReview &review : reviews)
        addService(lines, review, now);
    return lines.join(u'\n') + u'\n';
}

} // namespace cairn
