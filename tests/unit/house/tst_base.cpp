#include "changedvariable.h"

#include "base/eventloops.h"
#include "base/hasher.h"
#include "base/ids.h"
#include "base/logrest.h"
#include "base/outputfile.h"
#include "base/timestamp.h"
#include "model/records.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runIdsAreOrderedAndRoundTrip();
    void runIdsRefuseNonsense_data();
    void runIdsRefuseNonsense();
    void digestsAreThoseOfTheStandard();
    void durationsReadWell_data();
    void durationsReadWell();
    void timesRoundTrip();
    void aFullDiskIsTold();
    void wordsRoundTrip();
    void theLogIsNotFilledWithTheSame();
    void othersChooseTheirEventLoopsThemselves();
    void anOutputAppearsWhenItIsWhole();
    void anOutputReplacesNoDevice();
};

void TestBase::runIdsAreOrderedAndRoundTrip()
{
    RunId last;
    for (int i = 0; i < 10'000; ++i) {
        const RunId id = RunId::generate(1'790'000'000'000 + i / 100);
        QVERIFY(id > last);
        const auto back = RunId::fromString(id.toString().toLower());
        QVERIFY(back && *back == id);
        last = id;
    }
}

void TestBase::runIdsRefuseNonsense_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "abc", "0000000000000", "UUUUUUUUUUUUU", "ZZZZZZZZZZZZZ", "01KC8D7T5QWER!", "01KC8D7T5QWER1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestBase::runIdsRefuseNonsense()
{
    QFETCH(QString, text);
    const auto id = RunId::fromString(text);
    QVERIFY(!id);
    QCOMPARE(id.error().kind, ErrorKind::Usage);
    QVERIFY(!id.error().remedy.isEmpty());
}

void TestBase::digestsAreThoseOfTheStandard()
{
    // FIPS 180-4 examples
    QCOMPARE(Digest::of("abc").toHex(), u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s);
    Hasher hasher;
    hasher.add("a");
    hasher.add("bc");
    QCOMPARE(hasher.finish(), Digest::of("abc"));
    QCOMPARE(hasher.finish().toHex(), u"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_s);
    QCOMPARE(*Digest::fromHex(u"sha256:"_s + Digest::of("abc").toHex()), Digest::of("abc"));
    QVERIFY(!Digest::fromHex(u"ba78"_s));
    QVERIFY(!Digest::fromHex(QString(64, QLatin1Char('g'))));
}

void TestBase::durationsReadWell_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("ms") << qint64(999) << u"999ms"_s;
    QTest::newRow("s") << qint64(4200) << u"4.2s"_s;
    QTest::newRow("m") << qint64(300'000) << u"5m"_s;
    QTest::newRow("m s") << qint64(61'000) << u"1m 1s"_s;
    QTest::newRow("h m") << qint64(7'800'000) << u"2h 10m"_s;
    QTest::newRow("d") << qint64(86'400'000) << u"1d"_s;
    QTest::newRow("negative") << qint64(-1500) << u"-1.5s"_s;
}

void TestBase::durationsReadWell()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(toText(Milliseconds(ms)), text);
}

void TestBase::timesRoundTrip()
{
    const Timestamp time(1'795'512'600'123ms);
    QCOMPARE(toRfc3339(time), u"2026-11-24T09:30:00.123Z"_s);
    QCOMPARE(*fromRfc3339(toRfc3339(time)), time);
    QVERIFY(!fromRfc3339(u"yesterday"_s));
}

void TestBase::aFullDiskIsTold()
{
    const Error error = systemError(ENOSPC, u"writing failed"_s, u"/x"_s);
    QCOMPARE(error.kind, ErrorKind::DiskFull);
    QVERIFY(describe(error).startsWith(u"/x: writing failed"_s));
    QVERIFY(!error.remedy.isEmpty());
    for (const int other : {EACCES, EROFS, ENOENT, ENOTDIR, ENXIO, EISDIR, EMFILE})
        QVERIFY2(!systemError(other, u"it failed"_s, u"/x"_s).remedy.isEmpty(), std::strerror(other));
}

void TestBase::wordsRoundTrip()
{
    for (RunState state : allRunStates())
        QCOMPARE(*runStateFromWord(word(state)), state);
    for (int i = 0; i <= int(StepState::Cancelled); ++i)
        QCOMPARE(*stepStateFromWord(word(StepState(i))), StepState(i));
    for (Category category : allCategories())
        QCOMPARE(*categoryFromWord(word(category)), category);
    QCOMPARE(categoryWords().size(), allCategories().size());
    for (int i = 0; i <= int(CommandKind::MarkNotHappened); ++i)
        QCOMPARE(*commandKindFromWord(word(CommandKind(i))), CommandKind(i));
    QVERIFY(!runStateFromWord(u"nonsense"));
}

void TestBase::othersChooseTheirEventLoopsThemselves()
{
    const QString variable = u"QT_NO_GLIB"_s;
    const ChangedVariable choice("QT_NO_GLIB", "yes"); // by whoever started us: for all
    chooseEventLoops(Glib::ForNone);
    QCOMPARE(environmentForOthers().value(variable), u"yes"_s);
    qunsetenv("QT_NO_GLIB");
    chooseEventLoops(Glib::ForNone);
    QVERIFY(!qEnvironmentVariableIsEmpty("QT_NO_GLIB")); // Qt sees it
    QVERIFY(!environmentForOthers().contains(variable));
    QCOMPARE(environmentForOthers().value(u"PATH"_s), qEnvironmentVariable("PATH"));
}

void TestBase::theLogIsNotFilledWithTheSame()
{
    LogRest rest;
    const Timestamp start(0ms);
    int written = 0;
    for (int i = 0; i < 1'000; ++i) // 90 s
        written += rest.isDue(u"the disk is full"_s, start + i * 90ms);
    QCOMPARE(written, 2);
    QVERIFY(rest.isDue(u"it is damaged"_s, start));
    QVERIFY(!rest.isDue(u"it is damaged"_s, start + 1s));
    QVERIFY(!rest.isDue(u"it is damaged"_s, start - 50ms)); // the clock was set right meanwhile
}

void TestBase::anOutputAppearsWhenItIsWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a"_s);
    QVERIFY(writeOutput(path, "before"));
    QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    {
        OutputFile given(path);
        QVERIFY(given.open());
        QVERIFY(given.write(QByteArray(100'000, 'x')));
        QCOMPARE(QFileInfo(path).size(), 6);
    }
    QCOMPARE(QFileInfo(path).size(), 6); // given up
    OutputFile whole(path);
    QVERIFY(whole.open() && whole.write(QByteArray(100'000, 'x')) && whole.commit());
    QCOMPARE(QFileInfo(path).size(), 100'000);
    for (const QString &wrong : {folder.path(), folder.filePath(u"none/a"_s)}) {
        const auto refused = writeOutput(wrong, "text");
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Io);
        QVERIFY(!refused.error().remedy.isEmpty());
    }
}

void TestBase::anOutputReplacesNoDevice()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QFile reader(path);
    QVERIFY(reader.open(QIODevice::ReadWrite | QIODevice::Unbuffered)); // which keeps opening it from waiting
    QVERIFY(writeOutput(path, "text"));
    QCOMPARE(reader.read(4), QByteArray("text"));
    struct stat left = {};
    QCOMPARE(::stat(QFile::encodeName(path).constData(), &left), 0);
    QVERIFY(S_ISFIFO(left.st_mode));
    // Only after that: if a file took a place here, it would be that of this device.
    const auto refused = writeOutput(u"/dev/full"_s, "text");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::DiskFull);
    QVERIFY(refused.error().remedy.contains(u"Make room"_s));
}

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
