#include "windowtest.h"

#include "samplerun.h"
#include "ui/run/commanddialog.h"

#include <QAbstractButton>
#include <QAction>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What is skipped is named before, and nothing else is skipped.
class TestSkipping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allThatStandIsNamed();
    void whatStandsSinceThenIsLeftAlone();
    void oneIsNamedAlone();
    void nothingStandsAnyMore();
    void manyAreToldOfAsTheyAreMeant();
    void aRetryNamesAllThatItTries();

private:
    struct Sample
    {
        RunId both;
        RunId one;
    };
    /// a.txt is blocked at ocr, and waits for thumbnail, which would pass by itself; b.txt is blocked at scan.
    struct Room : Sample, WindowTest
    {
        Room() : WindowTest([this](GuiWorkspace &made) { fill(made); }) {}
        void fill(GuiWorkspace &filled)
        {
            filled.addPipeline(u"intake"_s, {u"scan"_s, u"ocr<scan"_s, u"thumbnail<scan"_s, u"index<scan"_s});
            SampleRun second(filled, u"intake"_s, u"b.txt"_s, 100, 30s);
            second.stop(u"scan"_s, Category::Data, u"bad"_s, 400, Action::Block, u"not tried again"_s);
            one = second.commit();
            SampleRun first(filled, u"intake"_s, u"a.txt"_s, 100, 20s);
            first.pass(u"scan"_s, 20ms).fail(u"thumbnail"_s, Category::Service, u"down"_s, 503, 1h);
            first.stop(u"ocr"_s, Category::Data, u"bad"_s, 400, Action::Block, u"not tried again"_s);
            both = first.commit();
        }
        void skip(std::initializer_list<QString> inputs) const { ask("skipStep", inputs); }
        void ask(const char *action, std::initializer_list<QString> inputs) const
        {
            QTRY_COMPARE(runs()->model()->rowCount(), 2);
            runs()->clearSelection();
            for (const QString &input : inputs)
                runs()->selectionModel()->select(runs()->model()->index(rowOf(input), 0),
                                                 QItemSelectionModel::Select | QItemSelectionModel::Rows);
            find<QAction>(action)->trigger();
        }
        CommandDialog *dialog() const { return window->findChild<CommandDialog *>(); }
        QString said(const char *name) const { return dialog()->findChild<QLabel *>(QString::fromLatin1(name))->text(); }
        void give() const
        {
            dialog()->findChild<QLineEdit *>(u"reasonLine"_s)->setText(u"not needed"_s);
            dialog()->findChild<QAbstractButton *>(u"reasonGo"_s)->click();
        }
        QList<Command> commands() { return workspace.reader().pendingCommands(100).value(); }
        void checkpoint(const QString &step, StepState state)
        {
            Checkpoint checkpoint;
            checkpoint.run = both;
            checkpoint.step = StepId(step);
            checkpoint.state = state;
            checkpoint.actor = u"runner"_s;
            checkpoint.at = SystemClock().now();
            workspace.commit(Transaction(AddCheckpoint{checkpoint}));
        }
    };
};

void TestSkipping::allThatStandIsNamed()
{
    Room room;
    room.skip({u"a.txt"_s});
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("reasonTitle"), u"Skip 2 step(s) and item(s) of this run?"_s);
    const QString subject = room.said("commandSubject");
    QVERIFY2(subject.contains(u"a.txt — ocr · Blocked"_s), qPrintable(subject));
    QVERIFY2(subject.contains(u"a.txt — thumbnail · Waiting"_s), qPrintable(subject));
    QVERIFY(!subject.contains(u"index"_s)); // which is only pending
    QVERIFY(room.said("reasonEffect").contains(u"left alone"_s));
}

void TestSkipping::whatStandsSinceThenIsLeftAlone()
{
    Room room;
    room.skip({u"a.txt"_s});
    QTRY_VERIFY(room.dialog());
    room.checkpoint(u"index"_s, StepState::Blocked); // while the reason is written
    room.give();
    QTRY_COMPARE(room.commands().size(), 2);
    QSet<QString> steps;
    for (const Command &command : room.commands()) {
        QCOMPARE(command.kind, CommandKind::Skip);
        QVERIFY(command.run == room.both && command.reason == u"not needed"_s);
        steps.insert(command.step.name());
    }
    QCOMPARE(steps, (QSet<QString>{u"ocr"_s, u"thumbnail"_s}));
}

void TestSkipping::oneIsNamedAlone()
{
    Room room;
    room.skip({u"b.txt"_s});
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("reasonTitle"), u"Skip scan?"_s);
    QCOMPARE(room.said("commandSubject"), u"b.txt — scan · Blocked"_s);
    room.give();
    QTRY_COMPARE(room.commands().size(), 1);
    QCOMPARE(room.commands().first().step, StepId(u"scan"_s));
}

void TestSkipping::nothingStandsAnyMore()
{
    Room room;
    QTRY_COMPARE(room.runs()->model()->rowCount(), 2);
    for (const QString &step : {u"ocr"_s, u"thumbnail"_s})
        room.checkpoint(step, StepState::Succeeded);
    room.skip({u"a.txt"_s});
    QTRY_VERIFY(room.find<QLabel>("noticeText")->text().contains(u"stands any more"_s));
    QVERIFY(!room.dialog());
}

/// Nobody reads the steps of hundreds of runs one by one: it is said that all are meant.
void TestSkipping::manyAreToldOfAsTheyAreMeant()
{
    Room room;
    room.skip({u"a.txt"_s, u"b.txt"_s});
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("reasonTitle"), u"Skip every step that stands of 2 run(s)?"_s);
    QVERIFY(!room.said("commandSubject").contains(u"ocr"_s));
    const QString effect = room.said("reasonEffect");
    QVERIFY2(effect.contains(u"whatever service"_s) && effect.contains(u"taken up"_s), qPrintable(effect));
}

/// One of them may be what must not be sent again yet.
void TestSkipping::aRetryNamesAllThatItTries()
{
    Room room;
    room.ask("retryRun", {u"a.txt"_s});
    QTRY_VERIFY(room.dialog());
    const QString subject = room.said("commandSubject");
    QVERIFY2(subject.contains(u"a.txt — ocr · Blocked"_s), qPrintable(subject));
    QVERIFY2(subject.contains(u"a.txt — thumbnail · Waiting"_s), qPrintable(subject));
    room.give();
    QTRY_COMPARE(room.commands().size(), 1);
    QVERIFY(room.commands().first().step.isEmpty()); // all of it
}

QTEST_MAIN(TestSkipping)
#include "tst_gui_skipping.moc"
