#include "sampledata.h"
#include "windowtest.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QSet>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTranslator>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Every room by keyboard and for screen readers: what takes the focus has a name and shows that it has it, and Tab leads through
/// all of it and back. And on a small screen.
class TestGuiAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRoomHasAKey();
    void whatTakesTheFocusHasAName_data() { rooms(); }
    void whatTakesTheFocusHasAName();
    void tabLeadsThroughAll_data() { rooms(); }
    void tabLeadsThroughAll();
    void tabFollowsTheEye_data() { rooms(); }
    void tabFollowsTheEye();
    void theFocusIsSeen_data() { rooms(); }
    void theFocusIsSeen();
    void theFocusIsSeenInAListWithoutAChoice();
    void aSmallScreenIsEnough();
    void theOverviewFitsInGerman();
    void noLetterMeansTwoThings_data() { rooms(); }
    void noLetterMeansTwoThings();
    void noLetterMeansTwoThingsInAMenu();
    void theFirstWindowFitsItsScreen();

private:
    void rooms();
    static QWidget *room(const WindowTest &test);
    static bool showsItsFocus(QWidget *widget);
    static QString describe(const QWidget *widget);
    static bool takesTab(const QWidget *widget);
    static void settle(WindowTest &test);
    static void enter(WindowTest &test, const QString &room);
    static QStringList takenTwice(const QList<std::pair<QKeySequence, QString>> &letters);
    static QStringList lettersTwiceIn(const WindowTest &test);
};

void TestGuiAccess::rooms()
{
    QTest::addColumn<QString>("room");
    const WindowTest test;
    for (const QAction *action : test.find<QObject>("navigationRail")->findChildren<QAction *>(QRegularExpression(u"^show"_s)))
        QTest::newRow(qPrintable(action->objectName())) << action->objectName();
}

QString TestGuiAccess::describe(const QWidget *widget)
{
    QStringList names;
    for (; widget; widget = widget->parentWidget())
        names.prepend(u"%1 '%2'"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName()));
    return names.join(u" > "_s);
}

bool TestGuiAccess::takesTab(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
}

/// What is read comes in, and what is asked for because of that.
void TestGuiAccess::settle(WindowTest &test)
{
    for (int time = 1; time <= 2; ++time) {
        QTest::qWait(50);
        const auto asked = test.workspace.desk().ask<int>([](StoreReader &) -> Result<int> { return 0; });
        QTRY_VERIFY(asked.isFinished());
    }
}

void TestGuiAccess::enter(WindowTest &test, const QString &room)
{
    auto *action = test.window->findChild<QAction *>(room);
    QVERIFY(action);
    QTest::keySequence(test.window.get(), action->shortcut());
    QTRY_VERIFY(action->isChecked());
    settle(test);
}

/// That is seen.
QWidget *TestGuiAccess::room(const WindowTest &test)
{
    return test.find<QStackedWidget>("rooms")->currentWidget();
}

/// It looks another without the focus.
bool TestGuiAccess::showsItsFocus(QWidget *widget)
{
    const QImage with = widget->grab().toImage();
    widget->clearFocus();
    const QImage without = widget->grab().toImage();
    widget->setFocus(Qt::TabFocusReason);
    return with != without;
}

void TestGuiAccess::everyRoomHasAKey()
{
    const WindowTest test;
    QSet<QKeySequence> keys;
    for (const QAction *action : test.find<QObject>("navigationRail")->findChildren<QAction *>(QRegularExpression(u"^show"_s))) {
        QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(!keys.contains(action->shortcut()), qPrintable(action->shortcut().toString()));
        keys.insert(action->shortcut());
    }
    QVERIFY(keys.size() >= 2);
}

void TestGuiAccess::whatTakesTheFocusHasAName()
{
    QFETCH(const QString, room);
    SampleRuns runs;
    WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
    test.window->openRun(runs.blocked);
    enter(test, room);
    for (const QWidget *widget : test.window->findChildren<QWidget *>()) {
        if (!takesTab(widget))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const auto *tabs = qobject_cast<const QTabBar *>(widget); // read by its tabs
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                           (tabs && tabs->count() > 0 && !tabs->tabText(0).isEmpty());
        QVERIFY2(named, qPrintable(describe(widget)));
    }
}

void TestGuiAccess::tabLeadsThroughAll()
{
    QFETCH(const QString, room);
    SampleRuns runs;
    WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
    test.window->openRun(runs.blocked);
    enter(test, room);
    QSet<const QWidget *> expected;
    for (const QWidget *widget : test.window->findChildren<QWidget *>()) {
        if (takesTab(widget))
            expected.insert(widget);
    }
    QSet<const QWidget *> reached;
    int kept = 0; // presses that a widget used for itself: a page of text goes through its links first
    for (int i = 0; i < 1'000 && !reached.contains(expected); ++i) {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY2(focus, "the focus is lost");
        reached.insert(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
        kept = QApplication::focusWidget() == focus ? kept + 1 : 0;
        QVERIFY2(kept < 300, qPrintable(u"Tab is caught in "_s + describe(focus)));
    }
    for (const QWidget *widget : std::as_const(expected)) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (button && button->group()) // within a group, arrows lead on
            continue;
        QVERIFY2(reached.contains(widget), qPrintable(u"Tab does not reach "_s + describe(widget)));
    }
}

/// Down the rail, then through the room, where nothing is met that stands wholly above what came before, or left of it in a line.
void TestGuiAccess::tabFollowsTheEye()
{
    QFETCH(const QString, room);
    SampleRuns runs;
    WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
    test.window->openRun(runs.blocked);
    QTRY_VERIFY(test.detail()->run());
    enter(test, room);
    auto rail = test.find<QWidget>("navigationRail")->findChildren<QAbstractButton *>();
    rail.removeIf([](const QAbstractButton *button) { return !button->isVisible(); }); // Qt's own, for what does not fit
    rail.first()->setFocus(Qt::TabFocusReason);
    for (QAbstractButton *button : std::as_const(rail)) {
        QCOMPARE(QApplication::focusWidget(), button);
        QTest::keyClick(button, Qt::Key_Tab);
    }
    QWidget *shown = TestGuiAccess::room(test);
    QVERIFY(shown->isAncestorOf(QApplication::focusWidget()));
    const auto place = [&](const QWidget *widget) { return QRect(widget->mapTo(shown, QPoint()), widget->size()); };
    const QWidget *last = nullptr;
    for (QWidget *met = QApplication::focusWidget(); shown->isAncestorOf(met); met = QApplication::focusWidget()) {
        const QRect here = place(met), before = last ? place(last) : QRect(); // what is met may have been scrolled to
        const bool isLeft = here.right() <= before.left() && here.top() < before.bottom();
        const bool isAbove = here.bottom() <= before.top() && here.left() < before.right();
        const QString way = u"Tab goes back from %1 to %2"_s.arg(last ? last->objectName() : QString(), describe(met));
        QVERIFY2(!last || (!isLeft && !isAbove), qPrintable(way));
        last = met;
        for (int i = 0; i < 300 && QApplication::focusWidget() == met; ++i)
            QTest::keyClick(met, Qt::Key_Tab);
    }
}

void TestGuiAccess::theFocusIsSeen()
{
    QFETCH(const QString, room);
    SampleRuns runs;
    WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
    test.window->openRun(runs.blocked);
    enter(test, room);
    QSet<const QWidget *> met;
    for (QWidget *focus = QApplication::focusWidget(); !met.contains(focus); focus = QApplication::focusWidget()) {
        met.insert(focus);
        QVERIFY2(showsItsFocus(focus), qPrintable(u"The focus is not seen in "_s + describe(focus)));
        for (int i = 0; i < 300 && QApplication::focusWidget() == focus; ++i)
            QTest::keyClick(focus, Qt::Key_Tab);
    }
    QVERIFY(met.size() > 10);
}

/// Enter in the filter leads to a list in which nothing is chosen.
void TestGuiAccess::theFocusIsSeenInAListWithoutAChoice()
{
    WindowTest test([](GuiWorkspace &workspace) { fillWithADay(workspace); });
    test.typeFilter(u"state:blocked"_s);
    QTest::keyClick(test.filter(), Qt::Key_Return);
    QTRY_VERIFY(test.runs()->hasFocus() && test.runs()->model()->rowCount() > 0);
    settle(test);
    QVERIFY(!test.runs()->selectionModel()->hasSelection());
    QVERIFY(showsItsFocus(test.runs()));
}

/// 1280 x 800 at 150 %, within a window's frame: no room is cut off, and none makes the window grow; at 200 % one scrolls.
void TestGuiAccess::aSmallScreenIsEnough()
{
    SampleRuns runs;
    WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
    test.window->openRun(runs.blocked);
    const QSize small(853 - 16, 533 - 48), smaller(640 - 16, 400 - 48);
    test.window->resize(small);
    auto *rail = test.find<QWidget>("navigationRail");
    QStringList cut;
    for (const QAction *action : rail->findChildren<QAction *>(QRegularExpression(u"^show"_s))) {
        enter(test, action->objectName());
        QCOMPARE(test.window->size(), small);
        auto *area = qobject_cast<QScrollArea *>(test.find<QStackedWidget>("rooms")->currentWidget());
        const QSize over(area->horizontalScrollBar()->maximum(), area->verticalScrollBar()->maximum());
        if (over != QSize(0, 0))
            cut.append(u"%1 by %2 x %3"_s.arg(action->objectName()).arg(over.width()).arg(over.height()));
    }
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u", "_s)));
    for (const QAbstractButton *button : rail->findChildren<QAbstractButton *>())
        QVERIFY2(!button->isVisible() || button->visibleRegion().boundingRect() == button->rect(), qPrintable(describe(button)));
    QVERIFY(!rail->findChild<QWidget *>(u"qt_toolbar_ext_button"_s)->isVisible());
    test.window->resize(smaller);
    QCOMPARE(test.window->size(), smaller);
}

/// Whose words are longer.
void TestGuiAccess::theOverviewFitsInGerman()
{
    QTranslator german;
    QVERIFY(german.load(QLocale(u"de_DE"_s), u"cairn"_s, u"_"_s, u":/i18n"_s));
    qApp->installTranslator(&german);
    WindowTest test([](GuiWorkspace &workspace) {
        fillWithADay(workspace);
        workspace.countFigures();
    });
    test.window->resize(960, 600);
    enter(test, u"showOverview"_s);
    auto *page = test.find<QScrollArea>("overviewScroll");
    QCOMPARE(page->horizontalScrollBar()->maximum(), 0);
    const auto *chart = test.find<QWidget>("throughputChart");
    QVERIFY(chart->width() > page->width() * 3 / 4); // on its own, with all of its legend
    test.window->resize(1280, 800);
    QTRY_VERIFY(chart->width() < page->width() * 3 / 4);
    QCOMPARE(page->horizontalScrollBar()->maximum(), 0);
    qApp->removeTranslator(&german);
}

QStringList TestGuiAccess::takenTwice(const QList<std::pair<QKeySequence, QString>> &letters)
{
    QHash<QKeySequence, QString> taken;
    QStringList twice;
    for (const auto &[letter, text] : letters) {
        if (taken.contains(letter) && !letter.isEmpty())
            twice.append(u"%1 and %2"_s.arg(taken.value(letter), text));
        taken.insert(letter, text);
    }
    return twice;
}

/// Of what is seen, and of the menu bar: the first press would only move the focus.
QStringList TestGuiAccess::lettersTwiceIn(const WindowTest &test)
{
    QList<std::pair<QKeySequence, QString>> letters;
    const auto add = [&](const QString &text) { letters.append({QKeySequence::mnemonic(text), text}); };
    for (const QAction *menu : test.window->menuBar()->actions())
        add(menu->text());
    for (const QString &consoles : {u"&Display"_s, u"&Help"_s})
        add(consoles);
    for (const QAbstractButton *button : room(test)->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            add(button->text());
    }
    for (const QLabel *label : room(test)->findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            add(label->text());
    }
    return takenTwice(letters);
}

void TestGuiAccess::noLetterMeansTwoThings()
{
    QFETCH(const QString, room);
    SampleRuns runs;
    WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
    test.window->openRun(runs.blocked);
    enter(test, room);
    auto *tabs = TestGuiAccess::room(test)->findChild<QTabWidget *>(u"serviceTabs"_s);
    for (int tab = 0; tab < (tabs ? tabs->count() : 1); ++tab) {
        if (tabs)
            tabs->setCurrentIndex(tab);
        settle(test);
        QVERIFY2(lettersTwiceIn(test).isEmpty(), qPrintable(lettersTwiceIn(test).join(u", "_s)));
    }
}

void TestGuiAccess::noLetterMeansTwoThingsInAMenu()
{
    const WindowTest test;
    for (const QAction *menu : test.window->menuBar()->actions()) {
        QList<std::pair<QKeySequence, QString>> letters;
        for (const QAction *entry : menu->menu<QMenu *>()->actions())
            letters.append({QKeySequence::mnemonic(entry->text()), entry->text()});
        QVERIFY2(takenTwice(letters).isEmpty(), qPrintable(takenTwice(letters).join(u", "_s)));
    }
}

void TestGuiAccess::theFirstWindowFitsItsScreen()
{
    WindowTest test;
    const MainWindow first(test.workspace.desk(), u"harbour"_s, test.workspace.path({}), test.workspace.copies());
    const QSize room = first.screen()->availableSize();
    QVERIFY(room.width() < 1280); // the platform's
    QVERIFY(first.width() < room.width() && first.height() < room.height());
    QVERIFY(first.width() > room.width() - 50);
}

QTEST_MAIN(TestGuiAccess)
#include "tst_gui_access.moc"
