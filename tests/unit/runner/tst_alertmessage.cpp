#include "runner/alertmessage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What goes over the wire about alerts: bodies, signatures, addresses.
class TestAlertMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void factsSurviveTheWay();
    void aWebhookIsSigned();
    void alertmanagerKnowsItAgain();
    void addresses_data();
    void addresses();

private:
    static AlertFacts facts();
};

namespace {
constexpr Timestamp Now{1'795'512'600'123ms};
}

AlertFacts TestAlertMessage::facts()
{
    AlertFacts facts = testFacts(u"harbour"_s, u"anna"_s, Now);
    facts.rule = u"CairnIncident"_s;
    facts.news = AlertNews::Fired;
    facts.incident = 12;
    facts.service = u"publish"_s;
    facts.step = u"send"_s;
    facts.category = u"service"_s;
    facts.checkpoint = u"01JD/send"_s;
    facts.pipelines = {u"archive"_s, u"intake"_s};
    facts.failing = 7;
    return facts;
}

void TestAlertMessage::factsSurviveTheWay()
{
    AlertFacts before = facts();
    before.endedAt = Now + 5s;
    before.comesAndGoes = true;
    const QJsonObject json = toJson(before);
    const auto after = alertFactsFromJson(QJsonDocument(json).toJson());
    QVERIFY(after);
    QCOMPARE(toJson(*after), json);
    QCOMPARE(json.value("link"_L1).toString(), u"cairn://incident/12"_s);
    QVERIFY(!json.contains("code"_L1)); // nothing to say
    QCOMPARE(alertFactsFromJson("{}").error().kind, ErrorKind::Damaged);
    QCOMPARE(alertFactsFromJson("no JSON").error().kind, ErrorKind::Damaged);
}

void TestAlertMessage::aWebhookIsSigned()
{
    AlertDelivery delivery;
    delivery.id = 5;
    delivery.at = Now;
    const WebhookKey key{QByteArray(32, 'k')};
    const QByteArray body = webhookBody(facts());
    const HeaderList headers = webhookHeaders(delivery, {key}, body, Now + 1h);
    const auto verified = verifyWebhook({key}, headers, body, Now + 1h);
    QVERIFY2(verified, verified ? "" : qPrintable(verified.error().detail));
    QCOMPARE(verified->id, QByteArray("alert-1795512600123-5"));
    QCOMPARE(headerValue(webhookHeaders(delivery, {key}, body, Now + 2h), "webhook-id"), verified->id); // however late
    QVERIFY(!verifyWebhook({key}, headers, body + ' ', Now + 1h));
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    QCOMPARE(json.value("type"_L1).toString(), u"cairn.alert.fired"_s);
    QCOMPARE(json.value("data"_L1).toObject().value("failing"_L1).toInteger(), 7);
}

void TestAlertMessage::alertmanagerKnowsItAgain()
{
    AlertFacts later = facts();
    later.cause = u"something else"_s;
    later.failing = 900;
    later.state = u"escalated"_s;
    later.assignee = u"anna"_s;
    later.news = AlertNews::Repeated;
    const QJsonObject one = alertmanagerAlert(facts(), Now + 5min);
    const QJsonObject two = alertmanagerAlert(later, Now + 9min);
    QCOMPARE(one.value("labels"_L1), two.value("labels"_L1));
    QVERIFY(one.value("annotations"_L1) != two.value("annotations"_L1));
    QCOMPARE(one.value("startsAt"_L1).toString(), toRfc3339(Now));
    QCOMPARE(one.value("endsAt"_L1).toString(), toRfc3339(Now + 5min));
    for (const QJsonValue value : one.value("labels"_L1).toObject())
        QVERIFY(!value.toString().isEmpty());
    QCOMPARE(alertmanagerAlert(facts(), Now - 1h).value("endsAt"_L1).toString(), toRfc3339(Now)); // never before it began
    QCOMPARE(QJsonDocument::fromJson(alertmanagerBody({one, two})).array().size(), 2);
}

void TestAlertMessage::addresses_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("address");
    const int hook = AlertRoute::Webhook;
    const int manager = AlertRoute::Alertmanager;
    QTest::newRow("webhook") << hook << u"https://a.net/in?x=1"_s << QString() << QString() << u"https://a.net/in?x=1"_s;
    QTest::newRow("webhook of a service") << hook << u"https://a.net/api/"_s << u"s"_s << u"in"_s << u"https://a.net/api/in"_s;
    QTest::newRow("service alone") << hook << u"https://a.net/api"_s << u"s"_s << QString() << u"https://a.net/api"_s;
    QTest::newRow("manager") << manager << u"http://127.0.0.1:9093/"_s << QString() << QString()
                             << u"http://127.0.0.1:9093/api/v2/alerts"_s;
    QTest::newRow("manager below a path") << manager << u"http://a.net/am"_s << u"s"_s << QString()
                                          << u"http://a.net/am/api/v2/alerts"_s;
    QTest::newRow("manager elsewhere") << manager << u"http://a.net"_s << u"s"_s << u"/x/alerts"_s << u"http://a.net/x/alerts"_s;
}

void TestAlertMessage::addresses()
{
    QFETCH(int, kind);
    QFETCH(QString, base);
    QFETCH(QString, service);
    QFETCH(QString, path);
    QFETCH(QString, address);
    AlertRoute route;
    route.kind = AlertRoute::Kind(kind);
    route.service = service;
    route.path = path;
    Service called;
    called.baseUrl = QUrl(base);
    const HttpRequest request = alertRequest(route, called, {{"content-type", "application/json"}}, "[]");
    QCOMPARE(request.url.toString(), address);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.body.size(), 2);
}

QTEST_GUILESS_MAIN(TestAlertMessage)
#include "tst_alertmessage.moc"
