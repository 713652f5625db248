#include "servicesroom.h"

#include "ui/editor/codeview.h"
#include "ui/parts/durationspin.h"
#include "ui/parts/numberspin.h"
#include "ui/services/policyform.h"
#include "ui/window/quitquestion.h"
#include "ui/window/statusbar.h"

#include <QMainWindow>
#include <QMessageBox>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTranslator>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {
using Room = ServicesRoom;
} // namespace

/// Drafts of policies beside what others do: nothing that was typed or drafted is lost without a word.
class TestPolicyDrafts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotTakenIsSaid();
    void nothingTypedIsNoValue();
    void whatIsSaidToWriteIsTaken();
    void aGoodValueEndsTheRefusal();
    void asManyDecimalsAsAreShown();
    void whatOthersChangedStays();
    void keepingTakesWhatWasTypedLast();
    void applyingTakesWhatStandsTyped();
    void discardingTakesWhatStandsTyped();
    void aRefusedApplySaysItInItsOwnWords();
    void rulesForOneHeaderAreToldApart();
    void theFormIsWholeInASmallWindow_data();
    void theFormIsWholeInASmallWindow();
    void adviceLeavesWhatIsDrafted();
    void adviceLeavesWhatOthersChanged();
    void closingAsksAboutDrafts();
    void closingTakesWhatStandsTyped();
};

void TestPolicyDrafts::whatIsNotTakenIsSaid()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    const QList<std::tuple<QAbstractSpinBox *, QString, QString>> cases{
        {room.input<DurationSpin>("policy.timeout.step"), u"abc"_s, u"“abc” is not taken. Write a time with its unit"_s},
        {room.input<DurationSpin>("policy.timeout.step"), u"1"_s, u"“1” is not taken. Write a time with its unit"_s},
        {room.input<NumberSpin>("policy.retry.attempts"), u"0"_s, u"“0” is not taken. Write a whole number from 1 to 100"_s},
        {room.input<NumberSpin>("policy.retry.attempts"), u"2.5"_s, u"“2.5” is not taken. Write a whole number from 1 to 100"_s},
        {room.input<NumberSpin>("policy.budget.capacity"), u"10.000"_s,
         u"“10.000” is not taken. Write a whole number from 1 to 1000000"_s},
        {room.input<NumberSpin>("policy.breaker.failure_ratio"), u"nan"_s,
         u"“nan” is not taken. Write a number from 0.01 to 1."_s},
        {room.input<DurationSpin>("policy.timeout.step"), u"5000d"_s,
         u"“5000d” is not taken. Write whole milliseconds, from 1ms to 3660d, or 0s for none."_s},
        {room.input<DurationSpin>("policy.timeout.connect"), u"0.5ms"_s,
         u"“0.5ms” is not taken. Write whole milliseconds, from 1ms to 3660d."_s},
        {room.input<DurationSpin>("policy.timeout.connect"), u"0s"_s,
         u"“0s” is not taken. Write whole milliseconds, from 1ms to 3660d."_s},
        {room.input<NumberSpin>("policy.retry.backoff.factor"), u"99999"_s,
         u"“99999” is not taken. Write a number from 1 to 10"_s}};
    for (const auto &[box, typed, said] : cases) {
        const QString before = box->text();
        typeInto(box, typed);
        const auto *refused = room.panel->findChild<QLabel *>(u"refused_"_s + box->objectName());
        QVERIFY2(refused->isVisible() && refused->text().startsWith(said), qPrintable(refused->text()));
        QCOMPARE(box->text(), before);
    }
    QVERIFY(!room.draft().isChanged());
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    QVERIFY(!room.find<QLabel>("refused_policy.retry.attempts")->isVisible());
    QTRY_COMPARE(room.draft().service().policy.retry.attempts, 4);
    typeInto(room.input<DurationSpin>("policy.timeout.step"), u"1.5 h"_s); // a space is no mistake
    QTRY_COMPARE(room.draft().service().policy.timeout.step, std::optional(Milliseconds(5'400'000)));
}

void TestPolicyDrafts::nothingTypedIsNoValue()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *connect = room.input<DurationSpin>("policy.timeout.connect");
    QTRY_COMPARE(connect->text(), u"5s"_s);
    connect->setFocus();
    connect->selectAll();
    QTest::keyClick(connect, Qt::Key_Delete);
    QTest::keyClick(connect, Qt::Key_Tab);
    QCOMPARE(connect->text(), u"5s"_s);
    QVERIFY(room.find<QLabel>("refused_policy.timeout.connect")->isVisible());
    QVERIFY(!room.draft().isChanged());
}

void TestPolicyDrafts::whatIsSaidToWriteIsTaken()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *step = room.input<DurationSpin>("policy.timeout.step");
    for (const QString &none : {u"0s"_s, u"0"_s, u"0ms"_s}) {
        typeInto(step, u"9m"_s);
        QTRY_COMPARE(room.draft().service().policy.timeout.step, std::optional(Milliseconds(540'000)));
        typeInto(step, none);
        QVERIFY2(!room.find<QLabel>("refused_policy.timeout.step")->isVisible(), qPrintable(none));
        QCOMPARE(step->text(), u"none"_s);
        QTRY_VERIFY(room.draft().isRead() && room.draft().service().policy.timeout.step == Milliseconds(0));
    }
}

/// Also one that is there already.
void TestPolicyDrafts::aGoodValueEndsTheRefusal()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *attempts = room.input<NumberSpin>("policy.retry.attempts");
    QTRY_COMPARE(attempts->value(), 5.0);
    const auto *refused = room.find<QLabel>("refused_policy.retry.attempts");
    typeInto(attempts, u"abc"_s);
    QVERIFY(refused->isVisible());
    typeInto(attempts, u"5"_s);
    QVERIFY(!refused->isVisible());
}

void TestPolicyDrafts::asManyDecimalsAsAreShown()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *ratio = room.input<NumberSpin>("policy.breaker.failure_ratio");
    typeInto(ratio, u"0.125"_s);
    QCOMPARE(ratio->text(), u"0.125"_s);
    QTRY_COMPARE(room.draft().service().policy.breaker.failureRatio, 0.125);
    typeInto(ratio, u"0.33333333"_s);
    QCOMPARE(ratio->text(), u"0.33333"_s);
    QTRY_COMPARE(room.draft().service().policy.breaker.failureRatio, 0.33333);
}

/// The draft changes one value, somebody else another one meanwhile.
void TestPolicyDrafts::whatOthersChangedStays()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    QTRY_COMPARE(room.title(), u"Draft: 1 value(s) changed"_s);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempt: 30s", "attempt: 20s"));
    room.apply(u"they are faster now"_s);
    QTRY_COMPARE(room.title(), u"ann has recorded revision 2 meanwhile"_s);
    click(room.find<QPushButton>("draftRebase"));
    QTRY_COMPARE(room.draft().yaml(), Room::ocr().replace("attempts: 5", "attempts: 4").replace("attempt: 30s", "attempt: 20s"));
    QTRY_COMPARE(room.title(), u"Draft: 1 value(s) changed"_s);
    QCOMPARE(room.differences("policyPage"), u"Attempts: 5 → 4 (retry.attempts)"_s);
    QCOMPARE(room.find<QLabel>("draftText")->text(), u"Nothing speaks against it"_s);
    // both change the same: the draft's stays, and it is said
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    QTRY_COMPARE(room.title(), u"ann has recorded revision 3 meanwhile"_s);
    click(room.find<QPushButton>("draftRebase"));
    const QString again = u"It changes again what was changed since revision 1: Attempts: 2 → 4 (retry.attempts)."_s;
    QTRY_COMPARE(room.find<QLabel>("draftText")->text(), again);
    QVERIFY(room.find<QPushButton>("draftApply")->isEnabled());
}

/// Before there was a pause in which it would have been taken.
void TestPolicyDrafts::keepingTakesWhatWasTypedLast()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempt: 30s", "attempt: 20s"));
    room.apply(u"they are faster now"_s);
    QTRY_COMPARE(room.title(), u"ann has recorded revision 2 meanwhile"_s);
    QVERIFY(room.draft().isRead());
    auto *text = room.find<CodeView>("policyText");
    text->editor()->setFocus();
    QVERIFY(text->find(u"May"_s, false));
    QTest::keyClicks(text->editor(), u"June"_s);
    QTest::keyClick(text->editor(), Qt::Key_K, Qt::AltModifier);
    const QByteArray wanted =
        Room::ocr().replace("May", "June").replace("attempts: 5", "attempts: 4").replace("attempt: 30s", "attempt: 20s");
    QTRY_COMPARE(room.draft().yaml(), wanted);
    QCOMPARE(text->text().toUtf8(), wanted);
    QTRY_COMPARE(room.title(), u"Draft: 1 value(s) changed"_s);
}

/// A key that leads to a button leaves the focus where it is.
void TestPolicyDrafts::applyingTakesWhatStandsTyped()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *attempts = room.input<NumberSpin>("policy.retry.attempts");
    QTRY_COMPARE(attempts->value(), 5.0);
    typeInto(room.input<DurationSpin>("policy.timeout.connect"), u"7s"_s);
    QTRY_VERIFY(room.find<QPushButton>("draftApply")->isEnabled());
    attempts->setFocus();
    attempts->selectAll();
    QTest::keyClicks(attempts, u"9"_s);
    QTest::keyClick(attempts, Qt::Key_A, Qt::AltModifier);
    giveReason(u"as agreed"_s);
    QTRY_COMPARE(room.title(), u"This is live"_s);
    QTRY_COMPARE(room.live(u"ocr"_s).revision, 2);
    QCOMPARE(room.live(u"ocr"_s).service.policy.retry.attempts, 9);
    QCOMPARE(room.live(u"ocr"_s).service.policy.timeout.connect, Milliseconds(7'000));
    // what cannot be applied opens nothing
    room.panel->activateWindow(); // offscreen, nobody else does
    QVERIFY(QTest::qWaitForWindowActive(room.panel.get()));
    typeInto(room.input<DurationSpin>("policy.timeout.connect"), u"6s"_s);
    QTRY_VERIFY(room.find<QPushButton>("draftApply")->isEnabled());
    auto *attempt = room.input<DurationSpin>("policy.timeout.attempt");
    attempt->setFocus();
    attempt->selectAll();
    QTest::keyClicks(attempt, u"11m"_s); // more than the step may take
    QTest::keyClick(attempt, Qt::Key_A, Qt::AltModifier);
    QTRY_COMPARE(room.title(), u"The draft cannot be applied"_s);
    QVERIFY(!QApplication::activeModalWidget());
}

void TestPolicyDrafts::discardingTakesWhatStandsTyped()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *attempts = room.input<NumberSpin>("policy.retry.attempts");
    QTRY_COMPARE(attempts->value(), 5.0);
    typeInto(room.input<DurationSpin>("policy.timeout.connect"), u"7s"_s);
    QTRY_VERIFY(room.find<QPushButton>("draftDiscard")->isVisible());
    attempts->setFocus();
    attempts->selectAll();
    QTest::keyClicks(attempts, u"9"_s);
    QTest::keyClick(attempts, Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(attempts->text(), u"5"_s);
    QTest::keyClick(attempts, Qt::Key_Tab);
    QTRY_COMPARE(room.title(), u"This is live"_s);
    QVERIFY(!room.draft().isChanged());
}

/// Somebody is first while the reason is asked for.
void TestPolicyDrafts::aRefusedApplySaysItInItsOwnWords()
{
    Room room;
    QSignalSpy failed(room.panel.get(), &ServicesPanel::failed);
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    QTRY_VERIFY(room.find<QPushButton>("draftApply")->isEnabled());
    click(room.find<QPushButton>("draftApply"));
    QTRY_VERIFY(qobject_cast<RevisionDialog *>(QApplication::activeModalWidget()));
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    giveReason(u"fewer"_s);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.detail, u"revision 1 of ocr is not live any more"_s);
    QVERIFY2(!error.remedy.contains(u'`'), qPrintable(error.remedy)); // no commands for a shell
    QTRY_COMPARE(room.title(), u"ann has recorded revision 2 meanwhile"_s);
}

void TestPolicyDrafts::theFormIsWholeInASmallWindow_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << u"en"_s;
    QTest::newRow("German") << u"de"_s; // its words are longer
}

void TestPolicyDrafts::theFormIsWholeInASmallWindow()
{
    QFETCH(const QString, language);
    QTranslator words;
    QVERIFY(words.load(u":/i18n/cairn_%1.qm"_s.arg(language)));
    QVERIFY(QApplication::installTranslator(&words));
    Room room;
    room.panel->resize(780, 480); // what a window of 960 x 600 leaves
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    const auto *form = room.find<QScrollArea>("policyForm");
    QTRY_VERIFY2(form->viewport()->width() >= form->widget()->minimumSizeHint().width(),
                 qPrintable(u"%1 of %2"_s.arg(form->viewport()->width()).arg(form->widget()->minimumSizeHint().width())));
    const QWidget *page = room.find<QWidget>("policyPage");
    QVERIFY2(page->width() <= room.find<QTabWidget>("serviceTabs")->width(), qPrintable(QString::number(page->width())));
}

void TestPolicyDrafts::rulesForOneHeaderAreToldApart()
{
    Service service;
    for (const auto &[reason, as] : {std::pair("quota", Category::RateLimit), std::pair("form", Category::Data)}) {
        CategoryRule rule;
        rule.header = "X-Reason";
        rule.headerValue = reason;
        rule.as = as;
        service.policy.categories.append(rule);
    }
    PolicyForm form;
    form.present(service, {}, true);
    const QStringList told = form.findChild<QLabel *>(u"policyRules"_s)->text().split(u'\n');
    QVERIFY2(told.value(0).startsWith(u"X-Reason=quota: "_s) && told.value(1).startsWith(u"X-Reason=form: "_s),
             qPrintable(told.join(u'\n')));
}

/// "Open as draft" writes what is advised into it, and nothing else.
void TestPolicyDrafts::adviceLeavesWhatIsDrafted()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    QTRY_VERIFY(room.draft().isRead() && room.draft().service().policy.retry.attempts == 4);
    Service advised = room.draft().live().service;
    advised.policy.breaker.minCalls = 33;
    room.draft().setService(advised, room.draft().live().service);
    QTRY_VERIFY(room.draft().isRead());
    QCOMPARE(room.draft().service().policy.breaker.minCalls, 33);
    QCOMPARE(room.draft().service().policy.retry.attempts, 4);
}

/// It was given before somebody changed something else.
void TestPolicyDrafts::adviceLeavesWhatOthersChanged()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    const Service from = room.draft().live().service;
    Service advised = from;
    advised.policy.breaker.minCalls = 33;
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    QTRY_COMPARE(room.draft().service().policy.retry.attempts, 2);
    room.draft().setService(advised, from);
    QTRY_VERIFY(room.draft().isRead());
    QCOMPARE(room.draft().service().policy.breaker.minCalls, 33);
    QCOMPARE(room.draft().service().policy.retry.attempts, 2);
}

void TestPolicyDrafts::closingAsksAboutDrafts()
{
    Room room;
    QMainWindow window;
    StatusBar counts(room.workspace.desk());
    QuitQuestion quitting(window, counts, room.draft());
    window.show();
    QVERIFY(window.close()); // nothing would be lost
    window.show();
    QVERIFY(room.choose(u"ocr"_s));
    room.draft().setValue(u"policy.retry.attempts"_s, u"3"_s);
    QVERIFY(!window.close());
    auto *question = window.findChild<QMessageBox *>(u"quitQuestion"_s);
    QVERIFY(question);
    QVERIFY2(question->text().contains(u"not applied: ocr."_s), qPrintable(question->text()));
    QVERIFY2(!question->informativeText().contains(u"Nothing"_s), qPrintable(question->informativeText()));
    click(question->findChild<QPushButton *>(u"quitNot"_s));
    QTRY_VERIFY(!window.findChild<QMessageBox *>(u"quitQuestion"_s));
    QVERIFY(window.isVisible());
    QVERIFY(!window.close());
    click(window.findChild<QMessageBox *>(u"quitQuestion"_s)->findChild<QPushButton *>(u"quitAnyway"_s));
    QTRY_VERIFY(!window.isVisible());
}

void TestPolicyDrafts::closingTakesWhatStandsTyped()
{
    Room room;
    StatusBar counts(room.workspace.desk());
    QuitQuestion quitting(*room.panel, counts, room.draft());
    QVERIFY(room.choose(u"ocr"_s));
    auto *connect = room.input<DurationSpin>("policy.timeout.connect");
    QTRY_COMPARE(connect->text(), u"5s"_s);
    connect->setFocus();
    connect->selectAll();
    QTest::keyClicks(connect, u"7s"_s);
    QVERIFY(!room.panel->close());
    auto *question = room.panel->findChild<QMessageBox *>(u"quitQuestion"_s);
    QVERIFY(question);
    QVERIFY2(question->text().contains(u"not applied: ocr."_s), qPrintable(question->text()));
    click(question->findChild<QPushButton *>(u"quitNot"_s));
    QTRY_VERIFY(room.draft().yaml().contains("connect: 7s"));
}

QTEST_MAIN(TestPolicyDrafts)
#include "tst_gui_policydrafts.moc"
