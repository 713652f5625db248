#include "ui/parts/deeplink.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Links come from anywhere: what is not exactly one is refused, with words that help.
class TestDeepLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linksRoundTrip_data();
    void linksRoundTrip();
    void othersAreRefused_data();
    void othersAreRefused();
    void typedIdsAreLinks_data();
    void typedIdsAreLinks();
    void typedIncidentsAreLinks();
    void aPersonMayWriteItDifferently();
};

namespace {

const RunId Run(1'234'567'890'123'456'789);

DeepLink runLink(const QString &step = {}, int item = NoItem)
{
    DeepLink link;
    link.kind = DeepLink::Run;
    link.run = Run;
    link.step = StepId(step);
    link.item = item;
    return link;
}

} // namespace

void TestDeepLink::linksRoundTrip_data()
{
    QTest::addColumn<DeepLink>("link");
    QTest::addColumn<QString>("text");
    const QString run = u"cairn://run/"_s + Run.toString();
    QTest::newRow("run") << runLink() << run;
    QTest::newRow("step") << runLink(u"extract"_s) << run + u"/extract"_s;
    QTest::newRow("item") << runLink(u"pages"_s, 17) << run + u"/pages/17"_s;
    QTest::newRow("first item") << runLink(u"pages"_s, 0) << run + u"/pages/0"_s;
    DeepLink link;
    QTest::newRow("runs") << link << u"cairn://runs"_s;
    link.filter = u"state:blocked service:ocr é & ?"_s;
    QTest::newRow("filter") << link << u"cairn://runs?filter=state%3Ablocked%20service%3Aocr%20%C3%A9%20%26%20%3F"_s;
    link.workspace = u"/srv/my office"_s;
    link.filter = u"a+b"_s;
    QTest::newRow("workspace") << link << u"cairn://runs?filter=a%2Bb&workspace=/srv/my%20office"_s;
    DeepLink payload;
    payload.kind = DeepLink::Payload;
    payload.payload = Digest::of("abc");
    QTest::newRow("payload") << payload << u"cairn://payload/"_s + Digest::of("abc").toHex();
    DeepLink pipeline;
    pipeline.kind = DeepLink::Pipeline;
    pipeline.pipeline = u"invoice-intake"_s;
    QTest::newRow("pipeline") << pipeline << u"cairn://pipeline/invoice-intake"_s;
    DeepLink service;
    service.kind = DeepLink::Service;
    service.service = u"ocr"_s;
    QTest::newRow("service") << service << u"cairn://service/ocr"_s;
    DeepLink incident;
    incident.kind = DeepLink::Incident;
    incident.incident = 12;
    QTest::newRow("incident") << incident << u"cairn://incident/12"_s;
}

void TestDeepLink::linksRoundTrip()
{
    QFETCH(DeepLink, link);
    QFETCH(QString, text);
    QCOMPARE(link.toString(), text);
    const auto back = parseDeepLink(text);
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QCOMPARE(*back, link);
}

void TestDeepLink::othersAreRefused_data()
{
    QTest::addColumn<QString>("text");
    const QString run = u"cairn://run/"_s + Run.toString();
    QTest::newRow("empty") << QString();
    QTest::newRow("another scheme") << u"https://run/1"_s;
    QTest::newRow("no place") << u"cairn://"_s;
    QTest::newRow("no slashes") << u"cairn:run/"_s + Run.toString();
    QTest::newRow("unknown place") << u"cairn://settings"_s;
    QTest::newRow("no id") << u"cairn://run"_s;
    QTest::newRow("wrong id") << u"cairn://run/1234"_s;
    QTest::newRow("step with a slash") << run + u"/a%2Fb"_s;
    QTest::newRow("step that climbs") << run + u"/.."_s;
    QTest::newRow("empty step") << run + u"//3"_s;
    QTest::newRow("item no number") << run + u"/pages/x"_s;
    QTest::newRow("negative item") << run + u"/pages/-1"_s;
    QTest::newRow("signed item") << run + u"/pages/%2B1"_s;
    QTest::newRow("huge item") << run + u"/pages/99999999999"_s;
    QTest::newRow("more parts") << run + u"/pages/1/2"_s;
    QTest::newRow("runs with a path") << u"cairn://runs/x"_s;
    QTest::newRow("short digest") << u"cairn://payload/abcd"_s;
    QTest::newRow("pipeline missing") << u"cairn://pipeline/"_s;
    QTest::newRow("pipeline no name") << u"cairn://pipeline/%20rm"_s;
    QTest::newRow("service no name") << u"cairn://service/-x"_s;
    QTest::newRow("incident missing") << u"cairn://incident/"_s;
    QTest::newRow("incident no number") << u"cairn://incident/x"_s;
    QTest::newRow("incident zero") << u"cairn://incident/0"_s;
    QTest::newRow("incident signed") << u"cairn://incident/%2B1"_s;
    QTest::newRow("incident huge") << u"cairn://incident/99999999999999999999"_s;
    QTest::newRow("incident with more") << u"cairn://incident/1/2"_s;
    QTest::newRow("unknown key") << run + u"?exec=1"_s;
    QTest::newRow("filter of a run") << run + u"?filter=x"_s;
    QTest::newRow("said twice") << u"cairn://runs?filter=a&filter=b"_s;
    QTest::newRow("relative workspace") << run + u"?workspace=office"_s;
    QTest::newRow("climbing workspace") << run + u"?workspace=/srv/../etc"_s;
    QTest::newRow("control character") << u"cairn://runs?filter=a%0Ab"_s;
    QTest::newRow("direction override") << u"cairn://runs?filter=a%E2%80%AEb"_s;
    QTest::newRow("bad utf-8") << u"cairn://runs?filter=%ff%fe"_s;
    QTest::newRow("user") << u"cairn://me@run/"_s + Run.toString();
    QTest::newRow("port") << u"cairn://run:80/"_s + Run.toString();
    QTest::newRow("fragment") << run + u"#x"_s;
    QTest::newRow("long filter") << u"cairn://runs?filter="_s + QString(1001, u'a');
    QTest::newRow("endless") << u"cairn://runs?filter="_s + QString(1'000'000, u'a');
    QTest::newRow("option") << u"--help"_s;
}

void TestDeepLink::othersAreRefused()
{
    QFETCH(QString, text);
    const auto link = parseDeepLink(text);
    QVERIFY(!link);
    QCOMPARE(link.error().kind, ErrorKind::Usage);
    QVERIFY(!link.error().detail.isEmpty());
    QVERIFY(link.error().remedy.contains(u"cairn://run/ID"_s));
    QVERIFY(link.error().where.size() <= 80);
}

void TestDeepLink::typedIdsAreLinks_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isLink");
    const QString id = Run.toString();
    QTest::newRow("id") << id << true;
    QTest::newRow("lower case") << id.toLower() << true;
    QTest::newRow("hash") << u'#' + id << true;
    QTest::newRow("run") << u"run "_s + id << true;
    QTest::newRow("spaces") << u"  Run   "_s + id + u' ' << true;
    QTest::newRow("link") << u"cairn://run/"_s + id << true;
    QTest::newRow("a word") << u"retry"_s << false;
    QTest::newRow("half an id") << id.left(6) << false;
    QTest::newRow("wrong link") << u"cairn://run/zzz"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestDeepLink::typedIdsAreLinks()
{
    QFETCH(QString, typed);
    QFETCH(bool, isLink);
    const auto link = linkFromTyped(typed);
    QCOMPARE(link.has_value(), isLink);
    if (isLink)
        QCOMPARE(link->run, Run);
}

void TestDeepLink::typedIncidentsAreLinks()
{
    QCOMPARE(linkFromTyped(u" Incident  12 "_s).value().incident, 12);
    QVERIFY(!linkFromTyped(u"incident"_s));
    QVERIFY(!linkFromTyped(u"incident twelve"_s));
    QVERIFY(!linkFromTyped(u"incident -1"_s));
}

void TestDeepLink::aPersonMayWriteItDifferently()
{
    QCOMPARE(parseDeepLink(u"CAIRN://RUN/"_s + Run.toString().toLower() + u'/').value(), runLink());
    QCOMPARE(parseDeepLink(u"cairn://runs?"_s).value(), DeepLink());
    QVERIFY(looksLikeDeepLink(u"Cairn://x"_s));
    QVERIFY(!looksLikeDeepLink(u"/srv/cairn"_s));
}

QTEST_GUILESS_MAIN(TestDeepLink)
#include "tst_ui_deeplink.moc"
