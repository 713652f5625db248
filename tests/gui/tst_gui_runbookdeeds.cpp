#include "runbookpanetest.h"

#include <QPointer>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What somebody decides beside an incident is done to that incident, by that text, and by whom it may be done.
class TestGuiRunbookDeeds : public QObject, private RunbookPaneTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void whatIsConfirmedForOneIsNotDoneToAnother();
    void whoIsOvertakenSaysItAgain();
    void whatIsConfirmedIsWhatWasRead();
    void aViewerOnlyLooks();
    void decidingAboutSeveralTellsHowMany();
    void oneIsDecidedWithoutMore();
};

namespace {

const QByteArray Decisions = "---\ntitle: Was it sent?\nmatch: { service: publish }\n---\n- [ ] Look into the ledger.\n\n"
                             "```action\ndo: decide\noutcome: happened\nlabel: It was sent\n```\n";

} // namespace

/// A link leads to another incident while the dialog about the first stands there.
void TestGuiRunbookDeeds::whatIsConfirmedForOneIsNotDoneToAnother()
{
    const RunId other = m_sample->workspace.addRun(u"intake"_s, u"dogwood.pdf"_s, RunState::Blocked);
    Checkpoint failure;
    failure.run = other;
    failure.step = StepId(u"publish"_s);
    failure.state = StepState::Blocked;
    failure.status = 500;
    failure.category = Category::Service;
    failure.decision = Action::Block;
    failure.actor = u"runner"_s;
    failure.at = SystemClock().now();
    m_sample->workspace.commit(Transaction(AddCheckpoint{failure}));
    show();
    press(button(4));
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    m_pane->showIncident(m_sample->workspace.reader().incident(2).value());
    QVERIFY(!box(1)->isVisible());
    QTRY_VERIFY(box(1) && box(1)->isVisible());
    give(u"the archive is back"_s);
    QTRY_VERIFY(find<QLabel>("reasonRefusal")->isVisible());
    QVERIFY(find<QLabel>("reasonRefusal")->text().contains(u"meant for incident 1"_s));
    QVERIFY(!find<QPushButton>("reasonGo")->isEnabled()); // nor will it ever be
    press(find<QPushButton>("reasonLeave"));
    QTRY_VERIFY(!m_window->findChild<DeedDialog *>());
    QVERIFY(commands().isEmpty());
    QVERIFY(m_sample->workspace.reader().runbookSessions(2, 9).value().isEmpty());
    press(button(4)); // decided again, of what is shown
    confirm(u"this one, too"_s);
    QTRY_COMPARE(commands().size(), 1);
    QCOMPARE(commands().first().run, other);
}

/// Of what is shown by then; what was typed is still there.
void TestGuiRunbookDeeds::whoIsOvertakenSaysItAgain()
{
    show();
    press(button(3));
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    RunbookDesk desk(m_sample->workspace.desk(), m_sample->root());
    const auto session = desk.start(1, u"publisher-down"_s, u"bob"_s);
    QTRY_VERIFY(session.isFinished());
    const auto done = desk.carryOut({session.result().value(), 3, 0, u"bob"_s, u"me first"_s});
    QTRY_VERIFY(done.isFinished());
    QVERIFY(done.result());
    m_sample->carryOutAll(u"tried again"_s);
    give(u"the archive is back"_s);
    const QPointer<DeedDialog> dialog = m_window->findChild<DeedDialog *>();
    const auto *refusal = dialog->findChild<QLabel *>(u"reasonRefusal"_s);
    QTRY_VERIFY(refusal->isVisible());
    QVERIFY2(refusal->text().startsWith(u"Bob came first"_s), qPrintable(refusal->text()));
    QVERIFY(commands().isEmpty());
    QCOMPARE(dialog->reason(), u"the archive is back"_s);
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    QTRY_VERIFY(!dialog || (go->click(), false)); // what bob did has to be shown first
    QCOMPARE(commands().size(), 1);
    QCOMPARE(commands().first().reason, u"the archive is back"_s);
}

/// Its file is changed before the first action begins a session: the fourth action of the new text is another.
void TestGuiRunbookDeeds::whatIsConfirmedIsWhatWasRead()
{
    show();
    m_sample->writeRunbook(u"publisher-down"_s, RunbookSample::text().replace("at_most: 5", "at_most: 2"));
    press(button(4));
    isRefused(u"the archive is back"_s, u"was changed since it was read"_s);
    QVERIFY(commands().isEmpty());
    QVERIFY(m_sample->workspace.reader().runbookSessions(1, 9).value().isEmpty());
}

void TestGuiRunbookDeeds::aViewerOnlyLooks()
{
    m_window.reset();
    m_sample->workspace.seat(Role::Viewer);
    open();
    show();
    QVERIFY(!box(1)->isEnabled() && !button(1)->isEnabled() && !button(4)->isEnabled());
    QVERIFY2(button(4)->toolTip().contains(u"role operator"_s), qPrintable(button(4)->toolTip()));
    QSignalSpy runs(m_pane, &RunbookPane::runsWanted);
    press(button(5)); // which only opens something
    QCOMPARE(runs.size(), 1);
}

/// What is true of one need not be true of the next: it takes more than a reason.
void TestGuiRunbookDeeds::decidingAboutSeveralTellsHowMany()
{
    m_sample->writeRunbook(u"publisher-down"_s,
                           QByteArray(Decisions).replace("service: publish", "service: publish, status: outcome_unknown"));
    m_sample->setSteps(StepState::OutcomeUnknown);
    show();
    press(button(1));
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    auto *dialog = m_window->findChild<DeedDialog *>();
    QCOMPARE(dialog->findChild<QLabel *>(u"reasonTitle"_s)->text(), u"It was sent: for all 3 step(s)?"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"all of them are in the ledger"_s);
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled());
    dialog->findChild<QCheckBox *>(u"deedEach"_s)->click();
    press(go);
    QTRY_COMPARE(m_sample->workspace.reader().bulks(0, 9).value().size(), 1);
    QCOMPARE(m_sample->workspace.reader().bulks(0, 9).value().first().kind, CommandKind::MarkHappened);
}

void TestGuiRunbookDeeds::oneIsDecidedWithoutMore()
{
    m_sample->writeRunbook(u"publisher-down"_s, Decisions);
    show();
    QSignalSpy failed(m_pane, &RunbookPane::failed);
    press(button(1)); // all three are blocked
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::NotFound);
    m_sample->setSteps(StepState::OutcomeUnknown, 1);
    press(button(1));
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    auto *dialog = m_window->findChild<DeedDialog *>();
    QCOMPARE(dialog->findChild<QLabel *>(u"reasonTitle"_s)->text(), u"It was sent?"_s);
    QVERIFY(!dialog->findChild<QCheckBox *>(u"deedEach"_s)->isVisible());
    confirm(u"it is in the ledger"_s);
    QTRY_COMPARE(m_sample->workspace.reader().bulks(0, 9).value().size(), 1);
}

QTEST_MAIN(TestGuiRunbookDeeds)
#include "tst_gui_runbookdeeds.moc"
