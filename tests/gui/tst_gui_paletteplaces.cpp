#include "pipelinesworkspace.h"
#include "runbooksample.h"

#include "ui/editor/filepage.h"
#include "ui/pipelines/applydialog.h"
#include "ui/pipelines/pipelinesmodel.h"
#include "ui/services/servicesmodel.h"
#include "ui/window/commandpalette.h"
#include "ui/window/mainwindow.h"
#include "ui/window/paletteplaces.h"
#include "ui/window/shortcutlist.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is written in the workspace's files is found by its name, and where they say something else than is live it is marked.
class TestPalettePlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void editorsAreFoundByName_data();
    void editorsAreFoundByName();
    void applyingIsFound();
    void eachIsFoundOnce();
    void whatDiffersIsMarked();
    void keysAreToldOnce();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    void enter(const char *room) const { QTest::keySequence(m_window.get(), find<QAction>(room)->shortcut()); }
    /// Types it into the palette, and takes the first offer that begins so.
    void go(const QString &typed, const QString &offer);

    std::unique_ptr<PipelinesWorkspace> m_files;
    std::unique_ptr<MainWindow> m_window;
    CommandPalette *m_palette = nullptr;
};

void TestPalettePlaces::init()
{
    QLocale::setDefault(QLocale::c());
    m_files = std::make_unique<PipelinesWorkspace>();
    GuiWorkspace &workspace = m_files->workspace();
    QDir(m_files->root()).mkpath(u"runbooks"_s);
    m_files->write(u"runbooks/publisher-down.md"_s, RunbookSample::text().replace("service: publish", "service: ocr"));
    m_files->write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net/v2\nidempotent: true\n");
    m_files->write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3, "/v3/scan"));
    m_window = std::make_unique<MainWindow>(workspace.desk(), u"harbour"_s, workspace.path({}), workspace.copies());
    m_palette = new CommandPalette(m_window.get());
    new PalettePlaces(workspace.desk(), *m_palette, *m_window);
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestPalettePlaces::cleanup()
{
    m_window.reset();
    m_files.reset();
}

void TestPalettePlaces::go(const QString &typed, const QString &offer)
{
    m_palette->opener()->trigger();
    const auto *offers = m_palette->findChild<QListView *>(u"paletteList"_s);
    const auto isOffered = [&] {
        const QAbstractItemModel *model = offers->model();
        return !model->match(model->index(0, 0), Qt::DisplayRole, offer, 1, Qt::MatchExactly).isEmpty();
    };
    QTRY_VERIFY(isOffered()); // what comes later moves no choice
    auto *line = m_palette->findChild<QLineEdit *>(u"paletteLine"_s);
    QTest::keyClicks(line, typed);
    QTRY_COMPARE(offers->currentIndex().data().toString(), offer);
    QTest::keyClick(line, Qt::Key_Return);
}

void TestPalettePlaces::editorsAreFoundByName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("offer");
    QTest::addColumn<QString>("room");
    QTest::addColumn<QString>("file");
    QTest::newRow("pipeline") << u"edit invoice"_s << u"Edit the file of pipeline invoice-intake"_s << u"pipelinesPanel"_s
                              << u"pipelines/intake.yaml"_s;
    QTest::newRow("runbook") << u"edit publisher"_s << u"Edit the file of runbook publisher-down"_s << u"runbooksPanel"_s
                             << u"runbooks/publisher-down.md"_s;
}

void TestPalettePlaces::editorsAreFoundByName()
{
    QFETCH(QString, typed);
    QFETCH(QString, offer);
    QFETCH(QString, room);
    QFETCH(QString, file);
    go(typed, offer);
    const auto *page = m_window->findChild<QWidget *>(room)->findChild<FilePage *>();
    QTRY_VERIFY(page->isVisible());
    QCOMPARE(page->file(), file);
    QTest::qWait(300); // until the room has read what it lists
    QVERIFY(page->isVisible());
}

void TestPalettePlaces::applyingIsFound()
{
    go(u"apply the files"_s, u"Apply the workspace’s files"_s);
    QTRY_VERIFY(m_window->findChild<ApplyDialog *>());
}

/// Also where the answers to an earlier opening come while it is open again.
void TestPalettePlaces::eachIsFoundOnce()
{
    for (int times = 0; times < 5; ++times) // opened, left, opened, …
        m_palette->opener()->trigger();
    auto *line = m_palette->findChild<QLineEdit *>(u"paletteLine"_s);
    const QAbstractItemModel *model = m_palette->findChild<QListView *>(u"paletteList"_s)->model();
    const auto found = [&](const QString &offer) {
        return model->match(model->index(0, 0), Qt::DisplayRole, offer, -1, Qt::MatchExactly).size();
    };
    QTRY_VERIFY(found(u"Edit the file of runbook publisher-down"_s) > 0);
    QTRY_VERIFY(found(u"Pipeline photos"_s) > 0);
    QTest::qWait(300); // for whatever else comes
    for (const QString &offer : {u"Edit the file of runbook publisher-down"_s, u"Pipeline photos"_s, u"Service ocr"_s})
        QCOMPARE(found(offer), 1);
    QTest::keyClick(line, Qt::Key_Escape);
}

void TestPalettePlaces::whatDiffersIsMarked()
{
    enter("showServices");
    const auto *services = find<QListView>("serviceList");
    const auto differing = [services] {
        QStringList names;
        for (int row = 0; row < services->model()->rowCount(); ++row) {
            const QModelIndex index = services->model()->index(row, ServicesModel::NameColumn);
            if (index.data(ServicesModel::DiffersRole).toBool())
                names.append(index.data().toString());
        }
        return names;
    };
    QTRY_COMPARE(differing(), QStringList{u"ocr"_s});
    m_window->openService(u"ocr"_s);
    QTRY_VERIFY(find<QLabel>("serviceState")->text().contains(u"file differs"_s));
    m_window->openService(u"archive"_s);
    QTRY_VERIFY(!find<QLabel>("serviceState")->text().contains(u"file differs"_s));
    m_window->openPipeline(u"invoice-intake"_s);
    QTRY_VERIFY(find<QLabel>("pipelineDiffers")->isVisible());
    const auto *pipelines = find<QListView>("pipelineList");
    QVERIFY(pipelines->currentIndex().data(PipelinesModel::UseRole).value<PipelineUse>().fileDiffers);
    QVERIFY(pipelines->currentIndex().data(Qt::AccessibleTextRole).toString().endsWith(u"its file differs"_s));
    m_window->openPipeline(u"photos"_s);
    QTRY_VERIFY(!find<QLabel>("pipelineDiffers")->isVisible());
    m_files->apply();
    m_window->openService(u"ocr"_s);
    QTRY_COMPARE(differing(), QStringList());
}

/// Also where a table that is seen has the action itself.
void TestPalettePlaces::keysAreToldOnce()
{
    enter("showOverview");
    QStringList keys;
    for (const ShortcutGroup &group : shortcutsOf(m_window.get())) {
        for (const ShortcutLine &line : group.lines)
            keys += line.keys;
    }
    for (const QString &key : {u"Ctrl+C"_s, u"Ctrl+Shift+S"_s})
        QCOMPARE(keys.count(key), 1);
}

QTEST_MAIN(TestPalettePlaces)
#include "tst_gui_paletteplaces.moc"
