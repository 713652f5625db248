#include "namedfile.h"
#include "reading.h"

#include "base/outputfile.h"
#include "control/actor.h"
#include "control/policyreviewdesk.h"
#include "control/policyreviewtext.h"
#include "control/postmortem.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The last one that is over, unless another is given.
Result<Month> monthFrom(const QString &text, Timestamp now)
{
    if (text.isEmpty())
        return monthOf(now) - std::chrono::months(1);
    if (const auto month = monthFromText(text))
        return *month;
    return failure(ErrorKind::Usage, u"--month '%1' is no month"_s.arg(text), {}, u"Write it like 2026-10"_s);
}

Result<QList<ServiceReview>> readReviews(Reading &reading, const QString &service, Month month, Timestamp now)
{
    QStringList names{service};
    if (service.isEmpty()) {
        const auto services = reading.reader->services();
        if (!services)
            return tl::unexpected(services.error());
        names.clear();
        for (const ServiceRevision &live : *services)
            names.append(live.service.name);
    }
    QList<ServiceReview> reviews;
    for (const QString &name : std::as_const(names)) {
        auto review = readServiceReview(*reading.reader, name, month, now);
        if (!review)
            return tl::unexpected(review.error());
        reviews.append(std::move(*review));
    }
    return reviews;
}

void explain(const ServiceReview &review, Timestamp now, const Terminal &terminal)
{
    terminal.line(u"\n%1, %2 (%3)"_s.arg(review.service, toText(review.month), rulingLine(review)));
    terminal.line(u"  attempts   %1, %2 failed"_s.arg(review.attempts).arg(review.failed()));
    terminal.line(u"  latency    %1"_s.arg(latencyLine(review)));
    terminal.line(u"  recovery   %1"_s.arg(recoveryLine(review)));
    terminal.line(u"  retries    %1"_s.arg(retryLine(review)));
    terminal.line(u"  breaker    opened %1 times"_s.arg(review.openings));
    for (const ReviewedIncident &incident : review.incidents)
        terminal.line(u"  incident   %1: step %2, %3, %4 failures, %5"_s.arg(incident.id)
                          .arg(incident.fingerprint.step.name(),
                               (word(incident.fingerprint.category) + u' ' + incident.fingerprint.code).trimmed())
                          .arg(incident.failures)
                          .arg(word(incident.state)));
    for (const ServiceRevision &revision : review.revisions)
        terminal.line(u"  revision   %1 by %2: %3"_s.arg(revision.revision).arg(revision.actor, revision.reason));
    terminal.line(u"  review     %1"_s.arg(signOffLine(review, now)));
}

Result<void> writePage(const QString &path, const QList<ServiceReview> &reviews, Month month, Timestamp now)
{
    const QByteArray page = postMortemHtml(reviewPage(reviews, month, now), u"Policy review, %1"_s.arg(toText(month)));
    return writeOutput(path, page, OutputFile::Readers::AsUsual);
}

/// Of all services those that are due, of one that service's own; nothing if the user does not want it.
Result<QList<ServiceReview>> toSign(const QList<ServiceReview> &reviews, const CommandArguments &arguments,
                                    const Terminal &terminal)
{
    const bool isOver = reviews.isEmpty() || reviews.first().isOver;
    if (!arguments.positional().isEmpty() || !isOver) // which is refused
        return reviews;
    QList<ServiceReview> due;
    QStringList names;
    for (const ServiceReview &review : reviews) {
        if (!review.isDue())
            continue;
        due.append(review);
        names.append(review.service);
    }
    if (due.isEmpty())
        return failure(ErrorKind::NotFound, u"no review of this month is due"_s, {},
                       u"Name the service whose review is to be signed off all the same"_s);
    if (due.size() > 1 && !arguments.isSet(u"yes"_s) &&
        !terminal.confirm(u"This will sign off %1 for %2. Go on?"_s.arg(toText(due.first().month), names.join(u", "_s))))
        return failure(ErrorKind::Usage, u"nothing was signed off: %1 are due"_s.arg(names.join(u", "_s)), {},
                       u"Add --yes to go on without being asked"_s);
    return due;
}

/// In one transaction: all of them or none.
Result<void> sign(Reading &reading, const QList<ServiceReview> &reviews, const QString &reason, Timestamp now)
{
    Transaction all;
    for (const ServiceReview &review : reviews) {
        auto one = signOff(review, currentActor(), reason, now);
        if (!one)
            return tl::unexpected(one.error());
        for (Write &write : one->writes)
            all.add(std::move(write));
    }
    if (const auto done = reading.session->store().commitAndWait(std::move(all)); !done)
        return tl::unexpected(done.error());
    return {};
}

Exit print(const QList<ServiceReview> &reviews, Timestamp now, const Terminal &terminal)
{
    bool overdue = false;
    for (const ServiceReview &review : reviews) {
        overdue = overdue || review.isOverdue(now);
        if (terminal.json())
            terminal.object(toJson(review, now));
        else
            explain(review, now, terminal);
    }
    if (reviews.isEmpty())
        terminal.line(
            u"No services are recorded. `cairn apply` records what services/ says; `cairn check` finds mistakes in it."_s);
    return overdue ? Exit::NeedsPerson : Exit::Well;
}

} // namespace

Exit reviewCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"[SERVICE]"_s,
        u"What a month says about the policy of a service, or of all: promises met and missed, wasted retries, "
        "incidents, revisions. Exit status 1: a review is overdue."_s);
    arguments.addOption(u"month"_s, u"YYYY-MM"_s, u"which one; else the last that is over"_s);
    arguments.addOption(u"html"_s, u"FILE"_s, u"write it as a page, too"_s);
    arguments.addFlag(u"sign-off"_s, u"record in the audit that you have reviewed it"_s);
    arguments.addFlag(u"yes"_s, u"do not ask before more than one service is signed off"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"of the sign-off: what you found, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    auto reading = openReading(invocation, arguments.isSet(u"sign-off"_s) ? Session::Use::Working : Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    const Timestamp now = reading->session->clock().now();
    const auto month = monthFrom(arguments.value(u"month"_s), now);
    if (!month)
        return terminal.fail(month.error());
    const QString service = arguments.positional().value(0);
    auto reviews = readReviews(*reading, service, *month, now);
    if (reviews && arguments.isSet(u"sign-off"_s)) {
        const auto meant = toSign(*reviews, arguments, terminal);
        const auto signedOff = meant ? sign(*reading, *meant, arguments.value(u"reason"_s), now) : tl::unexpected(meant.error());
        if (!signedOff)
            return terminal.fail(signedOff.error());
        reviews = readReviews(*reading, service, *month, now);
    }
    if (!reviews)
        return terminal.fail(reviews.error());
    if (const QString path = arguments.value(u"html"_s); !path.isEmpty()) {
        if (const auto written = writePage(path, *reviews, *month, now); !written)
            return terminal.fail(aboutNamedFile(written.error(), path));
    }
    return print(*reviews, now, terminal);
}

} // namespace cairn
