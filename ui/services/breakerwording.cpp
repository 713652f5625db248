#include "ui/services/breakerwording.h"

#include "policy/recorded.h"
#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct BreakerWording
{
    Q_DECLARE_TR_FUNCTIONS(BreakerWording)
};

Breaker::Picture pictureOf(const ServiceHealth &health, Timestamp now)
{
    return health.state.breaker.picture(health.revision.service.policy.breaker, now);
}

const Breaker::Order *orderInForce(const ServiceHealth &health, Timestamp now)
{
    return health.state.breaker.orderInForce(now);
}

bool isForcedClosed(const ServiceHealth &health, Timestamp now)
{
    const Breaker::Order *order = orderInForce(health, now);
    return order && !order->open && !order->inWaves;
}

/// In whole seconds: it is read now and then, not all the time.
QString leftText(Timestamp until, Timestamp now)
{
    return durationText(std::chrono::ceil<std::chrono::seconds>(until - now));
}

QString openedForSentence(const CallWindow::Counts &calls)
{
    if (calls.calls == 0)
        return {};
    const QLocale locale;
    const QString of = locale.toString(calls.calls);
    return calls.failed >= calls.slow
               ? BreakerWording::tr("It opened because %1 of %2 calls failed.").arg(locale.toString(calls.failed), of)
               : BreakerWording::tr("It opened because %1 of %2 calls were slow.").arg(locale.toString(calls.slow), of);
}

QString briefOfBreaker(const ServiceHealth &health, Timestamp now)
{
    if (const Breaker::Order *order = orderInForce(health, now)) {
        const QString left = leftText(order->until, now);
        if (order->inWaves)
            return BreakerWording::tr("let through in waves for another %1: %2").arg(left, order->reason);
        return order->open ? BreakerWording::tr("forced open for another %1: %2").arg(left, order->reason)
                           : BreakerWording::tr("forced closed for another %1: %2").arg(left, order->reason);
    }
    const Breaker &breaker = health.state.breaker;
    const auto held = breaker.held(health.revision.service.policy.breaker, now);
    if (held && breaker.state(now) == BreakerState::Open)
        return BreakerWording::tr("open for another %1").arg(leftText(held->until, now));
    const QString text = stateText(breaker.state(now)).toLower();
    const CallWindow::Counts recent = pictureOf(health, now).recent;
    if (breaker.state(now) != BreakerState::Closed || recent.calls == 0)
        return text;
    return BreakerWording::tr("%1, %2 of %3 calls failed in %4")
        .arg(text, QLocale().toString(recent.failed), QLocale().toString(recent.calls),
             durationText(health.revision.service.policy.breaker.window));
}

QString silenceSentence(const ServiceHealth &health, Timestamp now)
{
    const auto quiet = quietUntil(health, now);
    if (!quiet)
        return {};
    const QString form =
        isForcedClosed(health, now)
            ? BreakerWording::tr("The order keeps the breaker closed, but the service has asked since to be left alone, and is "
                                 "until %1. Forcing it closed once more ends that.")
        : health.state.silence.ofQuota
            ? BreakerWording::tr("It said that a quota is used up, and is left alone until %1. Forcing the breaker "
                                 "closed ends that.")
            : BreakerWording::tr("It asked to be left alone, and is until %1. Forcing the breaker closed ends that.");
    return form.arg(localTime(*quiet));
}

QString causeOfBreaker(const ServiceHealth &health, Timestamp now)
{
    const Breaker::Picture picture = pictureOf(health, now);
    if (const Breaker::Order *order = orderInForce(health, now)) {
        if (order->inWaves)
            return BreakerWording::tr(
                "What waits is let through by one, five, ten, then twice as many each time all have come back. When "
                "half of a wave fails it opens again.");
        return order->open
                   ? BreakerWording::tr("Nothing is sent until the order ends; then it tries the service with a few calls.")
                   : BreakerWording::tr("Everything is sent, whatever comes back, until the order ends.");
    }
    switch (picture.state) {
    case BreakerState::Closed: return BreakerWording::tr("Calls are sent as the policy allows.");
    case BreakerState::Open: {
        const QString cause = openedForSentence(picture.openedFor);
        const QString again =
            picture.openings > 1
                ? u' ' +
                      BreakerWording::tr("It has opened %Ln time(s) in a row, each twice as long as the one before, at most %1.",
                                         nullptr, picture.openings)
                          .arg(durationText(health.revision.service.policy.breaker.openMax))
                : QString();
        return cause + again + (cause.isEmpty() ? QString() : u" "_s) +
               BreakerWording::tr("Runs that need the service are held; they use up no attempt.");
    }
    case BreakerState::HalfOpen: break;
    }
    const QString cause = openedForSentence(picture.openedFor);
    return BreakerWording::tr("A few calls find out whether the service is back; all others wait.") +
           (cause.isEmpty() ? QString() : u' ' + cause);
}

} // namespace

Look lookOf(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed: return Look::Succeeded;
    case BreakerState::Open: return Look::Blocked;
    case BreakerState::HalfOpen: return Look::Held;
    }
    Q_UNREACHABLE();
    return Look::Held;
}

QString stateText(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed: return BreakerWording::tr("Closed");
    case BreakerState::Open: return BreakerWording::tr("Open");
    case BreakerState::HalfOpen: return BreakerWording::tr("Half open");
    }
    Q_UNREACHABLE();
    return {};
}

Look lookOf(const ServiceHealth &health, Timestamp now)
{
    const BreakerState state = health.state.breaker.state(now);
    if (state == BreakerState::Closed && quietUntil(health, now))
        return Look::Blocked;
    return isForcedClosed(health, now) ? Look::WaitingRetry : lookOf(state);
}

QString breakerTitle(const ServiceHealth &health, Timestamp now)
{
    const Breaker::Order *order = orderInForce(health, now);
    const BreakerState state = health.state.breaker.state(now);
    const QString title = !order           ? stateText(state)
                          : order->inWaves ? BreakerWording::tr("Released in waves")
                          : order->open    ? BreakerWording::tr("Forced open")
                                           : BreakerWording::tr("Forced closed");
    return state == BreakerState::Closed && quietUntil(health, now) ? BreakerWording::tr("%1, but left alone").arg(title) : title;
}

QString breakerBrief(const ServiceHealth &health, Timestamp now)
{
    const QString brief = briefOfBreaker(health, now);
    const auto quiet = quietUntil(health, now);
    return quiet ? BreakerWording::tr("%1; left alone for another %2").arg(brief, leftText(*quiet, now)) : brief;
}

QString breakerCause(const ServiceHealth &health, Timestamp now)
{
    const QString silence = silenceSentence(health, now);
    const QString cause = causeOfBreaker(health, now);
    const bool isClosed = health.state.breaker.state(now) == BreakerState::Closed;
    return silence.isEmpty() ? cause : isClosed ? silence : u"%1 %2"_s.arg(cause, silence);
}

QString windowText(const ServiceHealth &health, Timestamp now)
{
    const BreakerPolicy &policy = health.revision.service.policy.breaker;
    const CallWindow::Counts recent = pictureOf(health, now).recent;
    const QString share = percentText(recent.calls > 0 ? double(recent.failed) / double(recent.calls) : 0, 0);
    const QString form =
        isForcedClosed(health, now)
            ? BreakerWording::tr(
                  "%1 of %2 calls failed in the last %3 (%4). The order keeps it closed; else it would open when %5 of at "
                  "least %6 calls fail.")
            : BreakerWording::tr("%1 of %2 calls failed in the last %3 (%4). It opens when %5 of at least %6 calls fail.");
    QString text = form.arg(QLocale().toString(recent.failed), QLocale().toString(recent.calls), durationText(policy.window),
                            share, percentText(policy.failureRatio, 0), QLocale().toString(policy.minCalls));
    if (policy.slowOver.count() > 0)
        text += u' ' +
                BreakerWording::tr("%1 took longer than %2.").arg(QLocale().toString(recent.slow), durationText(policy.slowOver));
    return text;
}

QString orderText(const ServiceHealth &health, Timestamp now)
{
    const Breaker::Order *order = orderInForce(health, now);
    if (!order)
        return {};
    const QString until = BreakerWording::tr("Until %1, %2").arg(localTime(order->until), countdownText(order->until, now));
    return order->reason.isEmpty() ? until : u"%1: %2"_s.arg(until, order->reason);
}

QString progressText(const ServiceHealth &health, Timestamp now)
{
    const Breaker::Picture picture = pictureOf(health, now);
    const QLocale locale;
    if (health.state.breaker.isReleasing(now)) {
        if (picture.wave == 0)
            return BreakerWording::tr("The first goes as soon as there is one");
        return BreakerWording::tr("%1 of a wave of %2 have passed, %3 failed, %4 are under way")
            .arg(locale.toString(picture.ofWave.passed), locale.toString(picture.wave), locale.toString(picture.ofWave.failed),
                 locale.toString(picture.ofWave.outstanding()));
    }
    if (picture.state != BreakerState::HalfOpen)
        return {};
    return BreakerWording::tr("%1 of %2 probes have come back, %3 failed, %4 are under way")
        .arg(locale.toString(picture.probed.calls), locale.toString(health.revision.service.policy.breaker.probes),
             locale.toString(picture.probed.failed), locale.toString(picture.probing));
}

QString nextCallText(const ServiceHealth &health, Timestamp now)
{
    const auto quiet = quietUntil(health, now);
    const auto next = pictureOf(health, now).nextAt;
    return countdownText(quiet ? std::max(next.value_or(*quiet), *quiet) : next, now);
}

QString momentText(const BreakerMoment &moment)
{
    const QString text = BreakerWording::tr("%1  %2").arg(localTimeExact(moment.at), stateText(moment.state));
    return moment.cause.isEmpty() ? text : u"%1  %2"_s.arg(text, causeText(moment.cause));
}

QString causeText(const QString &recorded)
{
    const auto cause = readBreakerCause(recorded);
    if (!cause)
        return recorded;
    const QLocale locale;
    const QString bad = locale.toString(cause->bad);
    const QString calls = locale.toString(cause->calls);
    switch (cause->kind) {
    case BreakerCause::Ordered: return BreakerWording::tr("by order: %1").arg(cause->said);
    case BreakerCause::Released: return BreakerWording::tr("in waves, by order: %1").arg(cause->said);
    case BreakerCause::Failed: return BreakerWording::tr("after %1 of %2 calls failed").arg(bad, calls);
    case BreakerCause::Slow: return BreakerWording::tr("after %1 of %2 calls were slow").arg(bad, calls);
    }
    Q_UNREACHABLE();
    return {};
}

Probed probedText(const QString &service, const QString &result)
{
    auto found = readProbeResult(service, result);
    if (!found)
        return {result};
    const int status = found->status;
    if (status == 0)
        return {BreakerWording::tr("%1 does not answer: %2").arg(service, found->said), false};
    const QString what = BreakerWording::tr("HTTP %1 in %2").arg(status).arg(found->said.replace(u'.', QLocale().decimalPoint()));
    if (status >= 500)
        return {BreakerWording::tr("%1 is reached, but it fails: %2").arg(service, what), false};
    if (status == 429)
        return {BreakerWording::tr("%1 is reached, and asks for patience: %2").arg(service, what), false};
    if (status >= 300 && status < 400)
        return {BreakerWording::tr("%1 is reached, but redirects, which is never followed: calls that are answered so block: %2")
                    .arg(service, what),
                false};
    if (status >= 400)
        return {BreakerWording::tr("%1 is reached, but refuses a GET of its address itself; whether calls pass is not known: %2")
                    .arg(service, what)};
    return {BreakerWording::tr("%1 answers well: %2").arg(service, what)};
}

} // namespace cairn
