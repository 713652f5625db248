#include "servicesroom.h"

#include "ui/durationspin.h"
#include "ui/numberspin.h"
#include "ui/quitquestion.h"
#include "ui/statusbar.h"

#include <QMainWindow>
#include <QMessageBox>
#include <QScrollArea>
#include <QSignalSpy>

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
    void germanTimesAreTaken();
    void whatOthersChangedStays();
    void aRefusedApplySaysItInItsOwnWords();
    void theFormIsWholeInASmallWindow();
    void closingAsksAboutDrafts();
};

void TestPolicyDrafts::whatIsNotTakenIsSaid()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    const QList<std::tuple<QAbstractSpinBox *, QString, QString>> cases{
        {room.input<DurationSpin>("policy.timeout.step"), u"abc"_s, u"“abc” is not taken. Write a time with its unit"_s},
        {room.input<DurationSpin>("policy.timeout.step"), u"1"_s, u"“1” is not taken. Write a time with its unit"_s},
        {room.input<NumberSpin>("policy.retry.attempts"), u"0"_s, u"“0” is not taken. Write a number from 1 to 100"_s},
        {room.input<NumberSpin>("policy.retry.attempts"), u"2.5"_s, u"“2.5” is not taken. Write a number from 1 to 100"_s},
        {room.input<NumberSpin>("policy.retry.backoff.factor"), u"99999"_s,
         u"“99999” is not taken. Write a number from 1.00 to 10.00"_s}};
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

/// As the page writes them.
void TestPolicyDrafts::germanTimesAreTaken()
{
    DurationSpin spin(false);
    spin.setLocale(QLocale(QLocale::German, QLocale::Germany));
    typeInto(&spin, u"1,5s"_s);
    QCOMPARE(spin.value(), 1'500.0);
    typeInto(&spin, u"2.5s"_s);
    QCOMPARE(spin.value(), 2'500.0);
    NumberSpin ratio(2);
    ratio.setLocale(spin.locale());
    ratio.setRange(0, 1);
    typeInto(&ratio, u"0,25"_s);
    QCOMPARE(ratio.value(), 0.25);
    QCOMPARE(ratio.text(), u"0,25"_s);
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
    const QString again = u"It changes again what ann changed in revision 3: Attempts: 2 → 4 (retry.attempts)."_s;
    QTRY_COMPARE(room.find<QLabel>("draftText")->text(), again);
    QVERIFY(room.find<QPushButton>("draftApply")->isEnabled());
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

void TestPolicyDrafts::theFormIsWholeInASmallWindow()
{
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

QTEST_MAIN(TestPolicyDrafts)
#include "tst_gui_policydrafts.moc"
