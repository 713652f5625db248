#include "storetesting.h"

#include <QJsonDocument>
#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What people do by a runbook is kept: in the session, in the incident's history, in the audit, as one.
class TestStoreRunbooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void aSessionKeepsItsText();
    void twoWhoStartShareIt();
    void endsWhenTheIncidentIsResolved();
    void ticksAndWhoCameFirst();
    void deedsAndTheirCommands();
    void theSecondIsToldOfTheFirst();
    void whatWasDoneBefore();
    void allOfItIsAudited();
    void isKnownAfterReopening();
    void unknownOnes();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    void write(RunId run, StepState state, qint64 when);
    qint64 start(qint64 when = 10, const QString &actor = u"ann"_s, const QByteArray &text = "the text");
    Result<Committed> tick(qint64 session, int step, bool ticked, const QString &actor, qint64 when)
    {
        return store().commitAndWait(Transaction(TickRunbook{session, {step, ticked, actor, at(when)}, u"look"_s}));
    }
    static RunbookDeed deed(qint64 session, int action, const QString &key, qint64 when, const QString &actor = u"ann"_s)
    {
        return {0, session, action, key, u"Do it"_s, actor, u"because"_s, at(when)};
    }
    QStringList told()
    {
        QStringList lines;
        const auto notes = reader().incidentNotes(m_incident, 100).value();
        for (const IncidentNote &note : notes) {
            if (note.kind.startsWith(u"runbook."_s))
                lines.append(note.kind + u'|' + note.actor + u'|' + note.detail);
        }
        return lines;
    }

    std::optional<Fixture> m_fixture;
    RunId m_run;
    qint64 m_incident = 0;
};

void TestStoreRunbooks::init()
{
    m_fixture.emplace();
    m_run = m_fixture->addRun(1);
    write(m_run, StepState::Blocked, 1);
    m_incident = reader().incidents({}, std::nullopt, 1).value().first().id;
}

void TestStoreRunbooks::write(RunId run, StepState state, qint64 when)
{
    Checkpoint c = checkpoint(run, u"extract"_s);
    c.state = state;
    c.status = 503;
    c.category = state == StepState::Succeeded ? std::nullopt : std::optional(Category::Service);
    c.at = at(when);
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{c})));
}

qint64 TestStoreRunbooks::start(qint64 when, const QString &actor, const QByteArray &text)
{
    const RunbookSession session{0, m_incident, u"down"_s, Digest::of(text), actor, at(when)};
    return store().commitAndWait(Transaction(StartRunbook{session, text})).value().runbookSession;
}

void TestStoreRunbooks::aSessionKeepsItsText()
{
    const qint64 id = start();
    const RunbookSession session = reader().runbookSession(id).value();
    QCOMPARE(session.incident, m_incident);
    QCOMPARE(session.runbook, u"down"_s);
    QCOMPARE(session.actor, u"ann"_s);
    QCOMPARE(session.startedAt, at(10));
    QVERIFY(!session.endedAt);
    QCOMPARE(reader().runbookText(session.digest).value(), QByteArray("the text"));
    QCOMPARE(told(), QStringList{u"runbook.started|ann|down"_s});
}

void TestStoreRunbooks::twoWhoStartShareIt()
{
    const qint64 first = start();
    QCOMPARE(start(11, u"bob"_s), first);
    QCOMPARE(told().size(), 1);
    const qint64 other = start(12, u"bob"_s, "another text");
    QVERIFY(other != first);
    const auto sessions = reader().runbookSessions(m_incident, 10).value();
    QCOMPARE(sessions.size(), 2);
    QCOMPARE(sessions.first().id, other);
}

void TestStoreRunbooks::endsWhenTheIncidentIsResolved()
{
    const qint64 first = start();
    write(m_run, StepState::Ready, 20);
    QVERIFY(!reader().runbookSession(first).value().endedAt);
    write(m_run, StepState::Succeeded, 30);
    QCOMPARE(reader().runbookSession(first).value().endedAt, at(30));
    write(m_fixture->addRun(2), StepState::Blocked, 40);
    const qint64 second = start(50);
    QVERIFY(second != first);
    QVERIFY(!reader().runbookSession(second).value().endedAt);
}

void TestStoreRunbooks::ticksAndWhoCameFirst()
{
    const qint64 session = start();
    VERIFY_OK(tick(session, 2, true, u"ann"_s, 20));
    VERIFY_OK(tick(session, 1, true, u"bob"_s, 21));
    VERIFY_OK(tick(session, 2, false, u"bob"_s, 22));
    const auto again = tick(session, 1, true, u"ann"_s, 23);
    COMPARE_ERROR(again, ErrorKind::Conflict);
    QVERIFY2(again.error().detail.startsWith(u"bob came first"_s), qPrintable(again.error().detail));
    COMPARE_ERROR(tick(session, 7, false, u"ann"_s, 24), ErrorKind::Conflict);
    const auto ticks = reader().runbookTicks(session).value();
    QCOMPARE(ticks.size(), 2);
    QCOMPARE(ticks.at(0).step, 1);
    QVERIFY(ticks.at(0).ticked);
    QCOMPARE(ticks.at(0).actor, u"bob"_s);
    QVERIFY(!ticks.at(1).ticked);
    QCOMPARE(told().mid(1),
             (QStringList{u"runbook.ticked|ann|2. look"_s, u"runbook.ticked|bob|1. look"_s, u"runbook.unticked|bob|2. look"_s}));
}

void TestStoreRunbooks::deedsAndTheirCommands()
{
    const qint64 session = start();
    Command command;
    command.kind = CommandKind::Retry;
    command.run = m_run;
    command.actor = u"ann"_s;
    command.createdAt = at(20);
    Transaction both(AddCommand{command}, AddCommand{command}, AddRunbookDeed{deed(session, 3, u"retry at_most=5"_s, 20)});
    VERIFY_OK(store().commitAndWait(std::move(both)));
    RunbookDeed ordered = deed(session, 4, u"canary stop_at=50%"_s, 21);
    ordered.result = u"told"_s;
    Bulk bulk;
    bulk.incident = m_incident;
    VERIFY_OK(store().commitAndWait(Transaction(AddBulk{bulk}, AddRunbookDeed{ordered})));
    const auto deeds = reader().runbookDeeds(session).value();
    QCOMPARE(deeds.size(), 2);
    QCOMPARE(deeds.at(0).commands.size(), 2);
    QCOMPARE(reader().command(deeds.at(0).commands.at(1)).value().run, m_run);
    QCOMPARE(deeds.at(0).key, u"retry at_most=5"_s);
    QCOMPARE(deeds.at(0).reason, u"because"_s);
    QVERIFY(deeds.at(1).commands.isEmpty());
    QCOMPARE(deeds.at(1).orders, QList<qint64>{1});
    QCOMPARE(deeds.at(1).result, u"told"_s);
    QCOMPARE(told().mid(1), (QStringList{u"runbook.action|ann|Do it: because"_s, u"runbook.action|ann|Do it: because"_s}));
}

void TestStoreRunbooks::theSecondIsToldOfTheFirst()
{
    const qint64 session = start();
    VERIFY_OK(store().commitAndWait(Transaction(AddRunbookDeed{deed(session, 3, u"retry"_s, 20)})));
    Command command;
    command.run = m_run;
    command.createdAt = at(21);
    const auto second =
        store().commitAndWait(Transaction(AddCommand{command}, AddRunbookDeed{deed(session, 3, u"retry"_s, 21, u"bob"_s)}));
    COMPARE_ERROR(second, ErrorKind::Conflict);
    QVERIFY2(second.error().detail.startsWith(u"ann came first"_s), qPrintable(second.error().detail));
    QVERIFY(reader().pendingCommands(10).value().isEmpty()); // nothing of it was recorded
    VERIFY_OK(store().commitAndWait(Transaction(AddRunbookDeed{deed(session, 4, u"skip"_s, 22, u"bob"_s)})));
    const qint64 seen = reader().runbookDeeds(session).value().last().id;
    VERIFY_OK(store().commitAndWait(Transaction(AddRunbookDeed{deed(session, 3, u"retry"_s, 23, u"bob"_s), seen})));
}

void TestStoreRunbooks::whatWasDoneBefore()
{
    const qint64 session = start();
    VERIFY_OK(store().commitAndWait(Transaction(AddRunbookDeed{deed(session, 3, u"retry at_most=1"_s, 20)})));
    write(m_run, StepState::Succeeded, 30);
    VERIFY_OK(store().commitAndWait(Transaction(AddRunbookDeed{deed(session, 4, u"skip"_s, 40)})));
    const auto past = reader().pastRunbookDeeds(Category::Service, 10).value();
    QCOMPARE(past.size(), 2);
    QCOMPARE(past.at(0).key, u"skip"_s); // newest first
    QVERIFY(!past.at(0).resolvedAt);
    QCOMPARE(past.at(1).resolvedAt, at(30));
    QCOMPARE(past.at(1).print, (Fingerprint{u"ocr"_s, StepId(u"extract"_s), Category::Service, u"503"_s}));
    QVERIFY(reader().pastRunbookDeeds(Category::Data, 10).value().isEmpty());
}

void TestStoreRunbooks::allOfItIsAudited()
{
    const qint64 session = start();
    VERIFY_OK(tick(session, 2, true, u"ann"_s, 20));
    VERIFY_OK(store().commitAndWait(Transaction(AddRunbookDeed{deed(session, 3, u"retry"_s, 21)})));
    QStringList actions;
    const auto entries = reader().auditEntries(0, 100).value();
    for (const AuditEntry &entry : entries) {
        if (!entry.action.startsWith(u"runbook."_s))
            continue;
        QCOMPARE(entry.subject, u"incident/%1"_s.arg(m_incident));
        QCOMPARE(entry.actor, u"ann"_s);
        QCOMPARE(QJsonDocument::fromJson(entry.after)[u"session"_s].toInteger(), session);
        actions.append(entry.action + u'|' + entry.reason);
    }
    QCOMPARE(actions, (QStringList{u"runbook.started|"_s, u"runbook.ticked|"_s, u"runbook.action|because"_s}));
}

void TestStoreRunbooks::isKnownAfterReopening()
{
    const qint64 session = start();
    VERIFY_OK(tick(session, 2, true, u"ann"_s, 20));
    const QString folder = m_fixture->folder();
    m_fixture->close();
    const auto store = open(folder);
    const auto again = storetesting::reader(*store);
    QCOMPARE(again->runbookTicks(session).value().size(), 1);
    QCOMPARE(again->runbookText(Digest::of("the text")).value(), QByteArray("the text"));
}

void TestStoreRunbooks::unknownOnes()
{
    COMPARE_ERROR(reader().runbookSession(99), ErrorKind::NotFound);
    COMPARE_ERROR(reader().runbookText(Digest::of("nothing")), ErrorKind::NotFound);
    COMPARE_ERROR(tick(99, 1, true, u"ann"_s, 1), ErrorKind::NotFound);
    COMPARE_ERROR(store().commitAndWait(Transaction(AddRunbookDeed{deed(99, 1, u"retry"_s, 1)})), ErrorKind::NotFound);
    m_incident = 99;
    const RunbookSession session{0, 99, u"down"_s, Digest::of("x"), u"ann"_s, at(1)};
    COMPARE_ERROR(store().commitAndWait(Transaction(StartRunbook{session, "x"})), ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestStoreRunbooks)
#include "tst_store_runbooks.moc"
