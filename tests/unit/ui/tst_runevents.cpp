#include "rundetails.h"

#include "ui/look/wording.h"
#include "ui/run/explanation.h"
#include "ui/run/lineageview.h"
#include "ui/run/runeventsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

ServiceRevision revision(int number)
{
    ServiceRevision revision;
    revision.id = 40 + number;
    revision.revision = number;
    revision.service.name = u"service-a"_s;
    revision.recordedAt = at(number);
    revision.actor = u"ann"_s;
    revision.reason = u"more <patience>"_s;
    return revision;
}

Command command(CommandKind kind, qint64 asked, std::optional<qint64> done = {}, bool accepted = true)
{
    Command command;
    command.kind = kind;
    command.actor = u"bob"_s;
    command.reason = u"the service is back"_s;
    command.createdAt = at(asked);
    command.done = done.has_value();
    command.doneAt = done ? std::optional(at(*done)) : std::nullopt;
    command.accepted = accepted;
    command.result = accepted ? QString() : u"nothing to retry"_s;
    return command;
}

QStringList whats(const QList<RunEvent> &events)
{
    QStringList words;
    for (const RunEvent &event : events)
        words.append(event.what);
    return words;
}

} // namespace

/// The story of a run, where it comes from, and what is left to it.
class TestRunEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void allIsToldInOrder();
    void whatIsLeftOutIsSaid();
    void theModelOnlyGrows();
    void lineageLinksReruns();
    void lineageNamesTheRulingRevisions();
    void attemptsLeftAreTold();
};

void TestRunEvents::allIsToldInOrder()
{
    Recorded recorded;
    recorded.checkpoint("a", StepState::Blocked, 2'000).cause = u"the service answered 503"_s;
    recorded.checkpoint("a", StepState::Ready, 5'000).actor = u"bob"_s;
    recorded.checkpoint("a", StepState::Succeeded, 7'000);
    recorded.run().state = RunState::Degraded;
    recorded.run().finishedAt = at(8'000);
    RunRelations relations;
    relations.commands = {command(CommandKind::Retry, 4'000, 5'000), command(CommandKind::Pause, 6'000, 6'500, false),
                          command(CommandKind::Cancel, 9'000)};
    relations.events = {Event{1, at(500), u"run.rerun"_s, RunId(1), u"rerun of X by ann"_s},
                        Event{2, at(600), u"run.running"_s, RunId(1), {}},
                        Event{3, at(2'000), u"run.quarantined"_s, RunId(1), {}},
                        Event{4, at(8'000), u"run.degraded"_s, RunId(1), {}}}; // its end is told once
    const QList<RunEvent> events = runEvents(recorded.detail(), relations);
    QCOMPARE(whats(events), (QStringList{u"Submitted"_s, u"A rerun"_s, u"Running"_s, u"Put into quarantine"_s, u"Blocked"_s,
                                         u"Asked: Retry"_s, u"Done: Retry"_s, u"Ready"_s, u"Asked: Pause run"_s,
                                         u"Refused: Pause run"_s, u"Succeeded"_s, u"Degraded"_s, u"Asked: Cancel run"_s}));
    QCOMPARE(events[2].look, std::optional(Look::Running));
    QCOMPARE(events[4].why, u"the service answered 503"_s);
    QCOMPARE(events[4].look, std::optional(Look::Blocked));
    QCOMPARE(events[5].by, u"bob"_s);
    QCOMPARE(events[9].why, u"nothing to retry"_s);
    QVERIFY(!events[5].look);
}

void TestRunEvents::whatIsLeftOutIsSaid()
{
    Recorded recorded;
    for (int i = 0; i < 2'500; ++i)
        recorded.checkpoint("c", StepState::Succeeded, 2'000 + i, i);
    const QList<RunEvent> events = runEvents(recorded.detail(), {});
    QCOMPARE(events.size(), 2'002);
    QCOMPARE(events[1].what, u"Left out"_s);
    QVERIFY(events[1].why.startsWith(u"500 "_s));
    QCOMPARE(events[2].step, u"c 500"_s);
}

void TestRunEvents::theModelOnlyGrows()
{
    RunEventsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    int resets = 0, inserts = 0;
    QObject::connect(&model, &QAbstractItemModel::modelReset, &model, [&] { ++resets; });
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, &model, [&] { ++inserts; });
    Recorded recorded;
    model.setEvents(runEvents(recorded.detail(), {}));
    recorded.checkpoint("a", StepState::Blocked, 2'000);
    model.setEvents(runEvents(recorded.detail(), {}));
    model.setEvents(runEvents(recorded.detail(), {}));
    QCOMPARE(resets, 0);
    QCOMPARE(inserts, 2);
    QCOMPARE(model.index(1, RunEventsModel::WhatColumn).data(LookRole).toInt(), int(Look::Blocked));
    QVERIFY(!model.index(0, RunEventsModel::WhatColumn).data(LookRole).isValid());
    model.setEvents({});
    QCOMPARE(resets, 1);
    QCOMPARE(model.rowCount(), 0);
}

void TestRunEvents::lineageLinksReruns()
{
    Recorded recorded;
    recorded.run().pipeline = u"a&b"_s;
    RunRelations relations;
    relations.original = RunRecord();
    relations.original->id = RunId(77);
    relations.reruns.resize(1);
    relations.reruns[0].id = RunId(99);
    const QString html = lineageHtml(recorded.detail(), relations, QPalette());
    QVERIFY(html.contains(u"href=\"cairn://run/%1\""_s.arg(RunId(77).toString())));
    QVERIFY(html.contains(u"href=\"cairn://run/%1\""_s.arg(RunId(99).toString())));
    QVERIFY(!html.contains(u"href=\"cairn://run/%1\""_s.arg(RunId(1).toString()))); // this one
    QVERIFY(html.contains(u"a&amp;b@"_s));
    QVERIFY(!html.contains(u"a&b"_s));
}

void TestRunEvents::lineageNamesTheRulingRevisions()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 100).policyRevisionId = 42;
    recorded.checkpoint("a", StepState::Succeeded, 1'100).policyRevisionId = 43;
    RunRelations relations;
    relations.revisions = {{42, revision(2)}, {43, revision(3)}};
    const QString html = lineageHtml(recorded.detail(), relations, QPalette());
    QVERIFY(html.contains(u"revision 2"_s));
    QVERIFY(html.contains(u"revision 3"_s));
    QVERIFY(html.contains(u"more &lt;patience&gt;"_s));
    QCOMPARE(html.count(u"none recorded yet"_s), 2); // b and c
}

void TestRunEvents::attemptsLeftAreTold()
{
    Recorded recorded;
    Checkpoint &waiting = recorded.checkpoint("a", StepState::WaitingRetry, 2'000);
    waiting.category = Category::Service;
    waiting.attempts = 2;
    waiting.nextAt = at(20'000);
    waiting.policyRevisionId = 42;
    recorded.run().state = RunState::WaitingRetry;
    recorded.run().step = StepId(u"a"_s);
    recorded.run().nextAt = at(20'000);
    RunRelations relations;
    relations.revisions = {{42, revision(2)}};
    const QString next = u"next try at "_s + localTimeExact(at(20'000));
    QCOMPARE(explain(recorded.detail(), at(8'000), relations).allowance, u"Attempts left: 4 of 6 · "_s + next);
    QCOMPARE(explain(recorded.detail(), at(8'000)).allowance, next);
    QVERIFY(explain(recorded.detail(), at(8'000)).title.endsWith(u"in 12s"_s));
    relations.revisions[42].service.policy.retry.perCategory = {{Category::Service, 3}};
    QVERIFY(explain(recorded.detail(), at(8'000), relations).allowance.startsWith(u"Attempts left: 1 of 3"_s));
}

QTEST_MAIN(TestRunEvents)
#include "tst_runevents.moc"
