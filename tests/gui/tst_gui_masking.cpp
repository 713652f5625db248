#include "payloadsample.h"

#include "ui/editor/codeview.h"
#include "ui/payload/hexview.h"
#include "ui/payload/maskbanner.h"
#include "ui/payload/payloadtext.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"
#include "ui/run/attemptsmodel.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Paid = R"({"payer": "ann@example.com", "card": "4111 1111 1111 1111", "pan": 378282246310005, "paid": true})";
}

/// Sensitive data in the payload inspector: covered wherever it is looked at, until somebody says why.
class TestMasking : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void coversEverywhere();
    void coversNamesAndWhatTheyName();
    void revealsForAReason();
    void leavesItCoveredWithoutOne();
    void anotherPayloadIsCoveredAgain();
    void whatItIsComparedWithIsCoveredForItself();
    void aViewerMayNotReveal();
    void harmlessOnesAreOpen();
    void pagesAreCoveredAcrossTheirBorders();
    void partsAreCopiedCovered();
    void ownClassesAreCovered();
    void aTestCoversAllOfIt();
    void whatIsComparedIsCovered();
    void addressesOfAttemptsAreCovered();
    void theAddressAboveHeadersIsCovered();

private:
    void defineClasses(const QByteArray &classes) const;
    void open(const QByteArray &bytes, const QString &type = u"application/json"_s);
    template <typename T> T *find(const char *name) const
    {
        T *widget = m_window->findChild<T *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no %s", name);
        return widget;
    }
    void reveal(const QString &reason, const char *button = "maskReveal") const;
    /// Goes to the page on which it is compared, the last.
    void compare() const;
    QString tree() const;
    QString text() const;
    bool isSavable() const { return find<QToolButton>("payloadSave")->isEnabled(); }

    QTemporaryDir m_root; ///< where the workspace has its cairn.yaml, if it has one
    std::unique_ptr<GuiWorkspace> m_workspace;
    QPointer<PayloadWindow> m_window;
};

void TestMasking::init()
{
    QLocale::setDefault(QLocale::c());
    QFile::remove(m_root.filePath(u"cairn.yaml"_s));
    m_workspace = std::make_unique<GuiWorkspace>();
    m_window = new PayloadWindow(m_workspace->desk(), m_workspace->copies(), m_root.path());
}

void TestMasking::cleanup()
{
    delete m_window;
    m_workspace.reset();
}

void TestMasking::defineClasses(const QByteArray &classes) const
{
    QFile file(m_root.filePath(u"cairn.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("workspace: test\ndata: { classes: { " + classes + " } }\n");
}

void TestMasking::open(const QByteArray &bytes, const QString &type)
{
    QSignalSpy read(m_window->view(), &PayloadView::read);
    m_window->showPayload({u"Request of pay"_s, recordPayload(*m_workspace, bytes), {}, type});
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    if (read.isEmpty())
        read.wait(5'000);
    QTRY_VERIFY(m_window->view()->mask().state() != PayloadMask::State::Looking);
}

void TestMasking::compare() const
{
    QTabBar *bar = find<QTabWidget>("payloadTabs")->tabBar();
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(bar->count() - 1).center());
}

/// What the tree shows, row by row.
QString TestMasking::tree() const
{
    const QAbstractItemModel *model = find<QTreeView>("jsonTree")->model();
    const QModelIndex root = model->index(0, 0);
    QStringList rows;
    for (int row = 0; row < model->rowCount(root); ++row)
        rows.append(model->index(row, 1, root).data().toString());
    return rows.join(u'|');
}

QString TestMasking::text() const
{
    return find<PayloadText>("payloadText")->code()->text();
}

void TestMasking::reveal(const QString &reason, const char *button) const
{
    QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"revealDialog"_s));
    auto *go = find<QPushButton>("reasonGo");
    QVERIFY(!go->isEnabled());
    if (reason.isEmpty())
        return QTest::mouseClick(find<QPushButton>("reasonLeave"), Qt::LeftButton);
    QTest::keyClicks(find<QLineEdit>("reasonLine"), reason);
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
}

void TestMasking::coversNamesAndWhatTheyName()
{
    open(R"({"phone": "030 1234567", "fax": [301234567], "accounts": {"DE89370400440532013000": 1, "ann@example.com": 2}})");
    QCOMPARE(tree(), u"\"*** *******\"|1 item(s)|2 field(s)"_s);
    auto *view = find<QTreeView>("jsonTree");
    const QAbstractItemModel *model = view->model();
    const QModelIndex root = model->index(0, 0);
    const QModelIndex fax = model->index(0, 1, model->index(1, 0, root));
    QCOMPARE(fax.data().toString(), u"*********"_s);
    const QModelIndex account = model->index(0, 0, model->index(2, 0, root));
    QCOMPARE(account.data().toString(), u"******************3000"_s);
    QVERIFY2(!account.data(Qt::ToolTipRole).toString().contains(u"DE89"_s), qPrintable(account.data(Qt::ToolTipRole).toString()));
    QCOMPARE(model->index(1, 0, model->index(2, 0, root)).data().toString(), u"***@*******.***"_s);
    const auto copied = [&](const QModelIndex &index, const char *action) {
        view->setCurrentIndex(index);
        find<QAction>(action)->trigger();
        return QGuiApplication::clipboard()->text();
    };
    for (const char *action : {"jsonCopyName", "jsonCopyPath", "jsonCopyPointer"}) {
        const QString text = copied(account, action);
        QVERIFY2(text.endsWith(u"3000"_s) || text.endsWith(u"3000\"]"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"DE89"_s), qPrintable(text));
    }
    QCOMPARE(copied(model->index(0, 0, root), "jsonCopyValue"), u"*** *******"_s);
    QCOMPARE(copied(fax, "jsonCopyValue"), u"*********"_s);
    reveal(u"the customer calls"_s);
    QTRY_VERIFY(tree().contains(u"030 1234567"_s));
    QCOMPARE(account.data().toString(), u"DE89370400440532013000"_s);
}

void TestMasking::coversEverywhere()
{
    open(Paid);
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
    QTRY_COMPARE(tree(), u"\"***@*******.***\"|\"**** **** **** 1111\"|***********0005|true"_s);
    QTRY_VERIFY(text().contains(u"**** **** **** 1111"_s));
    QVERIFY(!text().contains(u"4111"_s) && !text().contains(u"ann@"_s) && !text().contains(u"378282246310005"_s));
    QVERIFY(find<QLabel>("maskText")->isVisible());
    QVERIFY(find<QLabel>("maskText")->text().contains(u"payment card"_s));
    for (const char *button : {"payloadSave", "payloadOpen", "payloadCopy"})
        QVERIFY(!find<QToolButton>(button)->isEnabled());
    auto *hex = find<HexView>("hexView");
    auto *tabs = find<QTabWidget>("payloadTabs");
    tabs->setCurrentIndex(tabs->count() - 1);
    hex->setFocus();
    QTest::keyClick(hex, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(hex, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u"**** **** **** 1111"_s));
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u"ann@example"_s));
}

void TestMasking::revealsForAReason()
{
    open(Paid);
    reveal(u"customer called about a refund"_s);
    QTRY_COMPARE(m_window->view()->mask().state(), PayloadMask::State::Revealed);
    QTRY_VERIFY(text().contains(u"4111 1111 1111 1111"_s));
    QVERIFY(tree().contains(u"ann@example.com"_s));
    QTRY_VERIFY(isSavable());
    const auto last = m_workspace->reader().lastAuditEntry();
    QVERIFY(last && *last);
    QCOMPARE((*last)->action, u"payload.revealed"_s);
    QCOMPARE((*last)->reason, u"customer called about a refund"_s);
    QVERIFY((*last)->subject.startsWith(u"payload/"_s));
    QCOMPARE((*last)->after, QByteArray(R"({"shown_as":"Request of pay"})"));
}

void TestMasking::leavesItCoveredWithoutOne()
{
    open(Paid);
    reveal({});
    QTRY_VERIFY(!m_window->findChild<QDialog *>(u"revealDialog"_s));
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
    const auto last = m_workspace->reader().lastAuditEntry();
    QVERIFY(last && (!*last || (*last)->action != u"payload.revealed"_s));
}

void TestMasking::anotherPayloadIsCoveredAgain()
{
    open(Paid);
    reveal(u"looking"_s);
    QTRY_COMPARE(m_window->view()->mask().state(), PayloadMask::State::Revealed);
    open(R"({"iban": "GB82WEST12345698765432"})");
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
    QTRY_COMPARE(tree(), u"\"******************5432\""_s);
    QVERIFY(!isSavable());
}

/// What was said about one payload opens no other.
void TestMasking::whatItIsComparedWithIsCoveredForItself()
{
    open(Paid);
    const PayloadRef answer =
        recordPayload(*m_workspace, R"({"payer": "bob@example.com", "card": "5500 0000 0000 0004", "paid": false})");
    m_window->view()->setOthers({{u"Answer of pay"_s, answer, {}, u"application/json"_s}});
    reveal(u"customer called about a refund"_s);
    QTRY_COMPARE(m_window->view()->mask().state(), PayloadMask::State::Revealed);
    QTRY_VERIFY(!m_window->findChild<QDialog *>(u"revealDialog"_s));
    compare();
    const auto left = [this] { return find<CodeView>("compareLeft")->text(); };
    const auto right = [this] { return find<CodeView>("compareRight")->text(); };
    QTRY_VERIFY(left().contains(u"4111 1111 1111 1111"_s));
    QTRY_VERIFY(find<QPushButton>("compareMaskReveal")->isVisible());
    QVERIFY2(right().contains(u"**** **** **** 0004"_s) && !right().contains(u"bob@"_s), qPrintable(right()));
    reveal(u"the answer, too"_s, "compareMaskReveal");
    QTRY_VERIFY(right().contains(u"5500 0000 0000 0004"_s));
    const auto last = m_workspace->reader().lastAuditEntry();
    QVERIFY(last && *last);
    QCOMPARE((*last)->subject, u"payload/"_s + answer.digest.toHex());
    QCOMPARE((*last)->reason, u"the answer, too"_s);
}

void TestMasking::aViewerMayNotReveal()
{
    delete m_window;
    m_workspace->seat(Role::Viewer);
    m_window = new PayloadWindow(m_workspace->desk(), m_workspace->copies(), m_root.path());
    open(Paid);
    QVERIFY(find<QPushButton>("maskReveal")->isVisible() && !find<QPushButton>("maskReveal")->isEnabled());
    QVERIFY(find<QPushButton>("maskReveal")->toolTip().contains(u"role operator"_s));
}

void TestMasking::harmlessOnesAreOpen()
{
    open(R"({"order": 4711, "at": "2026-11-26T21:52:09.123Z"})");
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Clean);
    QVERIFY(!find<MaskBanner>("maskBanner")->isVisible());
    QTRY_VERIFY(isSavable());
}

void TestMasking::pagesAreCoveredAcrossTheirBorders()
{
    PayloadPages pages(m_workspace->desk());
    const qint64 border = PayloadPages::PageSize;
    const QByteArray bytes = QByteArray(border - 8, '.') + "4111111111111111" + QByteArray(1'000, '.');
    pages.setCover(Cover::standard());
    pages.setDigest(recordPayload(*m_workspace, bytes).digest);
    QTRY_COMPARE(pages.byteAt(border - 1).value_or(0), uchar('*'));
    QTRY_COMPARE(pages.byteAt(border).value_or(0), uchar('*'));
    QTRY_COMPARE(pages.byteAt(border + 7).value_or(0), uchar('1'));
    QTRY_COMPARE(pages.byteAt(border + 8).value_or(0), uchar('.'));
}

/// Half an account number looks like none.
void TestMasking::partsAreCopiedCovered()
{
    open("iban DE89370400440532013000 it is", u"text/plain"_s);
    auto *hex = find<HexView>("hexView");
    const auto copied = [&](int from, int length) {
        QGuiApplication::clipboard()->clear();
        hex->goTo(from);
        for (int more = 1; more < length; ++more)
            QTest::keyClick(hex, Qt::Key_Right, Qt::ShiftModifier);
        QSignalSpy said(hex, &HexView::said);
        hex->copy(true);
        return said.wait(5'000) ? QGuiApplication::clipboard()->text() : QString();
    };
    QCOMPARE(copied(5, 10), u"**********"_s);
    QCOMPARE(copied(15, 12), u"********3000"_s);
    QCOMPARE(copied(28, 5), u"it is"_s);
    hex->copy(false);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"69 74 20 69 73"_s);
}

void TestMasking::ownClassesAreCovered()
{
    defineClasses("customer: { regex: \"KD-[0-9]{6}\" }, patient: { jq: .body.patient.id }");
    open(R"({"patient": {"id": "P 77/a"}, "order": "KD-123456", "note": "of P 77\/a"})");
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
    QTRY_VERIFY(text().contains(u"\"* **/*\""_s));
    QVERIFY2(text().contains(u"**-******"_s) && !text().contains(u"77"_s), qPrintable(text()));
    QVERIFY2(tree().contains(u"\"**-******\"|\"of * **/*\""_s), qPrintable(tree()));
    const QString told = find<QLabel>("maskText")->text();
    QVERIFY2(told.contains(u"customer (1)"_s) && told.contains(u"patient (2)"_s), qPrintable(told));
    QVERIFY(!isSavable());
    reveal(u"the ward called"_s);
    QTRY_VERIFY(text().contains(u"KD-123456"_s) && text().contains(u"P 77/a"_s));
    QTRY_VERIFY(isSavable());
}

void TestMasking::aTestCoversAllOfIt()
{
    defineClasses("patient: { jq: '.body.kind == \"patient\"' }");
    open(R"({"kind": "patient", "name": "Ann"})");
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
    QTRY_COMPARE(tree(), u"\"*******\"|\"***\""_s);
    QCOMPARE(find<QLabel>("maskText")->text(), u"Masked: patient (all of it)."_s);
    open(R"({"kind": "nurse", "name": "Bob"})");
    QCOMPARE(m_window->view()->mask().state(), PayloadMask::State::Clean);
    QTRY_COMPARE(tree(), u"\"nurse\"|\"Bob\""_s);
}

/// Also what the other side alone has.
void TestMasking::whatIsComparedIsCovered()
{
    defineClasses("patient: { jq: .body.id }");
    open(R"({"id": "P-77", "ward": 3})");
    m_window->view()->setOthers({{u"before"_s, recordPayload(*m_workspace, R"({"id": "P-78", "ward": 4})"), {}, {}}});
    compare();
    auto *left = find<CodeView>("compareLeft");
    auto *right = find<CodeView>("compareRight");
    QTRY_VERIFY(left->text().contains(u"*-**"_s) && right->text().contains(u"*-**"_s));
    QTRY_VERIFY(right->text().contains(u'4'));
    QVERIFY(!right->text().contains(u"78"_s) && !left->text().contains(u"77"_s));
}

/// In the list of attempts, which everybody sees.
void TestMasking::addressesOfAttemptsAreCovered()
{
    Attempt attempt;
    attempt.method = "GET";
    attempt.url = u"https://crm.example.net/v1/people/ann%40example.com?iban=DE89370400440532013000"_s;
    AttemptsModel model;
    model.setAttempts({attempt});
    const QModelIndex request = model.index(0, AttemptsModel::RequestColumn);
    QCOMPARE(request.data().toString(), u"GET /v1/people/***@*******.***"_s);
    const QString tip = request.data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(u"crm.example.net"_s) && tip.contains(u"3000"_s), qPrintable(tip));
    QVERIFY2(!tip.contains(u"ann"_s) && !tip.contains(u"DE89"_s), qPrintable(tip));
}

/// There it has its letters encoded; and secrets are among the fields.
void TestMasking::theAddressAboveHeadersIsCovered()
{
    Attempt attempt;
    attempt.method = "GET";
    attempt.url = u"https://crm.example.net/v1/people/ann%40example.com"_s;
    attempt.requestHeaders = R"({"x-auth-token":"s3cr3t"})";
    QSignalSpy read(m_window->view(), &PayloadView::read);
    m_window->showPayload({u"Response of look"_s, recordPayload(*m_workspace, Paid), {}, u"application/json"_s});
    m_window->view()->setAttempt(attempt);
    QVERIFY(!read.isEmpty() || read.wait(5'000));
    QTRY_COMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
    const auto *title = find<QLabel>("requestHeadersTitle");
    QTRY_COMPARE(title->text(), u"Request: GET https://crm.example.net/v1/people/***@*******.***"_s);
    const auto token = [this] { return find<QTableView>("requestHeaders")->model()->index(0, 1).data().toString(); };
    QCOMPARE(token(), u"[redacted]"_s);
    reveal(u"customer called about a refund"_s);
    QTRY_VERIFY(title->text().endsWith(u"ann%40example.com"_s));
    QCOMPARE(token(), u"s3cr3t"_s);
}

QTEST_MAIN(TestMasking)
#include "tst_gui_masking.moc"
