#include "servicesroom.h"

#include "ui/editor/codeview.h"
#include "ui/parts/durationspin.h"
#include "ui/parts/numberspin.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {
using Room = ServicesRoom;
} // namespace

/// The room of services: choosing one, editing its policy as a form and as text, applying.
class TestServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsAndShowsTheFirst();
    void theFilterNarrowsTheList();
    void valuesTellWhereTheyComeFrom();
    void theFormWritesIntoTheText();
    void theTextChangesTheForm();
    void takingAValueOutLeavesItToTheDefaults();
    void noRateAgainstAnInheritedOne();
    void mistakesStandAtTheirLines();
    void theUnsafeIsRefused();
    void theScheduleFollowsTheDraft();
    void appliesWithAReason();
    void draftsAreKeptByService();
    void somebodyElseComesFirst();
    void aProposalIsShown();
    void withoutServicesItSaysWhatToDo();
    void runsAreOneClickAway();
    void whatIsNotEncryptedIsTold();
    void whatIsNotThereIsSaid();
};

void TestServices::listsAndShowsTheFirst()
{
    Room room;
    auto *list = room.find<QListView>("serviceList");
    const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QTRY_COMPARE(room.panel->currentService(), u"geo"_s);
    QTRY_VERIFY(room.find<QWidget>("serviceName")->accessibleName().contains(u"geo"_s));
    QTRY_COMPARE(room.title(), u"This is live"_s);
    room.panel->focusList();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(room.panel->currentService(), u"ocr"_s);
    QTRY_VERIFY(room.find<CodeView>("policyText")->text().contains(u"service: ocr"_s));
    QVERIFY(room.find<QLabel>("serviceState")->text().contains(u"docs-team"_s));
}

void TestServices::theFilterNarrowsTheList()
{
    Room room;
    auto *list = room.find<QListView>("serviceList");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    room.panel->focusFilter();
    QTest::keyClicks(room.find<QLineEdit>("serviceFilter"), u"OC"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(room.find<QLineEdit>("serviceFilter"), Qt::Key_Return);
    QVERIFY(list->hasFocus());
    QVERIFY(room.choose(u"geo"_s)); // a link clears the filter
}

void TestServices::valuesTellWhereTheyComeFrom()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    QCOMPARE(room.input<NumberSpin>("policy.retry.attempts")->accessibleDescription(), QString());
    QCOMPARE(room.input<DurationSpin>("policy.retry.backoff.max")->text(), u"20s"_s);
    QCOMPARE(room.input<DurationSpin>("policy.retry.backoff.max")->accessibleDescription(), u"from cairn.yaml"_s);
    QCOMPARE(room.input<DurationSpin>("policy.timeout.connect")->text(), u"5s"_s);
    QCOMPARE(room.input<DurationSpin>("policy.timeout.connect")->accessibleDescription(), u"default"_s);
    QCOMPARE(room.input<QComboBox>("policy.retry.backoff.jitter")->currentText(), u"equal"_s);
    QCOMPARE(room.input<NumberSpin>("policy.rate.limit")->text(), u"none"_s);
    QVERIFY(!room.input<NumberSpin>("policy.rate.burst")->isEnabled());
}

void TestServices::theFormWritesIntoTheText()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    typeInto(room.input<DurationSpin>("policy.timeout.attempt"), u"1.5m"_s);
    typeInto(room.input<DurationSpin>("policy.timeout.connect"), u"300ms"_s);
    const QByteArray wanted = Room::ocr()
                                  .replace("attempts: 5", "attempts: 4")
                                  .replace("attempt: 30s", "attempt: 90s")
                                  .replace("step: 10m }", "step: 10m, connect: 300ms }");
    QTRY_COMPARE(room.draft().yaml(), wanted); // comments and order stay
    QTRY_COMPARE(room.find<CodeView>("policyText")->text().toUtf8(), wanted);
    QTRY_COMPARE(room.title(), u"Draft: 3 value(s) changed"_s);
    const QString words = room.differences("policyPage");
    QVERIFY2(words.contains(u"Attempts: 5 → 4 (retry.attempts)"_s), qPrintable(words));
    QVERIFY2(words.contains(u"Connect: 5s → 300ms (timeout.connect)"_s), qPrintable(words));
    QTest::keyClick(room.input<NumberSpin>("policy.retry.attempts"), Qt::Key_Up);
    QTRY_COMPARE(room.draft().service().policy.retry.attempts, 5);
    click(room.find<QPushButton>("draftDiscard"));
    QTRY_COMPARE(room.title(), u"This is live"_s);
    QCOMPARE(room.find<CodeView>("policyText")->text().toUtf8(), Room::ocr());
}

void TestServices::theTextChangesTheForm()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *text = room.find<CodeView>("policyText");
    QTRY_VERIFY(text->text().contains(u"attempts: 5"_s));
    text->editor()->setFocus();
    text->find(u"attempts: 5"_s, false);
    QTest::keyClicks(text->editor(), u"attempts: 9"_s);
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 9.0);
    QCOMPARE(text->text().toUtf8(), Room::ocr().replace("attempts: 5", "attempts: 9"));
    QTRY_COMPARE(room.title(), u"Draft: 1 value(s) changed"_s);
    text->find(u"Ours"_s, false);
    text->find(u"attempts: 9"_s, false);
    QTest::keyClicks(text->editor(), u"attempts: 5"_s);
    text->find(u"Ours"_s, false);
    QTest::keyClicks(text->editor(), u"Theirs"_s);
    QTRY_COMPARE(room.title(), u"Only the text is another"_s);
    QVERIFY(!room.find<QPushButton>("draftApply")->isEnabled());
}

void TestServices::takingAValueOutLeavesItToTheDefaults()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *attempts = room.input<NumberSpin>("policy.retry.attempts");
    QTRY_COMPARE(attempts->value(), 5.0);
    auto *reset = room.find<QWidget>("reset_policy.retry.attempts");
    QVERIFY(reset->isVisible());
    QVERIFY(!room.find<QWidget>("reset_policy.retry.backoff.max")->isVisible());
    click(reset);
    QTRY_COMPARE(attempts->value(), 6.0);
    QCOMPARE(attempts->accessibleDescription(), u"default"_s);
    QVERIFY(!room.draft().yaml().contains("retry"));
    QVERIFY(room.draft().yaml().contains("# patient"));
    // a rate comes and goes as a whole
    typeInto(room.input<NumberSpin>("policy.rate.limit"), u"7"_s);
    QTRY_VERIFY(room.input<NumberSpin>("policy.rate.burst")->isEnabled());
    QCOMPARE(room.input<NumberSpin>("policy.rate.burst")->value(), 7.0);
    typeInto(room.input<DurationSpin>("policy.rate.per"), u"2s"_s);
    QTRY_VERIFY(room.draft().service().policy.rate && room.draft().service().policy.rate->per == Milliseconds(2'000));
    typeInto(room.input<NumberSpin>("policy.rate.limit"), u"0"_s);
    QTRY_VERIFY(room.draft().isSound() && !room.draft().service().policy.rate);
    QVERIFY(!room.draft().yaml().contains("rate"));
}

void TestServices::noRateAgainstAnInheritedOne()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    room.draft().setText(Room::ocr(), "{ rate: { limit: 5, per: 2s } }");
    auto *limit = room.input<NumberSpin>("policy.rate.limit");
    QTRY_COMPARE(limit->accessibleDescription(), u"from cairn.yaml"_s);
    QCOMPARE(limit->value(), 5.0);
    typeInto(limit, u"0"_s);
    QTRY_VERIFY(room.draft().yaml().contains("rate: none"));
    QTRY_VERIFY(room.draft().isSound() && !room.draft().service().policy.rate);
    QTRY_COMPARE(limit->text(), u"none"_s);
    QCOMPARE(limit->accessibleDescription(), QString()); // its own word
    auto *reset = room.find<QWidget>("reset_policy.rate.limit");
    QVERIFY(reset->isVisible());
    typeInto(limit, u"7"_s);
    QTRY_VERIFY(room.draft().yaml().contains("limit: 7") && !room.draft().yaml().contains("none"));
    click(reset);
    QTRY_COMPARE(limit->accessibleDescription(), u"from cairn.yaml"_s);
    QCOMPARE(limit->value(), 5.0);
}

void TestServices::mistakesStandAtTheirLines()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *text = room.find<CodeView>("policyText");
    QTRY_VERIFY(text->text().contains(u"attempts: 5"_s));
    text->editor()->setFocus();
    text->find(u"attempts"_s, false);
    QTest::keyClicks(text->editor(), u"atempts"_s);
    QTRY_COMPARE(room.title(), u"The draft cannot be applied"_s);
    QCOMPARE(text->remarks().keys(), QList<int>{7});
    QVERIFY(text->remarks().value(7).contains(u"Did you mean"_s));
    QVERIFY(room.find<QLabel>("draftText")->text().startsWith(u"Line 8:"_s));
    QVERIFY(!room.find<QPushButton>("draftApply")->isEnabled());
    QCOMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 6.0); // nobody says otherwise
    text->find(u"{ atempts"_s, false);
    QTest::keyClicks(text->editor(), u"{{ atempts"_s);
    QTRY_VERIFY(room.find<QWidget>("policyUnreadable")->isVisible());
    QVERIFY(!room.input<NumberSpin>("policy.retry.attempts")->isEnabled());
    text->find(u"{{"_s, false);
    QTest::keyClicks(text->editor(), u"{"_s);
    QTRY_VERIFY(room.input<NumberSpin>("policy.retry.attempts")->isEnabled());
    text->find(u"atempts"_s, false);
    QTest::keyClicks(text->editor(), u"attempts"_s);
    QTRY_COMPARE(room.title(), u"This is live"_s);
    QTRY_VERIFY(text->remarks().isEmpty());
    QVERIFY(room.input<NumberSpin>("policy.retry.attempts")->isEnabled());
}

void TestServices::theUnsafeIsRefused()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<DurationSpin>("policy.timeout.step")->text(), u"10m"_s);
    typeInto(room.input<DurationSpin>("policy.timeout.attempt"), u"11m"_s);
    QTRY_COMPARE(room.title(), u"The draft cannot be applied"_s);
    QVERIFY(room.find<QLabel>("draftText")->text().contains(u"timeout step (10m) is less than attempt (11m)"_s));
    QCOMPARE(room.input<DurationSpin>("policy.timeout.attempt")->text(), u"11m"_s); // it can be mended where it was made
    QVERIFY(!room.find<QPushButton>("draftApply")->isEnabled());
    click(room.find<QPushButton>("draftDiscard"));
    QTRY_COMPARE(room.title(), u"This is live"_s);
    typeInto(room.input<DurationSpin>("contract.latency_budget"), u"31s"_s); // more than an attempt may take: can be meant
    QTRY_VERIFY(room.find<QLabel>("draftText")->text().contains(u"No answer is ever late"_s));
    QVERIFY(room.find<QPushButton>("draftApply")->isEnabled());
}

void TestServices::theScheduleFollowsTheDraft()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    auto *said = room.find<QLabel>("scheduleText");
    QTRY_VERIFY2(said->text().startsWith(u"5 attempt(s)"_s), qPrintable(said->text()));
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"3"_s);
    QTRY_VERIFY2(said->text().startsWith(u"3 attempt(s)"_s), qPrintable(said->text()));
    auto *failing = room.find<QComboBox>("scheduleFailing");
    failing->setFocus();
    QTest::keyClick(failing, Qt::Key_End);
    QVERIFY2(said->text().contains(u"1m 3"_s), qPrintable(said->text())); // three times 30 s, and waits of about 1.1 s
    typeInto(room.find<QSpinBox>("scheduleSteps"), u"1000"_s);
    QVERIFY2(said->text().contains(u"From attempt 2 on they are held"_s), qPrintable(said->text()));
    // no attempt starts after the step's time, wherever the jitter places it
    room.draft().setYaml(
        Room::ocr().replace("attempts: 5", "attempts: 12, backoff: { initial: 1s }").replace("step: 10m", "step: 30s"));
    failing->setCurrentIndex(0);
    room.find<QSpinBox>("scheduleSteps")->setValue(1);
    QTRY_VERIFY2(said->text().contains(u"at the latest 30s. After the step's time (30s) no attempt starts"_s),
                 qPrintable(said->text()));
}

void TestServices::appliesWithAReason()
{
    Room room;
    QSignalSpy told(room.panel.get(), &ServicesPanel::told);
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    auto *apply = room.find<QPushButton>("draftApply");
    QTRY_VERIFY(apply->isEnabled());
    click(apply);
    giveReason(u"its team asked for fewer"_s);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told.first().first().toString().contains(u"revision 2"_s));
    QVERIFY(told.first().first().toString().contains(u"until their next attempt"_s));
    QTRY_COMPARE(room.title(), u"This is live"_s);
    const ServiceRevision live = room.live(u"ocr"_s);
    QCOMPARE(live.revision, 2);
    QCOMPARE(live.reason, u"its team asked for fewer"_s);
    QCOMPARE(live.service.policy.retry.attempts, 4);
    QVERIFY(live.service.policy.retry.jitter == Jitter::Equal); // inherited still
    QVERIFY(live.source.startsWith("# Ours since May."));
    const auto audited = room.workspace.reader().lastAuditEntry();
    QVERIFY(audited && *audited);
    QCOMPARE((*audited)->action, u"service.revised"_s);
    QCOMPARE((*audited)->subject, u"ocr"_s);
    QCOMPARE((*audited)->reason, u"its team asked for fewer"_s);
    const auto said = [](const QByteArray &json, const char *key) {
        return QJsonDocument::fromJson(json).object().value(QLatin1String(key)).toVariant().toString();
    };
    QCOMPARE(said((*audited)->before, "policy.retry.attempts"), u"5"_s); // each value that it changed
    QCOMPARE(said((*audited)->after, "policy.retry.attempts"), u"4"_s);
    QCOMPARE(said((*audited)->after, "revision"), u"2"_s);
    QCOMPARE(said((*audited)->after, "not_of_file"), u"true"_s);
    QCOMPARE(QJsonDocument::fromJson((*audited)->after).object().size(), 4);
}

void TestServices::draftsAreKeptByService()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    QVERIFY(room.choose(u"geo"_s));
    QTRY_COMPARE(room.title(), u"This is live"_s);
    QVERIFY(room.find<CodeView>("policyText")->text().contains(u"service: geo"_s));
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 4.0);
    QTRY_COMPARE(room.title(), u"Draft: 1 value(s) changed"_s);
}

void TestServices::somebodyElseComesFirst()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 5.0);
    typeInto(room.input<NumberSpin>("policy.retry.attempts"), u"4"_s);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    QTRY_COMPARE(room.title(), u"ann has recorded revision 2 meanwhile"_s);
    QVERIFY(!room.find<QPushButton>("draftApply")->isEnabled());
    click(room.find<QPushButton>("draftRebase"));
    QTRY_COMPARE(room.title(), u"Draft: 1 value(s) changed"_s);
    QTRY_VERIFY(room.differences("policyPage").contains(u"Attempts: 2 → 4"_s));
    QVERIFY(room.find<QPushButton>("draftApply")->isEnabled());
    // where nothing is drafted, the new one is simply shown
    click(room.find<QPushButton>("draftDiscard"));
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 2.0);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 3"));
    room.apply(u"a compromise"_s);
    QTRY_COMPARE(room.input<NumberSpin>("policy.retry.attempts")->value(), 3.0);
    QCOMPARE(room.title(), u"This is live"_s);
}

void TestServices::aProposalIsShown()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    Service proposed = room.draft().live().service;
    proposed.policy.timeout.attempt = Milliseconds(45'000);
    proposed.policy.retry.perCategory.insert(Category::Timeout, 2);
    proposed.baseUrl = QUrl(u"https://elsewhere.example.net"_s); // is not for advice to say
    room.draft().setService(proposed, room.draft().live().service);
    QCOMPARE(room.find<QTabWidget>("serviceTabs")->currentIndex(), 0);
    QTRY_COMPARE(room.title(), u"Draft: 2 value(s) changed"_s);
    QCOMPARE(room.draft().yaml(), Room::ocr()
                                      .replace("attempt: 30s", "attempt: 45s")
                                      .replace("attempts: 5 }", "attempts: 5, per_category: { timeout: 2 } }"));
    QCOMPARE(room.draft().service().policy, proposed.policy);
    QCOMPARE(room.draft().service().baseUrl.host(), u"ocr.example.net"_s);
}

void TestServices::withoutServicesItSaysWhatToDo()
{
    Room room(true);
    const auto said = [&room] {
        const QList<QLabel *> labels = room.panel->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text() == u"No service is live yet"_s;
        });
    };
    QTRY_VERIFY(said());
    QVERIFY(!room.find<QTabWidget>("serviceTabs")->isVisible());
}

void TestServices::runsAreOneClickAway()
{
    Room room;
    QSignalSpy wanted(room.panel.get(), &ServicesPanel::runsWanted);
    QVERIFY(room.choose(u"ocr"_s));
    click(room.find<QPushButton>("serviceRuns"));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"service:ocr"_s);
}

void TestServices::whatIsNotEncryptedIsTold()
{
    Room room;
    room.workspace.write(u"services/geo.yaml"_s, "service: geo\nbase_url: http://geo.example.net\nallow_insecure: true\n");
    room.apply(u"their certificate has ended"_s);
    QVERIFY(room.choose(u"geo"_s));
    auto *exposed = room.find<QLabel>("serviceExposed");
    QTRY_VERIFY(exposed->isVisible());
    QVERIFY(exposed->text().startsWith(u"Not encrypted"_s));
    QVERIFY(room.choose(u"ocr"_s));
    QTRY_VERIFY(!exposed->isVisible());
}

void TestServices::whatIsNotThereIsSaid()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    QSignalSpy failed(room.panel.get(), &ServicesPanel::failed);
    room.panel->showService(u"mail"_s);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().detail.contains(u"no service mail"_s));
    QCOMPARE(room.panel->currentService(), u"ocr"_s);
}

QTEST_MAIN(TestServices)
#include "tst_gui_services.moc"
