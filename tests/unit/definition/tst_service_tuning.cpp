#include "definition/canonical.h"
#include "definition/parser.h"
#include "definition/servicechanges.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What may be tuned, and the differences between two definitions.
class TestServiceTuning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isRead();
    void isOffUnlessWritten();
    void survivesTheCanonicalForm();
    void oldDigestsStay();
    void mistakes_data();
    void mistakes();
    void everySettingHasAField();
    void differencesAreFound();
    void differencesBesidesThePolicyAreFound();
    void numbersAreRead();

private:
    static QByteArray withTuning(const QByteArray &tuning) { return "service: ocr\nbase_url: https://e.net\n" + tuning; }
    static Parsed<ServiceRevision> parse(const QByteArray &yaml) { return parseService(yaml, u"ocr.yaml"_s); }
};

void TestServiceTuning::isRead()
{
    const auto read = parse(withTuning("contract: { recovery_budget: 10m }\n"
                                       "tuning:\n  trial: 12h\n  bounds:\n    timeout.attempt: { least: 2s, most: 2m }\n"
                                       "    retry.per_category.timeout: { least: 1, most: 6 }\n"));
    QVERIFY(read);
    const Service &service = read->service;
    QCOMPARE(service.contract.recoveryBudget, Milliseconds(10min));
    QCOMPARE(service.tuning.trial, Milliseconds(12h));
    QCOMPARE(service.tuning.bounds,
             (QList<TuningBound>{{u"timeout.attempt"_s, 2'000, 120'000}, {u"retry.per_category.timeout"_s, 1, 6}}));
}

void TestServiceTuning::isOffUnlessWritten()
{
    const auto read = parse(withTuning({}));
    QVERIFY(read);
    QVERIFY(read->service.tuning.bounds.isEmpty());
}

void TestServiceTuning::survivesTheCanonicalForm()
{
    Service service = parse(withTuning({}))->service;
    service.contract.recoveryBudget = 90s;
    service.tuning = {{{u"retry.attempts"_s, 2, 8}}, 3h};
    const auto back = serviceFromJson(toJson(service));
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QCOMPARE(back->tuning, service.tuning);
    QCOMPARE(back->contract, service.contract);
    QCOMPARE(digestOf(*back), digestOf(service));
}

void TestServiceTuning::oldDigestsStay()
{
    const QJsonObject plain = toJson(parse(withTuning("contract: { owner: ann }\n"))->service);
    QVERIFY(!plain.contains(u"tuning"_s));
    QVERIFY(!plain.value(u"contract"_s).toObject().contains(u"recovery_budget_ms"_s));
}

void TestServiceTuning::mistakes_data()
{
    QTest::addColumn<QByteArray>("tuning");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("what");
    QTest::newRow("no bounds") << QByteArray("tuning: { trial: 1d }\n") << 3 << u"bounds"_s;
    QTest::newRow("short trial") << QByteArray("tuning:\n  trial: 1m\n  bounds: { retry.attempts: { least: 2, most: 8 } }\n") << 4
                                 << u"a trial of 1m tells nothing"_s;
    QTest::newRow("no such setting") << QByteArray("tuning:\n  bounds: { retry.attemps: { least: 2, most: 8 } }\n") << 4
                                     << u"retry.attemps"_s;
    QTest::newRow("not to be tuned") << QByteArray("tuning:\n  bounds: { breaker.probes: { least: 2, most: 8 } }\n") << 4
                                     << u"breaker.probes"_s;
    QTest::newRow("one end only") << QByteArray("tuning:\n  bounds: { retry.attempts: { least: 2 } }\n") << 4 << u"most"_s;
    QTest::newRow("swapped") << QByteArray("tuning:\n  bounds: { retry.attempts: { least: 8, most: 2 } }\n") << 4
                             << u"least (8) is more than most (2)"_s;
    QTest::newRow("no duration") << QByteArray("tuning:\n  bounds: { timeout.attempt: { least: 2, most: 1m } }\n") << 4
                                 << u"duration"_s;
    QTest::newRow("outside now") << QByteArray("tuning:\n  bounds: { retry.attempts: { least: 7, most: 9 } }\n") << 4
                                 << u"retry.attempts is 6, which lies outside of its bounds"_s;
}

void TestServiceTuning::mistakes()
{
    QFETCH(const QByteArray, tuning);
    QFETCH(const int, line);
    QFETCH(const QString, what);
    const auto read = parse(withTuning(tuning));
    QVERIFY(!read);
    const Problem &problem = read.error().first();
    QVERIFY2(problem.what.contains(what), qPrintable(problem.toString()));
    QCOMPARE(problem.line, line);
    QVERIFY(!problem.remedy.isEmpty());
}

void TestServiceTuning::everySettingHasAField()
{
    for (const QString &setting : tunableSettings()) {
        const ServiceField *field = tunableField(setting);
        QVERIFY2(field, qPrintable(setting));
        QVERIFY2(field->kind == ServiceField::Kind::Duration || field->kind == ServiceField::Kind::Count, qPrintable(setting));
    }
    QVERIFY(!tunableField(u"breaker.probes"_s));
    QVERIFY(!tunableField(u"policy.retry.attempts"_s));
}

void TestServiceTuning::differencesAreFound()
{
    Service before;
    Service after;
    QVERIFY(serviceChanges(before, after).isEmpty());
    after.policy.retry.attempts = 3;
    after.policy.retry.perCategory.insert(Category::Timeout, 1);
    after.policy.timeout.attempt = 90s;
    QCOMPARE(serviceChanges(before, after), (QList<ServiceChange>{{u"policy.timeout.attempt"_s, u"1m"_s, u"90s"_s},
                                                                  {u"policy.retry.attempts"_s, u"6"_s, u"3"_s},
                                                                  {u"policy.retry.per_category.timeout"_s, {}, u"1"_s}}));
    QCOMPARE(serviceChanges(after, before).last(), (ServiceChange{u"policy.retry.per_category.timeout"_s, u"1"_s, {}}));
}

void TestServiceTuning::differencesBesidesThePolicyAreFound()
{
    const Service before = parse(withTuning({}))->service;
    const auto written = parse(withTuning("credential: { kind: oauth2, key: ocr, client_id: us, scopes: [read, write],\n"
                                          "              token_url: https://login.e.net/token }\n"
                                          "data: { cleared_for: [internal] }\n"
                                          "tuning: { bounds: { timeout.attempt: { least: 2s, most: 2m } } }\n"));
    QVERIFY(written);
    Service after = written->service;
    const QList<ServiceChange> changes = serviceChanges(before, after);
    QCOMPARE(changes, (QList<ServiceChange>{{u"credential.client_id"_s, {}, u"us"_s},
                                            {u"credential.key"_s, {}, u"ocr"_s},
                                            {u"credential.kind"_s, {}, u"oauth2"_s},
                                            {u"credential.scopes"_s, {}, u"read, write"_s},
                                            {u"credential.token_url"_s, {}, u"https://login.e.net/token"_s},
                                            {u"data.cleared_for"_s, {}, u"internal"_s},
                                            {u"tuning.trial"_s, {}, u"1d"_s},
                                            {u"tuning.bounds.timeout.attempt"_s, {}, u"2s to 2m"_s}}));
    const Service tuned = after;
    after.tuning.bounds[0].most = 60'000;
    after.tls.ca = u"ca.pem"_s;
    QCOMPARE(serviceChanges(tuned, after),
             (QList<ServiceChange>{{u"tuning.bounds.timeout.attempt"_s, u"2s to 2m"_s, u"2s to 1m"_s},
                                   {u"tls.ca"_s, {}, u"ca.pem"_s}}));
    QCOMPARE(serviceChanges(tuned, before).last(), (ServiceChange{u"tuning.bounds.timeout.attempt"_s, u"2s to 2m"_s, {}}));
}

void TestServiceTuning::numbersAreRead()
{
    QCOMPARE(numberIn(*tunableField(u"timeout.attempt"_s), u"90s"_s), std::optional(90'000.0));
    QCOMPARE(numberIn(*tunableField(u"retry.attempts"_s), u"6"_s), std::optional(6.0));
    QVERIFY(!numberIn(*tunableField(u"retry.per_category.timeout"_s), {}));
    QVERIFY(!numberIn(*serviceField(u"policy.retry.backoff.jitter"_s), u"full"_s));
}

QTEST_GUILESS_MAIN(TestServiceTuning)
#include "tst_service_tuning.moc"
