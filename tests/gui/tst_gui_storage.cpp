#include "guiworkspace.h"

#include "security/keyfile.h"
#include "store/upkeep.h"
#include "ui/settings/storagepage.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// How the store is kept is seen; its key is changed and a backup made by keyboard and mouse.
class TestStoragePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void tellsOfAnOpenStore();
    void tellsHowItIsEncrypted();
    void changesTheKey();
    void showsHowFarItIs();
    void backsUp();
    void saysWhatIsNotInABackup();
    void whoIsNoAdminChangesNothing();
    void tellsHowLongPayloadsAreKept();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    QString text(const char *name) const { return find<QLabel>(name)->isVisible() ? find<QLabel>(name)->text() : QString(); }
    void open(bool encrypted, Role role = Role::Admin);
    void workAll();

    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    SystemClock m_clock;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<QMainWindow> m_window;
    StoragePage *m_page = nullptr;
};

void TestStoragePage::init()
{
    QLocale::setDefault(QLocale::c());
    m_folder.emplace();
}

void TestStoragePage::cleanup()
{
    m_window.reset();
    m_desk.reset();
    m_store.reset();
    m_folder.reset();
}

void TestStoragePage::open(bool encrypted, Role role)
{
    QFile settings(m_folder->filePath(u"cairn.yaml"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("workspace: w\nretention: { payloads: 90d, runs: 400d }\n");
    settings.close();
    const auto vault = std::make_shared<KeyFile>(m_folder->filePath(u"keys"_s));
    auto store = openSqliteStore({m_folder->filePath(u".cairn"_s), false, vault, [encrypted] { return encrypted; }});
    QVERIFY2(store, store ? "" : qPrintable(describe(store.error())));
    m_store = std::move(*store);
    m_desk = std::make_unique<Desk>(*m_store, m_clock, nullptr, role);
    m_window = std::make_unique<QMainWindow>();
    m_page = new StoragePage(*m_desk, m_folder->path());
    m_window->setCentralWidget(m_page);
    m_window->resize(900, 600);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(!text("storageState").contains(u'…'));
}

void TestStoragePage::workAll()
{
    const auto lease = m_store->acquireLease();
    QVERIFY(lease);
    for (bool more = true; more;)
        more = m_store->upkeep()->work(lease->fence, m_clock.now(), false).value_or(false);
    m_store->releaseLease();
}

void TestStoragePage::tellsOfAnOpenStore()
{
    open(false);
    QVERIFY2(text("storageState").contains("not encrypted"_L1), qPrintable(text("storageState")));
    QVERIFY(!find<QPushButton>("storageRotate")->isEnabled());
    QVERIFY(find<QPushButton>("storageBackUp")->isEnabled());
}

void TestStoragePage::tellsHowItIsEncrypted()
{
    open(true);
    QVERIFY2(text("storageState").contains("key 1"_L1), qPrintable(text("storageState")));
    QVERIFY2(text("storageKey").contains(m_folder->filePath(u"keys"_s)), qPrintable(text("storageKey")));
    QVERIFY(find<QPushButton>("storageRotate")->isEnabled());
    QVERIFY(!find<QProgressBar>("storageProgress")->isVisible());
}

void TestStoragePage::changesTheKey()
{
    open(true);
    QSignalSpy told(m_page, &StoragePage::told);
    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(find<QDialog>("changeKey"));
    auto *dialog = find<QDialog>("changeKey");
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"yearly"_s);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_COMPARE(told.size(), 1);
    QTRY_VERIFY2(text("storageState").contains("key 2"_L1), qPrintable(text("storageState")));
    QTRY_VERIFY(find<QProgressBar>("storageProgress")->isVisible());
    QVERIFY(!find<QPushButton>("storageRotate")->isEnabled());
    workAll();
    QTRY_VERIFY(!find<QProgressBar>("storageProgress")->isVisible());
    QVERIFY(find<QPushButton>("storageRotate")->isEnabled());
    const auto entry = (*m_store->reader())->lastAuditEntry();
    QVERIFY(entry && *entry);
}

void TestStoragePage::showsHowFarItIs()
{
    open(true);
    Transaction payloads;
    for (int i = 0; i < 200; ++i)
        payloads.add(PutPayload{m_store->payloads().stage(QByteArray::number(i)).value()});
    QVERIFY(m_store->commitAndWait(std::move(payloads)));
    QVERIFY(m_store->upkeep()->changeKey(u"ann"_s, {}, m_clock.now()));
    const auto lease = m_store->acquireLease();
    QVERIFY(m_store->upkeep()->work(lease->fence, m_clock.now(), false).value());
    QTRY_COMPARE_WITH_TIMEOUT(text("storageChange"), u"Being encrypted with key 2 by the runner: 64 of 200 rows."_s, 20'000);
    QCOMPARE(find<QProgressBar>("storageProgress")->value(), 320);
    m_store->releaseLease();
}

void TestStoragePage::backsUp()
{
    open(true);
    QTest::mouseClick(find<QPushButton>("storageBackUp"), Qt::LeftButton);
    QTRY_VERIFY(find<QDialog>("backupFile"));
    find<QDialog>("backupFile")->reject();
    const QString path = m_folder->filePath(u"copy.cairn-backup"_s);
    m_page->backUpTo(path);
    QTRY_VERIFY(find<QLabel>("progressText"));
    QTRY_COMPARE(find<QLabel>("progressText")->text(), u"The backup is written"_s);
    QVERIFY(QFile::exists(path));
    QTest::mouseClick(find<QPushButton>("progressStop"), Qt::LeftButton);
}

void TestStoragePage::saysWhatIsNotInABackup()
{
    open(true);
    auto staged = m_store->payloads().stage(QByteArray(150'000, 'x'));
    QVERIFY(staged);
    const QString payload = staged->ref.digest.brief();
    QVERIFY(m_store->commitAndWait(Transaction(PutPayload{std::move(*staged)})));
    QVERIFY(QDir(m_folder->filePath(u".cairn/payloads"_s)).removeRecursively());
    m_page->backUpTo(m_folder->filePath(u"copy.cairn-backup"_s));
    QTRY_VERIFY(find<QLabel>("progressDetails") && find<QLabel>("progressDetails")->text().contains(payload));
    QVERIFY(find<QLabel>("progressText")->text().contains(u"lost or damaged"_s));
    QVERIFY(QFile::exists(m_folder->filePath(u"copy.cairn-backup"_s)));
    QTest::mouseClick(find<QPushButton>("progressStop"), Qt::LeftButton);
}

void TestStoragePage::whoIsNoAdminChangesNothing()
{
    open(true, Role::Editor);
    for (const char *name : {"storageRotate", "storageBackUp"}) {
        QVERIFY2(!find<QPushButton>(name)->isEnabled(), name);
        QVERIFY2(find<QPushButton>(name)->toolTip().contains("role admin"_L1), name);
    }
}

void TestStoragePage::tellsHowLongPayloadsAreKept()
{
    open(true);
    for (const auto &[name, kept] :
         {std::pair(u"b-own"_s, Milliseconds(std::chrono::days(7))), {u"a-standard"_s, Milliseconds(0)}}) {
        PipelineVersion version;
        version.pipeline.name = name;
        version.pipeline.retention.payloads = kept;
        version.pipeline.steps.append(Step{});
        version.pipeline.steps.last().id = StepId(u"only"_s);
        version.pipeline.steps.last().service = u"av"_s;
        version.source = name.toUtf8();
        version.digest = Digest::of(version.source);
        QVERIFY(m_store->commitAndWait(Transaction(PutPipelineVersion{version, m_clock.now()})));
    }
    const auto *table = find<QTableView>("storageKept");
    const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 20'000);
    QCOMPARE(cell(0, 0), u"a-standard"_s);
    QVERIFY2(cell(0, 1).startsWith("90 day"_L1), qPrintable(cell(0, 1)));
    QVERIFY2(cell(0, 2).startsWith("400 day"_L1), qPrintable(cell(0, 2)));
    QCOMPARE(cell(0, 3), u"cairn.yaml"_s);
    QVERIFY2(cell(1, 1).startsWith("7 day"_L1), qPrintable(cell(1, 1)));
    QVERIFY2(cell(1, 2).startsWith("400 day"_L1), qPrintable(cell(1, 2)));
    QCOMPARE(cell(1, 3), u"the pipeline, cairn.yaml"_s);
}

QTEST_MAIN(TestStoragePage)
#include "tst_gui_storage.moc"
