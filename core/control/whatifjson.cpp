#include "control/whatifjson.h"

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonValue toJson(const std::optional<Spread> &spread)
{
    if (!spread)
        return QJsonValue::Null;
    return QJsonObject{{u"least"_s, spread->least}, {u"median"_s, spread->median}, {u"most"_s, spread->most}};
}

QJsonObject toJson(const WhatIfSide &side)
{
    return {
        {u"recovery_mean_ms"_s, toJson(side.recoveryMean)},       {u"recovery_median_ms"_s, toJson(side.recoveryMedian)},
        {u"recovery_p90_ms"_s, toJson(side.recoveryP90)},         {u"requests"_s, toJson(std::optional(side.requests))},
        {u"failed"_s, toJson(std::optional(side.failed))},        {u"left"_s, toJson(std::optional(side.left))},
        {u"peak_per_second"_s, toJson(std::optional(side.peak))}, {u"breaker_openings"_s, toJson(std::optional(side.openings))},
        {u"held_ms"_s, toJson(std::optional(side.held))},         {u"estimated_share"_s, toJson(std::optional(side.estimates))}};
}

} // namespace

QString word(Blindness::Kind kind)
{
    static constexpr std::array words{"nothing_recorded"_L1, "older_is_cut"_L1,      "older_is_thinned"_L1,
                                      "never_made"_L1,       "ended_by_us"_L1,       "other_load"_L1,
                                      "other_categories"_L1, "nobody_stepped_in"_L1, "ordered"_L1};
    return words[size_t(kind)];
}

QString toText(const Blindness &blindness)
{
    const double number = blindness.number;
    switch (blindness.kind) {
    case Blindness::NothingRecorded: return u"Nothing is recorded of the service in this period."_s;
    case Blindness::OlderIsCut:
        return u"The period holds more than is read at once: only its newest %1 attempts count."_s.arg(qint64(number));
    case Blindness::OlderIsThinned:
        return u"The period begins where all runs are still there: of earlier ones some were removed (retention), and what is left of them would mislead."_s;
    case Blindness::NeverMade:
        return u"%1 % of the draft's requests come when nobody asked the service: what they meet is estimated from the attempts nearest in time."_s
            .arg(number * 100, 0, 'f', 1);
    case Blindness::EndedByUs:
        return u"%1 attempts were ended by our own timeout; how long they would have taken is estimated from those that were answered."_s
            .arg(qint64(number));
    case Blindness::OtherLoad:
        return u"The draft sends up to %1 times as many requests in a second as the service ever got here; whether it bears them is not known."_s
            .arg(number, 0, 'f', 1);
    case Blindness::OtherCategories:
        return u"The draft judges answers by other rules. Headers and bodies are not replayed: rules that look at them count as they did."_s;
    case Blindness::NobodySteppedIn:
        return u"%1 calls would be left to people; what they would do about them is not foreseen."_s.arg(qint64(number));
    case Blindness::Ordered:
        return u"The breaker did what an operator ordered %1 times (open, closed, release in waves). Orders are not replayed: the policy alone decides here."_s
            .arg(qint64(number));
    }
    Q_UNREACHABLE();
    return {};
}

QJsonArray toJson(const QList<ServiceChange> &changes)
{
    QJsonArray array;
    for (const ServiceChange &change : changes)
        array.append(QJsonObject{{u"setting"_s, change.path}, {u"before"_s, change.before}, {u"after"_s, change.after}});
    return array;
}

QJsonObject toJson(const WhatIf &whatIf)
{
    QJsonArray blind;
    for (const Blindness &one : whatIf.blind)
        blind.append(QJsonObject{{u"kind"_s, word(one.kind)}, {u"number"_s, one.number}, {u"text"_s, toText(one)}});
    return {{u"since"_s, toRfc3339(whatIf.since)},
            {u"until"_s, toRfc3339(whatIf.until)},
            {u"attempts"_s, whatIf.attempts},
            {u"calls"_s, whatIf.calls},
            {u"seeds"_s, whatIf.seeds},
            {u"live"_s, toJson(whatIf.live)},
            {u"draft"_s, toJson(whatIf.draft)},
            {u"cannot_tell"_s, blind}};
}

} // namespace cairn
