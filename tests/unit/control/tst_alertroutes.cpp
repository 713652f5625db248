#include "control/alertroutes.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What is told of routes is read from the messages that went by them.
class TestAlertRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void whoTellsByThem();
    void theNewestAndTheLastThatGotThrough();
    void whatGotThroughLongAgoIsFound();
    void whatWaitsAndWhy();

private:
    static AlertRoute named(const QString &name)
    {
        AlertRoute route;
        route.name = name;
        return route;
    }
    qint64 send(const QString &route, qint64 when, AlertFate fate, const QString &result = {});
    AlertRouteUse use(const QString &route);

    std::optional<Fixture> m_fixture;
};

qint64 TestAlertRoutes::send(const QString &route, qint64 when, AlertFate fate, const QString &result)
{
    AlertDelivery made;
    made.route = route;
    made.at = at(when);
    made.facts = "{}";
    made.fate = fate;
    made.settledAt = at(when + 1);
    made.result = result;
    return m_fixture->store().commitAndWait(Transaction(AddAlertDelivery{made})).value().alertId;
}

AlertRouteUse TestAlertRoutes::use(const QString &route)
{
    AlertSettings settings;
    settings.routes = {named(route)};
    return readRouteUses(m_fixture->reader(), settings).value().first();
}

void TestAlertRoutes::whoTellsByThem()
{
    AlertSettings settings;
    settings.routes = {named(u"pager"_s), named(u"chat"_s)};
    settings.rules.resize(2);
    settings.rules[0].name = u"all"_s;
    settings.rules[0].to = {u"pager"_s, u"desktop"_s};
    settings.rules[1].name = u"storm"_s;
    settings.rules[1].to = {u"pager"_s};
    const auto uses = readRouteUses(m_fixture->reader(), settings);
    VERIFY_OK(uses);
    QCOMPARE(uses->at(0).rules, (QStringList{u"all"_s, u"storm"_s}));
    QVERIFY(uses->at(1).rules.isEmpty());
    QVERIFY(!uses->at(1).newest && !uses->at(1).sentAt && uses->at(1).waiting.isEmpty());
}

void TestAlertRoutes::theNewestAndTheLastThatGotThrough()
{
    send(u"pager"_s, 1'000, AlertFate::Sent, u"204"_s);
    send(u"pager"_s, 2'000, AlertFate::Refused, u"404"_s);
    send(u"chat"_s, 3'000, AlertFate::Sent);
    QCOMPARE(use(u"pager"_s).newest->result, u"404"_s);
    QCOMPARE(use(u"pager"_s).sentAt, std::optional(at(1'001)));
    QCOMPARE(use(u"chat"_s).sentAt, std::optional(at(3'001)));
}

void TestAlertRoutes::whatGotThroughLongAgoIsFound()
{
    send(u"chat"_s, 500, AlertFate::Sent);
    send(u"pager"_s, 1'000, AlertFate::Sent);
    for (int i = 0; i < 1'200; ++i)
        send(u"pager"_s, 2'000 + i, AlertFate::Refused);
    QCOMPARE(use(u"pager"_s).newest->at, at(3'199));
    QCOMPARE(use(u"pager"_s).sentAt, std::optional(at(1'001)));
    QCOMPARE(use(u"chat"_s).newest->at, at(500));
}

void TestAlertRoutes::whatWaitsAndWhy()
{
    send(u"pager"_s, 1'000, AlertFate::Waiting);
    QCOMPARE(use(u"pager"_s).obstacle(), QString());
    send(u"pager"_s, 2'000, AlertFate::Waiting, u"401"_s);
    QCOMPARE(use(u"pager"_s).obstacle(), u"401"_s);
    for (int i = 0; i < 30; ++i)
        send(u"pager"_s, 3'000, AlertFate::Waiting);
    QCOMPARE(use(u"pager"_s).waiting.size(), WaitingAlertsShown);
    QCOMPARE(use(u"pager"_s).waiting.first().at, at(1'000));
    QVERIFY(!use(u"pager"_s).sentAt);
}

QTEST_GUILESS_MAIN(TestAlertRoutes)
#include "tst_alertroutes.moc"
