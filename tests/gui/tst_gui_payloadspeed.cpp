#include "payloadsample.h"

#include "ui/editor/codeview.h"
#include "ui/payload/payloadtext.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"
#include "ui/payload/temporarycopies.h"

#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

/// The longest time for which the event loop was kept from turning, counted in CPU time of this thread: what others make the
/// machine do does not count.
class Pulse : public QObject
{
public:
    Pulse()
    {
        connect(&m_timer, &QTimer::timeout, this, &Pulse::beat);
        m_timer.start(0);
    }
    double longestMs() const { return m_longest; }

private:
    void beat()
    {
        timespec time = {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        const double now = double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
        if (m_last > 0)
            m_longest = std::max(m_longest, now - m_last);
        m_last = now;
    }

    QTimer m_timer;
    double m_last = 0;
    double m_longest = 0;
};

} // namespace

/// Large payloads do not hold up the screen.
class TestPayloadSpeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverHoldsUpTheScreen_data();
    void neverHoldsUpTheScreen();
};

void TestPayloadSpeed::neverHoldsUpTheScreen_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("JSON that is formatted") << '[' + QByteArray("{\"name\":\"rope\",\"price\":12.5},").repeated(15'000) + "0]";
    QTest::newRow("JSON that is not") << '[' + QByteArray("{\"name\":\"rope\",\"price\":12.5},").repeated(300'000) + "0]";
    QTest::newRow("text") << QByteArray("A line of a long log of what went on in the harbour\n").repeated(200'000);
    QTest::newRow("one line") << QByteArray(20'000'000, 'x');
}

void TestPayloadSpeed::neverHoldsUpTheScreen()
{
    QFETCH(const QByteArray, bytes);
    QLocale::setDefault(QLocale::c());
    GuiWorkspace workspace;
    TemporaryCopies copies;
    PayloadWindow window(workspace.desk(), copies, {});
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    const PayloadRef ref = recordPayload(workspace, bytes);
    window.showPayload({u"Warm"_s, recordPayload(workspace, "{}"), {}, {}}); // fonts and styles are loaded once
    auto *tabs = window.findChild<QTabWidget *>(u"payloadTabs"_s);
    auto *text = window.findChild<PayloadText *>(u"payloadText"_s);
    QTRY_COMPARE(tabs->count(), 3);
    tabs->setCurrentWidget(text);
    QTRY_VERIFY(text->code()->lineCount() == 1);
    Pulse pulse;
    QSignalSpy read(window.view(), &PayloadView::read);
    window.showPayload({u"Large"_s, ref, {}, {}});
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30'000);
    tabs->setCurrentWidget(text);
    QTRY_VERIFY(text->code()->lineCount() > 100);
    QTRY_COMPARE_WITH_TIMEOUT(window.view()->trust(), PayloadCheck::State::Verified, 30'000);
    qInfo("the longest hold was %.0f ms", pulse.longestMs());
    QVERIFY2(pulse.longestMs() < 120, qPrintable(QString::number(pulse.longestMs())));
}

QTEST_MAIN(TestPayloadSpeed)
#include "tst_gui_payloadspeed.moc"
