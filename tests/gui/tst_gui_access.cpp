#include "sampledata.h"
#include "windowtest.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QSet>
#include <QTabBar>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Every room by keyboard and for screen readers: what takes the focus has a name, and Tab leads through all of it and back.
class TestGuiAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRoomHasAKey();
    void whatTakesTheFocusHasAName_data() { rooms(); }
    void whatTakesTheFocusHasAName();
    void tabLeadsThroughAll_data() { rooms(); }
    void tabLeadsThroughAll();

private:
    void rooms();
    static QString describe(const QWidget *widget);
    static bool takesTab(const QWidget *widget);
    static void enter(const WindowTest &test, const QString &room);
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

void TestGuiAccess::enter(const WindowTest &test, const QString &room)
{
    auto *action = test.window->findChild<QAction *>(room);
    QVERIFY(action);
    QTest::keySequence(test.window.get(), action->shortcut());
    QTRY_VERIFY(action->isChecked());
    QTest::qWait(100); // what is read comes in
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
    const WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
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
    const WindowTest test([&](GuiWorkspace &workspace) { runs = fillWithADay(workspace); });
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

QTEST_MAIN(TestGuiAccess)
#include "tst_gui_access.moc"
