#include "editworkspace.h"

#include "ui/editor/codeview.h"
#include "ui/incidents/memberslist.h"
#include "ui/parts/tableexport.h"
#include "ui/payload/editdialog.h"
#include "ui/payload/payloadwindow.h"
#include "ui/run/commanddialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// One failure is mended from wherever it is looked at: what its step sends, and its line in the incident.
class TestOneFailure : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsReadIsEditedThere();
    void aFailureIsTreatedAlone();
};

/// From the payload's own window: of what the step sends, not of what it got.
void TestOneFailure::whatIsReadIsEditedThere()
{
    EditWorkspace test;
    test.startRunner();
    QTRY_VERIFY(test.window->findChild<QAction *>(u"editStep"_s)->isEnabled());
    QVERIFY(part<QPushButton>(test.window.get(), "whyEdit")->isVisible()); // what is advised can be clicked, too
    auto *attempts = part<QTableView>(test.window.get(), "attemptsTable");
    attempts->setCurrentIndex(attempts->model()->index(attempts->model()->rowCount() - 1, 0));
    test.trigger(u"showAnswer"_s);
    auto *answer = shown<PayloadWindow>(test);
    QVERIFY(answer);
    const auto *refused = part<QAction>(answer, "payloadEdit");
    QVERIFY(refused && !refused->isEnabled());
    QVERIFY(refused->toolTip().contains(u"this is what it got"_s));
    delete answer;
    attempts->setCurrentIndex(attempts->model()->index(0, 0)); // of a step that has passed
    test.trigger(u"showRequest"_s);
    auto *passed = shown<PayloadWindow>(test);
    QVERIFY(passed && !part<QAction>(passed, "payloadEdit"));
    delete passed;
    attempts->setCurrentIndex(attempts->model()->index(attempts->model()->rowCount() - 1, 0));
    test.trigger(u"showRequest"_s);
    auto *request = shown<PayloadWindow>(test);
    QVERIFY(request);
    request->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), request);
    const auto *edit = part<QAction>(request, "payloadEdit");
    QVERIFY(edit && edit->isEnabled());
    QTest::keyClick(request, Qt::Key_E, Qt::ControlModifier);
    EditDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = request->findChild<EditDialog *>()));
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    write(dialog, u"{\"of\": \"good\"}"_s);
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"a typing error"_s);
    QTRY_VERIFY(part<QAbstractButton>(dialog, "editGo")->isEnabled());
    QTest::keyClick(part<QLineEdit>(dialog, "editReason"), Qt::Key_Return);
    const auto *notice = part<QLabel>(request, "noticeText"); // the console's own lies under this window
    QTRY_VERIFY(notice->isVisible() && notice->text().contains(u"It is recorded"_s));
    QTRY_COMPARE_WITH_TIMEOUT(test.row(test.run).state, RunState::Succeeded, 20'000);
    QTRY_VERIFY(!notice->text().contains(u"It is recorded"_s)); // but how it ended
}

/// Of an incident: one is edited, retried or skipped, and the others stay.
void TestOneFailure::aFailureIsTreatedAlone()
{
    EditWorkspace test;
    test.window->openIncident(1);
    auto *members = part<QTableView>(test.window.get(), "membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 1);
    members->setCurrentIndex(members->model()->index(0, 0));
    QVERIFY(!part<QAction>(test.window.get(), "memberHappened")->isEnabled());
    test.trigger(u"memberEdit"_s);
    auto *edit = shown<EditDialog>(test);
    QVERIFY(edit);
    QTRY_COMPARE(told(edit, "editVerdict"), u"Nothing is changed yet."_s);
    delete edit;
    const std::pair<QString, CommandKind> orders[] = {{u"memberRetry"_s, CommandKind::Retry},
                                                      {u"memberSkip"_s, CommandKind::Skip}};
    const QString csv = test.workspace.cairn().path(u"failures.csv"_s);
    members->findChild<TableExport *>()->write(csv);
    QTRY_VERIFY(QFile::exists(csv));
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().contains(test.run.toString().toUtf8()));
    QSignalSpy failed(test.window->findChild<MembersList *>(), &MembersList::failed);
    for (const auto &[name, kind] : orders) {
        test.trigger(name);
        auto *ask = shown<CommandDialog>(test);
        QVERIFY(ask);
        QTest::keyClicks(part<QLineEdit>(ask, "reasonLine"), u"this one alone"_s);
        QTest::keyClick(part<QLineEdit>(ask, "reasonLine"), Qt::Key_Return);
        QTRY_VERIFY(!test.window->findChild<CommandDialog *>());
        QTRY_COMPARE(test.reader().commandsOf(test.run, 10).value().size(), kind == CommandKind::Retry ? 1 : 2);
        const QList<Command> commands = test.reader().commandsOf(test.run, 10).value();
        QVERIFY(std::any_of(commands.begin(), commands.end(), [&, kind = kind](const Command &one) {
            return one.kind == kind && one.step == StepId(u"send"_s) && one.reason == u"this one alone"_s;
        }));
        const auto newest =
            std::max_element(commands.begin(), commands.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
        const FinishCommand refusal{newest->id, false, u"the run is cancelled already"_s,
                                    SystemClock().now()}; // as the runner does
        QVERIFY(test.session->store().commitAndWait(Transaction(refusal)));
        QTRY_COMPARE(failed.size(), kind == CommandKind::Retry ? 1 : 2); // nobody goes on believing that it is carried out
    }
}

QTEST_MAIN(TestOneFailure)
#include "tst_gui_onefailure.moc"
