#include "windowtest.h"

#include "ui/window/commandpalette.h"
#include "ui/window/keysheet.h"
#include "ui/window/palettemodel.h"
#include "ui/window/paletteplaces.h"
#include "ui/window/runoffers.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QPrinter>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Every command by Ctrl+K and a few letters, all keys by “?”: by keyboard alone, in a window with menus as ours has them.
class TestPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void listsAllByTheirGroups();
    void typingFindsAndEnterDoesIt();
    void escGivesTheFocusBack();
    void theWindowsKeysRestMeanwhile();
    void arrowsStepOverHeadings();
    void whatCannotBeDoneStays();
    void whatWasUsedComesFirst();
    void idsOfRunsAreOffered();
    void aWrongLinkSaysWhy();
    void noLinkLeadsIntoAnotherWorkspace();
    void aClickDoesIt();
    void clickingElsewhereCloses();
    void whatIsAddedLaterMovesNoChoice();
    void aPlaceTakesTheFocus();
    void whatIsExportedIsNamed();
    void theSheetShowsAllKeys();
    void theSheetsKeyIsALetterInLines();
    void theSheetPrints();

private:
    QAction *addAction(QMenu *menu, const QString &text, const QString &name, const QString &key);
    void open() { QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier); }
    QStringList listed() const;
    QString chosen() const { return m_palette->findChild<QListView *>()->currentIndex().data().toString(); }
    QLineEdit *line() const { return m_palette->findChild<QLineEdit *>(u"paletteLine"_s); }

    QTemporaryDir m_settings;
    std::unique_ptr<QMainWindow> m_window;
    CommandPalette *m_palette = nullptr;
    QLineEdit *m_edit = nullptr;
    QTextEdit *m_text = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_back = nullptr;
    QList<DeepLink> m_opened;
};

void TestPalette::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    QLocale::setDefault(QLocale::c());
}

QAction *TestPalette::addAction(QMenu *menu, const QString &text, const QString &name, const QString &key)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(QKeySequence(key));
    return action;
}

void TestPalette::init()
{
    QSettings(u"Cairn"_s, u"Console"_s).clear();
    m_opened.clear();
    m_window = std::make_unique<QMainWindow>();
    QMenu *run = m_window->menuBar()->addMenu(u"&Run"_s);
    m_retry = addAction(run, u"&Retry"_s, u"retryRun"_s, u"Ctrl+R"_s);
    m_cancel = addAction(run, u"&Cancel run…"_s, u"cancelRun"_s, u"Delete"_s);
    m_cancel->setEnabled(false);
    m_cancel->setStatusTip(u"No run is chosen"_s);
    QMenu *view = m_window->menuBar()->addMenu(u"&View"_s);
    m_back = addAction(view, u"&Back"_s, u"goBack"_s, u"Esc"_s);
    view->addSeparator();
    addAction(view->addMenu(u"&Colours"_s), u"&Dark colours"_s, u"themeDark"_s, {});
    auto *nameless = new QAction(u"Nameless"_s, m_window.get());
    m_window->addAction(nameless);
    m_edit = new QLineEdit;
    m_text = new QTextEdit;
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->addWidget(m_edit);
    row->addWidget(m_text);
    m_window->setCentralWidget(centre);
    m_palette = new CommandPalette(m_window.get());
    m_palette->addOffers(std::make_unique<RunOffers>(u"/srv/office"_s, [this](const DeepLink &link) { m_opened.append(link); }));
    KeySheet::openerFor(m_window.get());
    m_window->resize(800, 600);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_edit->setFocus();
}

QStringList TestPalette::listed() const
{
    QStringList texts;
    const QAbstractItemModel *model = m_palette->findChild<QListView *>()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        texts.append(model->index(row, 0).data().toString());
    return texts;
}

void TestPalette::listsAllByTheirGroups()
{
    QVERIFY(!m_palette->isVisible());
    open();
    QVERIFY(m_palette->isVisible());
    QVERIFY(line()->hasFocus());
    QCOMPARE(listed(), (QStringList{u"Run"_s, u"Retry"_s, u"Cancel run"_s, u"View"_s, u"Back"_s, u"Dark colours"_s,
                                    u"Everywhere"_s, u"Keys"_s}));
    QCOMPARE(chosen(), u"Retry"_s);
    QAbstractItemModelTester tester(m_palette->findChild<QListView *>()->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTest::keyClicks(line(), u"re"_s);
    QVERIFY(m_window->rect().contains(m_palette->geometry()));
    QVERIFY(std::abs(m_palette->geometry().center().x() - m_window->rect().center().x()) <= 1);
}

void TestPalette::typingFindsAndEnterDoesIt()
{
    QSignalSpy retried(m_retry, &QAction::triggered);
    QWidget *focusThen = nullptr;
    connect(m_retry, &QAction::triggered, this, [&] { focusThen = QApplication::focusWidget(); });
    open();
    QTest::keyClicks(line(), u"rtr"_s);
    QCOMPARE(listed(), QStringList{u"Retry"_s});
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(retried.size(), 1);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(focusThen, m_edit); // actions find the focus where it was
    open();
    QTest::keyClicks(line(), u"run retry"_s); // by its group
    QCOMPARE(chosen(), u"Retry"_s);
    QTest::keyClicks(line(), u"zzz"_s);
    QVERIFY(listed().isEmpty());
    QVERIFY(m_palette->findChild<QWidget *>(u"paletteNothing"_s)->isVisible());
    QTest::keyClick(line(), Qt::Key_Return);
    QVERIFY(m_palette->isVisible());
    QCOMPARE(retried.size(), 1);
}

void TestPalette::escGivesTheFocusBack()
{
    QSignalSpy back(m_back, &QAction::triggered);
    m_text->setFocus();
    open();
    QTest::keyClick(line(), Qt::Key_Escape);
    QVERIFY(!m_palette->isVisible());
    QVERIFY(m_text->hasFocus());
    QCOMPARE(back.size(), 0); // the window's own Esc was not meant
    open();
    QVERIFY(m_palette->isVisible());
    QTest::keyClick(line(), Qt::Key_K, Qt::ControlModifier); // the same key closes
    QVERIFY(!m_palette->isVisible());
    QVERIFY(m_text->hasFocus());
}

void TestPalette::theWindowsKeysRestMeanwhile()
{
    QSignalSpy retried(m_retry, &QAction::triggered);
    open();
    QTest::keyClick(line(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(retried.size(), 0);
    QTest::keyClick(line(), Qt::Key_Question, Qt::ShiftModifier);
    QVERIFY(!m_window->findChild<KeySheet *>());
    QCOMPARE(line()->text(), u"?"_s);
    QTest::keyClick(line(), Qt::Key_Escape);
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(retried.size(), 1);
}

void TestPalette::arrowsStepOverHeadings()
{
    open();
    const QStringList down{u"Cancel run"_s, u"Back"_s, u"Dark colours"_s, u"Keys"_s, u"Retry"_s};
    for (const QString &next : down) {
        QTest::keyClick(line(), Qt::Key_Down);
        QCOMPARE(chosen(), next);
    }
    QTest::keyClick(line(), Qt::Key_Up);
    QCOMPARE(chosen(), u"Keys"_s); // round the end
    QTest::keyClick(line(), Qt::Key_Up);
    QTest::keyClick(line(), Qt::Key_Up);
    QTest::keyClick(line(), Qt::Key_Up);
    QCOMPARE(chosen(), u"Cancel run"_s);
    QTest::keyClick(line(), Qt::Key_PageDown);
    QCOMPARE(chosen(), u"Keys"_s);
    QTest::keyClick(line(), Qt::Key_PageUp);
    QCOMPARE(chosen(), u"Retry"_s);
    QTest::keyClick(line(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(chosen(), u"Keys"_s);
    QTest::keyClick(line(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(chosen(), u"Retry"_s);
    QVERIFY(line()->hasFocus());
}

void TestPalette::whatCannotBeDoneStays()
{
    QSignalSpy cancelled(m_cancel, &QAction::triggered);
    open();
    QTest::keyClicks(line(), u"cancel"_s);
    QCOMPARE(chosen(), u"Cancel run"_s);
    const QModelIndex index = m_palette->findChild<QListView *>()->currentIndex();
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(u"No run is chosen"_s));
    QTest::keyClick(line(), Qt::Key_Return);
    QVERIFY(m_palette->isVisible());
    QCOMPARE(cancelled.size(), 0);
}

void TestPalette::whatWasUsedComesFirst()
{
    open();
    QTest::keyClicks(line(), u"dark"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    open();
    QCOMPARE(listed().mid(0, 2), (QStringList{u"Recently used"_s, u"Dark colours"_s}));
    QCOMPARE(chosen(), u"Dark colours"_s);
    QTest::keyClick(line(), Qt::Key_Escape);
    CommandPalette another(m_window.get()); // as in the next session
    another.open();
    QCOMPARE(another.findChild<QListView *>()->model()->index(1, 0).data().toString(), u"Dark colours"_s);
}

void TestPalette::idsOfRunsAreOffered()
{
    const RunId run = RunId::generate(1'790'000'000'000);
    open();
    QTest::keyClicks(line(), u"#"_s + run.toString().toLower());
    QCOMPARE(chosen(), u"Open run %1"_s.arg(run.toString()));
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(m_opened.size(), 1);
    QCOMPARE(m_opened.first().run, run);
    open();
    QTest::keyClicks(line(), u"cairn://runs?filter=state:blocked"_s);
    QTest::keyClick(line(), Qt::Key_Enter);
    QCOMPARE(m_opened.size(), 2);
    QCOMPARE(m_opened.last().filter, u"state:blocked"_s);
}

void TestPalette::aWrongLinkSaysWhy()
{
    open();
    QTest::keyClicks(line(), u"cairn://run/nonsense"_s);
    const QModelIndex index = m_palette->findChild<QListView *>()->currentIndex();
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"nonsense"_s));
    QTest::keyClick(line(), Qt::Key_Return);
    QVERIFY(m_opened.isEmpty());
    QVERIFY(m_palette->isVisible());
}

/// Incident 12 of another workspace is another thing.
void TestPalette::noLinkLeadsIntoAnotherWorkspace()
{
    open();
    QTest::keyClicks(line(), u"cairn://incident/12?workspace=/srv/prod"_s);
    const QModelIndex index = m_palette->findChild<QListView *>()->currentIndex();
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"another workspace, /srv/prod"_s));
    QTest::keyClick(line(), Qt::Key_Return);
    QVERIFY(m_opened.isEmpty());
    line()->clear();
    QTest::keyClicks(line(), u"cairn://incident/12?workspace=/srv/office"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(m_opened.value(0).incident, 12);
}

void TestPalette::aClickDoesIt()
{
    QSignalSpy retried(m_retry, &QAction::triggered);
    open();
    auto *list = m_palette->findChild<QListView *>();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center()); // a heading
    QVERIFY(m_palette->isVisible());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(retried.size(), 1);
    QVERIFY(!m_palette->isVisible());
}

void TestPalette::clickingElsewhereCloses()
{
    open();
    m_text->setFocus(Qt::MouseFocusReason);
    QVERIFY(!m_palette->isVisible());
    QVERIFY(m_text->hasFocus());
}

/// What takes a moment to be found, such as the names of services.
void TestPalette::whatIsAddedLaterMovesNoChoice()
{
    PaletteEntry late;
    late.id = u"late"_s;
    late.text = u"Retry policy of publish"_s;
    late.group = u"Services"_s;
    bool gone = false;
    late.run = [&gone] { gone = true; };
    m_palette->addEntries({late});
    QVERIFY(!m_palette->isVisible());
    open();
    QTest::keyClick(line(), Qt::Key_Down);
    QCOMPARE(chosen(), u"Cancel run"_s);
    m_palette->addEntries({late});
    QCOMPARE(chosen(), u"Cancel run"_s);
    QCOMPARE(listed().last(), late.text);
    QTest::keyClicks(line(), u"policy"_s);
    QCOMPARE(listed(), QStringList{late.text});
    QTest::keyClick(line(), Qt::Key_Return);
    QVERIFY(gone);
    open();
    QVERIFY(listed().filter(u"policy"_s).isEmpty()); // it is asked for anew
}

/// Also one whose room reads what it shows at first.
void TestPalette::aPlaceTakesTheFocus()
{
    testing::WindowTest console([](testing::GuiWorkspace &workspace) { workspace.addService(u"signing"_s); });
    CommandPalette palette(console.window.get());
    new PalettePlaces(console.workspace.desk(), palette, *console.window);
    const auto *list = console.find<QWidget>("serviceList");
    for (const QString &place : {u"breaker of signing"_s, u"policy of signing"_s}) {
        console.find<QTabWidget>("serviceTabs")->tabBar()->setFocus(); // in the room itself, the second time
        QTest::keyClick(console.window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(console.find<QLineEdit>("paletteLine"), place);
        const auto *offers = console.find<QListView>("paletteList");
        QTRY_VERIFY(offers->currentIndex().data().toString().startsWith(place, Qt::CaseInsensitive));
        QTest::keyClick(console.find<QLineEdit>("paletteLine"), Qt::Key_Return);
        QTRY_VERIFY(list->hasFocus());
    }
}

/// Also from a room in which nobody sees what would be exported.
void TestPalette::whatIsExportedIsNamed()
{
    const testing::WindowTest test;
    QStringList texts;
    for (const PaletteEntry &entry : entriesOfActions(test.window.get()))
        texts.append(entry.text);
    QVERIFY(texts.contains(u"Export matching audit entries"_s) && texts.contains(u"Export the matching runs as CSV"_s));
    for (const QString &one : texts.filter(QRegularExpression(u"^Export"_s)))
        QCOMPARE(texts.filter(QRegularExpression(u'^' + one)), QStringList(one)); // none begins as another one reads
}

void TestPalette::theSheetShowsAllKeys()
{
    const QList<ShortcutGroup> groups = shortcutsOf(m_window.get());
    QStringList titles;
    for (const ShortcutGroup &group : groups)
        titles.append(group.title);
    QCOMPARE(titles.mid(0, 2), (QStringList{u"Run"_s, u"View"_s}));
    QCOMPARE(groups.first().lines.size(), 2);
    QCOMPARE(groups.first().lines.first().keys, QStringList{u"Ctrl+R"_s});
    const QString page = shortcutsAsHtml(groups, u"<Keys>"_s);
    QVERIFY(page.contains(u"&lt;Keys&gt;"_s) && page.contains(u"Ctrl+K"_s) && page.contains(u"Retry"_s));
    QVERIFY(page.contains(u"Ctrl+Tab"_s) && page.contains(u"Ctrl+Shift+Tab"_s));
    const qsizetype first = firstColumn(groups);
    QVERIFY(first > 0 && first < groups.size());

    m_window->centralWidget()->setFocusPolicy(Qt::StrongFocus);
    m_window->centralWidget()->setFocus();
    QTest::keyClick(m_window->centralWidget(), Qt::Key_Question); // offscreen knows no keyboard on which it needs Shift
    QTRY_VERIFY(m_window->findChild<KeySheet *>());
    QPointer<KeySheet> sheet = m_window->findChild<KeySheet *>();
    QVERIFY(QTest::qWaitForWindowActive(sheet));
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!sheet);
}

void TestPalette::theSheetsKeyIsALetterInLines()
{
    for (QWidget *field : {static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_text)}) {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Question, Qt::ShiftModifier);
    }
    QCOMPARE(m_edit->text(), u"?"_s);
    QCOMPARE(m_text->toPlainText(), u"?"_s);
    QVERIFY(!m_window->findChild<KeySheet *>());
}

void TestPalette::theSheetPrints()
{
    KeySheet sheet(shortcutsOf(m_window.get()), nullptr);
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    QPrinter printer(QPrinter::ScreenResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(m_settings.filePath(u"keys.pdf"_s));
    sheet.printTo(&printer);
    QFile page(m_settings.filePath(u"keys.pdf"_s));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY(page.read(4) == "%PDF" && page.size() > 2000);
}

QTEST_MAIN(TestPalette)
#include "tst_gui_palette.moc"
