#include "console.h"
#include "consolehome.h"
#include "example.h"

#include "base/inbackground.h"
#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/window/mainwindow.h"
#include "ui/window/recentworkspaces.h"
#include "ui/window/welcomepage.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Links that come from outside: whose workspace they open, and which place of it.
class TestLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLinkAloneIsAskedAboutBefore();
    void aLinkOpensWhatWasOpenedBefore();
    void aLinkGoesToTheConsoleThatHasItsWorkspace();
    void anIncidentsNumberIsAskedAbout();
    void aLinkIntoAnotherWorkspaceIsRefused();

private:
    QString path(const QString &name) const { return m_home->path(name); }
    QString example(const QString &name) const { return makeWorkspace(path(name), u"intake"_s) ? path(name) : QString(); }
    static StartWish clicked(const QString &link) { return {{}, *parseDeepLink(link)}; }

    std::unique_ptr<ConsoleHome> m_home;
    Appearance m_appearance;
    TimeDisplay m_times;
};

void TestLinks::init()
{
    m_home = std::make_unique<ConsoleHome>();
    QVERIFY(QDir::setCurrent(m_home->path()));
}

/// Anybody can write a link; what it opens runs commands.
void TestLinks::aLinkAloneIsAskedAboutBefore()
{
    const QString folder = example(u"evil"_s);
    Console console(m_appearance, m_times);
    QVERIFY(console.start(clicked(u"cairn://runs?filter=state:blocked&workspace="_s + folder)));
    auto *page = shown<WelcomePage>();
    QVERIFY(page);
    QVERIFY(page->findChild<QLabel *>(u"linkTitle"_s)->text().contains(folder));
    QVERIFY(page->findChild<QLabel *>(u"linkText"_s)->text().contains(u"never opened"_s));
    auto *open = page->findChild<QPushButton *>(u"linkOpen"_s);
    QVERIFY(open->isVisible() && !open->hasFocus());
    QVERIFY(!QFile::exists(folder + u"/.cairn"_s)); // nothing of it was opened
    QVERIFY(loadRecentWorkspaces().isEmpty());
    open->click();
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QCOMPARE(shown<MainWindow>()->findChild<QLineEdit *>(u"runFilter"_s)->text(), u"state:blocked"_s);
    QCOMPARE(loadRecentWorkspaces().first().path, folder);
}

void TestLinks::aLinkOpensWhatWasOpenedBefore()
{
    const QString folder = example(u"office"_s);
    saveRecentWorkspaces(withOpened(withOpened({}, folder, SystemClock().now()), path(u"last"_s), SystemClock().now()));
    Console console(m_appearance, m_times);
    QVERIFY(console.start(clicked(u"cairn://runs?filter=state:held&workspace="_s + folder)));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QCOMPARE(shown<MainWindow>()->findChild<QLineEdit *>(u"runFilter"_s)->text(), u"state:held"_s);
}

/// A demo's folder is not remembered, but its console has it open.
void TestLinks::aLinkGoesToTheConsoleThatHasItsWorkspace()
{
    const QString folder = example(u"demo"_s);
    ConsoleInstance open(ConsoleInstance::runtimeFolder());
    QSignalSpy asked(&open, &ConsoleInstance::asked);
    QCOMPARE(open.claim(folder, {}), ConsoleInstance::Role::First);
    const QString link = u"cairn://runs?filter=state:held&workspace="_s + folder;
    const auto handed = inBackground([&] { return ConsoleInstance(ConsoleInstance::runtimeFolder()).handOverTo(folder, link); });
    QTRY_VERIFY(handed.isFinished());
    QVERIFY(handed.result());
    QCOMPARE(asked.first().first().toString(), link);
    QVERIFY(!ConsoleInstance(ConsoleInstance::runtimeFolder()).handOverTo(path(u"other"_s), link));
}

/// Each workspace has an incident 1.
void TestLinks::anIncidentsNumberIsAskedAbout()
{
    const QString folder = example(u"prod"_s);
    saveRecentWorkspaces(withOpened(withOpened({}, folder, SystemClock().now()), path(u"office"_s), SystemClock().now()));
    Console console(m_appearance, m_times);
    QVERIFY(console.start(clicked(u"cairn://incident/1"_s)));
    auto *page = shown<WelcomePage>();
    QVERIFY(page);
    QCOMPARE(page->findChild<QLabel *>(u"linkTitle"_s)->text(), u"Which workspace is the link about?"_s);
    QVERIFY(!page->findChild<QPushButton *>(u"linkOpen"_s)->isVisible());
    page->findChild<QPushButton *>(u"linkLeave"_s)->click();
    QVERIFY(!page->findChild<QLabel *>(u"linkTitle"_s)->isVisible());
    saveRecentWorkspaces(withOpened({}, folder, SystemClock().now()));
    QCOMPARE(workspaceFor(clicked(u"cairn://incident/1"_s), {folder}, path({})), folder); // no other can be meant
}

void TestLinks::aLinkIntoAnotherWorkspaceIsRefused()
{
    const QString folder = example(u"office"_s);
    Console console(m_appearance, m_times);
    QVERIFY(console.start({folder, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    const auto send = [&](const QString &link) {
        const auto handed =
            inBackground([=] { return ConsoleInstance(ConsoleInstance::runtimeFolder()).handOverTo(folder, link); });
        QTRY_VERIFY(handed.isFinished());
    };
    const auto *filter = shown<MainWindow>()->findChild<QLineEdit *>(u"runFilter"_s);
    send(u"cairn://runs?filter=state:held&workspace=/srv/prod"_s);
    QTRY_VERIFY(shown<MainWindow>()->findChild<QLabel *>(u"noticeText"_s)->text().contains(u"another workspace"_s));
    QCOMPARE(filter->text(), QString());
    send(u"cairn://runs?filter=state:held&workspace="_s + folder);
    QTRY_COMPARE(filter->text(), u"state:held"_s);
}

QTEST_MAIN(TestLinks)
#include "tst_gui_links.moc"
