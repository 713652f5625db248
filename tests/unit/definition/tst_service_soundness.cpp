#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/servicechanges.h"
#include "definition/servicefields.h"
#include "definition/soundness.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Rules that do not go together, and what services inherit from cairn.yaml.
class TestServiceSoundness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsAreSound();
    void objects_data();
    void objects();
    void saysItAtItsPlace();
    void warningsDoNotRefuse();
    void ownWordsComeFirst();
    void whatIsInheritedIsCheckedWithWhatIsOwn();
    void whatIsInheritedIsNotBlamedOnTheFile_data();
    void whatIsInheritedIsNotBlamedOnTheFile();
    void theWorkspaceHandsItDown();
    void mistakesInTheWorkspaceAreToldThere();
    void fieldsHaveLimitsAndTexts();
    void tellsWhereValuesComeFrom();
    void noRateAgainstAnInheritedOne();
    void writesRatesAsWholes_data();
    void writesRatesAsWholes();
};

namespace {

const QByteArray Head = "service: s\nbase_url: https://e.net\n";

ServiceFile read(const QByteArray &lines, const QByteArray &inherited = {})
{
    return readServiceFile(Head + lines, u"s.yaml"_s, inherited);
}

} // namespace

void TestServiceSoundness::defaultsAreSound()
{
    QCOMPARE(objectionsTo(Service()), QList<Objection>());
    Service careful;
    careful.idempotent = false;
    QCOMPARE(objectionsTo(careful), QList<Objection>());
}

void TestServiceSoundness::objects_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("warning");
    QTest::newRow("timeouts of a service that is not idempotent")
        << QByteArray("idempotent: false\npolicy: { retry: { per_category: { timeout: 2 } } }\n")
        << u"policy.retry.per_category.timeout"_s << false;
    QTest::newRow("timeouts of one that is")
        << QByteArray("policy: { retry: { per_category: { timeout: 2 } } }\n") << QString() << false;
    QTest::newRow("answers that may have happened")
        << QByteArray("idempotent: false\npolicy: { categories: { 502: { as: service, automatic: true } } }\n")
        << u"policy.categories.502"_s << false;
    QTest::newRow("answers that did not happen")
        << QByteArray("idempotent: false\npolicy: { categories: { 501: { as: service, attempts: 3 } } }\n") << QString() << false;
    QTest::newRow("answers that may have, unless they say when to come back")
        << QByteArray("idempotent: false\npolicy: { categories: { 503: { as: service, attempts: 3 } } }\n")
        << u"policy.categories.503"_s << true;
    QTest::newRow("answers after which it has happened")
        << QByteArray("idempotent: false\npolicy: { categories: { 200: { as: service, attempts: 3 } } }\n")
        << u"policy.categories.200"_s << false;
    QTest::newRow("redirects") << QByteArray(
                                      "idempotent: false\npolicy: { categories: { 302: { as: service, automatic: true } } }\n")
                               << u"policy.categories.302"_s << false;
    QTest::newRow("answers of whatever status")
        << QByteArray("idempotent: false\npolicy: { categories: [ { header: x-busy, as: service, automatic: true } ] }\n")
        << QString() << false;
    QTest::newRow("advice below the first wait")
        << QByteArray("policy: { retry: { retry_after_max: 400ms } }\n") << u"policy.retry.retry_after_max"_s << false;
    QTest::newRow("advice below the longest wait")
        << QByteArray("policy: { retry: { retry_after_max: 59s } }\n") << u"policy.retry.retry_after_max"_s << true;
    QTest::newRow("advice to who never repeats")
        << QByteArray("policy: { retry: { attempts: 1, retry_after_max: 400ms } }\n") << QString() << false;
    QTest::newRow("a rate below what opens the breaker")
        << QByteArray("policy: { rate: { limit: 1, per: 10s } }\n") << u"policy.breaker.min_calls"_s << true;
    QTest::newRow("a rate that opens it") << QByteArray("policy: { rate: { limit: 1, per: 3s } }\n") << QString() << false;
    QTest::newRow("hanging calls are too few")
        << QByteArray("policy: { concurrency: { max: 2 } }\n") << u"policy.breaker.min_calls"_s << true;
    QTest::newRow("slow is too late") << QByteArray("policy: { timeout: { attempt: 20s }, breaker: { slow_over: 20s } }\n")
                                      << u"policy.breaker.slow_over"_s << true;
    QTest::newRow("open for longer than a step")
        << QByteArray("policy: { timeout: { attempt: 5s, step: 29s } }\n") << u"policy.breaker.open"_s << true;
    QTest::newRow("a budget that is never missed")
        << QByteArray("contract: { latency_budget: 61s }\n") << u"contract.latency_budget"_s << true;
    QTest::newRow("a step that outlives its key")
        << QByteArray("idempotency: { lifetime: 5m }\npolicy: { timeout: { step: 6m } }\n") << u"policy.timeout.step"_s << true;
}

void TestServiceSoundness::objects()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, path);
    QFETCH(bool, warning);
    const ServiceFile file = read(lines);
    const QList<Objection> objections = objectionsTo(file.revision.service);
    QCOMPARE(objections.size(), path.isEmpty() ? 0 : 1);
    QCOMPARE(file.problems.size(), objections.size());
    if (path.isEmpty())
        return;
    QCOMPARE(objections.first().path, path);
    QCOMPARE(objections.first().warning, warning);
    QVERIFY(!objections.first().remedy.isEmpty());
    QCOMPARE(file.problems.first().warning, warning);
    QCOMPARE(file.problems.first().what, objections.first().what);
}

void TestServiceSoundness::saysItAtItsPlace()
{
    const ServiceFile file =
        read("idempotent: false\npolicy:\n  retry:\n    per_category:\n      network: 3\n      timeout: 2\n");
    QCOMPARE(file.problems.size(), 1);
    QCOMPARE(file.problems.first().line, 8);
    QCOMPARE(file.problems.first().column, 7);
    // the value that is to be blamed has the default: the nearest that is written
    const ServiceFile hidden = read("policy:\n  rate: { limit: 1, per: 10s }\n");
    QCOMPARE(hidden.problems.first().line, 3);
}

void TestServiceSoundness::warningsDoNotRefuse()
{
    const ServiceFile file = read("contract: { latency_budget: 61s }\n");
    QCOMPARE(file.problems.size(), 1);
    QVERIFY(isSound(file.problems));
    QVERIFY(file.revision.digest.isValid());
}

void TestServiceSoundness::ownWordsComeFirst()
{
    const QByteArray inherited = "{ retry: { attempts: 3, backoff: { max: 9s }, per_category: { timeout: 2, network: 4 } }, "
                                 "rate: { limit: 5, burst: 70 }, categories: { 409: { as: data }, 410: { as: data } } }";
    const ServiceFile file = read("policy:\n  retry: { backoff: { initial: 1s }, per_category: { timeout: 5 } }\n  rate: { "
                                  "limit: 7 }\n  categories: { 409: { as: conflict } }\n",
                                  inherited);
    QVERIFY2(file.problems.isEmpty(), file.problems.isEmpty() ? "" : qPrintable(file.problems.first().toString()));
    const Policy &policy = file.revision.service.policy;
    QCOMPARE(policy.retry.attempts, 3);
    QCOMPARE(policy.retry.max, 9s);
    QCOMPARE(policy.retry.initial, 1s);
    QCOMPARE(policy.retry.factor, 2.0);
    QCOMPARE(policy.retry.perCategory, (QMap<Category, int>{{Category::Timeout, 5}, {Category::Network, 4}}));
    QCOMPARE(policy.rate->limit, 7);
    QCOMPARE(policy.rate->burst, 7); // taken as a whole
    QCOMPARE(policy.categories.size(), 3);
    QVERIFY(policy.categories.first().as == Category::Conflict); // the first that matches rules
    QCOMPARE(file.revision.inherited, inherited);
    QCOMPARE(file.revision.digest, digestOf(file.revision.service)); // complete in itself
    QVERIFY(read({}).revision.digest != read({}, inherited).revision.digest);
}

void TestServiceSoundness::whatIsInheritedIsCheckedWithWhatIsOwn()
{
    QVERIFY(read("policy: { timeout: { attempt: 2m } }\n").problems.isEmpty());
    const ServiceFile file = read("policy: { timeout: { attempt: 2m } }\n", "{ timeout: { step: 1m } }");
    QCOMPARE(file.problems.size(), 1);
    QCOMPARE(file.problems.first().line, 3);
    QVERIFY(!isSound(file.problems));
    QVERIFY(read("policy: { breaker: { slow_ratio: 0.5 } }\n", "{ breaker: { slow_over: 3s } }").problems.isEmpty());
    QVERIFY(!isSound(read("policy: { breaker: { slow_ratio: 0.5 } }\n").problems));
}

void TestServiceSoundness::whatIsInheritedIsNotBlamedOnTheFile_data()
{
    QTest::addColumn<QByteArray>("inherited");
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<bool>("isInherited");
    const QByteArray repeated = "{ retry: { per_category: { timeout: 2 } } }";
    QTest::newRow("a value of cairn.yaml") << repeated << QByteArray() << true;
    QTest::newRow("its own") << repeated << QByteArray("policy: { retry: { per_category: { timeout: 3 } } }\n") << false;
    QTest::newRow("a rule of cairn.yaml") << QByteArray("{ categories: { 502: { as: service, automatic: true } } }")
                                          << QByteArray() << true;
    QTest::newRow("one of its list") << QByteArray("{ categories: [ { status: 502, as: service, automatic: true } ] }")
                                     << QByteArray() << true;
}

void TestServiceSoundness::whatIsInheritedIsNotBlamedOnTheFile()
{
    QFETCH(QByteArray, inherited);
    QFETCH(QByteArray, own);
    QFETCH(bool, isInherited);
    const QList<Problem> problems = read("idempotent: false\n" + own, inherited).problems;
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().what.contains(u"cairn.yaml"_s), isInherited);
    QCOMPARE(problems.first().remedy.contains(u"cairn.yaml"_s), isInherited);
}

void TestServiceSoundness::theWorkspaceHandsItDown()
{
    QTemporaryDir folder;
    QDir(folder.path()).mkpath(u"services"_s);
    const auto write = [&](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(
        write(u"cairn.yaml"_s, "workspace: w\npolicy:\n  retry:\n    attempts: 9 # patient\n    backoff: { jitter: equal }\n"));
    QVERIFY(write(u"services/a.yaml"_s, "service: a\nbase_url: https://e.net\n"));
    QVERIFY(write(u"services/b.yaml"_s, "service: b\nbase_url: https://e.net\npolicy: { retry: { attempts: 2 } }\n"));
    const Workspace workspace = loadWorkspace(folder.path());
    QVERIFY2(workspace.problems.isEmpty(), workspace.problems.isEmpty() ? "" : qPrintable(workspace.problems.first().toString()));
    QCOMPARE(workspace.services.size(), 2);
    QCOMPARE(workspace.services.at(0).service.policy.retry.attempts, 9);
    QVERIFY(workspace.services.at(0).service.policy.retry.jitter == Jitter::Equal);
    QCOMPARE(workspace.services.at(1).service.policy.retry.attempts, 2);
    QVERIFY(workspace.services.at(1).service.policy.retry.jitter == Jitter::Equal);
    // what is kept with the revision says the same again
    const ServiceRevision &first = workspace.services.at(0);
    QCOMPARE(readServiceFile(first.source, {}, first.inherited).revision.digest, first.digest);
}

void TestServiceSoundness::mistakesInTheWorkspaceAreToldThere()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"cairn.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("workspace: w\npolicy:\n  retry: { atempts: 9 }\n  timeout: { attempt: 2m, step: 1m }\n");
    file.close();
    const Workspace workspace = loadWorkspace(folder.path());
    QCOMPARE(workspace.problems.size(), 2);
    QCOMPARE(workspace.problems.at(0).toString(),
             u"cairn.yaml:3:12: %1. %2"_s.arg(workspace.problems.at(0).what, workspace.problems.at(0).remedy));
    QVERIFY(workspace.problems.at(0).remedy.contains(u"attempts"_s));
    QCOMPARE(workspace.problems.at(1).line, 4);
}

void TestServiceSoundness::fieldsHaveLimitsAndTexts()
{
    const Service service;
    QSet<QString> paths;
    for (const ServiceField &field : serviceFields()) {
        QVERIFY2(!paths.contains(field.path), qPrintable(field.path));
        paths.insert(field.path);
        QVERIFY2(field.optional || field.path == "base_url"_L1 || !field.text(service).isEmpty(), qPrintable(field.path));
        const bool counted = field.kind == ServiceField::Kind::Count || field.kind == ServiceField::Kind::Ratio;
        QCOMPARE(counted, field.most > 0);
        QCOMPARE(field.kind == ServiceField::Kind::Choice, !field.choices.isEmpty());
        if (field.kind == ServiceField::Kind::Choice)
            QVERIFY(field.choices.contains(field.text(service)));
    }
    QVERIFY(paths.contains(u"policy.retry.per_category.rate_limit"_s));
    QCOMPARE(serviceField(u"policy.retry.attempts"_s)->text(service), u"6"_s);
    QCOMPARE(serviceField(u"policy.timeout.step"_s)->text(service), QString());
    QVERIFY(!serviceField(u"policy.retry"_s));
}

void TestServiceSoundness::tellsWhereValuesComeFrom()
{
    const QByteArray yaml = Head + "policy: { retry: { attempts: 2 }, rate: { limit: 3 } }\n";
    const FieldOrigins origins(yaml, "{ retry: { attempts: 3, backoff: { max: 9s } }, rate: { limit: 5, per: 2s } }");
    QVERIFY(origins.of(u"policy.retry.attempts"_s) == FieldOrigin::Own);
    QVERIFY(origins.of(u"policy.retry.backoff.max"_s) == FieldOrigin::Inherited);
    QVERIFY(origins.of(u"policy.retry.backoff.initial"_s) == FieldOrigin::Preset);
    QVERIFY(origins.of(u"policy.rate.per"_s) == FieldOrigin::Preset); // its own rate stands in place of the inherited one
    QVERIFY(origins.of(u"base_url"_s) == FieldOrigin::Own);
    QVERIFY(origins.of(u"contract.owner"_s) == FieldOrigin::Preset);
}

void TestServiceSoundness::noRateAgainstAnInheritedOne()
{
    const QByteArray inherited = "{ rate: { limit: 5, per: 2s }, retry: { attempts: 3 } }";
    const QByteArray yaml = Head + "policy:\n  rate: none\n";
    const ServiceFile file = readServiceFile(yaml, u"ocr.yaml"_s, inherited);
    QVERIFY(file.problems.isEmpty());
    QVERIFY(!file.revision.service.policy.rate);
    QCOMPARE(file.revision.service.policy.retry.attempts, 3);
    const FieldOrigins origins(yaml, inherited);
    QVERIFY(origins.of(u"policy.rate.limit"_s) == FieldOrigin::Own);
    QVERIFY(origins.of(u"policy.rate.per"_s) == FieldOrigin::Preset);
    const ServiceFile inheriting = readServiceFile(Head, u"ocr.yaml"_s, inherited);
    const QList<ServiceChange> changes = serviceChanges(inheriting.revision.service, file.revision.service);
    QCOMPARE(changes.size(), 3);
    QCOMPARE(toText(changes.first()), u"policy.rate.limit: 5 → none"_s);
    QCOMPARE(readServiceFile(Head + "policy: { rate: no }\n", u"ocr.yaml"_s, inherited).problems.size(), 1);

    Service before;
    before.policy.categories = {CategoryRule{409, "x-err", "gone", {}, {}, Category::Data, {}, 0}};
    Service after = before;
    after.policy.categories.first().headerValue = "busy";
    QVERIFY(toText(serviceChanges(before, after).first()).endsWith(u"409 and x-err=gone as data → 409 and x-err=busy as data"_s));
}

void TestServiceSoundness::writesRatesAsWholes_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("wanted");
    const QString limit = u"policy.rate.limit"_s;
    const QString rate = u"policy.rate"_s;
    const QString none = u"none"_s;
    const QString seven = u"7"_s;
    const auto row = [](const char *name, const QByteArray &policy, const QString &path, const QString &value,
                        const QByteArray &wanted) { QTest::newRow(name) << policy << path << value << wanted; };
    row("none where nothing stood", "policy:\n  retry: { attempts: 2 }\n", rate, none,
        "policy:\n  retry: { attempts: 2 }\n  rate: none\n");
    row("none in place of a rate", "policy:\n  retry: { attempts: 2 }\n  rate: { limit: 3, per: 2s }\n", rate, none,
        "policy:\n  retry: { attempts: 2 }\n  rate: none\n");
    row("none again", "policy:\n  rate: none # as many as there are\n", rate, none,
        "policy:\n  rate: none # as many as there are\n");
    row("a rate in place of none", "policy:\n  retry: { attempts: 2 }\n  rate: none\n", limit, seven,
        "policy:\n  retry: { attempts: 2 }\n  rate: { limit: 7 }\n");
    row("another limit", "policy:\n  rate: { limit: 3, per: 2s }\n", limit, seven, "policy:\n  rate: { limit: 7, per: 2s }\n");
    row("inherited again", "policy:\n  retry: { attempts: 2 }\n  rate: none\n", rate, {}, "policy:\n  retry: { attempts: 2 }\n");
}

void TestServiceSoundness::writesRatesAsWholes()
{
    QFETCH(QByteArray, policy);
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QByteArray, wanted);
    const auto text = withServiceValue(Head + policy, path, value);
    QVERIFY2(text, qPrintable(text ? QString() : describe(text.error())));
    QCOMPARE(*text, Head + wanted);
}

QTEST_APPLESS_MAIN(TestServiceSoundness)
#include "tst_service_soundness.moc"
