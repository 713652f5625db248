#include "definition/alertsettings.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What cairn.yaml says of alerts: read whole, each mistake named with its place and what to do.
class TestAlertSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allOfItIsRead();
    void withoutItConsolesTell();
    void whatIsWrongIsLeftOut();
    void mistakes_data();
    void mistakes();

private:
    static Workspace load(const QByteArray &alerts);
};

Workspace TestAlertSettings::load(const QByteArray &alerts)
{
    QTemporaryDir folder;
    const auto write = [&](const QString &path, const QByteArray &content) {
        QDir().mkpath(QFileInfo(folder.filePath(path)).absolutePath());
        QFile file(folder.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    write(u"cairn.yaml"_s, "workspace: w\n" + alerts);
    write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:1\n");
    write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\nsteps:\n  a: { service: api, request: { method: GET, path: / } }\n");
    return loadWorkspace(folder.path());
}

void TestAlertSettings::allOfItIsRead()
{
    const Workspace workspace = load(R"(alerts:
  routes:
    pager: { webhook: { service: api, path: /hook, secret: pager-secret } }
    chat: { webhook: { url: "https://chat.example.net/in?x=1", secret: chat } }
    am: { alertmanager: { url: "http://127.0.0.1:9093", resolve_timeout: 2m } }
  rules:
    - { name: first, to: [desktop, pager] }
    - name: storm
      when: { state: [open, escalated], service: api, pipeline: p, category: service, count: 5, within: 10m }
      to: am
      repeat: 4h
)");
    for (const Problem &problem : workspace.problems)
        qWarning().noquote() << problem.toString();
    QVERIFY(workspace.problems.isEmpty());
    const AlertSettings &settings = workspace.settings.alerts.settings;
    QCOMPARE(settings.routes.size(), 4);
    QCOMPARE(settings.route(u"desktop"_s)->kind, AlertRoute::Desktop);
    QCOMPARE(settings.route(u"pager"_s)->service, u"api"_s);
    QCOMPARE(settings.route(u"pager"_s)->path, u"/hook"_s);
    QCOMPARE(settings.route(u"pager"_s)->secret, u"pager-secret"_s);
    QCOMPARE(settings.route(u"chat"_s)->url, QUrl(u"https://chat.example.net/in?x=1"_s));
    QCOMPARE(settings.route(u"am"_s)->kind, AlertRoute::Alertmanager);
    QCOMPARE(settings.route(u"am"_s)->resolveTimeout, 2min);
    const AlertRule &first = settings.rules.at(0);
    QCOMPARE(first.on, (QList{AlertOccasion::Open, AlertOccasion::Reopened}));
    QCOMPARE(first.to, (QStringList{u"desktop"_s, u"pager"_s}));
    const AlertRule &storm = settings.rules.at(1);
    QCOMPARE(storm.on, (QList{AlertOccasion::Open, AlertOccasion::Escalated}));
    QCOMPARE(storm.service, u"api"_s);
    QCOMPARE(storm.pipeline, u"p"_s);
    QCOMPARE(storm.category, Category::Service);
    QCOMPARE(storm.count, 5);
    QCOMPARE(storm.within, 10min);
    QCOMPARE(storm.repeat, 4h);
    QCOMPARE(storm.to, QStringList{u"am"_s});
}

/// Half of a rule or a route is not what anybody has meant.
void TestAlertSettings::whatIsWrongIsLeftOut()
{
    const AlertSettings settings = load(R"(
alerts:
  routes:
    chat: { webhok: { service: api, secret: s } }
    pager: { webhook: { service: api, secret: s } }
  rules:
    - { name: never, when: { state: opened }, to: [desktop] }
    - { name: always, when: { category: servce }, to: [desktop] }
    - { name: unheard, to: [chat] }
    - { name: both, to: [chat, pager] }
)")
                                       .settings.alerts.settings;
    QVERIFY(!settings.route(u"chat"_s));
    QVERIFY(settings.route(u"pager"_s));
    QCOMPARE(settings.rules.size(), 1);
    QCOMPARE(settings.rules.first().name, u"both"_s);
    QCOMPARE(settings.rules.first().to, QStringList{u"pager"_s});
}

void TestAlertSettings::withoutItConsolesTell()
{
    const AlertSettings settings = load({}).settings.alerts.settings;
    QCOMPARE(settings.routes.size(), 1);
    QCOMPARE(settings.rules.size(), 1);
    QCOMPARE(settings.rules.first().to, QStringList{DesktopRoute});
}

void TestAlertSettings::mistakes_data()
{
    QTest::addColumn<QByteArray>("alerts");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &alerts, int line, int column, const char *says) {
        QTest::newRow(name) << alerts << line << column << QString::fromLatin1(says);
    };
    const QByteArray rule = "  rules: [ { name: r, to: [desktop] } ]\n";
    row("unknown key", "alerts:\n" + rule + "  ruels: []\n", 4, 3, "Did you mean 'rules'");
    row("unknown key of a rule", "alerts:\n  rules: [ { name: r, to: [desktop], when: {}, repaet: 1h } ]\n", 3, 48, "repeat");
    row("unknown condition", "alerts:\n  rules:\n    - name: r\n      to: desktop\n      when: { catagory: data }\n", 6, 15,
        "category");
    row("no rules", "alerts: { routes: {} }\n", 2, 9, "'rules' is missing");
    row("no name", "alerts:\n  rules: [ { to: [desktop] } ]\n", 3, 12, "'name' is missing");
    row("a name twice", "alerts:\n  rules:\n    - { name: r, to: desktop }\n    - { name: r, to: desktop }\n", 5, 15, "twice");
    row("no route", "alerts:\n  rules: [ { name: r } ]\n", 3, 12, "'to' is missing");
    row("a route that is not there", "alerts:\n  rules: [ { name: r, to: [destkop] } ]\n", 3, 28, "Did you mean 'desktop'");
    row("no such state", "alerts:\n  rules: [ { name: r, to: desktop, when: { state: opne } } ]\n", 3, 51, "Did you mean 'open'");
    row("no such category", "alerts:\n  rules: [ { name: r, to: desktop, when: { category: servce } } ]\n", 3, 54, "service");
    row("no such service", "alerts:\n  rules: [ { name: r, to: desktop, when: { service: apy } } ]\n", 3, 53,
        "Did you mean 'api'");
    row("no such pipeline", "alerts:\n  rules: [ { name: r, to: desktop, when: { pipeline: q } } ]\n", 3, 54,
        "there is no pipeline 'q'");
    row("time without a number", "alerts:\n  rules: [ { name: r, to: desktop, when: { within: 5m } } ]\n", 3, 44,
        "needs a 'count'");
    row("no failures", "alerts:\n  rules: [ { name: r, to: desktop, when: { count: 0 } } ]\n", 3, 51, "count");
    row("desktop as a route", "alerts:\n  routes: { desktop: { webhook: { url: 'http://127.0.0.1', secret: s } } }\n" + rule, 3,
        13, "name of a route");
    row("two ways", "alerts:\n  routes: { x: { webhook: { service: api, secret: s }, alertmanager: { service: api } } }\n" + rule,
        3, 16, "one way");
    row("unsigned", "alerts:\n  routes: { x: { webhook: { service: api } } }\n" + rule, 3, 27, "'secret' is missing");
    row("a secret in the file", "alerts:\n  routes: { x: { webhook: { service: api, secret: 'whsec_abc/def==' } } }\n" + rule, 3,
        51, "name of a credential");
    row("nowhere", "alerts:\n  routes: { x: { alertmanager: { resolve_timeout: 1m } } }\n" + rule, 3, 32, "'url' or 'service'");
    row("both", "alerts:\n  routes: { x: { alertmanager: { service: api, url: 'http://127.0.0.1' } } }\n" + rule, 3, 32,
        "'url' or 'service'");
    row("no address", "alerts:\n  routes: { x: { alertmanager: { url: 'file:///etc/passwd' } } }\n" + rule, 3, 39, "address");
    row("unencrypted", "alerts:\n  routes: { x: { alertmanager: { url: 'http://alertmanager.monitoring:9093' } } }\n" + rule, 3,
        39, "unencrypted to another machine");
    row("a password", "alerts:\n  routes: { x: { alertmanager: { url: 'https://a:b@c' } } }\n" + rule, 3, 39, "password");
    row("a route's service", "alerts:\n  routes: { x: { alertmanager: { service: nobody } } }\n" + rule, 3, 43,
        "there is no service");
    row("a list", "alerts: [ desktop ]\n", 2, 9, "must be a map");
}

void TestAlertSettings::mistakes()
{
    QFETCH(QByteArray, alerts);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, says);
    const Workspace workspace = load(alerts);
    QStringList told;
    bool found = false;
    for (const Problem &problem : workspace.problems) {
        told.append(problem.toString());
        found = found || (problem.toString().contains(says) && problem.line == line && problem.column == column &&
                          !problem.remedy.isEmpty());
    }
    QVERIFY2(found, qPrintable(told.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestAlertSettings)
#include "tst_alert_settings.moc"
