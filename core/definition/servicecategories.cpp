#include "definition/expression.h"
#include "definition/servicefields.h"
#include "definition/servicepolicyfile.h"

namespace cairn {

namespace {

constexpr int MostRules = 64; // each jq test takes 13 ms to compile

const QStringList VerdictKeys{QStringLiteral("as"), QStringLiteral("automatic"), QStringLiteral("attempts")};
const KeyRules StatusRuleKeys{QStringLiteral("a category rule"), VerdictKeys, {}};
const KeyRules RuleKeys{
    QStringLiteral("a category rule"),
    QStringList{QStringLiteral("status"), QStringLiteral("header"), QStringLiteral("problem"), QStringLiteral("test")} +
        VerdictKeys,
    {}};

bool isHeaderName(const QString &text)
{
    return !text.isEmpty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_' ||
               c == u'.';
    });
}

/// What an answer is to mean, and whether that makes sense.
void readVerdict(const MapReader &map, CategoryRule &rule)
{
    if (!map.require(QStringLiteral("as"), QStringLiteral("Write as: CATEGORY, such as data or rate_limit")))
        return;
    const YamlNode *as = map.value(QStringLiteral("as"));
    const bool known = as && readCategory(map.report(), *as, rule.as);
    if (map.has(QStringLiteral("automatic"))) {
        bool automatic = false;
        map.boolean(QStringLiteral("automatic"), automatic);
        rule.automatic = automatic;
    }
    map.integer(QStringLiteral("attempts"), rule.attempts, 1, MostAttempts);
    const bool repeated = rule.automatic.value_or(rule.attempts > 1);
    if (known && repeated && rule.as == Category::Policy)
        map.report().add(as->at, QStringLiteral("policy failures cannot be retried by themselves"),
                         QStringLiteral("Leave automatic and attempts out, or choose another category"));
    if (rule.automatic == false && rule.attempts > 1)
        map.report().add(map.keyPlace(QStringLiteral("attempts")),
                         QStringLiteral("attempts (%1) says to retry and automatic: false not to").arg(rule.attempts),
                         QStringLiteral("Leave one of them out"));
    if (rule.automatic == true && rule.attempts == 1)
        map.report().add(map.keyPlace(QStringLiteral("attempts")),
                         QStringLiteral("automatic: true says to retry and attempts: 1 not to"),
                         QStringLiteral("Leave one of them out"));
}

/// `header: NAME`, or `header: { NAME: VALUE }`.
void readHeader(const MapReader &map, CategoryRule &rule)
{
    const YamlNode *found = map.value(QStringLiteral("header"));
    if (!found)
        return;
    const bool pair = found->kind == YamlNode::Kind::Map && found->entries.size() == 1 &&
                      found->entries.front().value.kind == YamlNode::Kind::Scalar && !found->entries.front().value.text.isEmpty();
    const YamlNode &name = pair ? found->entries.front().key : *found;
    const QString value = pair ? found->entries.front().value.text : QString();
    if (name.kind != YamlNode::Kind::Scalar || !isHeaderName(name.text) || value.size() > 200 || hasControl(value))
        return map.report().add(found->at,
                                QStringLiteral("'header' is neither a header's name nor a map of one name and its value"),
                                QStringLiteral("Write header: NAME, or header: { NAME: VALUE }"));
    rule.header = name.text.toLatin1().toLower();
    rule.headerValue = value.toUtf8();
}

void readTest(const MapReader &map, CategoryRule &rule)
{
    const YamlNode *found = map.text(QStringLiteral("test"), rule.test);
    if (!found)
        return;
    ExpressionEngine engine;
    if (const auto compiled = engine.checkTest(rule.test); !compiled)
        map.report().add(found->at, QStringLiteral("'test': %1").arg(compiled.error().detail), compiled.error().remedy);
}

CategoryRule readRule(FileReport &report, const YamlNode &node)
{
    const MapReader map(report, node, RuleKeys);
    CategoryRule rule;
    map.integer(QStringLiteral("status"), rule.status, 100, 599);
    readHeader(map, rule);
    map.text(QStringLiteral("problem"), rule.problemType);
    readTest(map, rule);
    readVerdict(map, rule);
    const bool asks = map.has(QStringLiteral("status")) || map.has(QStringLiteral("header")) ||
                      map.has(QStringLiteral("problem")) || map.has(QStringLiteral("test"));
    if (!asks && !map.hasUnknown() && node.kind == YamlNode::Kind::Map)
        report.add(node.at, QStringLiteral("this category rule does not say which answers it is for"),
                   QStringLiteral("Add at least one of: status, header, problem, test"));
    return rule;
}

CategoryRule readStatusRule(FileReport &report, const YamlEntry &entry)
{
    CategoryRule rule;
    bool good = false;
    rule.status = entry.key.text.toInt(&good);
    if (!good || rule.status < 100 || rule.status > 599)
        report.add(entry.key.at, QStringLiteral("'%1' is not a status").arg(entry.key.text.left(40)),
                   QStringLiteral("Write a number from 100 to 599, or a list of rules: [{ status: 409, as: data }]"));
    readVerdict(MapReader(report, entry.value, StatusRuleKeys), rule);
    return rule;
}

} // namespace

void readCategoryRules(const MapReader &policy, QList<CategoryRule> &rules)
{
    const YamlNode *node = policy.value(QStringLiteral("categories"));
    if (!node)
        return;
    FileReport &report = policy.report();
    const size_t count = node->entries.size() + node->items.size();
    if (count == 0 || count > MostRules)
        return report.add(
            node->at, QStringLiteral("'categories' must be a map of statuses or a list of rules, from 1 to %1").arg(MostRules),
            QStringLiteral("Write it like categories: { 409: { as: data } }"));
    for (const YamlEntry &entry : node->entries)
        rules.append(readStatusRule(report, entry));
    for (const YamlNode &item : node->items)
        rules.append(readRule(report, item));
}

} // namespace cairn
