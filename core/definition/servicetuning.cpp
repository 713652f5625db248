#include "definition/quantity.h"
#include "definition/servicechanges.h"
#include "definition/servicepolicyfile.h"
#include "definition/servicepolicyjson.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules TuningKeys{u"tuning"_s, {u"trial"_s, u"bounds"_s}, {}};
const KeyRules BoundKeys{u"a bound"_s, {u"least"_s, u"most"_s}, {}};

constexpr int MostOfNumbers = 1'000'000;
constexpr Milliseconds ShortestTrial = std::chrono::minutes(10);

QString inText(double value, bool isDuration)
{
    return isDuration ? formatDuration(Milliseconds(qint64(value))) : QString::number(value);
}

double readLimit(const MapReader &map, const QString &key, bool isDuration)
{
    if (isDuration) {
        Milliseconds value{0};
        map.duration(key, value);
        return double(value.count());
    }
    int value = 0;
    map.integer(key, value, 1, MostOfNumbers);
    return value;
}

/// A bound that the present value lies outside of would be a change nobody asked for.
void checkBound(const MapReader &map, const YamlNode &place, const TuningBound &bound, const ServiceField &field,
                const Service &service)
{
    const bool isDuration = field.kind == ServiceField::Kind::Duration;
    if (bound.least > bound.most)
        return map.report().add(
            place.at, u"least (%1) is more than most (%2)"_s.arg(inText(bound.least, isDuration), inText(bound.most, isDuration)),
            u"Swap them"_s);
    const QString text = field.text(service);
    const auto present = numberIn(field, text);
    if (present && (*present < bound.least || *present > bound.most))
        map.report().add(place.at, u"%1 is %2, which lies outside of its bounds"_s.arg(bound.setting, text),
                         u"Widen the bounds, or change the policy first"_s);
}

void readBound(const MapReader &bounds, const YamlEntry &entry, Service &service)
{
    const ServiceField *field = tunableField(entry.key.text);
    if (!field)
        return; // reported as an unknown key
    const bool isDuration = field->kind == ServiceField::Kind::Duration;
    const MapReader map(bounds.report(), entry.value, BoundKeys);
    const QString example = isDuration ? u"Write it like { least: 2s, most: 1m }"_s : u"Write it like { least: 2, most: 8 }"_s;
    if (!map.require(u"least"_s, example) || !map.require(u"most"_s, example))
        return;
    const TuningBound bound{entry.key.text, readLimit(map, u"least"_s, isDuration), readLimit(map, u"most"_s, isDuration)};
    if (bound.least <= 0 || bound.most <= 0)
        return; // reported as no number
    checkBound(map, entry.value, bound, *field, service);
    service.tuning.bounds.append(bound);
}

} // namespace

void readTuning(const MapReader &written, Service &service)
{
    const YamlNode *node = written.value(u"tuning"_s);
    if (!node)
        return;
    const MapReader map(written.report(), *node, TuningKeys);
    map.duration(u"trial"_s, service.tuning.trial);
    if (service.tuning.trial < ShortestTrial)
        map.report().add(map.keyPlace(u"trial"_s), u"a trial of %1 tells nothing"_s.arg(formatDuration(service.tuning.trial)),
                         u"Make it at least %1"_s.arg(formatDuration(ShortestTrial)));
    if (!map.require(u"bounds"_s, u"Write bounds: { retry.attempts: { least: 2, most: 8 } }"_s))
        return;
    const YamlNode *bounds = map.value(u"bounds"_s);
    if (!bounds)
        return;
    const KeyRules keys{u"bounds"_s, tunableSettings(), {}};
    const MapReader inner(written.report(), *bounds, keys);
    for (const YamlEntry &entry : bounds->entries)
        readBound(inner, entry, service);
}

QJsonObject toJson(const Tuning &tuning)
{
    QJsonArray bounds;
    for (const TuningBound &bound : tuning.bounds)
        bounds.append(QJsonObject{{u"setting"_s, bound.setting}, {u"least"_s, bound.least}, {u"most"_s, bound.most}});
    return {{u"trial_ms"_s, qint64(tuning.trial.count())}, {u"bounds"_s, bounds}};
}

void readTuning(JsonReader &json, Tuning &tuning)
{
    readMilliseconds(json, u"trial_ms"_s, tuning.trial);
    json.objects(u"bounds"_s, [&](JsonReader &inner) {
        TuningBound bound;
        inner.text(u"setting"_s, bound.setting);
        inner.number(u"least"_s, bound.least);
        inner.number(u"most"_s, bound.most);
        tuning.bounds.append(bound);
    });
}

} // namespace cairn
