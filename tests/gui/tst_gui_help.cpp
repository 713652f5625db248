#include "ui/help/guide.h"
#include "ui/help/guidebrowser.h"
#include "ui/help/helppanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeWidget>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The shipped guide: found by its contents, searched, followed, by mouse and keyboard.
class TestHelp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void showsTheFirstPage();
    void contentsLeadToHeadings();
    void backAndForward();
    void searchGoesFromPlaceToPlace();
    void searchFindsNothing();
    void linksOutsideAreHandedOver();
    void nothingFromOutsideIsLoaded();
    void headingsKeepTheirSizesInTheDark();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    GuideBrowser *text() const { return find<GuideBrowser>("guideText"); }
    QLineEdit *field() const { return find<QLineEdit>("helpSearch"); }
    QString found() const { return find<QLabel>("helpFound")->text(); }

    std::unique_ptr<QMainWindow> m_window;
    HelpPanel *m_panel = nullptr;
    int m_windowFinds = 0;
};

/// In a window that wants the same keys, as the console does.
void TestHelp::init()
{
    QLocale::setDefault(QLocale::c());
    m_windowFinds = 0;
    m_window = std::make_unique<QMainWindow>();
    m_panel = new HelpPanel;
    m_window->setCentralWidget(m_panel);
    m_window->menuBar()->addMenu(u"x"_s)->addAction(u"find"_s, QKeySequence(QKeySequence::Find), this,
                                                    [this] { ++m_windowFinds; });
    m_window->resize(1000, 640);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestHelp::showsTheFirstPage()
{
    const GuidePage first = guidePages().first();
    QCOMPARE(text()->file(), first.file);
    QVERIFY(text()->toPlainText().startsWith(first.title));
    QVERIFY(text()->viewport()->y() > 1 && text()->viewport()->geometry().bottom() < text()->height() - 2); // its frame is seen
    auto *contents = find<QTreeWidget>("helpContents");
    QCOMPARE(contents->topLevelItemCount(), guidePages().size());
    QCOMPARE(contents->topLevelItem(0)->text(0), first.title);
    QVERIFY(contents->topLevelItem(0)->isExpanded());
}

void TestHelp::contentsLeadToHeadings()
{
    m_panel->showPage(u"pipelines.md"_s);
    auto *contents = find<QTreeWidget>("helpContents");
    QTreeWidgetItem *page = contents->currentItem();
    QVERIFY(page && page->childCount() > 3);
    QTreeWidgetItem *last = page->child(page->childCount() - 1);
    contents->scrollToItem(last);
    QTest::mouseClick(contents->viewport(), Qt::LeftButton, {}, contents->visualItemRect(last).center());
    QVERIFY(text()->verticalScrollBar()->value() > 0);
    QVERIFY(text()->source().hasFragment());
    QCOMPARE(contents->currentItem(), last);
    contents->setFocus();
    QTest::keyClick(contents, Qt::Key_Home);
    QTest::keyClick(contents, Qt::Key_Return);
    QTRY_VERIFY(!text()->source().hasFragment());
}

void TestHelp::backAndForward()
{
    m_panel->showPage(u"pipelines.md"_s);
    const QUrl start = text()->source();
    m_panel->showPage(u"pipelines.md#what-may-have-happened"_s);
    auto *back = find<QToolButton>("helpBack");
    auto *forward = find<QToolButton>("helpForward");
    QVERIFY(back->isEnabled() && !forward->isEnabled());
    const QUrl there = text()->source();
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(text()->source(), start);
    QVERIFY(forward->isEnabled());
    text()->setFocus();
    QTest::keyClick(text(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(text()->source(), there);
    QTest::keyClick(text(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(text()->source(), start);
}

void TestHelp::searchGoesFromPlaceToPlace()
{
    m_panel->showPage(u"pipelines.md"_s);
    text()->setFocus();
    QTest::keyClick(text(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(field()->hasFocus());
    QCOMPARE(m_windowFinds, 0);
    QTest::keyClicks(field(), u"callback"_s);
    QVERIFY2(found().startsWith(u"1 of "_s), qPrintable(found()));
    const int count = found().section(u' ', -1).toInt();
    QVERIFY(count > 2);
    const int first = text()->textCursor().position();
    QTest::keyClick(field(), Qt::Key_F3);
    QVERIFY(found().startsWith(u"2 of "_s));
    QVERIFY(text()->textCursor().position() > first);
    QTest::keyClick(field(), Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(found().startsWith(u"1 of "_s));
    QTest::keyClick(field(), Qt::Key_F3, Qt::ShiftModifier); // around the end
    QVERIFY(found().startsWith(u"%1 of "_s.arg(count)));
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(text()->hasFocus());
    QTest::keyClick(text(), Qt::Key_F3);
    QVERIFY(found().startsWith(u"1 of "_s));
    QCOMPARE(text()->extraSelections().size(), count);
}

void TestHelp::searchFindsNothing()
{
    m_panel->focusSearch();
    QTest::keyClicks(field(), u"xyzzy"_s);
    QCOMPARE(found(), u"Not on this page"_s);
    QTest::keyClick(field(), Qt::Key_F3);
    QCOMPARE(found(), u"Not on this page"_s);
    field()->clear();
    QVERIFY(found().isEmpty());
    QVERIFY(text()->extraSelections().isEmpty());
}

void TestHelp::linksOutsideAreHandedOver()
{
    m_panel->showPage(u"pipelines.md"_s);
    QSignalSpy outside(m_panel, &HelpPanel::outsideWanted);
    QTextCursor cursor = text()->document()->find(u"jq"_s); // a link in the first paragraph
    QVERIFY(cursor.charFormat().isAnchor());
    text()->setTextCursor(cursor);
    text()->ensureCursorVisible();
    const QRect at = text()->cursorRect(cursor);
    QTest::mouseClick(text()->viewport(), Qt::LeftButton, {}, QPoint(at.left() - 4, at.center().y()));
    QCOMPARE(outside.size(), 1);
    QCOMPARE(outside.first().first().toUrl(), QUrl(u"https://jqlang.org"_s));
    QCOMPARE(text()->file(), u"pipelines.md"_s);
}

void TestHelp::nothingFromOutsideIsLoaded()
{
    for (const auto &url :
         {u"https://example.net/x.png"_s, u"file:///etc/passwd"_s, u"qrc:/icons/back.svg"_s, u"guide:/../icons/back.svg"_s})
        QVERIFY2(text()->loadResource(QTextDocument::ImageResource, QUrl(url)).toByteArray().isEmpty(), qPrintable(url));
    QVERIFY(text()->loadResource(QTextDocument::MarkdownResource, QUrl(u"guide:/pipelines.md"_s)).toString().size() > 100);
}

void TestHelp::headingsKeepTheirSizesInTheDark()
{
    m_panel->showPage(u"pipelines.md"_s);
    const auto size = [&] { return text()->document()->begin().begin().fragment().charFormat().fontPointSize(); };
    const double before = size();
    QVERIFY(before > m_panel->font().pointSizeF() * 1.5);
    QPalette dark(QColor(0x2b, 0x2d, 0x31), QColor(0x1f, 0x21, 0x24));
    dark.setColor(QPalette::Text, Qt::white);
    m_window->setPalette(dark);
    QCOMPARE(size(), before);
    QCOMPARE(text()->document()->begin().begin().fragment().charFormat().foreground().color(), QColor(Qt::white));
}

QTEST_MAIN(TestHelp)
#include "tst_gui_help.moc"
