#include "definition/stepreader.h"

#include "definition/templatetext.h"

namespace cairn {

namespace {

const KeyRules AwaitKeys{
    QStringLiteral("await"), {QStringLiteral("poll"), QStringLiteral("callback"), QStringLiteral("timeout")}, {}};
const KeyRules PollKeys{QStringLiteral("poll"),
                        {QStringLiteral("method"), QStringLiteral("path"), QStringLiteral("query"), QStringLiteral("headers"),
                         QStringLiteral("every"), QStringLiteral("until"), QStringLiteral("fail_when")},
                        {}};
const KeyRules CallbackKeys{QStringLiteral("callback"),
                            {QStringLiteral("secret"), QStringLiteral("until"), QStringLiteral("fail_when")},
                            {}};
const KeyRules ReconcileKeys{QStringLiteral("reconcile"),
                             {QStringLiteral("method"), QStringLiteral("path"), QStringLiteral("query"), QStringLiteral("headers"),
                              QStringLiteral("body"), QStringLiteral("happened"), QStringLiteral("not_happened")},
                             {}};
const KeyRules CancelKeys{QStringLiteral("cancel"),
                          {QStringLiteral("method"), QStringLiteral("path"), QStringLiteral("query"), QStringLiteral("headers"),
                           QStringLiteral("body")},
                          {}};
const KeyRules PartialKeys{QStringLiteral("partial"), {QStringLiteral("at_least")}, {}};

const QString TestExample = QStringLiteral("Write a jq test of the answer, such as '.body.status == \"done\"'");
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
    const QString poll = QStringLiteral("poll");
    const QString callback = QStringLiteral("callback");
    if (node.kind != YamlNode::Kind::Map)
        return;
    if (map.has(poll) && map.has(callback))
        m_report.add(map.keyPlace(callback), QStringLiteral("a step is awaited by poll or by callback, not by both"),
                     QStringLiteral("Keep the callback if the service has one: it costs no requests"));
    else if (!map.has(callback) && !map.require(poll, QStringLiteral("Write poll: { path: …, until: … }, or callback: {}")))
        return;
    Milliseconds timeout{0};
    map.duration(QStringLiteral("timeout"), timeout);
    if (const YamlNode *found = map.value(poll)) {
        step.poll = polling(*found);
        step.poll->timeout = timeout;
    } else if (map.has(callback)) {
        const YamlNode *given = map.value(callback);
        step.callback = given ? this->callback(*given) : CallbackRule();
        step.callback->timeout = timeout;
        map.require(QStringLiteral("timeout"), QStringLiteral("A callback may never come: write timeout: 1h beside it"));
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
    polling.request.query = pairs(map, QStringLiteral("query"));
    headers(map, polling.request);
    letSee(before, QStringLiteral("response"));
    map.duration(QStringLiteral("every"), polling.every);
    if (map.require(QStringLiteral("until"), TestExample))
        test(map, QStringLiteral("until"), polling.until);
    test(map, QStringLiteral("fail_when"), polling.failWhen);
    return polling;
}

CallbackRule StepReader::callback(const YamlNode &node)
{
    const MapReader map(m_report, node, CallbackKeys);
    CallbackRule rule;
    const YamlNode *secret = map.text(QStringLiteral("secret"), rule.secret);
    if (secret && !isName(rule.secret))
        m_report.add(secret->at, QStringLiteral("'%1' is not the name of a credential").arg(rule.secret.left(64)),
                     QStringLiteral("Name one; the secret itself is kept outside of the workspace's files"));
    test(map, QStringLiteral("until"), rule.until);
    test(map, QStringLiteral("fail_when"), rule.failWhen);
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
    letSee(before, QStringLiteral("idempotency_key"));
    if (map.require(QStringLiteral("happened"), QStringLiteral("Write a jq test of the answer, such as '.status == 200'")))
        test(map, QStringLiteral("happened"), reconcile.happened);
    if (map.require(QStringLiteral("not_happened"), QStringLiteral("Write a jq test of the answer, such as '.status == 404'")))
        test(map, QStringLiteral("not_happened"), reconcile.notHappened);
    return reconcile;
}

Request StepReader::cancellation(const YamlNode &node)
{
    const MapReader map(m_report, node, CancelKeys);
    const qsizetype before = m_templates.size();
    Request request;
    if (node.kind == YamlNode::Kind::Map)
        request = requestFrom(map);
    letSee(before, QStringLiteral("response"));
    return request;
}

/// `foreach`, `parallel` and `partial` of a step.
void StepReader::fanOut(const MapReader &step, Step &out)
{
    const QString foreach_ = QStringLiteral("foreach");
    const qsizetype before = m_templates.size();
    const YamlNode *node = templateText(step, foreach_, out.forEach);
    for (qsizetype i = before; i < m_templates.size(); ++i)
        m_templates[i].ofWhole = true;
    if (node && !isOneExpression(out.forEach))
        m_report.add(node->at, QStringLiteral("'foreach' must be one expression that gives an array"),
                     QStringLiteral("Write foreach: \"${{ .steps.NAME.body.LIST }}\""));
    for (const QString &key : {QStringLiteral("parallel"), QStringLiteral("partial")}) {
        if (step.has(key) && !step.has(foreach_))
            m_report.add(step.keyPlace(key), QStringLiteral("'%1' means nothing without 'foreach'").arg(key),
                         QStringLiteral("Leave it out, or add foreach"));
    }
    step.integer(QStringLiteral("parallel"), out.parallel, 1, MostParallel);
    if (const YamlNode *found = step.value(QStringLiteral("partial")))
        partial(*found, out.partial.emplace());
}

/// "90%" or a number of items.
void StepReader::partial(const YamlNode &node, PartialRule &out)
{
    const MapReader map(m_report, node, PartialKeys);
    QString written;
    if (node.kind != YamlNode::Kind::Map || !map.require(QStringLiteral("at_least"), QStringLiteral("Write at_least: 90%, or a number")))
        return;
    const YamlNode *found = map.text(QStringLiteral("at_least"), written);
    if (!found)
        return;
    const bool isShare = written.endsWith(u'%');
    bool isNumber = false;
    const double value = (isShare ? written.chopped(1) : written).toDouble(&isNumber);
    const bool good = isNumber && value > 0 && (isShare ? value <= 100 : value <= 1e6 && value == int(value));
    if (!good)
        m_report.add(found->at, QStringLiteral("'%1' is neither a share nor a number of items").arg(written.left(40)),
                     QStringLiteral("Write at_least: 90%, or at_least: 5"));
    else if (isShare)
        out.share = value / 100;
    else
        out.count = int(value);
}

} // namespace cairn
