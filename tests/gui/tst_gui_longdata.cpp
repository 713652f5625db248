#include "payloadsample.h"

#include "ui/editor/codeview.h"
#include "ui/payload/payloadparts.h"
#include "ui/payload/payloadtext.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"

#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Sensitive data that is longer than what a screen has at hand at a time.
class TestLongData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void longLinesAreComparedCovered();
    void valuesOfOwnClassesAreCovered_data();
    void valuesOfOwnClassesAreCovered();

private:
    void open(const QByteArray &json);
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }

    QTemporaryDir m_root;
    std::unique_ptr<GuiWorkspace> m_workspace;
    QPointer<PayloadWindow> m_window;
    PayloadRef m_ref;
};

void TestLongData::init()
{
    QLocale::setDefault(QLocale::c());
    QFile::remove(m_root.filePath(u"cairn.yaml"_s));
    m_workspace = std::make_unique<GuiWorkspace>();
    m_window = new PayloadWindow(m_workspace->desk(), m_workspace->copies(), m_root.path());
}

void TestLongData::cleanup()
{
    delete m_window;
    m_workspace.reset();
}

void TestLongData::open(const QByteArray &json)
{
    m_ref = recordPayload(*m_workspace, json);
    QSignalSpy read(m_window->view(), &PayloadView::read);
    m_window->showPayload({u"Answer of ask"_s, m_ref, {}, u"application/json"_s});
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    QVERIFY(!read.isEmpty() || read.wait(10'000));
    QTRY_COMPARE(m_window->view()->mask().state(), PayloadMask::State::Masked);
}

void TestLongData::longLinesAreComparedCovered()
{
    const QByteArray token = "\"eyJhbGciOiJSUzI1NiJ9.eyJ" + QByteArray(1'500, 'c') + "." + QByteArray(86, 's') + '"';
    open("{\"n\": 1, \"token\": " + token + '}');
    const PayloadRef other = recordPayload(*m_workspace, "{\"n\": 2, \"token\": " + token + '}');
    m_window->view()->setOthers({{u"before"_s, other, {}, {}}});
    QTabBar *bar = find<QTabWidget>("payloadTabs")->tabBar();
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(bar->count() - 1).center());
    for (const char *side : {"compareLeft", "compareRight"}) {
        const auto *code = find<CodeView>(side);
        QTRY_VERIFY(code->text().contains(u"\"token\": "_s));
        QVERIFY2(!code->text().contains(u"eyJ"_s) && !code->text().contains(u"ccc"_s), qPrintable(code->text()));
    }
}

void TestLongData::valuesOfOwnClassesAreCovered_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("a page of bytes") << 120'000;
    QTest::newRow("a page of text") << 1'500'000;
}

/// The bytes come in pages, the tree shows the beginning, the text is long lines in pieces.
void TestLongData::valuesOfOwnClassesAreCovered()
{
    QFETCH(int, length);
    QFile file(m_root.filePath(u"cairn.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("workspace: test\ndata: { classes: { note: { jq: .body.note } } }\n");
    file.close();
    QByteArray note;
    for (int i = 0; note.size() < length; ++i)
        note += "line " + QByteArray::number(i) + ". ";
    open("{\"n\": \"open\", \"note\": \"" + note + "\"}");
    QCOMPARE(find<QLabel>("maskText")->text(), u"Masked: note (1)."_s);
    const QAbstractItemModel *tree = find<QTreeView>("jsonTree")->model();
    const auto value = [&](int row) { return tree->index(row, 1, tree->index(0, 0)).data().toString(); };
    QTRY_COMPARE(value(0), u"\"open\""_s);
    QVERIFY2(value(1).startsWith(u"\"**** *. **** *. "_s) && !value(1).contains(u'i'), qPrintable(value(1)));
    const QString text = find<PayloadText>("payloadText")->code()->text();
    QVERIFY(text.contains(u"\"open\""_s) && !text.contains(u"line"_s));
    PayloadPages pages(m_workspace->desk());
    pages.setDigest(m_ref.digest);
    pages.setCover(m_window->view()->mask().cover());
    for (qint64 at = 30; at + 20 < length; at += PayloadPages::PageSize - 40) {
        QByteArray shown;
        const auto fill = [&] {
            shown.clear();
            for (qint64 i = at; i < at + 20 && pages.byteAt(i); ++i)
                shown += char(*pages.byteAt(i));
            return shown.size() == 20;
        };
        QTRY_VERIFY(fill());
        QVERIFY2(shown.contains('*') && !shown.contains('i') && !shown.contains('e'), shown.constData());
    }
}

QTEST_MAIN(TestLongData)
#include "tst_gui_longdata.moc"
