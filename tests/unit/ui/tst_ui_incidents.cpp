#include "ui/incidents/historymodel.h"
#include "ui/incidents/incidentsmodel.h"
#include "ui/incidents/membersmodel.h"
#include "ui/look/incidentwording.h"
#include "ui/look/statelook.h"
#include "ui/runbooks/runbookwording.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is said of incidents, and how their models take in what is fresh.
class TestIncidents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void fingerprintsAreWords_data();
    void fingerprintsAreWords();
    void countsNameWhatThereIs();
    void historyIsSentences_data();
    void historyIsSentences();
    void historySaysWhereOlderDeedsAre();
    void whoHandlesItIsNamed();
    void runbooksSayForWhatInWords();
    void mergesInAnyOrder();
    void whatIsChosenStaysChosen();
    void onlyWhatChangedIsTold();
    void pagesFollowEachOther();
    void theHeadAloneIsRefreshed();
    void whatLeftTheHeadIsAskedFor();
    void anOrderThatGoesOnIsOneLine();

private:
    static IncidentSummary summary(qint64 id, qint64 failing = 1)
    {
        IncidentSummary made;
        made.incident.id = id;
        made.incident.fingerprint.step = StepId(u"step%1"_s.arg(id));
        made.incident.counts.failing = failing;
        return made;
    }
    static QList<IncidentSummary> summaries(const QList<qint64> &ids)
    {
        QList<IncidentSummary> made;
        for (const qint64 id : ids)
            made.append(summary(id));
        return made;
    }
    static QList<qint64> idsOf(const IncidentsModel &model)
    {
        QList<qint64> ids;
        for (const IncidentSummary &row : model.rows())
            ids.append(row.incident.id);
        return ids;
    }
};

void TestIncidents::fingerprintsAreWords_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("trouble");
    QTest::newRow("status") << u"ocr"_s << u"503"_s << u"ocr · extract"_s << u"Service error · HTTP 503"_s;
    QTest::newRow("fault") << u"ocr"_s << u"connection_refused"_s << u"ocr · extract"_s
                           << u"Service error · Connection refused"_s;
    QTest::newRow("same name") << u"extract"_s << QString() << u"extract"_s << u"Service error"_s;
    QTest::newRow("no service") << QString() << u"unheard"_s << u"extract"_s << u"Service error · unheard"_s;
}

void TestIncidents::fingerprintsAreWords()
{
    QFETCH(QString, service);
    QFETCH(QString, code);
    const Fingerprint print{service, StepId(u"extract"_s), Category::Service, code};
    QTEST(placeText(print), "place");
    QTEST(troubleText(print), "trouble");
}

void TestIncidents::countsNameWhatThereIs()
{
    QCOMPARE(countsText({12, 3, 40, 0}), u"12 failing · 3 on their way · 40 passed"_s);
    QCOMPARE(countsText({0, 0, 0, 2}), u"2 went on without"_s);
    QCOMPARE(countsText({0, 0, 6, 0, 1}), u"6 passed · 1 cancelled"_s);
    QVERIFY(!countsText({0, 12, 0, 0}).contains(u"passed"_s)); // retried is not passed
    Incident incident;
    incident.counts = {0, 12, 0, 0};
    QCOMPARE(StateLook::word(lookOf(incident.state())), u"Verifying"_s);
}

void TestIncidents::historyIsSentences_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("title");
    QTest::newRow("acknowledge") << u"acknowledge"_s << u"anna acknowledged this"_s;
    QTest::newRow("opened") << u"opened"_s << u"First failure"_s;
    QTest::newRow("reopened") << u"reopened"_s << u"Came back after it was resolved"_s;
    QTest::newRow("runbook") << u"runbook.ticked"_s << u"anna ticked a step of the runbook"_s;
    QTest::newRow("alert") << u"alerted"_s << u"An alert was sent"_s;
    QTest::newRow("of others") << u"alert.sent_twice"_s << u"anna: alert sent twice"_s;
}

void TestIncidents::historyIsSentences()
{
    QFETCH(QString, kind);
    IncidentNote note;
    note.actor = u"anna"_s;
    note.kind = kind;
    QTEST(noteTitle(note), "title");
}

void TestIncidents::whoHandlesItIsNamed()
{
    HandledIncident handled;
    handled.incident.id = 12;
    handled.incident.counts.failing = 1;
    QCOMPARE(incidentText(handled), u"Incident 12 (open)"_s);
    handled.incident.handling = IncidentState::Acknowledged;
    handled.handler = u"anna"_s;
    QCOMPARE(incidentText(handled), u"Incident 12 (acknowledged by anna)"_s);
    handled.incident.counts = {0, 1, 0, 0}; // whoever has it, what counts now is whether it passes
    QCOMPARE(incidentText(handled), u"Incident 12 (verifying)"_s);
}

void TestIncidents::runbooksSayForWhatInWords()
{
    RunbookMatch match;
    match.services = {u"ocr"_s};
    match.statuses = {u"outcome_unknown"_s, u"503"_s, u"5xx"_s, u"connection_refused"_s};
    QCOMPARE(matchText(match), u"ocr · Outcome unknown or 503 or 5xx or Connection refused"_s);
}

void TestIncidents::mergesInAnyOrder()
{
    IncidentsModel model;
    const QAbstractItemModelTester sound(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        QList<qint64> ids;
        for (qint64 id = 1; id <= 30; ++id) {
            if (random() % 3 != 0)
                ids.append(id);
        }
        std::shuffle(ids.begin(), ids.end(), random);
        model.merge(summaries(ids), true);
        QCOMPARE(idsOf(model), ids);
    }
}

void TestIncidents::whatIsChosenStaysChosen()
{
    IncidentsModel model;
    model.merge(summaries({1, 2, 3, 4}), true);
    const QPersistentModelIndex chosen(model.index(2, 0));
    model.merge(summaries({9, 4, 3, 1}), true);
    QVERIFY(chosen.isValid());
    QCOMPARE(model.row(chosen.row()).incident.id, 3);
    model.merge(summaries({9, 4}), true);
    QVERIFY(!chosen.isValid());
}

void TestIncidents::onlyWhatChangedIsTold()
{
    IncidentsModel model;
    model.merge({summary(1), summary(2)}, true);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    model.merge({summary(1), summary(2, 5)}, true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    QCOMPARE(moved.size(), 0);
}

void TestIncidents::pagesFollowEachOther()
{
    IncidentsModel model;
    const QAbstractItemModelTester sound(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.replace(summaries({5, 4}), false);
    QSignalSpy wanted(&model, &IncidentsModel::moreWanted);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(wanted.size(), 1);
    model.append(summaries({4, 3}), true); // one of them has moved down meanwhile
    QCOMPARE(idsOf(model), (QList<qint64>{5, 4, 3}));
    QVERIFY(!model.canFetchMore({}));
}

void TestIncidents::theHeadAloneIsRefreshed()
{
    IncidentsModel model;
    const QAbstractItemModelTester sound(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.replace(summaries({6, 5, 4, 3, 2, 1}), false);
    model.mergeHead(summaries({7, 2, 6}), 3); // one is new, one came up from below
    QCOMPARE(idsOf(model), (QList<qint64>{7, 2, 6, 5, 4, 3, 1}));
    QVERIFY(!model.isWhole());
    model.mergeHead(summaries({6, 5, 4}), 3); // two of the first are gone, and what follows came up
    QCOMPARE(idsOf(model), (QList<qint64>{6, 5, 4, 3, 1}));
    model.mergeHead(summaries({11, 10, 9}), 3); // so many new ones that it is not known what follows
    QCOMPARE(idsOf(model), (QList<qint64>{11, 10, 9}));
    QVERIFY(!model.isWhole());
}

/// Of what is all there, one may have gone to the very end.
void TestIncidents::whatLeftTheHeadIsAskedFor()
{
    IncidentsModel model;
    const QAbstractItemModelTester sound(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.replace(summaries({6, 5, 4, 3, 2, 1}), true);
    model.mergeHead(summaries({7, 6, 5}), 3);
    QVERIFY(model.isWhole());
    model.mergeHead(summaries({7, 5, 4}), 3);
    QCOMPARE(idsOf(model), (QList<qint64>{7, 5, 4, 3, 2, 1}));
    QVERIFY(model.canFetchMore({}));
    model.append(summaries({6}), true);
    QCOMPARE(idsOf(model), (QList<qint64>{7, 5, 4, 3, 2, 1, 6}));
    QVERIFY(model.isWhole());
}

/// Whoever has chosen it still has, whatever it has come to; a note of the same number is another line.
void TestIncidents::anOrderThatGoesOnIsOneLine()
{
    IncidentDetail incident;
    incident.notes.resize(1);
    incident.notes.first().id = 7;
    incident.notes.first().kind = u"opened"_s;
    IncidentDeed order;
    order.command.id = 7;
    order.command.kind = CommandKind::Retry;
    order.command.createdAt = incident.notes.first().at + Milliseconds(1);
    order.commands = 6;
    incident.deeds = {order};
    HistoryModel model;
    const QAbstractItemModelTester sound(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.replace(historyLines(incident), true);
    const QPersistentModelIndex chosen(model.index(0, 0));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    incident.deeds.first().commands = 11;
    model.merge(historyLines(incident), true);
    QVERIFY(chosen.isValid() && chosen.row() == 0);
    QVERIFY(chosen.data(HistoryModel::DetailRole).toString().startsWith(u"11 "_s));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(removed.size(), 0);
    QCOMPARE(model.rowCount(), 2);
}

/// Below the oldest deed of which it knows that there were others.
void TestIncidents::historySaysWhereOlderDeedsAre()
{
    IncidentDetail incident;
    IncidentDeed go;
    go.command.id = 7;
    go.command.run = RunId(1);
    go.commands = 1'000;
    IncidentDeed order;
    order.command.bulk = 3; // its one command is gone with its run
    order.command.createdAt = go.command.createdAt + Milliseconds(1);
    incident.deeds = {go, order};
    QCOMPARE(historyLines(incident).size(), 2);
    incident.hasOlderDeeds = true;
    const QList<HistoryLine> lines = historyLines(incident);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines.at(0).detail.startsWith(u"1 failure"_s), qPrintable(lines.at(0).detail));
    QVERIFY2(lines.at(1).detail.startsWith(u"at least "_s), qPrintable(lines.at(1).detail));
    QVERIFY2(lines.at(2).title.contains(u"audit"_s), qPrintable(lines.at(2).title));
}

QTEST_GUILESS_MAIN(TestIncidents)
#include "tst_ui_incidents.moc"
