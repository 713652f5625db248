#include "advicesample.h"

#include "ui/insight/advicecard.h"
#include "ui/insight/advicepage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Advice is shown with its evidence and its simulated effect, opened as a draft, dismissed with a reason, and comes back when
/// there is more to it.
class TestAdvicePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsEvidenceAndEffect();
    void opensAsDraftByKeyboard();
    void dismissedAdviceComesBackWhenItGrows();
    void aViewerDismissesNone();
    void saysWhenThereIsTooLittle();
    void anotherServiceIsAnotherMatter();
    void aPageThatIsLeftStopsLooking();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    AdviceCard *card(const char *key) const { return find<AdviceCard>(qPrintable(u"advice:"_s + QString::fromLatin1(key))); }
    int cards() const { return int(find<QScrollArea>("adviceCards")->widget()->findChildren<AdviceCard *>().size()); }
    QString emptiness() const { return find<QWidget>("emptyState")->accessibleName(); }
    void open(const QString &service = u"ocr"_s);
    void dismiss(const char *key, const QString &reason);
    QList<AuditEntry> dismissals();

    std::optional<GuiWorkspace> m_workspace;
    std::optional<AdviceSample> m_sample;
    std::unique_ptr<QMainWindow> m_window;
    AdvicePage *m_page = nullptr;
};

void TestAdvicePage::init()
{
    QLocale::setDefault(QLocale::c());
    m_workspace.emplace();
    recordService(*m_workspace, SystemClock().now() - std::chrono::days(60));
    m_workspace->addPipeline(u"intake"_s, {u"ocr"_s});
    m_sample.emplace(*m_workspace, SystemClock().now());
    m_window = std::make_unique<QMainWindow>();
}

void TestAdvicePage::cleanup()
{
    m_window.reset();
    m_sample.reset();
    m_workspace.reset();
}

void TestAdvicePage::open(const QString &service)
{
    m_sample->countFigures();
    m_page = new AdvicePage(m_workspace->desk());
    m_window->setCentralWidget(m_page);
    m_window->resize(900, 700);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_page->setService(service);
}

void TestAdvicePage::dismiss(const char *key, const QString &reason)
{
    auto *button = card(key)->findChild<QPushButton *>(u"adviceDismiss"_s);
    find<QScrollArea>("adviceCards")->ensureWidgetVisible(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(find<QDialog>("dismissAdvice"));
    auto *dialog = find<QDialog>("dismissAdvice");
    QTRY_VERIFY(dialog->isVisible());
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled()); // not without a reason
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), reason);
    QVERIFY(go->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
}

QList<AuditEntry> TestAdvicePage::dismissals()
{
    AuditFilter filter;
    filter.action = u"advice.dismissed"_s;
    filter.subject = u"service/ocr"_s;
    const auto page = m_workspace->reader().searchAudit(filter, 0, AuditOrder::NewestFirst, 10, 1'000);
    return page ? page->entries : QList<AuditEntry>();
}

void TestAdvicePage::showsEvidenceAndEffect()
{
    m_sample->addTimeouts(15, 3);
    m_sample->addAnswers(100, 3);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(cards(), 2, 20'000);
    const AdviceCard *never = card("retries_never_help:timeout");
    QVERIFY(never);
    QVERIFY(never->findChild<QLabel *>(u"adviceTitle"_s)->text().contains(u"never help"_s));
    QCOMPARE(never->findChild<QLabel *>(u"adviceEvidence"_s)->text(), u"90 of 90 such repeats failed again, on 3 day(s)."_s);
    QCOMPARE(never->findChild<QLabel *>(u"adviceChange"_s)->text(), u"policy.retry.per_category.timeout: none → 1"_s);
    QString figures;
    for (const QLabel *label : never->findChildren<QLabel *>()) {
        if (label->accessibleName().startsWith(u"Requests sent: now "_s))
            figures = label->accessibleName();
    }
    const double now = figures.section(u' ', 3, 3).remove(u',').toDouble();
    const double then = figures.section(u' ', -1).remove(u',').toDouble();
    QVERIFY2(then < now && then > 0, qPrintable(figures));
    QVERIFY(card("timeout_too_long"));
    QCOMPARE(find<QLabel>("adviceBasis")->text(), u"435 attempt(s) looked at"_s);
}

void TestAdvicePage::opensAsDraftByKeyboard()
{
    m_sample->addTimeouts(15, 3);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(card("retries_never_help:timeout"), 20'000);
    QSignalSpy wanted(m_page, &AdvicePage::draftWanted);
    find<QComboBox>("advicePeriod")->setFocus();
    for (int i = 0; i < 20; ++i) {
        if (QApplication::focusWidget()->objectName() == "adviceOpen"_L1)
            break;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(QApplication::focusWidget()->objectName(), u"adviceOpen"_s);
    QVERIFY(QApplication::focusWidget()->accessibleName().contains(u"never help"_s)); // which one, for who does not see it
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    const auto draft = wanted.first().first().value<Service>();
    QCOMPARE(draft.name, u"ocr"_s);
    QCOMPARE(draft.policy.retry.perCategory, (QMap<Category, int>{{Category::Timeout, 1}}));
    QVERIFY(wanted.first().at(1).value<Service>().policy.retry.perCategory.isEmpty()); // what it was made of
}

void TestAdvicePage::dismissedAdviceComesBackWhenItGrows()
{
    m_sample->addTimeouts(20, 2);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(cards(), 1, 20'000);
    dismiss("retries_never_help:timeout", u"they mend it this week"_s);
    QTRY_COMPARE_WITH_TIMEOUT(emptiness(), u"Nothing new"_s, 20'000);
    QCOMPARE(dismissals().size(), 1);
    QCOMPARE(dismissals().first().reason, u"they mend it this week"_s);
    QVERIFY(!dismissals().first().actor.isEmpty());
    QTest::mouseClick(find<QCheckBox>("adviceShowDismissed"), Qt::LeftButton, {},
                      QPoint(8, find<QCheckBox>("adviceShowDismissed")->height() / 2));
    QTRY_VERIFY(card("retries_never_help:timeout"));
    const auto *gone = card("retries_never_help:timeout")->findChild<QLabel *>(u"adviceDismissed"_s);
    QVERIFY(gone && gone->text().contains(u"they mend it this week"_s));
    QTest::keyClick(find<QCheckBox>("adviceShowDismissed"), Qt::Key_Space);
    QTRY_VERIFY(!card("retries_never_help:timeout"));
    m_sample->addTimeouts(20, 4); // three times as many then, on four days
    QTest::keyClick(find<QComboBox>("advicePeriod"), Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(card("retries_never_help:timeout"), 20'000);
    QVERIFY(!card("retries_never_help:timeout")->findChild<QLabel *>(u"adviceDismissed"_s));
}

void TestAdvicePage::aViewerDismissesNone()
{
    m_workspace->seat(Role::Viewer);
    m_sample->addTimeouts(15, 3);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(card("retries_never_help:timeout"), 20'000);
    const auto *dismiss = card("retries_never_help:timeout")->findChild<QPushButton *>(u"adviceDismiss"_s);
    QVERIFY(!dismiss->isEnabled() && dismiss->toolTip().contains(u"role operator"_s));
    QVERIFY(card("retries_never_help:timeout")->findChild<QPushButton *>(u"adviceOpen"_s)->isEnabled()); // to be looked at
}

void TestAdvicePage::saysWhenThereIsTooLittle()
{
    m_sample->addAnswers(10, 2);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(emptiness(), u"Too little to go by"_s, 20'000);
    m_sample->addAnswers(40, 2);
    QTest::keyClick(find<QComboBox>("advicePeriod"), Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(emptiness(), u"Nothing to change"_s, 20'000);
}

void TestAdvicePage::anotherServiceIsAnotherMatter()
{
    m_sample->addTimeouts(20, 2);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(cards(), 1, 20'000);
    m_page->setService(u"nowhere"_s);
    QCOMPARE(cards(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(emptiness(), u"No advice"_s, 20'000);
    m_page->setService({});
    QCOMPARE(emptiness(), u"No service chosen"_s);
}

void TestAdvicePage::aPageThatIsLeftStopsLooking()
{
    m_sample->addTimeouts(20, 2);
    open();
    m_page->hide();
    m_page->show();
    m_page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(cards(), 1, 20'000);
}

QTEST_MAIN(TestAdvicePage)
#include "tst_gui_advice.moc"
