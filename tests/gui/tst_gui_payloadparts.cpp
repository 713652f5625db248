#include "payloadsample.h"

#include "ui/editor/codeview.h"
#include "ui/payload/headersmodel.h"
#include "ui/payload/headersview.h"
#include "ui/payload/hexview.h"
#include "ui/payload/payloadcompare.h"
#include "ui/payload/payloadimage.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QtEndian>

#include <ctime>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

QByteArray png(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// Grey; a few bytes, whatever its size is.
QByteArray progressiveJpeg(quint16 width, quint16 height, int passes = 0)
{
    QByteArray sizes(4, 0);
    qToBigEndian(height, sizes.data());
    qToBigEndian(width, sizes.data() + 2);
    const QByteArray scale = QByteArray::fromHex("ffd8ffdb004300") + QByteArray(64, 16);
    const QByteArray frame = QByteArray::fromHex("ffc2001108") + sizes + QByteArray::fromHex("03011100021100031100");
    const QByteArray codes = QByteArray::fromHex("ffc400140001") + QByteArray(16, 0) + QByteArray::fromHex("ffc400141001");
    const QByteArray scan = QByteArray(16, 0) + QByteArray::fromHex("ffda000c03010002000300000000") + QByteArray(16, 0);
    const QByteArray pass = QByteArray::fromHex("ffda0008010100013f00");
    return scale + frame + codes + scan + pass.repeated(passes) + QByteArray::fromHex("ffd9");
}

/// Of this thread alone: does not count what others make the machine do.
double cpuMs()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void showActive(QWidget &widget)
{
    widget.resize(900, 500);
    widget.show();
    widget.activateWindow();
    if (!QTest::qWaitForWindowActive(&widget))
        qFatal("not active");
}

} // namespace

/// The parts of the payload inspector by themselves: bytes, pictures, headers, comparison.
class TestPayloadParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_workspace = std::make_unique<GuiWorkspace>();
    }
    void cleanup() { m_workspace.reset(); }

    void hexWalksByKeys();
    void hexSelectsAndCopies();
    void hexGoesToOffsets();
    void hexOpensFourGigabytesAtOnce();
    void hexIsPointedAt();
    void pictureIsDecodedAndZoomed();
    void pictureIsBounded();
    void pictureTakesNoTimeWithoutEnd();
    void headersAreListed();
    void headersAreCopied();
    void comparesSideBySide();
    void saysIdenticalWithoutReading();
    void followsTheChoice();
    void saysWhyNothingIsCompared();

private:
    std::unique_ptr<GuiWorkspace> m_workspace;
};

void TestPayloadParts::hexWalksByKeys()
{
    const PayloadRef ref = recordPayload(*m_workspace, QByteArray(100'000, 'x'));
    HexView hex(m_workspace->desk());
    hex.setPayload(ref.digest, ref.size);
    showActive(hex);
    hex.setFocus();
    QTest::keyClick(&hex, Qt::Key_Down);
    QTest::keyClick(&hex, Qt::Key_Right);
    QCOMPARE(hex.cursor(), 17);
    QTest::keyClick(&hex, Qt::Key_End);
    QCOMPARE(hex.cursor(), 31);
    QTest::keyClick(&hex, Qt::Key_Home);
    QCOMPARE(hex.cursor(), 16);
    QTest::keyClick(&hex, Qt::Key_Up);
    QTest::keyClick(&hex, Qt::Key_Up);
    QTest::keyClick(&hex, Qt::Key_Left);
    QCOMPARE(hex.cursor(), 0);
    QTest::keyClick(&hex, Qt::Key_PageDown);
    const qint64 page = hex.cursor();
    QVERIFY(page >= 16 * 10 && page % 16 == 0);
    QTest::keyClick(&hex, Qt::Key_PageUp);
    QCOMPARE(hex.cursor(), 0);
    QTest::keyClick(&hex, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(hex.cursor(), 99'999);
    QCOMPARE(hex.verticalScrollBar()->value(), hex.verticalScrollBar()->maximum());
    QTest::keyClick(&hex, Qt::Key_Down);
    QCOMPARE(hex.cursor(), 99'999);
    QTest::keyClick(&hex, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(hex.verticalScrollBar()->value(), 0);
}

void TestPayloadParts::hexSelectsAndCopies()
{
    const PayloadRef ref = recordPayload(*m_workspace, "Ahoy, ship!");
    HexView hex(m_workspace->desk());
    hex.setPayload(ref.digest, ref.size);
    showActive(hex);
    hex.setFocus();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&hex, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(hex.selection(), std::pair(qint64(0), qint64(3)));
    QTest::keyClick(&hex, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"41 68 6F 79"_s);
    QTest::keyClick(&hex, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"Ahoy"_s);
    QTest::keyClick(&hex, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&hex, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"Ahoy, ship!"_s);

    const PayloadRef large = recordPayload(*m_workspace, QByteArray(2 << 20, 'x'));
    hex.setPayload(large.digest, large.size);
    QSignalSpy said(&hex, &HexView::said);
    QTest::keyClick(&hex, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&hex, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(u"save"_s));
}

void TestPayloadParts::hexGoesToOffsets()
{
    const PayloadRef ref = recordPayload(*m_workspace, QByteArray(100'000, 'x'));
    HexView hex(m_workspace->desk());
    hex.setPayload(ref.digest, ref.size);
    showActive(hex);
    hex.setFocus();
    const auto goTo = [&](const QString &text) {
        hex.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&hex));
        QTest::keyClick(&hex, Qt::Key_G, Qt::ControlModifier);
        auto *dialog = hex.findChild<QInputDialog *>();
        QVERIFY(dialog);
        auto *line = dialog->findChild<QLineEdit *>();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!hex.findChild<QInputDialog *>());
    };
    goTo(u"0xC350"_s);
    QCOMPARE(hex.cursor(), 50'000);
    goTo(u"+5"_s);
    QCOMPARE(hex.cursor(), 50'005);
    QSignalSpy said(&hex, &HexView::said);
    goTo(u"100000"_s);
    QCOMPARE(hex.cursor(), 50'005);
    QCOMPARE(said.size(), 1);
}

void TestPayloadParts::hexOpensFourGigabytesAtOnce()
{
    constexpr qint64 Size = 4LL << 30;
    const PayloadRef ref = recordSparsePayload(*m_workspace, Size);
    HexView hex(m_workspace->desk());
    const double before = cpuMs();
    hex.setPayload(ref.digest, Size);
    showActive(hex);
    hex.setFocus();
    QTest::keyClick(&hex, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(hex.cursor(), Size - 1);
    QTRY_VERIFY(hex.pagesHeld() > 0);
    for (int i = 0; i < 100; ++i) { // through the whole file
        hex.goTo(Size / 100 * i);
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(hex.pagesHeld() > 1);
    QVERIFY(hex.pagesHeld() <= PayloadPages::MostPages);
    QVERIFY2(cpuMs() - before < 5'000, "the UI thread had little to do");
}

void TestPayloadParts::hexIsPointedAt()
{
    const PayloadRef ref = recordPayload(*m_workspace, QByteArray(1000, 'x'));
    HexView hex(m_workspace->desk());
    hex.setPayload(ref.digest, ref.size);
    showActive(hex);
    const HexLayout layout(1000);
    const int character = hex.fontMetrics().horizontalAdvance(u'0');
    const int line = hex.fontMetrics().height() + 3;
    const auto at = [&](int column, int row) { return QPoint(8 + column * character + character / 2, row * line + line / 2); };
    QTest::mouseClick(hex.viewport(), Qt::LeftButton, {}, at(layout.hexColumn(5), 3));
    QCOMPARE(hex.cursor(), 3 * 16 + 5);
    QTest::mouseClick(hex.viewport(), Qt::LeftButton, {}, at(layout.textColumn(9), 4));
    QCOMPARE(hex.cursor(), 4 * 16 + 9);
    QTest::mouseClick(hex.viewport(), Qt::LeftButton, Qt::ShiftModifier, at(layout.hexColumn(0), 0));
    QCOMPARE(hex.selection(), std::pair(qint64(0), qint64(4 * 16 + 9)));
}

void TestPayloadParts::pictureIsDecodedAndZoomed()
{
    const PayloadRef ref = recordPayload(*m_workspace, png(2000, 1000));
    PayloadImage picture(m_workspace->desk());
    showActive(picture);
    picture.setPayload(ref.digest, ref.size);
    QTRY_COMPARE(picture.imageSize(), QSize(2000, 1000));
    QVERIFY(picture.isFitted() && picture.zoom() < 0.5);
    auto *label = picture.findChild<QLabel *>(u"imageSize"_s);
    QVERIFY2(label->text().startsWith(u"PNG, 2000 × 1000"_s), qPrintable(label->text()));
    picture.setFocus();
    QWidget *canvas = picture.findChild<QWidget *>(u"imageCanvas"_s);
    const double fitted = picture.zoom();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Plus);
    QVERIFY(picture.zoom() > fitted && !picture.isFitted());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
    QCOMPARE(canvas->size(), QSize(2000, 1000));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_0);
    QCOMPARE(picture.zoom(), fitted);
    picture.resize(600, 300);
    QTRY_VERIFY(picture.zoom() < fitted);
}

void TestPayloadParts::pictureIsBounded()
{
    QByteArray bomb = png(10, 10);
    QVERIFY(!decodeImage(bomb.left(60)).has_value());
    bomb.replace(16, 8, QByteArray::fromHex("0001000000010000")); // says 65,536 by 65,536 pixels
    const auto decoded = decodeImage(bomb);
    QVERIFY(!decoded.has_value());
    QVERIFY(!decodeImage("no picture").has_value());
    const auto patient = decodeImage(progressiveJpeg(16'000, 16'000)); // takes a gigabyte and a half to be decoded
    QVERIFY(!patient.has_value());
    QVERIFY2(patient.error().detail.contains(u"16000 × 16000"_s), qPrintable(patient.error().detail));
    QVERIFY(decodeImage(progressiveJpeg(1'600, 1'600)).has_value());
    PayloadImage picture(m_workspace->desk());
    QSignalSpy failed(&picture, &PayloadImage::failed);
    const PayloadRef ref = recordSparsePayload(*m_workspace, MostImageBytes + 1);
    picture.setPayload(ref.digest, ref.size);
    QCOMPARE(failed.size(), 1);
}

void TestPayloadParts::pictureTakesNoTimeWithoutEnd()
{
    const QByteArray patient = progressiveJpeg(4'000, 4'000, 4'000); // 40 KB that take four seconds
    const auto decoded = decodeImage(patient, Milliseconds(50));
    QVERIFY(!decoded.has_value());
    QVERIFY2(decoded.error().detail.contains(u"too long"_s), qPrintable(decoded.error().detail));
    QVERIFY(decodeImage(progressiveJpeg(400, 400, 40)).has_value());
}

void TestPayloadParts::headersAreListed()
{
    HeadersModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setHeaders(R"({"content-type": "application/json", "set-cookie": ["a", "b"], "x-count": 3})", Cover());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(1, HeadersModel::NameColumn).data().toString(), u"set-cookie"_s);
    QCOMPARE(model.index(2, HeadersModel::ValueColumn).data().toString(), u"b"_s);
    QCOMPARE(headerField(R"({"Content-Type": "text/plain"})", u"content-type"_s), u"text/plain"_s);
    QCOMPARE(headerField("{}", u"content-type"_s), QString());
    model.setHeaders(R"({"location": "/people/ann%40example.com", "x-html": "<b>bold</b> & more"})", Cover::standard());
    QCOMPARE(model.index(0, HeadersModel::ValueColumn).data().toString(), u"/people/***@*******.***"_s);
    QCOMPARE(model.index(1, HeadersModel::ValueColumn).data(Qt::ToolTipRole).toString(),
             u"<span>&lt;b&gt;bold&lt;/b&gt; &amp; more</span>"_s);
    model.setHeaders({}, Cover());
    QCOMPARE(model.rowCount(), 0);
}

void TestPayloadParts::headersAreCopied()
{
    Attempt attempt;
    attempt.method = "POST";
    attempt.url = u"https://ocr.example/scan"_s;
    attempt.status = 503;
    attempt.requestHeaders = R"({"accept": "*/*", "content-type": "application/pdf"})";
    HeadersView headers;
    headers.setAttempt(attempt, Cover());
    showActive(headers);
    auto *table = headers.findChild<QTableView *>(u"requestHeaders"_s);
    QVERIFY(headers.findChild<QLabel *>(u"requestHeadersTitle"_s)->text().contains(u"POST https://ocr.example/scan"_s));
    QVERIFY(headers.findChild<QLabel *>(u"responseHeadersTitle"_s)->text().contains(u"503"_s));
    QVERIFY(!headers.findChild<QTableView *>(u"responseHeaders"_s)->isVisible());
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"accept: */*\ncontent-type: application/pdf"_s);
}

void TestPayloadParts::comparesSideBySide()
{
    QByteArray left = "[", right = "[";
    for (int i = 0; i < 200; ++i) {
        left += QByteArray::number(i) + ',';
        right += QByteArray::number(i % 90 == 80 ? -i : i) + ',';
    }
    const PayloadRef one = recordPayload(*m_workspace, left + "0]"), other = recordPayload(*m_workspace, right + "0, 1]");
    PayloadCompare compare(m_workspace->desk(), {});
    compare.setPayload({u"Response"_s, one, {}, {}});
    compare.setOthers({{u"Input"_s, other, {}, {}}});
    showActive(compare);
    QTRY_COMPARE(compare.verdict(), u"3 difference(s)"_s); // at 80, 170 and the end
    auto *leftView = compare.findChild<CodeView *>(u"compareLeft"_s);
    auto *rightView = compare.findChild<CodeView *>(u"compareRight"_s);
    QCOMPARE(leftView->lineCount(), rightView->lineCount());
    QCOMPARE(leftView->currentLine(), 81);
    QTRY_COMPARE(rightView->firstVisibleLine(), leftView->firstVisibleLine());
    QTest::keyClick(&compare, Qt::Key_F7);
    QTRY_COMPARE(leftView->currentLine(), 171);
    QTRY_COMPARE(rightView->firstVisibleLine(), leftView->firstVisibleLine());
    QTest::keyClick(&compare, Qt::Key_F7, Qt::ShiftModifier);
    QTRY_COMPARE(leftView->currentLine(), 81);
    rightView->setFirstVisibleLine(20);
    QTRY_COMPARE(leftView->firstVisibleLine(), 20);
}

void TestPayloadParts::saysIdenticalWithoutReading()
{
    const PayloadRef huge = recordSparsePayload(*m_workspace, 4LL << 30);
    PayloadCompare compare(m_workspace->desk(), {});
    compare.setPayload({u"Response"_s, huge, {}, {}});
    compare.setOthers({{u"Input"_s, huge, {}, {}}});
    showActive(compare);
    QVERIFY2(compare.verdict().startsWith(u"Identical"_s), qPrintable(compare.verdict()));
    compare.setOthers({});
    QVERIFY(compare.verdict().startsWith(u"There is nothing"_s));
}

void TestPayloadParts::saysWhyNothingIsCompared()
{
    PayloadCompare compare(m_workspace->desk(), {});
    compare.setPayload({u"Response"_s, recordPayload(*m_workspace, "one\n"), {}, {}});
    compare.setOthers({{u"Erased since"_s, {Digest::of("two\n"), 4}, {}, {}}});
    showActive(compare);
    QTRY_VERIFY2(compare.verdict().startsWith(u"Nothing is compared. "_s), qPrintable(compare.verdict()));
}

void TestPayloadParts::followsTheChoice()
{
    const PayloadRef one = recordPayload(*m_workspace, "one\n"), two = recordPayload(*m_workspace, "two\n"),
                     zeros = recordPayload(*m_workspace, QByteArray(10, '\0'));
    PayloadCompare compare(m_workspace->desk(), {});
    compare.setPayload({u"Response"_s, one, {}, {}});
    compare.setOthers({{u"Input"_s, two, {}, {}}, {u"Itself"_s, one, {}, {}}, {u"Zeros"_s, zeros, {}, {}}});
    showActive(compare);
    QTRY_COMPARE(compare.verdict(), u"1 difference(s)"_s);
    auto *choice = compare.findChild<QComboBox *>(u"compareWith"_s);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_VERIFY(compare.verdict().startsWith(u"Identical"_s));
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_VERIFY(compare.verdict().startsWith(u"Not both are text"_s));
    QVERIFY(!compare.findChild<CodeView *>(u"compareLeft"_s)->isVisible());
}

QTEST_MAIN(TestPayloadParts)
#include "tst_gui_payloadparts.moc"
