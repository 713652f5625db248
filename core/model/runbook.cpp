#include "model/runbook.h"

#include "model/wordtable.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<RunbookVerb, 11> VerbWords{{
    {RunbookVerb::Probe, "probe"_L1},
    {RunbookVerb::Retry, "retry"_L1},
    {RunbookVerb::Canary, "canary"_L1},
    {RunbookVerb::Resume, "resume"_L1},
    {RunbookVerb::Skip, "skip"_L1},
    {RunbookVerb::Decide, "decide"_L1},
    {RunbookVerb::Breaker, "breaker"_L1},
    {RunbookVerb::Pause, "pause"_L1},
    {RunbookVerb::Unpause, "unpause"_L1},
    {RunbookVerb::Escalate, "escalate"_L1},
    {RunbookVerb::Open, "open"_L1},
}};

constexpr WordTable<Severity, 4> SeverityWords{{
    {Severity::Low, "low"_L1},
    {Severity::Medium, "medium"_L1},
    {Severity::High, "high"_L1},
    {Severity::Critical, "critical"_L1},
}};

constexpr WordTable<BreakerWish, 3> WishWords{{
    {BreakerWish::Open, "open"_L1},
    {BreakerWish::Close, "close"_L1},
    {BreakerWish::Auto, "auto"_L1},
}};

constexpr WordTable<RunbookPlace, 4> PlaceWords{{
    {RunbookPlace::Service, "service"_L1},
    {RunbookPlace::Policy, "policy"_L1},
    {RunbookPlace::Runs, "runs"_L1},
    {RunbookPlace::Payload, "payload"_L1},
}};

void add(QString &key, const char *name, const QString &value)
{
    if (!value.isEmpty())
        key += u" %1=%2"_s.arg(QLatin1String(name), value);
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
    case RunbookVerb::Retry: add(key, "at_most", atMost > 0 ? QString::number(atMost) : QString()); break;
    case RunbookVerb::Canary: add(key, "stop_at", u"%1%"_s.arg(qRound(stopAt * 100))); break;
    case RunbookVerb::Decide: add(key, "outcome", happened ? u"happened"_s : u"not-happened"_s); break;
    case RunbookVerb::Breaker:
        add(key, "service", service);
        add(key, "order", word(wish));
        break;
    case RunbookVerb::Pause:
    case RunbookVerb::Unpause: add(key, "pipeline", pipeline); break;
    case RunbookVerb::Escalate: add(key, "to", to); break;
    case RunbookVerb::Open: add(key, "what", word(place)); break;
    case RunbookVerb::Resume: add(key, "with", edit ? u"edit"_s : u"latest"_s); break;
    case RunbookVerb::Skip: break;
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
