#include "definition/runbookaction.h"

#include "definition/nearest.h"

#include <QRegularExpression>

namespace cairn {

namespace {

constexpr int LongestLabel = 80;
constexpr int MostAtOnce = 1'000; ///< retry at_most; whoever means more means all, in waves
constexpr Milliseconds LongestOrder = std::chrono::hours(24 * 30);

const QString Do = QStringLiteral("do");
const QString Label = QStringLiteral("label");
const QString Service = QStringLiteral("service");

QStringList argumentsOf(RunbookVerb verb)
{
    switch (verb) {
    case RunbookVerb::Probe:
        return {Service, QStringLiteral("path"), QStringLiteral("method")};
    case RunbookVerb::Retry:
        return {QStringLiteral("at_most")};
    case RunbookVerb::Canary:
        return {QStringLiteral("stop_at")};
    case RunbookVerb::Decide:
        return {QStringLiteral("outcome")};
    case RunbookVerb::Breaker:
        return {Service, QStringLiteral("order"), QStringLiteral("for")};
    case RunbookVerb::Pause:
        return {QStringLiteral("pipeline")};
    case RunbookVerb::Escalate:
        return {QStringLiteral("to")};
    case RunbookVerb::Open:
        return {QStringLiteral("what"), Service};
    case RunbookVerb::Resume:
        return {QStringLiteral("with")};
    case RunbookVerb::Skip:
        return {};
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
        map.report().add(node->at, QStringLiteral("'%1' is nothing that '%2' can be").arg(written.left(40), key),
                         suggestion(written, words, QStringLiteral("Write one of")));
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
        report.add(node.at, QStringLiteral("'do' is missing"),
                   QStringLiteral("Write do: and one of %1").arg(words.join(QStringLiteral(", "))));
        return std::nullopt;
    }
    const auto verb = runbookVerbFromWord(entry->value.text);
    if (!verb)
        report.add(entry->value.at, QStringLiteral("'%1' is nothing that an action can do").arg(entry->value.text.left(40)),
                   suggestion(entry->value.text, words, QStringLiteral("Actions")));
    return verb;
}

void readPath(const MapReader &map, RunbookAction &action)
{
    static const QRegularExpression form(QStringLiteral("\\A/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,500}\\z"));
    const YamlNode *node = map.text(QStringLiteral("path"), action.path);
    if (!node || (form.match(action.path).hasMatch() && !action.path.contains(QLatin1String(".."))))
        return;
    map.report().add(node->at, QStringLiteral("'%1' is no path below a service's base URL").arg(action.path.left(80)),
                     QStringLiteral("Write it like /health"));
    action.path.clear();
}

std::optional<QByteArray> methodFromWord(QStringView text)
{
    return text == QLatin1String("GET") || text == QLatin1String("HEAD") ? std::optional(text.toLatin1()) : std::nullopt;
}

std::optional<bool> outcomeFromWord(QStringView text)
{
    if (text == QLatin1String("happened"))
        return true;
    return text == QLatin1String("not-happened") ? std::optional(false) : std::nullopt;
}

std::optional<bool> editFromWord(QStringView text)
{
    if (text == QLatin1String("edit"))
        return true;
    return text == QLatin1String("latest") ? std::optional(false) : std::nullopt;
}

void readStopAt(const MapReader &map, RunbookAction &action)
{
    static const QRegularExpression form(QStringLiteral("\\A(\\d{1,3})\\s*%\\z"));
    QString written;
    const YamlNode *node = map.text(QStringLiteral("stop_at"), written);
    if (!node)
        return;
    const auto match = form.match(written);
    const int percent = match.hasMatch() ? match.captured(1).toInt() : 0;
    if (percent >= 1 && percent <= 100)
        action.stopAt = percent / 100.0;
    else
        map.report().add(node->at, QStringLiteral("'stop_at' must be a share of failures, and it is '%1'").arg(written.left(40)),
                         QStringLiteral("Write a percentage from 1% to 100%, such as stop_at: 50%"));
}

void readBreaker(const MapReader &map, RunbookAction &action)
{
    if (!map.require(QStringLiteral("order"), QStringLiteral("Write order: open, close or auto")))
        return;
    action.wish =
        choice<BreakerWish>(map, QStringLiteral("order"),
                            {QStringLiteral("open"), QStringLiteral("close"), QStringLiteral("auto")}, breakerWishFromWord)
            .value_or(BreakerWish::Open);
    map.duration(QStringLiteral("for"), action.duration);
    if (action.wish == BreakerWish::Auto && map.has(QStringLiteral("for")))
        map.report().add(map.keyPlace(QStringLiteral("for")), QStringLiteral("'for' means nothing with order: auto"),
                         QStringLiteral("Leave it out: the breaker decides by itself from then on"));
    else if (action.duration.count() <= 0 || action.duration > LongestOrder)
        map.report().add(map.keyPlace(QStringLiteral("for")), QStringLiteral("an order lasts for up to 30 days"),
                         QStringLiteral("Write a shorter time, such as for: 10m"));
}

void readArguments(const MapReader &map, RunbookAction &action)
{
    switch (action.verb) {
    case RunbookVerb::Probe:
        readPath(map, action);
        action.method =
            choice<QByteArray>(map, QStringLiteral("method"), {QStringLiteral("GET"), QStringLiteral("HEAD")}, methodFromWord)
                .value_or(QByteArray("GET"));
        break;
    case RunbookVerb::Retry:
        map.integer(QStringLiteral("at_most"), action.atMost, 1, MostAtOnce);
        break;
    case RunbookVerb::Canary:
        readStopAt(map, action);
        break;
    case RunbookVerb::Decide:
        if (map.require(QStringLiteral("outcome"), QStringLiteral("Write outcome: happened or not-happened")))
            action.happened = choice<bool>(map, QStringLiteral("outcome"),
                                           {QStringLiteral("happened"), QStringLiteral("not-happened")}, outcomeFromWord)
                                  .value_or(false);
        break;
    case RunbookVerb::Breaker:
        readBreaker(map, action);
        break;
    case RunbookVerb::Escalate:
        map.text(QStringLiteral("to"), action.to);
        break;
    case RunbookVerb::Open:
        if (map.require(QStringLiteral("what"), QStringLiteral("Write what: service, policy, runs or payload")))
            action.place = choice<RunbookPlace>(map, QStringLiteral("what"),
                                                {QStringLiteral("service"), QStringLiteral("policy"), QStringLiteral("runs"),
                                                 QStringLiteral("payload")},
                                                runbookPlaceFromWord)
                               .value_or(RunbookPlace::Service);
        break;
    case RunbookVerb::Resume:
        action.edit = choice<bool>(map, QStringLiteral("with"), {QStringLiteral("latest"), QStringLiteral("edit")}, editFromWord)
                          .value_or(false);
        break;
    case RunbookVerb::Pause:
    case RunbookVerb::Skip:
        break;
    }
}

void readLabel(const MapReader &map, RunbookAction &action)
{
    if (!map.require(Label, QStringLiteral("Write label: what the button says, such as Retry one")))
        return;
    const YamlNode *node = map.text(Label, action.label);
    if (node && (action.label.size() > LongestLabel || hasControl(action.label)))
        map.report().add(node->at, QStringLiteral("the label is too long for a button, or more than a line"),
                         QStringLiteral("Write at most %1 characters, and the rest into the page").arg(LongestLabel));
}

} // namespace

RunbookAction readRunbookAction(const YamlNode &node, FileReport &report, QList<RunbookUse> &uses)
{
    RunbookAction action;
    if (node.kind != YamlNode::Kind::Map) {
        MapReader(report, node, {QStringLiteral("an action"), {Do, Label}, {}});
        return action;
    }
    const auto verb = readVerb(node, report);
    if (!verb)
        return action;
    action.verb = *verb;
    const MapReader map(report, node,
                        {QStringLiteral("the action '%1'").arg(word(*verb)), QStringList{Do, Label} + argumentsOf(*verb), {}});
    readLabel(map, action);
    if (const YamlNode *service = map.text(Service, action.service))
        uses.append({RunbookUse::Of::Service, action.service, service->at});
    if (const YamlNode *pipeline = map.text(QStringLiteral("pipeline"), action.pipeline))
        uses.append({RunbookUse::Of::Pipeline, action.pipeline, pipeline->at});
    readArguments(map, action);
    return action;
}

} // namespace cairn
