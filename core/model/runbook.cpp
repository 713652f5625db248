#include "model/runbook.h"

#include "model/wordtable.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr Words<RunbookVerb, 10> VerbWords{{
    {RunbookVerb::Probe, QLatin1String("probe")},
    {RunbookVerb::Retry, QLatin1String("retry")},
    {RunbookVerb::Canary, QLatin1String("canary")},
    {RunbookVerb::Resume, QLatin1String("resume")},
    {RunbookVerb::Skip, QLatin1String("skip")},
    {RunbookVerb::Decide, QLatin1String("decide")},
    {RunbookVerb::Breaker, QLatin1String("breaker")},
    {RunbookVerb::Pause, QLatin1String("pause")},
    {RunbookVerb::Escalate, QLatin1String("escalate")},
    {RunbookVerb::Open, QLatin1String("open")},
}};

constexpr Words<Severity, 4> SeverityWords{{
    {Severity::Low, QLatin1String("low")},
    {Severity::Medium, QLatin1String("medium")},
    {Severity::High, QLatin1String("high")},
    {Severity::Critical, QLatin1String("critical")},
}};

constexpr Words<BreakerWish, 3> WishWords{{
    {BreakerWish::Open, QLatin1String("open")},
    {BreakerWish::Close, QLatin1String("close")},
    {BreakerWish::Auto, QLatin1String("auto")},
}};

constexpr Words<RunbookPlace, 4> PlaceWords{{
    {RunbookPlace::Service, QLatin1String("service")},
    {RunbookPlace::Policy, QLatin1String("policy")},
    {RunbookPlace::Runs, QLatin1String("runs")},
    {RunbookPlace::Payload, QLatin1String("payload")},
}};

void add(QString &key, const char *name, const QString &value)
{
    if (!value.isEmpty())
        key += QStringLiteral(" %1=%2").arg(QLatin1String(name), value);
}

} // namespace

QString word(RunbookVerb verb)
{
    return wordIn(VerbWords, verb);
}
std::optional<RunbookVerb> runbookVerbFromWord(QStringView text)
{
    return valueIn(VerbWords, text);
}
QList<RunbookVerb> allRunbookVerbs()
{
    return valuesOf(VerbWords);
}
QString word(Severity severity)
{
    return wordIn(SeverityWords, severity);
}
std::optional<Severity> severityFromWord(QStringView text)
{
    return valueIn(SeverityWords, text);
}
QList<Severity> allSeverities()
{
    return valuesOf(SeverityWords);
}
QString word(BreakerWish wish)
{
    return wordIn(WishWords, wish);
}
std::optional<BreakerWish> breakerWishFromWord(QStringView text)
{
    return valueIn(WishWords, text);
}
QString word(RunbookPlace place)
{
    return wordIn(PlaceWords, place);
}
std::optional<RunbookPlace> runbookPlaceFromWord(QStringView text)
{
    return valueIn(PlaceWords, text);
}

bool onlyLooks(RunbookVerb verb)
{
    return verb == RunbookVerb::Probe || verb == RunbookVerb::Open;
}

QString RunbookAction::key() const
{
    QString key = word(verb);
    switch (verb) {
    case RunbookVerb::Probe:
        add(key, "service", service);
        add(key, "path", path);
        break;
    case RunbookVerb::Retry:
        add(key, "at_most", atMost > 0 ? QString::number(atMost) : QString());
        break;
    case RunbookVerb::Canary:
        add(key, "stop_at", QStringLiteral("%1%").arg(qRound(stopAt * 100)));
        break;
    case RunbookVerb::Decide:
        add(key, "outcome", happened ? QStringLiteral("happened") : QStringLiteral("not-happened"));
        break;
    case RunbookVerb::Breaker:
        add(key, "service", service);
        add(key, "order", word(wish));
        break;
    case RunbookVerb::Pause:
        add(key, "pipeline", pipeline);
        break;
    case RunbookVerb::Escalate:
        add(key, "to", to);
        break;
    case RunbookVerb::Open:
        add(key, "what", word(place));
        break;
    case RunbookVerb::Resume:
        add(key, "with", edit ? QStringLiteral("edit") : QStringLiteral("latest"));
        break;
    case RunbookVerb::Skip:
        break;
    }
    return key;
}

const RunbookPart *Runbook::part(RunbookPart::Kind kind, int number) const
{
    const auto found = std::find_if(parts.begin(), parts.end(),
                                    [&](const RunbookPart &one) { return one.kind == kind && one.number == number; });
    return kind == RunbookPart::Kind::Text || found == parts.end() ? nullptr : &*found;
}

int Runbook::count(RunbookPart::Kind kind) const
{
    return int(std::count_if(parts.begin(), parts.end(), [&](const RunbookPart &one) { return one.kind == kind; }));
}

} // namespace cairn
