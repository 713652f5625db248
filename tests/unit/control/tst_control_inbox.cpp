#include "control/filter.h"
#include "control/filtercompletion.h"
#include "control/inbox.h"
#include "control/incidentdesk.h"
#include "control/incidenthistory.h"
#include "control/incidentjson.h"
#include "control/relations.h"

#include "storetesting.h"

#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What the inbox asks of the store, and how its filter is read.
class TestInbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void filtersAreRead();
    void wrongFiltersAreNamed_data();
    void wrongFiltersAreNamed();
    void listsWithWhoseTheyAre();
    void theMostUrgentComeFirst();
    void membersHaveTheirInputs();
    void eachMemberComesOnce();
    void aRunKnowsItsIncidents();
    void theFilterLineOffersThem();
    void jsonHoldsWhatIsPromised();
    void whatWasAskedInOneGoIsOne();
    void historyTellsWhoAskedForWhat();
    void historySaysWhatItDoesNotTell();

private:
    RunId fail(int number, int status = 503, Category category = Category::Service)
    {
        const RunId run = m_fixture->addRun(number);
        Checkpoint failed = checkpoint(run, u"extract"_s);
        failed.state = StepState::Blocked;
        failed.status = status;
        failed.category = category;
        failed.at = at(number);
        if (!m_fixture->store().commitAndWait(Transaction(AddCheckpoint{failed})))
            qFatal("the failure is not recorded");
        return run;
    }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestInbox::filtersAreRead()
{
    const auto read = [](const QString &line) { return parseIncidentFilter(splitFilterLine(line)).value(); };
    QCOMPARE(read({}), IncidentFilter());
    const IncidentFilter all = read(u"service:ocr category:rate_limit pipeline:\"my own\" state:open,escalated invoice total"_s);
    QCOMPARE(all.service, u"ocr"_s);
    QCOMPARE(all.category, Category::RateLimit);
    QCOMPARE(all.pipeline, u"my own"_s);
    QCOMPARE(all.states, (QList<IncidentState>{IncidentState::Open, IncidentState::Escalated}));
    QCOMPARE(all.text, u"invoice total"_s);
    QCOMPARE(read(u"state:open state:escalated,"_s).states,
             (QList<IncidentState>{IncidentState::Open, IncidentState::Escalated}));
    QCOMPARE(read(u"\"\" State:open 10:30"_s).text, u"State:open 10:30"_s); // keys are small letters
    QVERIFY(!unresolvedStates().contains(IncidentState::Resolved));
}

void TestInbox::wrongFiltersAreNamed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("named");
    QTest::newRow("category") << u"category:bad"_s << u"category:bad"_s;
    QTest::newRow("state") << u"state:open,closed"_s << u"state:open,closed"_s;
    QTest::newRow("no state") << u"state:open state:,"_s << u"state:,"_s; // none is not all
    QTest::newRow("key") << u"colour:red"_s << u"colour:red"_s;
    QTest::newRow("nothing") << u"service:"_s << u"service:"_s;
    QTest::newRow("twice") << u"service:a lost service:b"_s << u"service:"_s; // both would have to match
}

void TestInbox::wrongFiltersAreNamed()
{
    QFETCH(QString, line);
    QFETCH(QString, named);
    const auto read = parseIncidentFilter(splitFilterLine(line));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Usage);
    QVERIFY2(read.error().detail.contains(u'\'' + named + u'\''), qPrintable(read.error().detail));
    QVERIFY(!read.error().remedy.isEmpty());
}

void TestInbox::listsWithWhoseTheyAre()
{
    fail(1);
    fail(2, 401, Category::Auth);
    const auto page = readInbox(reader(), {}, std::nullopt, 10).value();
    QCOMPARE(page.size(), 2);
    QCOMPARE(page.at(0).responsibility.owner, u"security"_s);
    QVERIFY(page.at(0).responsibility.atOnce);
    QVERIFY(!page.at(1).responsibility.atOnce);
    QCOMPARE(page.at(1).pipelines, QStringList{u"intake"_s});
    QCOMPARE(readInbox(reader(), {}, page.at(0).incident, 10)->size(), 1); // the next page
}

/// What the store takes to be urgent is what those who look after it are told.
void TestInbox::theMostUrgentComeFirst()
{
    const QList<Category> categories = allCategories();
    for (int i = 0; i < categories.size(); ++i)
        fail(i + 1, 400 + i, categories.at(i));
    const auto inbox = readInbox(reader(), {}, std::nullopt, 100);
    VERIFY_OK(inbox);
    QCOMPARE(inbox->size(), categories.size());
    for (const IncidentSummary &summary : *inbox)
        QCOMPARE(summary.incident.urgency, summary.responsibility.atOnce ? Urgency::AtOnce : Urgency::Open);
    const auto byUrgency = [](const IncidentSummary &a, const IncidentSummary &b) {
        return a.incident.urgency < b.incident.urgency;
    };
    QVERIFY(std::is_sorted(inbox->begin(), inbox->end(), byUrgency));
}

void TestInbox::membersHaveTheirInputs()
{
    const RunId one = fail(1);
    fail(2);
    const qint64 id = reader().incidentsOf(one)->first().id;
    const auto members = readMembers(reader(), id, MemberFate::Failing, std::nullopt, 10).value();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members.at(0).inputName, reader().run(one)->inputName);
    QCOMPARE(members.at(0).pipeline, u"intake"_s);
    QCOMPARE(readMembers(reader(), id, MemberFate::Failing, members.at(0).member, 10)->size(), 1);
    QCOMPARE(readMembers(reader(), id, MemberFate::Passed, std::nullopt, 10)->size(), 0);
}

/// One of each pair gets another fate between two pages, in both directions.
void TestInbox::eachMemberComesOnce()
{
    const auto move = [&](int run, StepState state) {
        Checkpoint checkpoint = storetesting::checkpoint(RunId(run), u"extract"_s);
        checkpoint.state = state;
        checkpoint.category = Category::Service;
        checkpoint.status = 503;
        checkpoint.at = at(10);
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(AddCheckpoint{checkpoint})));
    };
    for (int run = 1; run <= 4; ++run)
        fail(run);
    const qint64 id = reader().incidentsOf(RunId(1))->first().id;
    move(1, StepState::Ready);
    auto page = readMembers(reader(), id, std::nullopt, std::nullopt, 2).value();
    QCOMPARE(page.size(), 2);
    QCOMPARE(page.at(0).member.run, RunId(1));
    QCOMPARE(page.at(1).member.run, RunId(2));
    move(1, StepState::Blocked);
    move(2, StepState::Succeeded);
    move(4, StepState::Ready);
    page = readMembers(reader(), id, std::nullopt, page.last().member, 2).value();
    QCOMPARE(page.size(), 2);
    QCOMPARE(page.at(0).member.run, RunId(3));
    QCOMPARE(page.at(1).member.run, RunId(4));
}

void TestInbox::aRunKnowsItsIncidents()
{
    const RunId run = fail(1);
    const qint64 id = reader().incidentsOf(run)->first().id;
    QCOMPARE(readIncidentsOf(reader(), run)->first().handler, QString());
    const auto act = [&](IncidentAct what, const QString &actor) {
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(HandleIncident{id, what, u"x"_s, actor, {}, at(5)})));
    };
    act(IncidentAct::Acknowledge, u"anna"_s);
    act(IncidentAct::Note, u"bob"_s); // says something, but has not taken it on
    QCOMPARE(readIncidentsOf(reader(), run)->first().handler, u"anna"_s);
    QCOMPARE(lastActIn(reader().incidentNotes(id, 10).value())->actor, u"bob"_s);
    Transaction alerts;
    for (int i = 0; i < 150; ++i)
        alerts.add(AddIncidentNote{{0, id, at(6), u"runner"_s, u"alerted"_s, {}}});
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(alerts)));
    QCOMPARE(readIncidentsOf(reader(), run)->first().handler, u"anna"_s); // however much was told since
    act(IncidentAct::Escalate, u"cora"_s);
    QCOMPARE(readIncidentsOf(reader(), run)->first().handler, u"cora"_s);
    QCOMPARE(readRunRelations(reader(), readRunDetail(reader(), run).value(), at(9))->incidents.size(), 1);
}

void TestInbox::theFilterLineOffersThem()
{
    const RunId run = fail(1);
    const qint64 id = reader().incidentsOf(run)->first().id;
    const FilterVocabulary names = readVocabulary(reader()).value();
    QCOMPARE(names.incidents, QStringList{QString::number(id)});
    const FilterCompletion offered = completeFilter(u"incident:"_s, 9, names);
    QCOMPARE(offered.candidates.size(), 1);
    QCOMPARE(offered.candidates.first().kind, FilterCandidate::Kind::Incident);
    QCOMPARE(offered.candidates.first().text, QString::number(id));
}

void TestInbox::jsonHoldsWhatIsPromised()
{
    const RunId run = fail(1, 401, Category::Auth);
    const qint64 id = reader().incidentsOf(run)->first().id;
    const QJsonObject listed = toJson(readInbox(reader(), {}, std::nullopt, 1)->first());
    QCOMPARE(listed.value(u"id"_s).toInteger(), id);
    QCOMPARE(listed.value(u"code"_s).toString(), u"401"_s);
    QCOMPARE(listed.value(u"escalate_at_once"_s).toBool(), true);
    QVERIFY(listed.value(u"assignee"_s).isNull() && listed.value(u"resolved_at"_s).isNull());
    const QJsonObject shown =
        toJson(readIncidentDetail(reader(), id).value(), readMembers(reader(), id, std::nullopt, std::nullopt, 5).value());
    QCOMPARE(shown.value(u"history"_s)[0][u"kind"_s].toString(), u"opened"_s);
    QCOMPARE(shown.value(u"members"_s)[0][u"run"_s].toString(), run.toString());
    QVERIFY(shown.value(u"members"_s)[0][u"item"_s].isNull());
}

namespace {

IncidentDeed deedAt(qint64 when, const QString &reason, CommandKind kind = CommandKind::Retry, qint64 bulk = 0)
{
    Command command;
    command.kind = kind;
    command.step = StepId(u"extract"_s);
    command.actor = u"anna"_s;
    command.reason = reason;
    command.createdAt = at(when);
    command.bulk = bulk;
    return {command, u"a.pdf"_s};
}

} // namespace

void TestInbox::whatWasAskedInOneGoIsOne()
{
    const QString back = u"the contract is back"_s;
    const auto told = inOneGo({deedAt(5'000, back, CommandKind::Retry, 1), deedAt(4'990, back), deedAt(1'020, u"another"_s),
                               deedAt(1'010, back, CommandKind::Skip), deedAt(1'002, back), deedAt(1'000, back)});
    QList<qint64> commands;
    for (const IncidentDeed &deed : told)
        commands.append(deed.commands);
    QCOMPARE(commands, (QList<qint64>{2, 1, 1, 1, 1}));
    QCOMPARE(told.first().command.createdAt, at(1'000));
    QCOMPARE(told.last().command.bulk, 1);
}

void TestInbox::historyTellsWhoAskedForWhat()
{
    IncidentDetail detail;
    detail.notes = {{1, 1, at(1), u"runner"_s, u"opened"_s, u"status 503"_s}, {2, 1, at(9), u"runner"_s, u"resolved"_s, {}}};
    IncidentDeed edit = deedAt(3, u"date mended"_s, CommandKind::Resume);
    edit.command.arguments = {{u"edited"_s, u"abc"_s}};
    edit.refused = 1;
    edit.command.result = u"it is cancelled"_s;
    IncidentDeed order = deedAt(5, u"the contract is back"_s, CommandKind::Retry, 2);
    order.commands = 5;
    order.refused = 1;
    detail.deeds = {edit, order};
    QStringList told;
    const QList<IncidentNote> history = historyOf(detail);
    for (const IncidentNote &note : history)
        told.append(note.actor + u' ' + note.kind + u' ' + note.detail);
    QCOMPARE(told,
             (QStringList{u"runner opened status 503"_s,
                          u"anna command.resume a.pdf, extract, with an edited payload: date mended; refused: it is cancelled"_s,
                          u"anna bulk.retry 5 failures: the contract is back; 1 refused"_s, u"runner resolved "_s}));
}

/// Of what was asked for in one go, and of orders whose commands went with their runs.
void TestInbox::historySaysWhatItDoesNotTell()
{
    IncidentDetail detail;
    IncidentDeed go = deedAt(1, u"the contract is back"_s);
    go.commands = 3;
    IncidentDeed order = deedAt(2, u"once more"_s, CommandKind::Retry, 7);
    detail.deeds = {go, order};
    QCOMPARE(historyOf(detail).first().detail, u"3 failures: the contract is back"_s);
    QCOMPARE(historyOf(detail).last().detail, u"1 failure: once more"_s);
    detail.hasOlderDeeds = true;
    QCOMPARE(historyOf(detail).first().detail, u"at least 3 failures: the contract is back"_s);
    QCOMPARE(historyOf(detail).last().detail, u"1 failure: once more"_s);

    const RunId run = fail(1);
    const qint64 id = reader().incidentsOf(run)->first().id;
    const auto ask = [&](int count) {
        Transaction asked;
        for (int i = 0; i < count; ++i) {
            Command command = deedAt(5 + i % 900, u"the contract is back"_s).command;
            command.run = run;
            asked.add(AddCommand{command});
        }
        VERIFY_OK(m_fixture->store().commitAndWait(std::move(asked)));
    };
    ask(1'000);
    IncidentDetail read = readIncidentDetail(reader(), id).value();
    QCOMPARE(read.deeds.size(), 1);
    QCOMPARE(read.deeds.first().commands, 1'000);
    QVERIFY(!read.hasOlderDeeds);
    ask(1);
    read = readIncidentDetail(reader(), id).value();
    QVERIFY(read.hasOlderDeeds);
    QCOMPARE(toJson(read, {}).value(u"history_shortened"_s).toBool(), true);
}

QTEST_GUILESS_MAIN(TestInbox)
#include "tst_control_inbox.moc"
