#include "ui/look/servicewording.h"

#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class ServiceWords
{
    Q_DECLARE_TR_FUNCTIONS(ServiceWording)
};

struct Wording
{
    const char *title;
    const char *tip;
};

const QHash<QString, Wording> &wordings()
{
    static const QHash<QString, Wording> all{
        {u"policy.timeout.connect"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Connect"),
          QT_TRANSLATE_NOOP("ServiceWording", "Until the first byte of the request can leave")}},
        {u"policy.timeout.idle"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Silence"),
          QT_TRANSLATE_NOOP("ServiceWording", "Without a byte moving in either direction")}},
        {u"policy.timeout.attempt"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Whole attempt"),
          QT_TRANSLATE_NOOP("ServiceWording", "One request and its answer, in all")}},
        {u"policy.timeout.step"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Whole step"),
          QT_TRANSLATE_NOOP("ServiceWording",
                            "From the first attempt until the last may start; none: as long as the run may take")}},
        {u"policy.retry.attempts"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Attempts"),
          QT_TRANSLATE_NOOP("ServiceWording", "In all, the first one included; 1: nothing is repeated")}},
        {u"policy.retry.backoff.initial"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "First wait"),
          QT_TRANSLATE_NOOP("ServiceWording", "Before the second attempt, spread by the jitter")}},
        {u"policy.retry.backoff.factor"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Growth"),
          QT_TRANSLATE_NOOP("ServiceWording", "Each wait is this many times the one before")}},
        {u"policy.retry.backoff.max"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Longest wait"),
          QT_TRANSLATE_NOOP("ServiceWording", "Waits grow no further than this")}},
        {u"policy.retry.backoff.jitter"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Jitter"),
          QT_TRANSLATE_NOOP("ServiceWording", "How waits are spread, so that not all steps come back at once")}},
        {u"policy.retry.retry_after_max"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Longest advice"),
          QT_TRANSLATE_NOOP("ServiceWording", "When the service asks to wait for longer, the step blocks")}},
        {u"policy.budget.capacity"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Tokens"),
          QT_TRANSLATE_NOOP("ServiceWording", "All retries of the service draw on them; successes give them back")}},
        {u"policy.budget.cost"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "A retry costs"),
          QT_TRANSLATE_NOOP("ServiceWording", "Tokens; ten retries' worth comes back each second")}},
        {u"policy.budget.timeout_cost"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "After a timeout"),
          QT_TRANSLATE_NOOP("ServiceWording", "Tokens that a retry after a timeout costs")}},
        {u"policy.breaker.window"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Window"), QT_TRANSLATE_NOOP("ServiceWording", "How far back calls count")}},
        {u"policy.breaker.min_calls"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Calls at least"),
          QT_TRANSLATE_NOOP("ServiceWording", "Fewer in the window never open the breaker")}},
        {u"policy.breaker.failure_ratio"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Failed share"),
          QT_TRANSLATE_NOOP("ServiceWording", "Of the calls in the window; from there on the breaker opens")}},
        {u"policy.breaker.slow_over"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Slow from"),
          QT_TRANSLATE_NOOP("ServiceWording", "Longer calls are slow; none: slowness does not open the breaker")}},
        {u"policy.breaker.slow_ratio"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Slow share"),
          QT_TRANSLATE_NOOP("ServiceWording", "Of the calls in the window; needs a time from which they are slow")}},
        {u"policy.breaker.open"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Open for"),
          QT_TRANSLATE_NOOP("ServiceWording", "The first time; each opening that follows at once is twice as long")}},
        {u"policy.breaker.open_max"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Open at most"),
          QT_TRANSLATE_NOOP("ServiceWording", "Openings grow no longer than this")}},
        {u"policy.breaker.probes"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Probes"),
          QT_TRANSLATE_NOOP("ServiceWording", "Calls let through to find out whether it may close")}},
        {u"policy.concurrency.max"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "At once"), QT_TRANSLATE_NOOP("ServiceWording", "Exchanges in flight at most")}},
        {u"policy.concurrency.adaptive"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Fewer while overloaded"),
          QT_TRANSLATE_NOOP("ServiceWording", "Finds out by itself how many the service bears")}},
        {u"policy.rate.limit"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Requests"),
          QT_TRANSLATE_NOOP("ServiceWording", "In each period on average; none: as many as there are")}},
        {u"policy.rate.per"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "In each"),
          QT_TRANSLATE_NOOP("ServiceWording", "The period that requests are counted in")}},
        {u"policy.rate.burst"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Burst"),
          QT_TRANSLATE_NOOP("ServiceWording", "How many may go at once; at least as many as in a period")}},
        {u"base_url"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Address"), QT_TRANSLATE_NOOP("ServiceWording", "Where the service is")}},
        {u"http"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "HTTP"), QT_TRANSLATE_NOOP("ServiceWording", "Which version it is spoken to in")}},
        {u"allow_insecure"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Unencrypted"),
          QT_TRANSLATE_NOOP("ServiceWording", "Plain HTTP to another machine is allowed")}},
        {u"max_response"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Largest answer"),
          QT_TRANSLATE_NOOP("ServiceWording", "Bytes of an answer's body that are accepted")}},
        {u"idempotent"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Repeats are harmless"),
          QT_TRANSLATE_NOOP("ServiceWording",
                            "The same idempotency key has one effect; otherwise what may have happened is never repeated")}},
        {u"idempotency.lifetime"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Keys are remembered for"),
          QT_TRANSLATE_NOOP("ServiceWording", "A repeat after that would be a new request, and is not made")}},
        {u"contract.latency_budget"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Answers within"),
          QT_TRANSLATE_NOOP("ServiceWording", "What is promised of an exchange; breaches are counted, they are no failures")}},
        {u"contract.recovery_budget"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Recovers within"),
          QT_TRANSLATE_NOOP(
              "ServiceWording",
              "What is promised from a step's first failure to its success; the monthly review tells whether it was kept")}},
        {u"contract.owner"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Owner"), QT_TRANSLATE_NOOP("ServiceWording", "Who answers for the service")}},
        {u"contract.escalate_to"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Escalate to"),
          QT_TRANSLATE_NOOP("ServiceWording", "When the owner does not answer")}},
        {u"policy.categories"_s,
         {QT_TRANSLATE_NOOP("ServiceWording", "Rules about answers"),
          QT_TRANSLATE_NOOP("ServiceWording", "What certain answers mean; written in the YAML")}},
    };
    return all;
}

/// Of "policy.retry.per_category.timeout".
std::optional<Category> categoryOf(const QString &path)
{
    const bool isOfCategory = path.startsWith("policy.retry.per_category."_L1);
    return isOfCategory ? categoryFromWord(path.section(u'.', -1)) : std::nullopt;
}

QString endText(const Schedule &schedule, const Service &service)
{
    switch (schedule.end) {
    case Schedule::End::Attempts: return ServiceWords::tr("Then its attempts are used, and the step needs a person.");
    case Schedule::End::Step:
        return ServiceWords::tr("After the step's time (%1) no attempt starts: later ones are seldom or never made.")
            .arg(durationText(*schedule.step));
    case Schedule::End::Key:
        return ServiceWords::tr(
                   "After %1 the idempotency key may be forgotten, and no attempt starts: later ones are seldom or never made.")
            .arg(durationText(*schedule.key));
    case Schedule::End::Unknown:
        return ServiceWords::tr(
                   "It may have happened, and %1 is not idempotent: it is not repeated, a person or the step's reconcile "
                   "request finds out.")
            .arg(service.name);
    case Schedule::End::Never: break;
    }
    return ServiceWords::tr("Such failures are not repeated.");
}

} // namespace

QString fieldTitle(const QString &path)
{
    if (const auto category = categoryOf(path))
        return categoryText(*category);
    const auto found = wordings().constFind(path);
    return found == wordings().constEnd() ? path : ServiceWords::tr(found->title);
}

QString fieldTip(const QString &path)
{
    if (categoryOf(path))
        return ServiceWords::tr("Attempts in all after such failures; 1: not repeated");
    const auto found = wordings().constFind(path);
    return found == wordings().constEnd() ? QString() : ServiceWords::tr(found->tip);
}

QString originText(FieldOrigin origin)
{
    switch (origin) {
    case FieldOrigin::Own: return {};
    case FieldOrigin::Inherited: return ServiceWords::tr("from cairn.yaml");
    case FieldOrigin::Preset: break;
    }
    return ServiceWords::tr("default");
}

QString changeText(const ServiceChange &change)
{
    const auto shown = [](const QString &text) { return text.isEmpty() ? ServiceWords::tr("none") : text; };
    const QString part = change.path.startsWith("policy."_L1) ? change.path.mid(7) : change.path;
    const auto category = categoryOf(change.path);
    const QString title = category ? ServiceWords::tr("Attempts after %1").arg(categoryText(*category)) : fieldTitle(change.path);
    return ServiceWords::tr("%1: %2 → %3 (%4)").arg(title, shown(change.before), shown(change.after), part);
}

QString changesText(const QList<ServiceChange> &changes)
{
    constexpr qsizetype MostSaid = 12;
    QStringList words;
    for (const ServiceChange &change : changes.first(std::min(MostSaid, changes.size())))
        words.append(changeText(change));
    if (changes.size() > MostSaid)
        words.append(ServiceWords::tr("and %Ln more", nullptr, int(changes.size() - MostSaid)));
    return words.join(u'\n');
}

QString changesTitle(const QList<ServiceChange> &changes)
{
    return changes.isEmpty() ? ServiceWords::tr("No value differs")
                             : ServiceWords::tr("%Ln value(s) changed", nullptr, int(changes.size()));
}

QString scheduleText(const Schedule &schedule, const Service &service)
{
    const auto held = std::find_if(schedule.attempts.begin(), schedule.attempts.end(),
                                   [](const ScheduledAttempt &attempt) { return attempt.held.count() > 0; });
    const int made = std::max(1, schedule.made);
    Milliseconds lastStart = schedule.attempts.at(made - 1).most;
    for (const auto &limit : {schedule.step, schedule.key}) // none starts later, wherever the jitter places it
        lastStart = limit ? std::min(lastStart, *limit) : lastStart;
    const Milliseconds latest = lastStart + schedule.each;
    QString text = made == 1 ? ServiceWords::tr("One attempt, over after %1.").arg(durationText(schedule.each))
                             : ServiceWords::tr("%Ln attempt(s), over after about %1, at the latest %2.", nullptr, made)
                                   .arg(durationText(schedule.givenUp()), durationText(latest));
    text += u' ' + endText(schedule, service);
    if (held != schedule.attempts.end())
        text +=
            u' ' + ServiceWords::tr("From attempt %1 on they are held because the retry budget is used up.").arg(held->number);
    return text;
}

} // namespace cairn
