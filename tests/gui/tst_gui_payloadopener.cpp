#include "payloadsample.h"

#include "control/json.h"
#include "ui/parts/elidedlabel.h"
#include "ui/payload/payloadopener.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Busy = R"({"error": "busy", "ask": "ann@example.com"})";

/// Three attempts of one step and one of another that were all answered alike.
RunDetail refusedRun(const PayloadRef &answer)
{
    RunDetail run;
    run.run.id = RunId(123456);
    const std::tuple<QString, int, int, QByteArray> attempts[] = {
        {u"one"_s, 0, 1, "first"}, {u"one"_s, 0, 2, "second"}, {u"one"_s, 1, 1, "edited"}, {u"two"_s, 0, 1, "other"}};
    for (const auto &[step, generation, number, id] : attempts) {
        Attempt attempt;
        attempt.run = run.run.id;
        attempt.step = StepId(step);
        attempt.generation = generation;
        attempt.number = number;
        attempt.response = answer;
        attempt.responseHeaders = R"({"x-request-id": ")" + id + R"("})";
        run.history.attempts.append(attempt);
    }
    return run;
}

} // namespace

/// A payload window tells what the payload is to its run.
class TestPayloadOpener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheAttemptItWasFoundAt_data();
    void showsTheAttemptItWasFoundAt();
    void aRevealNamesTheRun();
    void saysWhoseItIs();
    void saysThatAnAnswerWasNotAccepted();

private:
    PayloadWindow *open(const RunDetail &run, const PayloadOrigin &origin);

    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<QWidget> m_console;
    PayloadRef m_answer;
};

void TestPayloadOpener::init()
{
    QLocale::setDefault(QLocale::c());
    m_workspace = std::make_unique<GuiWorkspace>();
    m_console = std::make_unique<QWidget>();
    m_answer = recordPayload(*m_workspace, Busy);
}

void TestPayloadOpener::cleanup()
{
    m_console.reset();
    m_workspace.reset();
}

PayloadWindow *TestPayloadOpener::open(const RunDetail &run, const PayloadOrigin &origin)
{
    PayloadOpener opener(m_workspace->desk(), m_workspace->copies(), {}, m_console.get());
    opener.open(m_answer, u"one, answer to attempt 1"_s, run, origin);
    return m_console->findChild<PayloadWindow *>();
}

/// Its bytes are verified, and were wrong all the same: of the attempt that failed for them, and of no other.
void TestPayloadOpener::saysThatAnAnswerWasNotAccepted()
{
    RunDetail run = refusedRun(m_answer);
    run.history.attempts[0].category = Category::Data;
    run.history.attempts[0].cause = u"not what is expected: .error == null"_s;
    const auto *window = open(run, PayloadOrigin{StepId(u"one"_s), 0, 1});
    const auto *refused = window->findChild<QLabel *>(u"payloadRefused"_s);
    QVERIFY(refused->isVisible());
    QCOMPARE(refused->text(), u"This answer was not accepted. Data: not what is expected: .error == null"_s);
    delete window;
    const auto *other = open(run, PayloadOrigin{StepId(u"one"_s), 0, 2});
    QVERIFY(!other->findChild<QLabel *>(u"payloadRefused"_s)->isVisible());
}

void TestPayloadOpener::showsTheAttemptItWasFoundAt_data()
{
    QTest::addColumn<PayloadOrigin>("origin");
    QTest::addColumn<QString>("which");
    QTest::addColumn<QString>("id");
    QTest::newRow("an attempt") << PayloadOrigin{StepId(u"one"_s), 0, 1} << u"one, attempt 1"_s << u"first"_s;
    QTest::newRow("another one") << PayloadOrigin{StepId(u"one"_s), 0, 2} << u"one, attempt 2"_s << u"second"_s;
    QTest::newRow("of an edited input") << PayloadOrigin{StepId(u"one"_s), 1, 1} << u"one, attempt 1"_s << u"edited"_s;
    QTest::newRow("a checkpoint") << PayloadOrigin{StepId(u"one"_s), 0, 0} << u"one, attempt 2"_s << u"second"_s;
    QTest::newRow("nobody knows") << PayloadOrigin() << u"two, attempt 1"_s << u"other"_s;
}

void TestPayloadOpener::showsTheAttemptItWasFoundAt()
{
    QFETCH(PayloadOrigin, origin);
    const auto *window = open(refusedRun(m_answer), origin);
    QVERIFY(window);
    QTEST(window->findChild<QLabel *>(u"headersAttempt"_s)->text(), "which");
    const QAbstractItemModel *headers = window->findChild<QTableView *>(u"responseHeaders"_s)->model();
    QCOMPARE(headers->rowCount(), 1);
    QTEST(headers->index(0, 1).data().toString(), "id");
}

void TestPayloadOpener::aRevealNamesTheRun()
{
    const RunDetail run = refusedRun(m_answer);
    auto *window = open(run, {StepId(u"one"_s), 0, 1});
    QVERIFY(window);
    QTRY_COMPARE(window->view()->mask().state(), PayloadMask::State::Masked);
    QTest::mouseClick(window->findChild<QPushButton *>(u"maskReveal"_s), Qt::LeftButton);
    QTRY_VERIFY(window->findChild<QDialog *>(u"revealDialog"_s));
    QTest::keyClicks(window->findChild<QLineEdit *>(u"reasonLine"_s), u"they asked us"_s);
    QTest::mouseClick(window->findChild<QPushButton *>(u"reasonGo"_s), Qt::LeftButton);
    QTRY_COMPARE(window->view()->mask().state(), PayloadMask::State::Revealed);
    const auto last = m_workspace->reader().lastAuditEntry();
    QVERIFY(last && *last);
    QCOMPARE((*last)->action, u"payload.revealed"_s);
    const QString what = u"Run %1: one, answer to attempt 1"_s.arg(run.run.id.toString());
    QCOMPARE((*last)->after, "{\"shown_as\":\"" + what.toUtf8() + "\"}");
}

/// Several stand open beside each other, each "Input".
void TestPayloadOpener::saysWhoseItIs()
{
    RunDetail run = refusedRun(m_answer);
    run.run.inputName = u"note-8.txt"_s;
    const auto *window = open(run, {});
    QVERIFY(window);
    const QString whose = u"note-8.txt · "_s + run.run.id.toString();
    QCOMPARE(window->windowTitle(), u"one, answer to attempt 1 · %1 – payload"_s.arg(whose));
    const auto *label = window->findChild<ElidedLabel *>(u"payloadWhose"_s);
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), whose);
    PayloadWindow alone(m_workspace->desk(), m_workspace->copies(), {});
    alone.showPayload({u"Payload 1234"_s, m_answer, {}, {}}); // of a link
    QCOMPARE(alone.windowTitle(), u"Payload 1234 – payload"_s);
    QVERIFY(!alone.findChild<QWidget *>(u"payloadWhose"_s)->isVisible());
}

QTEST_MAIN(TestPayloadOpener)
#include "tst_gui_payloadopener.moc"
