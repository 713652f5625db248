#include "definition/runbookaction.h"

#include "definition/nearest.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestLabel = 80;
constexpr int MostAtOnce = 1'000; ///< retry at_most; whoever means more means all, in waves
constexpr Milliseconds LongestOrder = std::chrono::hours(24 * 30);

const QString Do = u"do"_s;
const QString Label = u"label"_s;
const QString ServiceKey = u"service"_s;

QStringList argumentsOf(RunbookVerb verb)
{
    switch (verb) {
    case RunbookVerb::Probe: return {ServiceKey, u"path"_s, u"method"_s};
    case RunbookVerb::Retry: return {u"at_most"_s};
    case RunbookVerb::Canary: return {u"stop_at"_s};
    case RunbookVerb::Decide: return {u"outcome"_s};
    case RunbookVerb::Breaker: return {ServiceKey, u"order"_s, u"for"_s};
    case RunbookVerb::Pause:
    case RunbookVerb::Unpause: return {u"pipeline"_s};
    case RunbookVerb::Escalate: return {u"to"_s};
    case RunbookVerb::Open: return {u"what"_s, ServiceKey};
    case RunbookVerb::Resume: return {u"with"_s};
    case RunbookVerb::Skip: return {};
    }
    return {};
}

/// One word of a few; nothing, and a report, if it is none of them.
template <typename E>
std::optional<E> choice(const MapReader &map, const QString &key, const QStringList &words, std::optional<E> (*read)(QStringView))
{
    QString written;
    const YamlNode *node = map.text(key, written);
    if (!node)
        return std::nullopt;
    const auto value = read(written);
    if (!value)
        map.report().add(node->at, u"'%1' is nothing that '%2' can be"_s.arg(written.left(40), key),
                         suggestion(written, words, u"Write one of"_s));
    return value;
}

/// The verb alone, so that the keys that go with it are known.
std::optional<RunbookVerb> readVerb(const YamlNode &node, FileReport &report)
{
    QStringList words;
    for (const RunbookVerb verb : allRunbookVerbs())
        words.append(word(verb));
    const YamlEntry *entry = node.entry(Do);
    if (!entry) {
        report.add(node.at, u"'do' is missing"_s, u"Write do: and one of %1"_s.arg(words.join(u", "_s)));
        return std::nullopt;
    }
    const auto verb = runbookVerbFromWord(entry->value.text);
    if (!verb)
        report.add(entry->value.at, u"'%1' is nothing that an action can do"_s.arg(entry->value.text.left(40)),
                   suggestion(entry->value.text, words, u"Actions"_s));
    return verb;
}

void readPath(const MapReader &map, RunbookAction &action)
{
    static const QRegularExpression form(u"\\A/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,500}\\z"_s);
    const YamlNode *node = map.text(u"path"_s, action.path);
    if (!node || (form.match(action.path).hasMatch() && !action.path.contains(".."_L1)))
        return;
    map.report().add(node->at, u"'%1' is no path below a service's base URL"_s.arg(action.path.left(80)),
                     u"Write it like /health"_s);
    action.path.clear();
}

std::optional<QByteArray> methodFromWord(QStringView text)
{
    return text == "GET"_L1 || text == "HEAD"_L1 ? std::optional(text.toLatin1()) : std::nullopt;
}

std::optional<bool> outcomeFromWord(QStringView text)
{
    if (text == "happened"_L1)
        return true;
    return text == "not-happened"_L1 ? std::optional(false) : std::nullopt;
}

std::optional<bool> editFromWord(QStringView text)
{
    if (text == "edit"_L1)
        return true;
    return text == "latest"_L1 ? std::optional(false) : std::nullopt;
}

void readStopAt(const MapReader &map, RunbookAction &action)
{
    static const QRegularExpression form(u"\\A(\\d{1,3})\\s*%\\z"_s);
    QString written;
    const YamlNode *node = map.text(u"stop_at"_s, written);
    if (!node)
        return;
    const auto match = form.match(written);
    const int percent = match.hasMatch() ? match.captured(1).toInt() : 0;
    if (percent >= 1 && percent <= 100)
        action.stopAt = percent / 100.0;
    else
        map.report().add(node->at, u"'stop_at' must be a share of failures, and it is '%1'"_s.arg(written.left(40)),
                         u"Write a percentage from 1% to 100%, such as stop_at: 50%"_s);
}

void readBreaker(const MapReader &map, RunbookAction &action)
{
    if (!map.require(u"order"_s, u"Write order: open, close or auto"_s))
        return;
    action.wish =
        choice<BreakerWish>(map, u"order"_s, {u"open"_s, u"close"_s, u"auto"_s}, breakerWishFromWord).value_or(BreakerWish::Open);
    map.duration(u"for"_s, action.duration);
    if (action.wish == BreakerWish::Auto && map.has(u"for"_s))
        map.report().add(map.keyPlace(u"for"_s), u"'for' means nothing with order: auto"_s,
                         u"Leave it out: the breaker decides by itself from then on"_s);
    else if (action.duration.count() <= 0 || action.duration > LongestOrder)
        map.report().add(map.keyPlace(u"for"_s), u"an order lasts for up to 30 days"_s,
                         u"Write a shorter time, such as for: 10m"_s);
}

void readArguments(const MapReader &map, RunbookAction &action)
{
    switch (action.verb) {
    case RunbookVerb::Probe:
        readPath(map, action);
        action.method = choice<QByteArray>(map, u"method"_s, {u"GET"_s, u"HEAD"_s}, methodFromWord).value_or(QByteArray("GET"));
        break;
    case RunbookVerb::Retry: map.integer(u"at_most"_s, action.atMost, 1, MostAtOnce); break;
    case RunbookVerb::Canary: readStopAt(map, action); break;
    case RunbookVerb::Decide:
        if (map.require(u"outcome"_s, u"Write outcome: happened or not-happened"_s))
            action.happened =
                choice<bool>(map, u"outcome"_s, {u"happened"_s, u"not-happened"_s}, outcomeFromWord).value_or(false);
        break;
    case RunbookVerb::Breaker: readBreaker(map, action); break;
    case RunbookVerb::Escalate: map.text(u"to"_s, action.to); break;
    case RunbookVerb::Open:
        if (map.require(u"what"_s, u"Write what: service, policy, runs or payload"_s))
            action.place =
                choice<RunbookPlace>(map, u"what"_s, {u"service"_s, u"policy"_s, u"runs"_s, u"payload"_s}, runbookPlaceFromWord)
                    .value_or(RunbookPlace::Service);
        break;
    case RunbookVerb::Resume:
        action.edit = choice<bool>(map, u"with"_s, {u"latest"_s, u"edit"_s}, editFromWord).value_or(false);
        break;
    case RunbookVerb::Pause:
    case RunbookVerb::Unpause:
    case RunbookVerb::Skip: break;
    }
}

void readLabel(const MapReader &map, RunbookAction &action)
{
    if (!map.require(Label, u"Write label: what the button says, such as Retry one"_s))
        return;
    const YamlNode *node = map.text(Label, action.label);
    if (node && (action.label.size() > LongestLabel || hasControl(action.label)))
        map.report().add(node->at, u"the label is too long for a button, or more than a line"_s,
                         u"Write at most %1 characters, and the rest into the page"_s.arg(LongestLabel));
}

} // namespace

RunbookAction readRunbookAction(const YamlNode &node, FileReport &report, QList<RunbookUse> &uses)
{
    RunbookAction action;
    if (node.kind != YamlNode::Kind::Map) {
        MapReader(report, node, {u"an action"_s, {Do, Label}, {}});
        return action;
    }
    const auto verb = readVerb(node, report);
    if (!verb)
        return action;
    action.verb = *verb;
    const MapReader map(report, node, {u"the action '%1'"_s.arg(word(*verb)), QStringList{Do, Label} + argumentsOf(*verb), {}});
    readLabel(map, action);
    if (const YamlNode *service = map.text(ServiceKey, action.service))
        uses.append({RunbookUse::Of::Service, action.service, service->at});
    if (const YamlNode *pipeline = map.text(u"pipeline"_s, action.pipeline))
        uses.append({RunbookUse::Of::Pipeline, action.pipeline, pipeline->at});
    readArguments(map, action);
    return action;
}

} // namespace cairn
