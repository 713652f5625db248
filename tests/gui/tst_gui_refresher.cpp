#include "guiworkspace.h"
#include "ui/parts/refresher.h"

#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;

/// When a page asks again: as the store changes, while it is seen.
class TestRefresher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPageIsFollowed();
    void neverTwoQuestionsAtOnce();
};

void TestRefresher::aPageIsFollowed()
{
    GuiWorkspace workspace;
    QWidget page;
    Refresher refresher(0ms);
    QSignalSpy asked(&refresher, &Refresher::due);
    refresher.follow(workspace.desk(), page);
    Q_EMIT workspace.desk().changed();
    refresher.wake();
    QCOMPARE(asked.size(), 0); // nobody sees it
    page.show();
    QCOMPARE(asked.size(), 1);
    page.hide();
    refresher.done();
    Q_EMIT workspace.desk().changed();
    page.show();
    QTRY_COMPARE(asked.size(), 2); // after its rest
    refresher.done();
    Q_EMIT workspace.desk().changed();
    QTRY_COMPARE(asked.size(), 3);
}

void TestRefresher::neverTwoQuestionsAtOnce()
{
    Refresher refresher(0ms);
    QSignalSpy asked(&refresher, &Refresher::due);
    refresher.wake();
    refresher.wake();
    QCOMPARE(asked.size(), 1);
    refresher.done();
    QTRY_COMPARE(asked.size(), 2);
    refresher.restart(); // what was asked is of no interest any more
    QCOMPARE(asked.size(), 3);
}

QTEST_MAIN(TestRefresher)
#include "tst_gui_refresher.moc"
