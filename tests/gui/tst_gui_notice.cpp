#include "windowtest.h"

#include "ui/look/wording.h"
#include "ui/parts/notice.h"

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What came of something is told, also after something went wrong.
class TestNotice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newsStandBelowAWarning();
    void warningsAreKeptUntilTheyAreClosed();
    void escapeClosesAWarningFirst();
    void goodNewsDoNotTakeEscape();
    void aWarningOfAnotherRoomGoes();
    void sentencesEndOnce();

private:
    struct Room : WindowTest
    {
        Notice *notice() const { return find<Notice>("notice"); }
        QString text() const { return find<QLabel>("noticeText")->text(); }
        bool isIn(const char *room) const { return find<QWidget>(room)->isVisible(); }
    };
};

void TestNotice::newsStandBelowAWarning()
{
    const Room room;
    room.notice()->warn(u"It cannot be retried."_s);
    room.notice()->tell(u"It is recorded."_s);
    QVERIFY(room.notice()->isVisible());
    QCOMPARE(room.text(), u"It cannot be retried.\nIt is recorded."_s);
    QTRY_COMPARE_WITH_TIMEOUT(room.text(), u"It cannot be retried."_s, 20'000); // nobody has closed it
    QVERIFY(room.notice()->isVisible());
    QTest::keyClick(room.window.get(), Qt::Key_Escape);
    room.notice()->tell(u"It is recorded."_s);
    QCOMPARE(room.text(), u"It is recorded."_s);
}

void TestNotice::warningsAreKeptUntilTheyAreClosed()
{
    const Room room;
    room.notice()->tell(u"Taking in 2 files…"_s);
    for (const QString &text : {u"one"_s, u"two"_s, u"one"_s, u"three"_s, u"four"_s})
        room.notice()->warn(text);
    QCOMPARE(room.text(), u"one\nthree\nfour"_s); // the newest, each once
    QTest::mouseClick(room.find<QWidget>("noticeClose"), Qt::LeftButton);
    QVERIFY(!room.notice()->isVisible());
    room.notice()->warn(u"five"_s);
    QCOMPARE(room.text(), u"five"_s);
}

void TestNotice::escapeClosesAWarningFirst()
{
    const Room room;
    room.enter("showOverview");
    room.window->listRuns(u"state:blocked"_s);
    room.notice()->warn(u"It cannot be retried."_s);
    QTest::keyClick(room.window.get(), Qt::Key_Escape);
    QVERIFY(!room.notice()->isVisible());
    QVERIFY(room.isIn("runsPanel"));
    QTest::keyClick(room.window.get(), Qt::Key_Escape);
    QVERIFY(room.isIn("overviewPanel"));
}

void TestNotice::goodNewsDoNotTakeEscape()
{
    const Room room;
    room.enter("showOverview");
    room.window->listRuns(u"state:blocked"_s);
    room.notice()->tell(u"It is recorded."_s);
    QTest::keyClick(room.window.get(), Qt::Key_Escape);
    QVERIFY(room.isIn("overviewPanel"));
    QCOMPARE(room.text(), u"It is recorded."_s);
}

void TestNotice::aWarningOfAnotherRoomGoes()
{
    const Room room;
    room.notice()->warn(u"It cannot be retried."_s);
    room.enter("showFailures");
    QVERIFY(room.notice()->isVisible()); // it may just have come
    QTRY_VERIFY_WITH_TIMEOUT(!room.notice()->isVisible(), 20'000);
}

void TestNotice::sentencesEndOnce()
{
    QCOMPARE(errorText({ErrorKind::Conflict, u"none can be retried"_s, u"incident 3"_s, u"First say of each whether it did."_s}),
             u"incident 3: none can be retried. First say of each whether it did."_s);
    QCOMPARE(errorText({ErrorKind::Conflict, u"nobody knows"_s, u"f2.txt"_s, {}}), u"f2.txt: nobody knows."_s); // as it is called
    QCOMPARE(errorText({ErrorKind::Conflict, u"it is gone."_s, {}, {}}), u"It is gone."_s);
}

QTEST_MAIN(TestNotice)
#include "tst_gui_notice.moc"
