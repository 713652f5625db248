#include "ui/window/folderdialog.h"
#include "ui/window/recentlist.h"
#include "ui/window/welcomepage.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The first page: what was opened before, how to begin, and why something could not be opened.
class TestWelcome : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_page.reset(); }
    void recentOnesAreRemembered();
    void settingsOfOthersAreBorne();
    void theListOpensByKeyAndMouse();
    void missingOnesSaySoAndCanBeRemoved();
    void withoutAnyItSaysWhatToDo();
    void aNewOneIsAskedFor();
    void returnKeepsItsMeaning();
    void theDemoSaysWhatItDoes();
    void anExistingFolderIsChosen();
    void troubleIsSaidWithItsRemedy_data();
    void troubleIsSaidWithItsRemedy();
    void mistakesAreListedWithTheirPlaces();
    void whileBusyNothingElseIsAsked();

private:
    RecentList *list() const { return m_page->findChild<RecentList *>(); }
    QPushButton *button(const char *name) const { return m_page->findChild<QPushButton *>(QString::fromLatin1(name)); }
    QString label(const char *name) const { return m_page->findChild<QLabel *>(QString::fromLatin1(name))->text(); }

    QTemporaryDir m_settings;
    std::unique_ptr<WelcomePage> m_page;
    const Timestamp m_now{1'795'512'600'000ms};
};

void TestWelcome::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    QLocale::setDefault(QLocale::c());
}

void TestWelcome::init()
{
    QSettings(u"Cairn"_s, u"Console"_s).clear();
    m_page = std::make_unique<WelcomePage>();
    m_page->setSuggestions({u"intake"_s, u"webdav"_s}, u"/home/ann/cairn-workspace"_s, u"/home/ann/cairn-demo"_s);
    m_page->setRecent({{u"/srv/office"_s, m_now, false}, {u"/srv/gone"_s, m_now, true}, {u"/srv/harbour"_s, m_now, false}});
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestWelcome::recentOnesAreRemembered()
{
    QList<RecentWorkspace> known;
    for (int number = 0; number < 20; ++number)
        known = withOpened(known, u"/srv/%1"_s.arg(number), m_now + std::chrono::seconds(number));
    QCOMPARE(known.size(), 12);
    QCOMPARE(known.first().path, u"/srv/19"_s);
    known = withOpened(known, u"/srv/10"_s, m_now + 1h);
    QCOMPARE(known.size(), 12);
    QCOMPARE(known.first(), (RecentWorkspace{u"/srv/10"_s, m_now + 1h, false}));
    saveRecentWorkspaces(known);
    QCOMPARE(loadRecentWorkspaces(), known);
    known = without(known, u"/srv/15"_s);
    QCOMPARE(known.size(), 11);
    saveRecentWorkspaces(known);
    QCOMPARE(loadRecentWorkspaces(), known);
}

void TestWelcome::settingsOfOthersAreBorne()
{
    QSettings settings(u"Cairn"_s, u"Console"_s);
    settings.beginWriteArray(u"workspaces"_s, 3);
    const std::pair<QString, QString> rows[] = {{u"relative/path"_s, u"2026-11-24T09:30:00Z"_s},
                                                {u"/srv/office"_s, u"yesterday"_s},
                                                {u"/srv/whole"_s, u"2026-11-24T09:30:00Z"_s}};
    for (int row = 0; row < 3; ++row) {
        settings.setArrayIndex(row);
        settings.setValue(u"path"_s, rows[row].first);
        settings.setValue(u"opened"_s, rows[row].second);
    }
    settings.endArray();
    settings.sync();
    QCOMPARE(loadRecentWorkspaces(), (QList<RecentWorkspace>{{u"/srv/whole"_s, m_now, false}}));
}

void TestWelcome::theListOpensByKeyAndMouse()
{
    QAbstractItemModelTester tester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy open(m_page.get(), &WelcomePage::openWanted);
    QVERIFY(list()->hasFocus());
    QTest::keyClick(list(), Qt::Key_Return); // the latest is at the fingertip
    QCOMPARE(open.takeFirst().first().toString(), u"/srv/office"_s);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Enter);
    QCOMPARE(open.takeFirst().first().toString(), u"/srv/harbour"_s);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(list()->model()->index(0, 0)).center());
    QCOMPARE(open.takeFirst().first().toString(), u"/srv/office"_s);
}

void TestWelcome::missingOnesSaySoAndCanBeRemoved()
{
    const QModelIndex missing = list()->model()->index(1, 0);
    QCOMPARE(missing.data(RecentModel::OpenedRole).toString(), u"not there any more"_s);
    QVERIFY(missing.data(Qt::AccessibleTextRole).toString().contains(u"not there"_s));
    QVERIFY(!list()->model()->index(0, 0).data(RecentModel::OpenedRole).toString().contains(u"not there"_s));
    QSignalSpy remove(m_page.get(), &WelcomePage::removeWanted);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(remove.size(), 1);
    QCOMPARE(remove.first().first().toString(), u"/srv/gone"_s);
    m_page->setRecent({{u"/srv/office"_s, m_now, false}, {u"/srv/harbour"_s, m_now, false}});
    QCOMPARE(list()->currentIndex().row(), 1); // it stays where it was
}

void TestWelcome::withoutAnyItSaysWhatToDo()
{
    QVERIFY(!m_page->findChild<QLabel *>(u"noRecent"_s)->isVisible());
    m_page->setRecent({});
    QVERIFY(m_page->findChild<QLabel *>(u"noRecent"_s)->isVisible());
    QVERIFY(!list()->isVisible());
    QVERIFY(button("tryDemo")->hasFocus());
}

void TestWelcome::aNewOneIsAskedFor()
{
    QSignalSpy create(m_page.get(), &WelcomePage::createWanted);
    QTest::mouseClick(button("createWorkspace"), Qt::LeftButton);
    auto *dialog = m_page->findChild<FolderDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    auto *path = dialog->findChild<QLineEdit *>(u"folderPath"_s);
    auto *go = dialog->findChild<QPushButton *>(u"folderGo"_s);
    QTRY_COMPARE(QApplication::focusWidget(), path);
    QCOMPARE(path->text(), u"/home/ann/cairn-workspace"_s);
    path->selectAll();
    QTest::keyClicks(path, u"office"_s);
    QVERIFY(!go->isEnabled()); // relative to what?
    path->selectAll();
    QTest::keyClicks(path, u"/srv/new/"_s);
    QVERIFY(go->isEnabled());
    auto *example = dialog->findChild<QComboBox *>(u"exampleChoice"_s);
    QCOMPARE(example->count(), 3);
    example->setFocus();
    QTest::keyClick(example, Qt::Key_Down);
    QTest::mouseClick(go, Qt::LeftButton);
    QCOMPARE(create.size(), 1);
    QCOMPARE(create.first(), (QVariantList{u"/srv/new"_s, u"intake"_s}));
}

/// Also once Tab has passed the other buttons.
void TestWelcome::returnKeepsItsMeaning()
{
    auto *dialog = new FolderDialog(FolderDialog::NewWorkspace, {}, u"/srv/office"_s, m_page.get());
    const QPointer<FolderDialog> guard(dialog);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *path = dialog->findChild<QLineEdit *>(u"folderPath"_s);
    QTRY_VERIFY(path->hasFocus());
    bool hasMetBack = false;
    for (int i = 0; i < 10 && (i == 0 || !path->hasFocus()); ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        hasMetBack = hasMetBack || QApplication::focusWidget()->objectName() == "folderBack"_L1;
    }
    QVERIFY(hasMetBack && path->hasFocus());
    QSignalSpy accepted(dialog, &QDialog::accepted);
    QTest::keyClick(path, Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
}

void TestWelcome::theDemoSaysWhatItDoes()
{
    QSignalSpy demo(m_page.get(), &WelcomePage::demoWanted);
    QTest::mouseClick(button("tryDemo"), Qt::LeftButton);
    QPointer<FolderDialog> dialog = m_page->findChild<FolderDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    QString text;
    for (const QLabel *words : dialog->findChildren<QLabel *>())
        text += words->text();
    QVERIFY(text.contains(u"127.0.0.1"_s) && text.contains(u"end with the console"_s));
    const QDir services(qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/examples/intake/services"_s);
    const QStringList files = services.entryList({u"*.yaml"_s});
    QCOMPARE(files.size(), 5);
    QVERIFY(text.contains(u"five small services"_s));
    for (const QString &file : files)
        QVERIFY2(text.contains(QFileInfo(file).baseName()), qPrintable(file));
    QVERIFY(!dialog->findChild<QLineEdit *>(u"folderPath"_s)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(demo.takeFirst().first().toString(), QString()); // a temporary folder
    QTRY_VERIFY(!dialog);

    QTest::mouseClick(button("tryDemo"), Qt::LeftButton);
    dialog = m_page->findChild<FolderDialog *>();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *kept = dialog->findChild<QRadioButton *>(u"demoKept"_s);
    QTest::mouseClick(kept, Qt::LeftButton, {}, QPoint(8, kept->height() / 2));
    QVERIFY(dialog->findChild<QLineEdit *>(u"folderPath"_s)->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"folderGo"_s), Qt::LeftButton);
    QCOMPARE(demo.takeFirst().first().toString(), u"/home/ann/cairn-demo"_s);
    QTRY_VERIFY(!dialog);

    QTest::mouseClick(button("tryDemo"), Qt::LeftButton);
    dialog = m_page->findChild<FolderDialog *>();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(demo.size(), 0);
}

void TestWelcome::anExistingFolderIsChosen()
{
    QSignalSpy open(m_page.get(), &WelcomePage::openWanted);
    QTest::mouseClick(button("openFolder"), Qt::LeftButton);
    QPointer<QFileDialog> dialog = m_page->findChild<QFileDialog *>(u"openFolderDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
    Q_EMIT dialog->fileSelected(u"/srv/chosen"_s);
    QCOMPARE(open.first().first().toString(), u"/srv/chosen"_s);
    dialog->reject();
    QTRY_VERIFY(!dialog);
}

void TestWelcome::troubleIsSaidWithItsRemedy_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("no cairn.yaml") << int(ErrorKind::NotFound) << u"create a workspace there"_s;
    QTest::newRow("newer store") << int(ErrorKind::NewerStore) << u"newer Cairn"_s;
    QTest::newRow("disk full") << int(ErrorKind::DiskFull) << u"Free some space."_s;
}

void TestWelcome::troubleIsSaidWithItsRemedy()
{
    QFETCH(int, kind);
    QFETCH(QString, remedy);
    QVERIFY(!m_page->findChild<QWidget *>(u"openingTrouble"_s)->isVisible());
    m_page->showTrouble(
        {u"/srv/office"_s, {ErrorKind(kind), u"it went wrong"_s, u"/srv/office/.cairn"_s, u"free some space"_s}, {}});
    auto *card = m_page->findChild<QWidget *>(u"openingTrouble"_s);
    QVERIFY(card->isVisible());
    QCOMPARE(card->accessibleName(), u"office cannot be opened"_s);
    QCOMPARE(label("troubleText"), u"/srv/office/.cairn: It went wrong."_s);
    QVERIFY2(label("troubleRemedy").contains(remedy), qPrintable(label("troubleRemedy")));
    QVERIFY(!m_page->findChild<QWidget *>(u"troubleProblems"_s)->isVisible());
}

void TestWelcome::mistakesAreListedWithTheirPlaces()
{
    QList<Problem> problems{{u"pipelines/intake.yaml"_s, 4, 3, u"there is no service 'ocr'"_s, u"Did you mean 'ocr2'?"_s},
                            {u"cairn.yaml"_s, 1, 1, u"only a warning"_s, {}, true}};
    m_page->showTrouble({u"/srv/office"_s, {ErrorKind::Definition, u"x"_s, {}, {}}, problems});
    QCOMPARE(label("troubleProblems"), u"pipelines/intake.yaml:4:3: there is no service 'ocr'. Did you mean 'ocr2'?"_s);
    for (int line = 1; line <= 8; ++line)
        problems.append({u"services/ocr.yaml"_s, line, 1, u"wrong"_s, {}});
    m_page->showTrouble({u"/srv/office"_s, {ErrorKind::Definition, u"x"_s, {}, {}}, problems});
    QVERIFY(label("troubleProblems").endsWith(u"and 3 more"_s));
    QVERIFY(label("troubleRemedy").contains(u"editor"_s));
}

void TestWelcome::whileBusyNothingElseIsAsked()
{
    m_page->showTrouble({u"/srv/office"_s, {ErrorKind::Io, u"x"_s, {}, {}}, {}});
    m_page->setBusy(u"Opening /srv/office…"_s);
    QCOMPARE(label("welcomeBusy"), u"Opening /srv/office…"_s);
    QVERIFY(!button("tryDemo")->isEnabled() && !list()->isEnabled());
    QVERIFY(!m_page->findChild<QWidget *>(u"openingTrouble"_s)->isVisible()); // of the last attempt
    m_page->setBusy({});
    QVERIFY(button("tryDemo")->isEnabled() && list()->isEnabled());
}

QTEST_MAIN(TestWelcome)
#include "tst_gui_welcome.moc"
