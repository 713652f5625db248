#include "payloadsample.h"

#include "ui/editor/codeview.h"
#include "ui/parts/tabledelegate.h"
#include "ui/payload/hexview.h"
#include "ui/payload/jsonview.h"
#include "ui/payload/payloadbanner.h"
#include "ui/payload/payloadtext.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"
#include "ui/payload/temporarycopies.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Invoice =
    R"({"number": "R-1", "paid": false, "lines": [{"text": "rope", "price": 12.50}, {"text": "tar", "price": -3}]})";

} // namespace

/// The payload inspector: shows at once, says whether it can be trusted, and hands out nothing that is damaged.
class TestPayloadInspector : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void takeUrl(const QUrl &url) { m_opened = url; }

private Q_SLOTS:
    void init();
    void cleanup();
    void showsAndVerifies();
    void showsADamagedOneButHandsNothingOut();
    void saysThatALostOneIsLost();
    void verifyingCanBeStopped();
    void hasNothingToShowOfNothing();
    void offersWhatFits_data();
    void offersWhatFits();
    void tellsWhyItIsNoTree();
    void marksWhatTheSchemaRefuses();
    void treeIsSearchedAndCopied();
    void treeIsCalmWithoutTheFocus();
    void textIsSearched();
    void longTextComesInPages();
    void savesACopy();
    void opensACopyThatGoesAway();
    void opensNoPrograms();
    void copiesText();
    void escClosesTheFindBarFirst();

private:
    PayloadView *open(const PayloadRef &ref, const QString &name = {}, const QString &type = {});
    template <typename T> T *find(const char *name) const
    {
        T *widget = m_window->findChild<T *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no %s", name);
        return widget;
    }
    QString trust() const { return find<QLabel>("payloadTrust")->text(); }
    QString kind() const { return find<QLabel>("payloadKind")->text(); }
    QString notice() const { return find<QLabel>("noticeText")->text(); }
    QStringList tabs() const;
    QWidget *showTab(const QString &title) const;

    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<TemporaryCopies> m_copies;
    QPointer<PayloadWindow> m_window;
    QUrl m_opened;
};

void TestPayloadInspector::init()
{
    QLocale::setDefault(QLocale::c());
    m_workspace = std::make_unique<GuiWorkspace>();
    m_copies = std::make_unique<TemporaryCopies>();
    m_opened.clear();
}

void TestPayloadInspector::cleanup()
{
    delete m_window;
    m_copies.reset();
    m_workspace.reset();
}

PayloadView *TestPayloadInspector::open(const PayloadRef &ref, const QString &name, const QString &type)
{
    delete m_window;
    m_window = new PayloadWindow(m_workspace->desk(), *m_copies, {});
    QSignalSpy read(m_window->view(), &PayloadView::read);
    m_window->showPayload({u"Response of extract"_s, ref, name, type});
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window))
        qFatal("the window does not become active");
    if (read.isEmpty())
        read.wait(5'000);
    // until it is known that there is nothing to mask, nothing is handed out
    if (!QTest::qWaitFor([this] { return m_window->view()->mask().state() != PayloadMask::State::Looking; }))
        qFatal("it is not looked through");
    return m_window->view();
}

QStringList TestPayloadInspector::tabs() const
{
    QStringList titles;
    const auto *bar = find<QTabWidget>("payloadTabs");
    for (int tab = 0; tab < bar->count(); ++tab)
        titles.append(bar->tabText(tab));
    return titles;
}

QWidget *TestPayloadInspector::showTab(const QString &title) const
{
    auto *bar = find<QTabWidget>("payloadTabs");
    bar->setCurrentIndex(int(tabs().indexOf(title)));
    bar->currentWidget()->setFocus();
    return bar->currentWidget();
}

void TestPayloadInspector::showsAndVerifies()
{
    const PayloadRef ref = recordPayload(*m_workspace, Invoice);
    const PayloadView *view = open(ref, {}, u"application/json"_s);
    QCOMPARE(tabs(), QStringList({u"Tree"_s, u"Text"_s, u"Hex"_s}));
    QVERIFY(kind().contains(u"JSON"_s) && kind().contains(u"application/json"_s));
    QTRY_COMPARE(view->trust(), PayloadCheck::State::Verified);
    QVERIFY2(trust().startsWith(u"Verified"_s), qPrintable(trust()));
    QVERIFY(find<QTreeView>("jsonTree")->hasFocus());
    QVERIFY(find<QLabel>("payloadDigest")->text().contains(ref.digest.brief()));
    QVERIFY(find<QToolButton>("payloadSave")->isEnabled());
    QTest::mouseClick(find<QToolButton>("payloadCopyDigest"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), ref.digest.toHex());
}

void TestPayloadInspector::showsADamagedOneButHandsNothingOut()
{
    const PayloadRef ref = recordPayload(*m_workspace, '[' + QByteArray("1234567, ").repeated(30'000) + "0]");
    damagePayload(*m_workspace, ref);
    const PayloadView *view = open(ref);
    QTRY_COMPARE(view->trust(), PayloadCheck::State::Damaged);
    QVERIFY2(trust().startsWith(u"DAMAGED"_s), qPrintable(trust()));
    QVERIFY(tabs().contains(u"Hex"_s) && tabs().contains(u"Text"_s)); // it can be looked at
    for (const char *button : {"payloadSave", "payloadOpen", "payloadCopy"})
        QVERIFY2(!find<QToolButton>(button)->isEnabled(), button);
}

void TestPayloadInspector::saysThatALostOneIsLost()
{
    const PayloadRef ref = recordPayload(*m_workspace, QByteArray(100'000, 'x'));
    QVERIFY(QFile::remove(payloadFile(*m_workspace, ref)));
    delete m_window;
    m_window = new PayloadWindow(m_workspace->desk(), *m_copies, {});
    m_window->showPayload({u"Lost"_s, ref, {}, {}});
    QTRY_COMPARE(m_window->view()->trust(), PayloadCheck::State::Damaged);
    QVERIFY2(trust().contains(u"lost"_s), qPrintable(trust()));
    QTRY_COMPARE(kind(), u"It cannot be read"_s);
    QCOMPARE(tabs(), QStringList());
}

void TestPayloadInspector::verifyingCanBeStopped()
{
    const PayloadView *view = open(recordSparsePayload(*m_workspace, 1LL << 40));
    QCOMPARE(view->trust(), PayloadCheck::State::Checking);
    QVERIFY2(trust().startsWith(u"Being verified"_s), qPrintable(trust()));
    auto *button = find<QPushButton>("payloadVerify");
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(view->trust(), PayloadCheck::State::Stopped);
    QVERIFY2(trust().startsWith(u"Not verified"_s), qPrintable(trust()));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(view->trust(), PayloadCheck::State::Checking);
}

void TestPayloadInspector::hasNothingToShowOfNothing()
{
    m_window = new PayloadWindow(m_workspace->desk(), *m_copies, {});
    m_window->showPayload({u"Request of scan"_s, {}, {}, {}});
    QCOMPARE(kind(), u"There is no payload"_s);
    QVERIFY(!find<PayloadBanner>("payloadBanner")->isVisible());
    QVERIFY(!find<QToolButton>("payloadSave")->isEnabled());
    open(recordPayload(*m_workspace, {}));
    QVERIFY2(kind().startsWith(u"Empty"_s), qPrintable(kind()));
    QTRY_COMPARE(m_window->view()->trust(), PayloadCheck::State::Verified);
}

void TestPayloadInspector::offersWhatFits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("offered");
    QTest::newRow("text") << QByteArray("Ahoy") << QStringList{u"Text"_s, u"Hex"_s};
    QTest::newRow("binary") << QByteArray(100, '\1') << QStringList{u"Hex"_s, u"Text"_s};
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n") << QStringList{u"Picture"_s, u"Hex"_s};
    QTest::newRow("JSON") << QByteArray("{}") << QStringList{u"Tree"_s, u"Text"_s, u"Hex"_s};
}

void TestPayloadInspector::offersWhatFits()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, offered);
    open(recordPayload(*m_workspace, bytes));
    QCOMPARE(tabs(), offered);
}

void TestPayloadInspector::tellsWhyItIsNoTree()
{
    open(recordPayload(*m_workspace, "{\"a\": 1,\n\"b\": oops}"), {}, u"application/json"_s);
    QCOMPARE(tabs(), QStringList({u"Text"_s, u"Hex"_s}));
    QVERIFY2(kind().contains(u"line 2"_s), qPrintable(kind()));
    const auto *text = find<PayloadText>("payloadText");
    QTRY_COMPARE(text->code()->remarks().keys(), QList<int>{1});
    open(recordPayload(*m_workspace, '[' + QByteArray("0,").repeated(9 << 20) + "0]"));
    QVERIFY2(kind().contains(u"not shown as a tree"_s), qPrintable(kind()));
    QCOMPARE(tabs(), QStringList({u"Text"_s, u"Hex"_s}));
}

void TestPayloadInspector::marksWhatTheSchemaRefuses()
{
    const auto document = QJsonDocument::fromJson(
        R"({"properties": {"paid": {"const": true}, "lines": {"items": {"properties": {"price": {"minimum": 0}}}}}})");
    const auto schema = Schema::compile({u"invoice"_s, 2}, document.object());
    QVERIFY(schema.has_value());
    PayloadView *view = open(recordPayload(*m_workspace, Invoice));
    view->setSchema(*schema);
    auto *list = find<QListWidget>("schemaErrorsList");
    QTRY_COMPARE(list->count(), 2);
    QVERIFY(list->isVisible());
    QVERIFY(find<QLabel>("schemaErrorsTitle")->text().contains(u"invoice@2"_s));
    QCOMPARE(find<PayloadText>("payloadText")->code()->remarks().size(), 2);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
    const QModelIndex current = find<QTreeView>("jsonTree")->currentIndex();
    QCOMPARE(current.siblingAtColumn(0).data().toString(), u"price"_s);
    QVERIFY(current.siblingAtColumn(1).data().toString().startsWith(u"-3"_s));
    showTab(u"Text"_s);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
    QCOMPARE(find<PayloadText>("payloadText")->code()->currentLine(), 10);
    view->setSchema(std::nullopt);
    QTRY_VERIFY(!list->isVisible());
}

void TestPayloadInspector::treeIsCalmWithoutTheFocus()
{
    open(recordPayload(*m_workspace, Invoice));
    auto *tree = find<QTreeView>("jsonTree");
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Down);
    const auto ground = [&] { // at the right of the chosen row's text, and at the left of its name
        const QRect row = tree->visualRect(tree->currentIndex().siblingAtColumn(1));
        const QImage picture = tree->viewport()->grab().toImage();
        return std::pair(picture.pixel(row.right() - 4, row.center().y()), picture.pixel(2, row.center().y()));
    };
    const QRgb loud = tree->palette().color(QPalette::Active, QPalette::Highlight).rgb();
    QTRY_COMPARE(ground().first, loud);
    QTest::keyClick(tree, Qt::Key_F, Qt::ControlModifier); // the focus is in the line that finds
    QTRY_VERIFY(!tree->hasFocus());
    const QRgb calm = TableDelegate::calmGround(tree->palette()).rgb();
    QTRY_COMPARE(ground(), std::pair(calm, calm));
}

void TestPayloadInspector::treeIsSearchedAndCopied()
{
    open(recordPayload(*m_workspace, Invoice));
    auto *tree = find<QTreeView>("jsonTree");
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_F, Qt::ControlModifier);
    auto *text = find<JsonView>("jsonView")->findChild<QLineEdit *>(u"findText"_s);
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, u"price"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_COMPARE(tree->currentIndex().data(Qt::ToolTipRole).toString(), u".lines[0].price"_s);
    QTest::keyClick(text, Qt::Key_F3);
    QTRY_COMPARE(tree->currentIndex().data(Qt::ToolTipRole).toString(), u".lines[1].price"_s);
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(tree->hasFocus() && m_window && m_window->isVisible());
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"-3"_s);
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u".lines[1].price"_s);
}

void TestPayloadInspector::textIsSearched()
{
    open(recordPayload(*m_workspace, "one ship\ntwo ships\nno boat\n"));
    auto *text = qobject_cast<PayloadText *>(showTab(u"Text"_s));
    QVERIFY(text);
    QTRY_COMPARE(text->code()->lineCount(), 4);
    QWidget *editor = text->code()->editor();
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_F, Qt::ControlModifier);
    auto *line = text->findChild<QLineEdit *>(u"findText"_s);
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, u"SHIP"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(text->code()->selectedText(), u"ship"_s);
    QCOMPARE(text->code()->currentLine(), 0);
    QTest::keyClick(line, Qt::Key_F3);
    QCOMPARE(text->code()->currentLine(), 1);
    QTest::keyClick(line, Qt::Key_F3);
    QCOMPARE(text->code()->currentLine(), 0); // around
    QTest::keyClick(line, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(text->code()->currentLine(), 1);
    line->selectAll();
    QTest::keyClicks(line, u"harbour"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(text->findChild<QLabel *>(u"findOutcome"_s)->text(), u"Not found"_s);
}

void TestPayloadInspector::longTextComesInPages()
{
    QByteArray bytes;
    for (int line = 0; bytes.size() < 3 << 20; ++line)
        bytes += "line " + QByteArray::number(line) + '\n';
    open(recordPayload(*m_workspace, bytes));
    auto *text = qobject_cast<PayloadText *>(showTab(u"Text"_s));
    QTRY_VERIFY(text->code()->text().startsWith(u"line 0\n"_s));
    QVERIFY(text->code()->text().size() <= TextPage::Size + TextPage::Beyond);
    auto *page = find<QSpinBox>("textPage");
    QVERIFY(page->isVisible());
    QCOMPARE(page->maximum(), int(TextPage::count(bytes.size())));
    page->setFocus();
    QTest::keyClick(page, Qt::Key_Up);
    QTRY_VERIFY(!text->code()->text().startsWith(u"line 0\n"_s));
    const QString second = QString::fromLatin1(bytes.mid(TextPage::Size, 30));
    QVERIFY(text->code()->text().startsWith(second));
}

void TestPayloadInspector::savesACopy()
{
    open(recordPayload(*m_workspace, Invoice), u"invoice"_s);
    QTRY_COMPARE(m_window->view()->trust(), PayloadCheck::State::Verified);
    QTest::keyClick(m_window, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_window->findChild<QFileDialog *>());
    auto *dialog = find<QFileDialog>("savePayloadDialog");
    auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
    QVERIFY(name->text().endsWith(u"invoice.json"_s));
    const QString path = m_workspace->path(u"saved.json"_s);
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY2(notice().contains(path), qPrintable(notice()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), Invoice);
}

void TestPayloadInspector::opensACopyThatGoesAway()
{
    QDesktopServices::setUrlHandler(u"file"_s, this, "takeUrl");
    open(recordPayload(*m_workspace, Invoice), u"invoice"_s, u"application/json"_s);
    QTest::mouseClick(find<QToolButton>("payloadOpen"), Qt::LeftButton);
    QTRY_VERIFY(m_opened.isLocalFile());
    QDesktopServices::unsetUrlHandler(u"file"_s);
    QFile file(m_opened.toLocalFile());
    QVERIFY(file.fileName().endsWith(u"/invoice.json"_s));
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), Invoice);
    delete m_window; // the other program may still read it
    QVERIFY(file.exists());
    m_copies.reset();
    QVERIFY(!file.exists());
}

void TestPayloadInspector::opensNoPrograms()
{
    QDesktopServices::setUrlHandler(u"file"_s, this, "takeUrl");
    open(recordPayload(*m_workspace, "#!/bin/sh\nrm -rf /\n"), u"cleanup.sh"_s);
    QTest::mouseClick(find<QToolButton>("payloadOpen"), Qt::LeftButton);
    QTRY_VERIFY2(notice().contains(u".sh"_s), qPrintable(notice()));
    delete m_window;
    open(recordPayload(*m_workspace, "<!doctype html><script>alert(1)</script>"), u"letter.txt"_s); // whatever its name says
    QTest::mouseClick(find<QToolButton>("payloadOpen"), Qt::LeftButton);
    QTRY_VERIFY2(notice().contains(u"web page"_s), qPrintable(notice()));
    QVERIFY(m_opened.isEmpty());
    QDesktopServices::unsetUrlHandler(u"file"_s);
}

void TestPayloadInspector::copiesText()
{
    open(recordPayload(*m_workspace, "Gr\xfc\xdf"
                                     "e aus dem Hafen"));
    QTest::mouseClick(find<QToolButton>("payloadCopy"), Qt::LeftButton);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"Grüße aus dem Hafen"_s);
}

void TestPayloadInspector::escClosesTheFindBarFirst()
{
    open(recordPayload(*m_workspace, "text"));
    auto *text = qobject_cast<PayloadText *>(showTab(u"Text"_s));
    QWidget *editor = text->code()->editor();
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_F, Qt::ControlModifier);
    auto *line = text->findChild<QLineEdit *>(u"findText"_s);
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!line->isVisible() && editor->hasFocus());
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_VERIFY(!m_window);
}

QTEST_MAIN(TestPayloadInspector)
#include "tst_gui_payload.moc"
