// The program around the demo services: how it starts, counts and ends.

#include "demoprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

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
    demo.post(u"/scan/v1/scan"_s, "a");
    demo.post(u"/scan/v1/scan"_s, "b");
    demo.post(u"/extract/v1/extract"_s, "c");
    const QJsonObject expected{{u"scan"_s, 2}, {u"extract"_s, 1}, {u"notice"_s, 0}, {u"thumbnail"_s, 0}, {u"publish"_s, 0}};
    QCOMPARE(demo.get(u"/stats"_s).json()[u"requests"_s].toObject(), expected);
}

void TestDemoProgram::endsCleanly()
{
    QTemporaryDir folder;
    const QString portFile = folder.filePath(u"port"_s);
    DemoProcess demo;
    QVERIFY(demo.start({u"--port-file"_s, portFile, u"--seed"_s, u"42"_s}));
    QFile file(portFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray::number(demo.port()) + '\n');
    QCOMPARE(demo.get(u"/health"_s).json()[u"seed"_s].toString(), u"42"_s);
    const RawClient open(demo.port()); // a client that stays does not hold it up
    QVERIFY(open.isConnected());
    QCOMPARE(demo.stop(), 0);
}

void TestDemoProgram::endsWithItsParent()
{
    QTemporaryDir folder;
    const QString portFile = folder.filePath(u"port"_s);
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"\"$0\" --port 0 --port-file \"$1\" --exit-with-parent >/dev/null & wait"_s,
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
    const QString host = u"--host"_s;
    const QString port = u"--port"_s;
    QTest::newRow("all interfaces") << QStringList{host, u"0.0.0.0"_s, port, u"0"_s} << 2;
    QTest::newRow("no address") << QStringList{host, u"example"_s, port, u"0"_s} << 2;
    QTest::newRow("no port") << QStringList{port, u"70000"_s} << 2;
    QTest::newRow("no seed") << QStringList{port, u"0"_s, u"--seed"_s, u"-1"_s} << 2;
    QTest::newRow("a stray word") << QStringList{port, u"0"_s, u"word"_s} << 2;
    QTest::newRow("port in use") << QStringList{port, QString::number(m_demo.port())} << 1;
    QTest::newRow("store is no folder") << QStringList{port, u"0"_s, u"--store"_s, u"/dev/null/x"_s} << 1;
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
#include "tst_demo_program.moc"
