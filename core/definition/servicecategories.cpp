#include "definition/servicefields.h"
#include "definition/servicepolicyfile.h"
#include "definition/templatecheck.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostRules = 64; // each jq test takes 13 ms to compile

const QStringList VerdictKeys{u"as"_s, u"automatic"_s, u"attempts"_s};
const KeyRules StatusRuleKeys{u"a category rule"_s, VerdictKeys, {}};
const KeyRules RuleKeys{u"a category rule"_s, QStringList{u"status"_s, u"header"_s, u"problem"_s, u"test"_s} + VerdictKeys, {}};

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
    if (!map.require(u"as"_s, u"Write as: CATEGORY, such as data or rate_limit"_s))
        return;
    const YamlNode *as = map.value(u"as"_s);
    const bool known = as && readCategory(map.report(), *as, rule.as);
    if (map.has(u"automatic"_s)) {
        bool automatic = false;
        map.boolean(u"automatic"_s, automatic);
        rule.automatic = automatic;
    }
    map.integer(u"attempts"_s, rule.attempts, 1, MostAttempts);
    const bool repeated = rule.automatic.value_or(rule.attempts > 1);
    if (known && repeated && rule.as == Category::Policy)
        map.report().add(as->at, u"policy failures cannot be retried by themselves"_s,
                         u"Leave automatic and attempts out, or choose another category"_s);
    if (rule.automatic == false && rule.attempts > 1)
        map.report().add(map.keyPlace(u"attempts"_s),
                         u"attempts (%1) says to retry and automatic: false not to"_s.arg(rule.attempts),
                         u"Leave one of them out"_s);
    if (rule.automatic == true && rule.attempts == 1)
        map.report().add(map.keyPlace(u"attempts"_s), u"automatic: true says to retry and attempts: 1 not to"_s,
                         u"Leave one of them out"_s);
}

/// `header: NAME`, or `header: { NAME: VALUE }`.
void readHeader(const MapReader &map, CategoryRule &rule)
{
    const YamlNode *found = map.value(u"header"_s);
    if (!found)
        return;
    const bool pair = found->kind == YamlNode::Kind::Map && found->entries.size() == 1 &&
                      found->entries.front().value.kind == YamlNode::Kind::Scalar && !found->entries.front().value.text.isEmpty();
    const YamlNode &name = pair ? found->entries.front().key : *found;
    const QString value = pair ? found->entries.front().value.text : QString();
    if (name.kind != YamlNode::Kind::Scalar || !isHeaderName(name.text) || value.size() > 200 || hasControl(value))
        return map.report().add(found->at, u"'header' is neither a header's name nor a map of one name and its value"_s,
                                u"Write header: NAME, or header: { NAME: VALUE }"_s);
    rule.header = name.text.toLatin1().toLower();
    rule.headerValue = value.toUtf8();
}

void readTest(const MapReader &map, CategoryRule &rule)
{
    if (const YamlNode *found = map.text(u"test"_s, rule.test)) {
        TemplateUse test{found, {}};
        test.isTest = true;
        checkTest(test, map.report());
    }
}

CategoryRule readRule(FileReport &report, const YamlNode &node)
{
    const MapReader map(report, node, RuleKeys);
    CategoryRule rule;
    map.integer(u"status"_s, rule.status, 100, 599);
    readHeader(map, rule);
    map.text(u"problem"_s, rule.problemType);
    readTest(map, rule);
    readVerdict(map, rule);
    const bool asks = map.has(u"status"_s) || map.has(u"header"_s) || map.has(u"problem"_s) || map.has(u"test"_s);
    if (!asks && !map.hasUnknown() && node.kind == YamlNode::Kind::Map)
        report.add(node.at, u"this category rule does not say which answers it is for"_s,
                   u"Add at least one of: status, header, problem, test"_s);
    return rule;
}

CategoryRule readStatusRule(FileReport &report, const YamlEntry &entry)
{
    CategoryRule rule;
    bool good = false;
    rule.status = entry.key.text.toInt(&good);
    if (!good || rule.status < 100 || rule.status > 599)
        report.add(entry.key.at, u"'%1' is not a status"_s.arg(entry.key.text.left(40)),
                   u"Write a number from 100 to 599, or a list of rules: [{ status: 409, as: data }]"_s);
    readVerdict(MapReader(report, entry.value, StatusRuleKeys), rule);
    return rule;
}

} // namespace

void readCategoryRules(const MapReader &policy, QList<CategoryRule> &rules)
{
    const YamlNode *node = policy.value(u"categories"_s);
    if (!node)
        return;
    FileReport &report = policy.report();
    const size_t count = node->entries.size() + node->items.size();
    if (count == 0 || count > MostRules)
        return report.add(node->at, u"'categories' must be a map of statuses or a list of rules, from 1 to %1"_s.arg(MostRules),
                          u"Write it like categories: { 409: { as: data } }"_s);
    for (const YamlEntry &entry : node->entries)
        rules.append(readStatusRule(report, entry));
    for (const YamlNode &item : node->items)
        rules.append(readRule(report, item));
}

} // namespace cairn
