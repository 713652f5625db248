#include "samplerun.h"
#include "windowtest.h"

#include "control/audit.h"
#include "ui/audit/auditmodel.h"
#include "ui/audit/auditsubject.h"
#include "ui/editor/linedtext.h"

#include <QAbstractItemModelTester>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

/// A window in the room of the audit.
class TestAudit : public WindowTest
{
public:
    explicit TestAudit(const std::function<void(GuiWorkspace &)> &fill = {}) : WindowTest(fill) { enter("showAudit"); }

    QTableView *table() const { return find<QTableView>("auditTable"); }
    int rows() const { return table()->model()->rowCount(); }
    QStringList actions() const
    {
        QStringList all;
        for (int row = 0; row < rows(); ++row)
            all.append(cell(table(), row, AuditModel::ActionColumn));
        return all;
    }
    QString action() const { return find<QLabel>("auditAction")->text(); }
    void type(const QString &text) const
    {
        QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(find<QLineEdit>("auditFilter"), text);
        QTest::keyClick(find<QLineEdit>("auditFilter"), Qt::Key_Return);
    }
    QString told() const { return find<QDialog>("progressDialog")->findChild<QLabel *>(u"progressText"_s)->text(); }
    QString details() const { return find<QDialog>("progressDialog")->findChild<QLabel *>(u"progressDetails"_s)->text(); }
};

void add(GuiWorkspace &workspace, const QString &actor, const QString &action, const QString &subject, const QString &reason = {},
         const QJsonObject &before = {}, const QJsonObject &after = {})
{
    workspace.commit(Transaction(audited(SystemClock().now(), actor, action, subject, reason, before, after)));
}

void addSome(GuiWorkspace &workspace)
{
    add(workspace, u"ann@pier"_s, u"service.revised"_s, u"ocr"_s, u"it is slow"_s, {{u"attempts"_s, 3}, {u"max"_s, u"60s"_s}},
        {{u"attempts"_s, 6}, {u"max"_s, u"60s"_s}});
    add(workspace, u"bob@quay"_s, u"incident.note"_s, u"incident/7"_s, u"the pump broke"_s);
    add(workspace, u"ann@pier"_s, u"pipeline.applied"_s, u"intake@2"_s);
}

void addMany(GuiWorkspace &workspace, int count)
{
    Transaction transaction;
    for (int i = 1; i <= count; ++i)
        transaction.add(audited(SystemClock().now(), u"ann@pier"_s, u"test.%1"_s.arg(i), u"thing"_s, {}));
    workspace.commit(std::move(transaction));
}

} // namespace

/// The room of the audit, as its user works in it.
class TestGuiAudit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newestFirstWithWhatItChanged();
    void filtersAsTyped();
    void newEntriesComeInWithoutAJump();
    void theNewestIsShownUntilOneIsChosen();
    void olderOnesComeByScrolling();
    void manyNewOnesBeginAnew();
    void newOnesWaitWhileThousandsAreRead();
    void leadsToWhatItIsAbout();
    void soundAuditIsSaidToBe();
    void touchedAuditIsNamed();
    void whatCannotBeReadIsTriedAgain();
    void incidentIsOfferedAsAFile();
    void exportsWhatMatches();
    void runHasItsOwn();
    void subjects_data();
    void subjects();
    void modelKeepsTheRules();
};

void TestGuiAudit::newestFirstWithWhatItChanged()
{
    const TestAudit test(addSome);
    QTRY_COMPARE(test.actions(), (QStringList{u"pipeline.applied"_s, u"incident.note"_s, u"service.revised"_s}));
    QTest::keyClick(test.table(), Qt::Key_Home);
    QTRY_COMPARE(test.action(), u"pipeline.applied"_s);
    QTest::keyClick(test.table(), Qt::Key_Down);
    QTest::keyClick(test.table(), Qt::Key_Down);
    QCOMPARE(test.action(), u"service.revised"_s);
    QStringList changed;
    for (const TextLine &line : test.find<LinedText>("auditChange")->lines()) {
        if (!line.sign.isEmpty())
            changed.append(line.sign + line.text.trimmed());
    }
    QCOMPARE(changed, (QStringList{u"−\"attempts\": 3,"_s, u"+\"attempts\": 6,"_s}));
    QVERIFY(test.find<QLabel>("auditChangeSummary")->text().contains(u"1 line"_s));
}

void TestGuiAudit::filtersAsTyped()
{
    const TestAudit test(addSome);
    QTRY_COMPARE(test.rows(), 3);
    test.type(u"actor:bob"_s);
    QTRY_COMPARE(test.actions(), QStringList{u"incident.note"_s});
    QVERIFY(test.table()->hasFocus());
    test.type(u"state:blocked"_s);
    QVERIFY(test.findIn<QLabel>("auditPanel", "filterError")->isVisible());
    QVERIFY(test.findIn<QLabel>("auditPanel", "filterError")->text().contains(u"state:blocked"_s));
    QCOMPARE(test.rows(), 1); // the last good one stays in force
    test.type(u"nobody-knows"_s);
    QTRY_COMPARE(test.rows(), 0);
    auto *clear = test.findIn<QPushButton>("auditPanel", "emptyStateButton");
    QTRY_VERIFY(clear->isVisible());
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_COMPARE(test.rows(), 3);
}

void TestGuiAudit::newEntriesComeInWithoutAJump()
{
    TestAudit test([](GuiWorkspace &workspace) { addMany(workspace, 700); });
    QTRY_VERIFY(test.rows() >= 200);
    test.table()->setCurrentIndex(test.table()->model()->index(100, 0));
    test.table()->scrollTo(test.table()->currentIndex(), QAbstractItemView::PositionAtTop);
    const QString chosen = test.action();
    const QString top = WindowTest::cell(test.table(), test.table()->rowAt(1), AuditModel::ActionColumn);
    add(test.workspace, u"bob@quay"_s, u"test.new"_s, u"thing"_s);
    QTRY_COMPARE(WindowTest::cell(test.table(), 0, AuditModel::ActionColumn), u"test.new"_s);
    QCOMPARE(test.action(), chosen);
    QCOMPARE(WindowTest::cell(test.table(), test.table()->rowAt(1), AuditModel::ActionColumn), top);
    test.type(u"action:test.later"_s);
    QTRY_COMPARE(test.rows(), 0);
    add(test.workspace, u"bob@quay"_s, u"test.later"_s, u"thing"_s); // what matches comes by itself
    QTRY_COMPARE(test.actions(), QStringList{u"test.later"_s});
}

/// They came in while another room was seen.
void TestGuiAudit::theNewestIsShownUntilOneIsChosen()
{
    TestAudit test([](GuiWorkspace &workspace) { addMany(workspace, 60); });
    QTRY_COMPARE(test.action(), u"test.60"_s);
    QVERIFY(test.table()->hasFocus());
    test.enter("showRuns");
    for (int i = 0; i < 40; ++i)
        add(test.workspace, u"bob@quay"_s, u"late.%1"_s.arg(i), u"thing"_s);
    test.enter("showAudit");
    QTRY_COMPARE(test.action(), u"late.39"_s);
    QCOMPARE(test.table()->currentIndex().row(), 0);
    QCOMPARE(test.table()->verticalScrollBar()->value(), 0);
    const QString note = test.find<QLabel>("auditNote")->text();
    QVERIFY2(note.isEmpty(), qPrintable(note));

    const QRect first = test.table()->visualRect(test.table()->model()->index(0, 0));
    QTest::mouseClick(test.table()->viewport(), Qt::LeftButton, {}, first.center()); // it is to be read
    add(test.workspace, u"bob@quay"_s, u"later"_s, u"thing"_s);
    QTRY_COMPARE(WindowTest::cell(test.table(), 0, AuditModel::ActionColumn), u"later"_s);
    QCOMPARE(test.action(), u"late.39"_s);
    QCOMPARE(test.table()->visualRect(test.table()->currentIndex()), first);
    QVERIFY(test.find<QLabel>("auditNote")->text().startsWith(u"Newer entries above"_s));
    QTest::keyClick(test.table(), Qt::Key_Home);
    QCOMPARE(test.action(), u"later"_s);
    QVERIFY(test.find<QLabel>("auditNote")->text().isEmpty());
}

void TestGuiAudit::olderOnesComeByScrolling()
{
    const TestAudit test([](GuiWorkspace &workspace) { addMany(workspace, 700); });
    QTRY_VERIFY(test.rows() > 0);
    QVERIFY(test.rows() < 700);
    const auto whole = [&] {
        QTest::keyClick(test.table(), Qt::Key_End);
        return test.rows() == 700;
    };
    QTRY_VERIFY(whole());
    QStringList expected;
    for (int i = 700; i >= 1; --i)
        expected.append(u"test.%1"_s.arg(i));
    QCOMPARE(test.actions(), expected);
}

void TestGuiAudit::manyNewOnesBeginAnew()
{
    TestAudit test(addSome);
    QTRY_COMPARE(test.rows(), 3);
    addMany(test.workspace, 1'000);
    QTRY_COMPARE(WindowTest::cell(test.table(), 0, AuditModel::ActionColumn), u"test.1000"_s);
    QVERIFY2(test.rows() < 700, qPrintable(QString::number(test.rows())));
    const auto whole = [&] {
        QTest::keyClick(test.table(), Qt::Key_End);
        return test.rows() == 1'003;
    };
    QTRY_VERIFY(whole());
    const QStringList all = test.actions();
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 1'003); // none twice
}

void TestGuiAudit::newOnesWaitWhileThousandsAreRead()
{
    TestAudit test([](GuiWorkspace &workspace) { addMany(workspace, 5'100); });
    const auto whole = [&] {
        QTest::keyClick(test.table(), Qt::Key_End);
        return test.rows() == 5'100;
    };
    QTRY_VERIFY_WITH_TIMEOUT(whole(), 20'000);
    add(test.workspace, u"bob@quay"_s, u"test.new"_s, u"thing"_s);
    QTRY_VERIFY(test.find<QLabel>("auditNote")->text().contains(u"wait while you read"_s));
    QCOMPARE(test.rows(), 5'100);
    QTest::keyClick(test.table(), Qt::Key_Home);
    QTRY_COMPARE(WindowTest::cell(test.table(), 0, AuditModel::ActionColumn), u"test.new"_s);
    QVERIFY(test.find<QLabel>("auditNote")->text().isEmpty());
}

void TestGuiAudit::leadsToWhatItIsAbout()
{
    RunId run;
    const TestAudit test([&](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        run = workspace.addRun(u"intake"_s, u"a.pdf"_s, RunState::Blocked);
        add(workspace, u"ann@pier"_s, u"command.retry"_s, run.toString() + u"/scan"_s);
    });
    QTRY_COMPARE(test.rows(), 1);
    QTest::keyClick(test.table(), Qt::Key_Home);
    auto *go = test.find<QPushButton>("auditGo");
    QTRY_VERIFY(go->isVisible());
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_COMPARE(test.detail()->runId(), run);
    QVERIFY(test.detail()->isVisible());
    test.enter("showAudit");
    test.type(u"subject:%1"_s.arg(run.toString()));
    QTRY_VERIFY(test.table()->isVisible());
    QTRY_COMPARE(test.rows(), 1);
}

void TestGuiAudit::soundAuditIsSaidToBe()
{
    const TestAudit test(addSome);
    test.find<QAction>("verifyAudit")->trigger();
    QTRY_VERIFY2(test.told().startsWith(u"The audit is sound: 3 "_s), qPrintable(test.told()));
    QVERIFY(test.details().contains(u"Nothing is sealed yet"_s));
    QTest::keyClick(test.find<QDialog>("progressDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!test.window->findChild<QDialog *>(u"progressDialog"_s));
}

void TestGuiAudit::touchedAuditIsNamed()
{
    const TestAudit test([](GuiWorkspace &workspace) {
        addSome(workspace);
        workspace.meddle(u"DROP TRIGGER audit_is_not_changed"_s);
        workspace.meddle(u"UPDATE audit SET actor = 'eve' WHERE seq = 2"_s);
    });
    test.find<QAction>("verifyAudit")->trigger();
    QTRY_VERIFY2(test.told().startsWith(u"The audit has been touched: 1 "_s), qPrintable(test.told()));
    QVERIFY2(test.details().contains(u"changed: entry 2"_s), qPrintable(test.details()));
}

void TestGuiAudit::whatCannotBeReadIsTriedAgain()
{
    TestAudit test(addSome);
    QTRY_COMPARE(test.rows(), 3);
    test.workspace.meddle(u"ALTER TABLE audit RENAME TO gone"_s);
    test.type(u"nobody-knows"_s); // nothing matches, or is known not to
    const auto said = [&test] { return test.findIn<QWidget>("auditPanel", "emptyState")->accessibleName(); };
    QTRY_COMPARE(said(), u"The audit could not be read"_s);
    test.workspace.meddle(u"ALTER TABLE gone RENAME TO audit"_s);
    QTest::mouseClick(test.findIn<QPushButton>("auditPanel", "emptyStateButton"), Qt::LeftButton);
    QTRY_COMPARE(said(), u"No entry matches this filter"_s);
}

void TestGuiAudit::exportsWhatMatches()
{
    const TestAudit test(addSome);
    test.type(u"actor:ann"_s);
    QTRY_COMPARE(test.rows(), 2);
    test.find<QAction>("exportAudit")->trigger();
    auto *chooser = test.find<QFileDialog>("exportFile");
    QCOMPARE(chooser->directory().path(), QDir::homePath());
    const QString path = test.workspace.path(u"copy.jsonl"_s);
    auto *name = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY2(test.told().startsWith(u"2 "_s), qPrintable(test.told()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(file.readLine()).object().value(u"action"_s).toString(), u"service.revised"_s);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestGuiAudit::incidentIsOfferedAsAFile()
{
    const TestAudit test([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        SampleRun(workspace, u"intake"_s, u"a.pdf"_s, 12, Milliseconds(60'000))
            .stop(u"scan"_s, Category::Service, u"503"_s, 503, Action::Block, u"used up"_s)
            .commit();
        workspace.commit(
            Transaction(HandleIncident{1, IncidentAct::Acknowledge, {}, u"ann@pier"_s, u"mine"_s, SystemClock().now()}));
        add(workspace, u"ann@pier"_s, u"service.revised"_s, u"ocr"_s);
    });
    QTRY_COMPARE(test.rows(), 2);
    QTest::keyClick(test.table(), Qt::Key_Home);
    QVERIFY(!test.find<QAction>("saveIncident")->isEnabled());
    QTest::keyClick(test.table(), Qt::Key_Down);
    QTRY_VERIFY(test.find<QAction>("saveIncident")->isEnabled());
    test.find<QAction>("draftPostMortem")->trigger();
    QTRY_VERIFY(test.window->findChild<QDialog *>(u"postMortemDialog"_s));
    test.find<QAction>("saveIncident")->trigger();
    auto *chooser = test.find<QFileDialog>("saveIncidentDialog");
    auto *name = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
    name->setText(test.workspace.path(u"one.cairn-incident"_s));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(test.told(), u"The incident is written"_s);
}

void TestGuiAudit::runHasItsOwn()
{
    RunId run;
    WindowTest test([&](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        run = SampleRun(workspace, u"intake"_s, u"a.pdf"_s, 12, Milliseconds(60'000))
                  .stop(u"scan"_s, Category::Service, u"503"_s, 503, Action::Block, u"used up"_s)
                  .commit();
        add(workspace, u"ann@pier"_s, u"command.retry"_s, run.toString() + u"/scan"_s, u"again"_s);
        add(workspace, u"bob@quay"_s, u"command.retry"_s, RunId(run.value() + 1).toString(), u"another run"_s);
    });
    test.window->openRun(run);
    auto *tabs = test.find<QTabWidget>("detailTabs");
    auto *table = test.find<QTableView>("runAuditTable");
    tabs->setCurrentWidget(table);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(WindowTest::cell(table, 0, AuditModel::ReasonColumn), u"again"_s);
    add(test.workspace, u"ann@pier"_s, u"command.skip"_s, run.toString());
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(WindowTest::cell(table, 0, AuditModel::ActionColumn), u"command.skip"_s);
}

void TestGuiAudit::subjects_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<int>("kind");
    using Kind = AuditSubject::Kind;
    QTest::newRow("run") << u"command.retry"_s << u"01HZZZZZZZZZZ"_s << int(Kind::Run);
    QTest::newRow("step") << u"command.retry"_s << u"01HZZZZZZZZZZ/scan/4"_s << int(Kind::Run);
    QTest::newRow("incident") << u"incident.assign"_s << u"incident/12"_s << int(Kind::Incident);
    QTest::newRow("no incident") << u"incident.assign"_s << u"incident/none"_s << int(Kind::Other);
    QTest::newRow("order") << u"bulk.retry"_s << u"bulk/3"_s << int(Kind::Order);
    QTest::newRow("service") << u"service.revised"_s << u"ocr"_s << int(Kind::Service);
    QTest::newRow("probe") << u"command.probe_service"_s << u"ocr"_s << int(Kind::Service);
    QTest::newRow("breaker") << u"command.open_breaker.done"_s << u"ocr"_s << int(Kind::Service);
    QTest::newRow("pipeline") << u"pipeline.applied"_s << u"intake@3"_s << int(Kind::Pipeline);
    QTest::newRow("the audit itself") << u"audit.key_changed"_s << u"audit"_s << int(Kind::Other);
}

void TestGuiAudit::subjects()
{
    QFETCH(QString, action);
    QFETCH(QString, subject);
    AuditEntry entry;
    entry.action = action;
    entry.subject = subject;
    QTEST(int(subjectOf(entry).kind), "kind");
}

void TestGuiAudit::modelKeepsTheRules()
{
    AuditModel model;
    const QAbstractItemModelTester tester(&model);
    const auto entries = [](QList<qint64> seqs) {
        QList<AuditEntry> all;
        for (const qint64 seq : seqs) {
            AuditEntry entry;
            entry.seq = seq;
            all.append(entry);
        }
        return all;
    };
    model.reset(entries({5, 4}), false);
    QVERIFY(model.canFetchMore({}));
    model.append(entries({3, 2, 1}), true);
    QVERIFY(!model.canFetchMore({}));
    model.prepend(entries({7, 6}));
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.index(0, AuditModel::NumberColumn).data().toString(), u"7"_s);
    QSignalSpy anew(&model, &QAbstractItemModel::modelReset);
    model.setEntries(entries({8, 7, 6, 5, 4, 3, 2, 1}));
    QCOMPARE(anew.size(), 0);
    QCOMPARE(model.rowCount(), 8);
    model.setEntries(entries({9, 3}));
    QCOMPARE(anew.size(), 1);
}

QTEST_MAIN(TestGuiAudit)
#include "tst_gui_audit.moc"
