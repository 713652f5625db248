// The program around the demo services: how it starts, counts and ends.

#include "demoprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestDemoProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void countsRequests();
    void endsCleanly();
    void endsWithItsParent();
    void refusesOptions_data();
    void refusesOptions();

private:
    DemoProcess m_demo;
};

void TestDemoProgram::initTestCase()
{
    QVERIFY(m_demo.start());
}

void TestDemoProgram::countsRequests()
{
    DemoProcess demo;
    QVERIFY(demo.start());
    demo.post(QStringLiteral("/scan/v1/scan"), "a");
    demo.post(QStringLiteral("/scan/v1/scan"), "b");
    demo.post(QStringLiteral("/extract/v1/extract"), "c");
    const QJsonObject expected{{QStringLiteral("scan"), 2},
                               {QStringLiteral("extract"), 1},
                               {QStringLiteral("notice"), 0},
                               {QStringLiteral("thumbnail"), 0},
                               {QStringLiteral("publish"), 0}};
    QCOMPARE(demo.get(QStringLiteral("/stats")).json()[QStringLiteral("requests")].toObject(), expected);
}

void TestDemoProgram::endsCleanly()
{
    QTemporaryDir folder;
    const QString portFile = folder.filePath(QStringLiteral("port"));
    DemoProcess demo;
    QVERIFY(demo.start({QStringLiteral("--port-file"), portFile, QStringLiteral("--seed"), QStringLiteral("42")}));
    QFile file(portFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray::number(demo.port()) + '\n');
    QCOMPARE(demo.get(QStringLiteral("/health")).json()[QStringLiteral("seed")].toString(), QStringLiteral("42"));
    const RawClient open(demo.port()); // a client that stays does not hold it up
    QVERIFY(open.isConnected());
    QCOMPARE(demo.stop(), 0);
}

void TestDemoProgram::endsWithItsParent()
{
    QTemporaryDir folder;
    const QString portFile = folder.filePath(QStringLiteral("port"));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("\"$0\" --port 0 --port-file \"$1\" --exit-with-parent >/dev/null & wait"),
                 DemoProcess::program(), portFile});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(portFile), 20'000);
    QFile file(portFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const quint16 port = file.readAll().trimmed().toUShort();
    QVERIFY(RawClient(port).isConnected());
    shell.kill(); // SIGKILL: nobody tells the child
    QVERIFY(shell.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(!RawClient(port).isConnected(), 20'000);
}

void TestDemoProgram::refusesOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    const QString host = QStringLiteral("--host");
    const QString port = QStringLiteral("--port");
    QTest::newRow("all interfaces") << QStringList{host, QStringLiteral("0.0.0.0"), port, QStringLiteral("0")} << 2;
    QTest::newRow("no address") << QStringList{host, QStringLiteral("example"), port, QStringLiteral("0")} << 2;
    QTest::newRow("no port") << QStringList{port, QStringLiteral("70000")} << 2;
    QTest::newRow("no seed") << QStringList{port, QStringLiteral("0"), QStringLiteral("--seed"), QStringLiteral("-1")} << 2;
    QTest::newRow("a stray word") << QStringList{port, QStringLiteral("0"), QStringLiteral("word")} << 2;
    QTest::newRow("port in use") << QStringList{port, QString::number(m_demo.port())} << 1;
    QTest::newRow("store is no folder") << QStringList{port, QStringLiteral("0"), QStringLiteral("--store"),
                                                       QStringLiteral("/dev/null/x")}
                                        << 1;
}

void TestDemoProgram::refusesOptions()
{
    QFETCH(QStringList, arguments);
    QProcess process;
    process.start(DemoProcess::program(), arguments);
    QVERIFY(process.waitForFinished());
    QTEST(process.exitCode(), "status");
    QVERIFY(process.readAllStandardError().contains("cairn-demo-services: "));
}

QTEST_GUILESS_MAIN(TestDemoProgram)
#include "test_demo_program.moc"
