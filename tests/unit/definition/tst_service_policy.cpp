#include "definition/canonical.h"
#include "definition/parser.h"

#include <QJsonDocument>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Policies, contracts and category rules: what is written is what is meant, mistakes are named at their place, and the canonical
/// form keeps both what is new and the digests that are old.
class TestServicePolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everything();
    void defaults();
    void jitters_data();
    void jitters();
    void statusMap();
    void sound_data();
    void sound();
    void mistakes_data();
    void mistakes();
    void testsMustCompile();
    void oldCanonicalFormIsStillRead();
    void defaultsAreNotWritten();
    void eachFieldSurvives_data();
    void eachFieldSurvives();
    void damagedFieldsAreRefused_data();
    void damagedFieldsAreRefused();
};

namespace {
const QByteArray Head = "service: s\nbase_url: https://e.net\n";

QByteArray withPolicy(const QByteArray &lines)
{
    return Head + "policy:\n  " + lines + "\n";
}

Service read(const QByteArray &yaml)
{
    const auto parsed = parseService(yaml, u"s.yaml"_s);
    if (!parsed)
        qWarning("%s", qPrintable(parsed.error().first().toString()));
    return parsed ? parsed->service : Service();
}

QByteArray canonical(const Service &service)
{
    return QJsonDocument(toJson(service)).toJson(QJsonDocument::Compact);
}

const QByteArray Everything = R"(service: ocr
base_url: https://ocr.example.net
contract: { latency_budget: 4s, owner: docs-team, escalate_to: oncall-docs }
idempotency: { lifetime: 12h }
policy:
  timeout: { connect: 5s, idle: 20s, attempt: 60s, step: 10m }
  retry: { attempts: 6, backoff: { initial: 500ms, factor: 2, max: 60s, jitter: equal }, retry_after_max: 10m, per_category: { timeout: 3, conflict: 2 } }
  budget: { capacity: 400, cost: 4, timeout_cost: 8 }
  breaker: { window: 50s, min_calls: 10, failure_ratio: 0.4, slow_ratio: 0.7, slow_over: 8s, open: 20s, open_max: 4m, probes: 2 }
  concurrency: { max: 64, adaptive: true }
  rate: { per: 2s, limit: 50, burst: 100 }
  categories:
    - { status: 409, as: data }
    - { header: X-Busy, as: rate_limit, attempts: 9 }
    - { header: { X-Error: "quota now" }, problem: "https://e.net/full", as: conflict, automatic: true }
    - { test: ".body.code == 7", as: service, automatic: false }
)";
} // namespace

void TestServicePolicy::everything()
{
    const Service service = read(Everything);
    const Policy &policy = service.policy;
    QCOMPARE(policy.timeout.step, 10min);
    QVERIFY(policy.retry.jitter == Jitter::Equal);
    QCOMPARE(policy.retry.perCategory, (QMap<Category, int>{{Category::Timeout, 3}, {Category::Conflict, 2}}));
    QVERIFY((policy.budget == BudgetPolicy{400, 4, 8}));
    QVERIFY((policy.breaker == BreakerPolicy{50s, 10, 0.4, 0.7, 8s, 20s, 4min, 2}));
    QCOMPARE(policy.maxConcurrency, 64);
    QVERIFY(policy.adaptiveConcurrency);
    QVERIFY((policy.rate == RatePolicy{2s, 50, 100}));
    QVERIFY((service.contract == Contract{4s, u"docs-team"_s, u"oncall-docs"_s}));
    QCOMPARE(service.idempotencyLifetime, 12h);
    const QList<CategoryRule> wanted{{409, {}, {}, {}, {}, Category::Data, {}, 0},
                                     {0, "x-busy", {}, {}, {}, Category::RateLimit, {}, 9},
                                     {0, "x-error", "quota now", u"https://e.net/full"_s, {}, Category::Conflict, true, 0},
                                     {0, {}, {}, {}, u".body.code == 7"_s, Category::Service, false, 0}};
    QVERIFY(policy.categories == wanted);
    const auto back = serviceFromJson(toJson(service));
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QVERIFY(back->policy == policy && back->contract == service.contract && back->idempotencyLifetime == 12h);
    QCOMPARE(digestOf(*back), digestOf(service));
}

void TestServicePolicy::defaults()
{
    const Service service = read(Head);
    QVERIFY((service.policy.budget == BudgetPolicy{500, 5, 10}));
    QVERIFY((service.policy.breaker == BreakerPolicy{60s, 20, 0.5, 0.8, 0s, 30s, 5min, 3}));
    QVERIFY(!service.policy.rate && !service.policy.adaptiveConcurrency && service.policy.categories.isEmpty());
    QCOMPARE(service.policy.timeout.step, 0s);
    QCOMPARE(service.idempotencyLifetime, 24h);
    QVERIFY(service.contract == Contract());
    QVERIFY((read(withPolicy("rate: { limit: 7 }")).policy.rate == RatePolicy{1s, 7, 7}));
}

void TestServicePolicy::jitters_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<Jitter>("jitter");
    QTest::newRow("none") << QByteArray("none") << Jitter::None;
    QTest::newRow("full") << QByteArray("full") << Jitter::Full;
    QTest::newRow("equal") << QByteArray("equal") << Jitter::Equal;
    QTest::newRow("decorrelated") << QByteArray("decorrelated") << Jitter::Decorrelated;
}

void TestServicePolicy::jitters()
{
    QFETCH(QByteArray, word);
    QFETCH(Jitter, jitter);
    const Service service = read(withPolicy("retry: { backoff: { jitter: " + word + " } }"));
    QCOMPARE(service.policy.retry.jitter, jitter);
    QCOMPARE(serviceFromJson(toJson(service))->policy.retry.jitter, jitter);
}

void TestServicePolicy::statusMap()
{
    const auto rules =
        read(withPolicy("categories: { 409: { as: data }, 404: { as: conflict, attempts: 3 } }")).policy.categories;
    QCOMPARE(rules.size(), 2);
    QVERIFY((rules[0] == CategoryRule{409, {}, {}, {}, {}, Category::Data, {}, 0}));
    QVERIFY((rules[1] == CategoryRule{404, {}, {}, {}, {}, Category::Conflict, {}, 3}));
}

void TestServicePolicy::sound_data()
{
    QTest::addColumn<QByteArray>("lines");
    const auto row = [](const char *lines) { QTest::newRow(lines) << QByteArray(lines); };
    row("timeout: { step: 60s }");
    row("retry: { per_category: { data: 1, timeout: 1 } }");
    row("budget: { capacity: 10 }");
    row("breaker: { open: 5m }");
    row("breaker: { window: 1s, failure_ratio: 1, slow_over: 1s, slow_ratio: 0.01 }");
    row("rate: { per: 1m, limit: 1, burst: 1 }");
    row("categories: { 404: { as: data, automatic: true } }");
}

void TestServicePolicy::sound()
{
    QFETCH(QByteArray, lines);
    const auto parsed = parseService(withPolicy(lines), u"s.yaml"_s);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().first().toString()));
}

void TestServicePolicy::mistakes_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *lines, const char *problem) {
        QTest::newRow(lines) << withPolicy(lines) << u"s.yaml:4:"_s + QString::fromUtf8(problem);
    };
    const auto outside = [](const char *line, const char *problem) {
        QTest::newRow(line) << Head + line + "\n" << u"s.yaml:3:"_s + QString::fromUtf8(problem);
    };
    row("breakr: { open: 5s }", "3: unknown key 'breakr' in policy. Did you mean 'breaker'?");
    row("breaker: {}", "12: 'breaker' says nothing. Leave it out, or write some of: window, min_calls, failure_ratio, "
                       "slow_ratio, slow_over, open, open_max, probes");
    row("breaker: { min_cals: 5 }", "14: unknown key 'min_cals' in breaker. Did you mean 'min_calls'?");
    row("breaker: { failure_ratio: 0 }", "29: 'failure_ratio' cannot be 0. Write a number from 0.01 to 1");
    row("breaker: { failure_ratio: 50 }", "29: 'failure_ratio' cannot be 50. Write a number from 0.01 to 1");
    row("breaker: { probes: 0 }", "22: 'probes' cannot be 0. Write a number from 1 to 1024");
    row("breaker: { open: 6m }", "14: breaker open_max (5m) is less than open (6m). Make open_max at least as long as open");
    row("breaker: { open: 9s, open_max: 8s }",
        "24: breaker open_max (8s) is less than open (9s). Make open_max at least as long as open");
    row("breaker: { window: 10ms }", "14: breaker window (10ms) is not from 1s to 24h. Write how far back calls tell the "
                                     "service's present state, such as 60s");
    row("breaker: { slow_ratio: 0.5 }",
        "14: slow_ratio does nothing without slow_over. Add slow_over: DURATION, or leave slow_ratio out");
    row("timeout: { step: 30s }", "14: timeout step (30s) is less than attempt (1m). Make step at least as long as attempt");
    row("timeout: { attempt: 2m, step: 1m }",
        "27: timeout step (1m) is less than attempt (2m). Make step at least as long as attempt");
    row("budget: { capacity: 9 }", "13: budget capacity (9) is less than one retry costs (10). Make capacity at least cost and "
                                   "timeout_cost; to retry nothing, write attempts: 1");
    row("budget: { cost: 501 }", "13: budget capacity (500) is less than one retry costs (501). Make capacity at least cost and "
                                 "timeout_cost; to retry nothing, write attempts: 1");
    row("budget: { cost: 0 }", "19: 'cost' cannot be 0. Write a number from 1 to 1000000");
    row("rate: { per: 1s }", "9: 'limit' is missing. Write limit: NUMBER, the requests in each `per` (1s unless written)");
    row("rate: { limit: 10, burst: 5 }", "22: rate burst (5) is less than limit (10). Make burst at least limit, or leave it "
                                         "out; to spread requests evenly, make `per` and limit smaller");
    row("concurrency: { adaptive: maybe }", "28: 'adaptive' must be true or false, and it is 'maybe'. Write true or false");
    row("retry: { per_category: { timout: 3 } }", "28: unknown key 'timout' in per_category. Did you mean 'timeout'?");
    row("retry: { per_category: { timeout: 0 } }", "37: 'timeout' cannot be 0. Write a number from 1 to 100");
    row("retry: { per_category: { data: 3 } }", "34: data failures do not mend by themselves, and cannot be retried. Leave it "
                                                "out; if certain answers do mend, say which under categories");
    row("retry: { per_category: 3 }",
        "26: 'per_category' must be a map of categories and attempts. Write it like per_category: { timeout: 3 }");
    row("categories: {}", "15: 'categories' must be a map of statuses or a list of rules, from 1 to 64. Write it like "
                          "categories: { 409: { as: data } }");
    row("categories: { 4090: { as: data } }",
        "17: '4090' is not a status. Write a number from 100 to 599, or a list of rules: [{ status: 409, as: data }]");
    row("categories: { 409: { as: dat } }", "28: 'dat' is not a category. Did you mean 'data'?");
    row("categories: { 409: { status: 410, as: data } }",
        "24: unknown key 'status' in a category rule. Keys here: as, automatic, attempts");
    row("categories: { 409: { attempts: 3 } }", "22: 'as' is missing. Write as: CATEGORY, such as data or rate_limit");
    row("categories: { 409: { as: policy, attempts: 3 } }",
        "28: policy failures cannot be retried by themselves. Leave automatic and attempts out, or choose another category");
    row("categories: { 409: { as: data, automatic: false, attempts: 3 } }",
        "52: attempts (3) says to retry and automatic: false not to. Leave one of them out");
    row("categories: { 409: { as: data, automatic: true, attempts: 1 } }",
        "51: automatic: true says to retry and attempts: 1 not to. Leave one of them out");
    row("categories: [{ as: data }]",
        "16: this category rule does not say which answers it is for. Add at least one of: status, header, problem, test");
    row("categories: [{ header: [], as: data }]", "26: 'header' is neither a header's name nor a map of one name and its value. "
                                                  "Write header: NAME, or header: { NAME: VALUE }");
    row("categories: [{ header: \"a b\", as: data }]", "26: 'header' is neither a header's name nor a map of one name and its "
                                                       "value. Write header: NAME, or header: { NAME: VALUE }");
    row("categories: [{ statu: 409, as: data }]", "18: unknown key 'statu' in a category rule. Did you mean 'status'?");
    outside("contract: { ownr: x }", "13: unknown key 'ownr' in contract. Did you mean 'owner'?");
    outside("contract: { owner: \"a\\nb\" }",
            "20: 'owner' is longer than 120 characters or has a line break. Write the name of a team or a person");
    outside("contract: { latency_budget: 4 }",
            "29: 'latency_budget': '4' is not a duration. Write a number and a unit, from 1ms to 3660d: 300ms, 1.5s, 5m, 2h, 1d");
    row("rate: {}", "9: 'rate' says nothing. Leave it out, or write some of: per, limit, burst");
    outside("idempotency: {}", "14: 'idempotency' says nothing. Leave it out, or write some of: lifetime");
}

void TestServicePolicy::mistakes()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, problem);
    const auto parsed = parseService(yaml, u"s.yaml"_s);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().first().toString(), problem);
    QCOMPARE(int(parsed.error().size()), 1);
}

void TestServicePolicy::testsMustCompile()
{
    const auto parsed = parseService(
        withPolicy("categories:\n    - { status: 409, as: data }\n    - { test: \".body |\", as: data }"), u"s.yaml"_s);
    QVERIFY(!parsed);
    QCOMPARE(int(parsed.error().size()), 1);
    const Problem &problem = parsed.error().first();
    QCOMPARE(std::pair(problem.line, problem.column), std::pair(6, 15));
    QVERIFY2(problem.what.contains("unexpected end of the expression"_L1), qPrintable(problem.toString()));
}

/// What the first version wrote must be read, and keep its digest.
void TestServicePolicy::oldCanonicalFormIsStillRead()
{
    const QByteArray old =
        R"({"allow_insecure":false,"base_url":"https://e.net","concurrency":{"max":16},"http":"auto","idempotent":true,)"
        R"("max_response":17179869184,"retry":{"attempts":6,"factor":2,"initial_ms":500,"jitter":"full","max_ms":60000,)"
        R"("retry_after_max_ms":600000},"service":"s","timeout":{"attempt_ms":60000,"connect_ms":5000,"idle_ms":20000}})";
    const auto service = serviceFromJson(QJsonDocument::fromJson(old).object());
    QVERIFY(service);
    QVERIFY(service->policy == Policy());
    QCOMPARE(canonical(*service), old);
    QCOMPARE(digestOf(*service), Digest::of(old));
}

void TestServicePolicy::defaultsAreNotWritten()
{
    const Service plain = read(Head);
    const Service spelt = read(Head + "idempotency: { lifetime: 1d }\npolicy: { budget: { cost: 5 }, breaker: { open: 30s }, "
                                      "concurrency: { adaptive: false } }\n");
    QCOMPARE(canonical(spelt), canonical(plain));
    const QByteArray written = canonical(read(Everything));
    for (const char *key :
         {"step_ms", "per_category", "budget", "breaker", "adaptive", "rate", "categories", "contract", "idempotency"})
        QVERIFY2(written.contains(key) && !canonical(plain).contains(QByteArray("\"") + key + "\""), key);
}

void TestServicePolicy::eachFieldSurvives_data()
{
    QTest::addColumn<QByteArray>("lines");
    const auto row = [](const char *lines) { QTest::newRow(lines) << QByteArray(lines); };
    row("timeout: { step: 2m }");
    row("retry: { per_category: { rate_limit: 9, internal: 1 } }");
    row("budget: { capacity: 30 }");
    row("budget: { cost: 6 }");
    row("budget: { timeout_cost: 11 }");
    row("breaker: { window: 61s }");
    row("breaker: { min_calls: 21 }");
    row("breaker: { failure_ratio: 0.3 }");
    row("breaker: { slow_over: 3s }");
    row("breaker: { slow_over: 3s, slow_ratio: 0.3 }");
    row("breaker: { open: 3s }");
    row("breaker: { open_max: 3m }");
    row("breaker: { probes: 4 }");
    row("concurrency: { adaptive: true }");
    row("rate: { limit: 3 }");
    row("rate: { limit: 3, per: 7s, burst: 9 }");
    row("categories: [{ header: { A: b }, as: auth }, { test: .body.x, as: internal }]");
}

void TestServicePolicy::eachFieldSurvives()
{
    QFETCH(QByteArray, lines);
    const Service service = read(withPolicy(lines));
    QVERIFY(service.policy != Policy());
    const auto back = serviceFromJson(QJsonDocument::fromJson(canonical(service)).object());
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QVERIFY(back->policy == service.policy);
    QVERIFY(digestOf(*back) == digestOf(service) && digestOf(*back) != digestOf(read(Head)));
}

void TestServicePolicy::damagedFieldsAreRefused_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("jitter") << QByteArray(R"("retry":{"jitter":"some"})") << ErrorKind::Damaged;
    QTest::newRow("category") << QByteArray(R"("categories":[{"as":"bad"}])") << ErrorKind::Damaged;
    QTest::newRow("type") << QByteArray(R"("breaker":{"probes":"3"})") << ErrorKind::Damaged;
    QTest::newRow("unknown category") << QByteArray(R"("retry":{"per_category":{"solar":3}})") << ErrorKind::NewerStore;
    QTest::newRow("unknown field") << QByteArray(R"("breaker":{"colour":"red"})") << ErrorKind::NewerStore;
}

void TestServicePolicy::damagedFieldsAreRefused()
{
    QFETCH(QByteArray, fields);
    QFETCH(ErrorKind, kind);
    const auto service =
        serviceFromJson(QJsonDocument::fromJson(R"({"service":"s","base_url":"https://e.net",)" + fields + "}").object());
    QVERIFY(!service);
    QVERIFY(service.error().kind == kind);
}

QTEST_GUILESS_MAIN(TestServicePolicy)
#include "tst_service_policy.moc"
