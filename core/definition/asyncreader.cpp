#include "definition/stepreader.h"

#include "definition/credentialname.h"
#include "definition/templatetext.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules AwaitKeys{u"await"_s, {u"poll"_s, u"callback"_s, u"timeout"_s}, {}};
const KeyRules PollKeys{
    u"poll"_s, {u"method"_s, u"path"_s, u"query"_s, u"headers"_s, u"every"_s, u"until"_s, u"fail_when"_s, u"pending"_s}, {}};
const KeyRules CallbackKeys{u"callback"_s, {u"secret"_s, u"until"_s, u"fail_when"_s}, {}};
const KeyRules ReconcileKeys{
    u"reconcile"_s, {u"method"_s, u"path"_s, u"query"_s, u"headers"_s, u"body"_s, u"happened"_s, u"not_happened"_s}, {}};
const KeyRules CancelKeys{u"cancel"_s, {u"method"_s, u"path"_s, u"query"_s, u"headers"_s, u"body"_s}, {}};
const KeyRules PartialKeys{u"partial"_s, {u"at_least"_s}, {}};

const QString TestExample = u"Write a jq test of the answer, such as '.body.status == \"done\"'"_s;
constexpr int MostParallel = 256;

} // namespace

/// The templates met since `from` may use one more field.
void StepReader::letSee(qsizetype from, const QString &field)
{
    for (qsizetype i = from; i < m_templates.size(); ++i)
        m_templates[i].extra.append(field);
}

/// `await` of a step: how it becomes known that what was asked for is done.
void StepReader::awaited(const YamlNode &node, Step &step)
{
    const MapReader map(m_report, node, AwaitKeys);
    const QString poll = u"poll"_s;
    const QString callback = u"callback"_s;
    if (node.kind != YamlNode::Kind::Map)
        return;
    if (map.has(poll) && map.has(callback))
        m_report.add(map.keyPlace(callback), u"a step is awaited by poll or by callback, not by both"_s,
                     u"Keep the callback if the service has one: it costs no requests"_s);
    else if (!map.has(callback) && !map.require(poll, u"Write poll: { path: …, until: … }, or callback: {}"_s))
        return;
    Milliseconds timeout{0};
    map.duration(u"timeout"_s, timeout);
    if (const YamlNode *found = map.value(poll)) {
        step.poll = polling(*found);
        step.poll->timeout = timeout;
    } else if (map.has(callback)) {
        const YamlNode *given = map.value(callback);
        step.callback = given ? this->callback(*given) : CallbackRule();
        step.callback->timeout = timeout;
        map.require(u"timeout"_s, u"A callback may never come: write timeout: 1h beside it"_s);
    }
}

Polling StepReader::polling(const YamlNode &node)
{
    const MapReader map(m_report, node, PollKeys);
    Polling polling;
    if (node.kind != YamlNode::Kind::Map)
        return polling;
    const qsizetype before = m_templates.size();
    method(map, polling.request.method);
    path(map, polling.request.path);
    polling.request.query = pairs(map, u"query"_s);
    headers(map, polling.request);
    letSee(before, u"response"_s);
    map.duration(u"every"_s, polling.every);
    if (map.require(u"until"_s, TestExample))
        test(map, u"until"_s, polling.until);
    test(map, u"fail_when"_s, polling.failWhen);
    test(map, u"pending"_s, polling.pending);
    return polling;
}

CallbackRule StepReader::callback(const YamlNode &node)
{
    const MapReader map(m_report, node, CallbackKeys);
    CallbackRule rule;
    readCredentialName(map, u"secret"_s, rule.secret);
    test(map, u"until"_s, rule.until);
    test(map, u"fail_when"_s, rule.failWhen);
    return rule;
}

Reconciliation StepReader::reconciliation(const YamlNode &node)
{
    const MapReader map(m_report, node, ReconcileKeys);
    Reconciliation reconcile;
    if (node.kind != YamlNode::Kind::Map)
        return reconcile;
    const qsizetype before = m_templates.size();
    reconcile.request = requestFrom(map);
    letSee(before, u"idempotency_key"_s);
    if (map.require(u"happened"_s, u"Write a jq test of the answer, such as '.status == 200'"_s))
        test(map, u"happened"_s, reconcile.happened);
    if (map.require(u"not_happened"_s, u"Write a jq test of the answer, such as '.status == 404'"_s))
        test(map, u"not_happened"_s, reconcile.notHappened);
    return reconcile;
}

Request StepReader::cancellation(const YamlNode &node)
{
    const MapReader map(m_report, node, CancelKeys);
    const qsizetype before = m_templates.size();
    Request request;
    if (node.kind == YamlNode::Kind::Map)
        request = requestFrom(map);
    letSee(before, u"response"_s);
    return request;
}

/// `foreach`, `parallel` and `partial` of a step.
void StepReader::fanOut(const MapReader &step, Step &out)
{
    const QString foreach_ = u"foreach"_s;
    const qsizetype before = m_templates.size();
    const YamlNode *node = templateText(step, foreach_, out.forEach);
    for (qsizetype i = before; i < m_templates.size(); ++i)
        m_templates[i].ofWhole = true;
    if (node && !isOneExpression(out.forEach))
        m_report.add(node->at, u"'foreach' must be one expression that gives an array"_s,
                     u"Write foreach: \"${{ .steps.NAME.body.LIST }}\""_s);
    for (const QString &key : {u"parallel"_s, u"partial"_s}) {
        if (step.has(key) && !step.has(foreach_))
            m_report.add(step.keyPlace(key), u"'%1' means nothing without 'foreach'"_s.arg(key),
                         u"Leave it out, or add foreach"_s);
    }
    step.integer(u"parallel"_s, out.parallel, 1, MostParallel);
    if (const YamlNode *found = step.value(u"partial"_s))
        partial(*found, out.partial.emplace());
}

/// "90%" or a number of items.
void StepReader::partial(const YamlNode &node, PartialRule &out)
{
    const MapReader map(m_report, node, PartialKeys);
    QString written;
    if (node.kind != YamlNode::Kind::Map || !map.require(u"at_least"_s, u"Write at_least: 90%, or a number"_s))
        return;
    const YamlNode *found = map.text(u"at_least"_s, written);
    if (!found)
        return;
    const bool isShare = written.endsWith(u'%');
    bool isNumber = false;
    const double value = (isShare ? written.chopped(1) : written).toDouble(&isNumber);
    const bool good = isNumber && value > 0 && (isShare ? value <= 100 : value <= 1e6 && value == int(value));
    if (!good)
        m_report.add(found->at, u"'%1' is neither a share nor a number of items"_s.arg(written.left(40)),
                     u"Write at_least: 90%, or at_least: 5"_s);
    else if (isShare)
        out.share = value / 100;
    else
        out.count = int(value);
}

} // namespace cairn
