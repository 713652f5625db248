#include "runbookpanetest.h"
#include "windowtest.h"

#include "ui/runbooks/runbooktext.h"
#include "ui/services/servicedialog.h"

#include <QComboBox>
#include <QImage>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTextBlock>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The pane beside an incident, by mouse and keyboard.
class TestGuiRunbooks : public QObject, private RunbookPaneTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void showsWhatFits();
    void aTickIsRecorded();
    void ticksOfOthersAreSeen();
    void probesWithoutAsking();
    void asksBeforeItChanges();
    void requiredReasons();
    void refusalsAreTold();
    void tellsWhatHelped();
    void opensWhatItNames();
    void anotherRunbookCanBeChosen();
    void escalationIsCalledFor();
    void byKeyboardAlone();
    void hostilePagesFetchNothing();
    void linksLeadOutOnlyWhereTheyMay();

private:
    QString said(int action) const;
    QString allText() const;
};

namespace {

/// Whoever asks it for anything is seen.
class Bait
{
public:
    Bait() { m_server.listen(QHostAddress::LocalHost); }
    QByteArray url(const QByteArray &path) const
    {
        return "http://127.0.0.1:" + QByteArray::number(m_server.serverPort()) + path;
    }
    bool wasTouched() { return m_server.hasPendingConnections() || m_server.waitForNewConnection(200); }

private:
    QTcpServer m_server;
};

} // namespace

QString TestGuiRunbooks::said(int action) const
{
    QStringList lines;
    for (const QLabel *line :
         m_pane->findChild<QWidget *>(u"action%1"_s.arg(action))->findChildren<QLabel *>(u"actionResult"_s)) {
        if (line->isVisible())
            lines.append(line->text());
    }
    return lines.join(u'\n');
}

QString TestGuiRunbooks::allText() const
{
    QString text;
    for (const RunbookText *piece : m_pane->findChildren<RunbookText *>())
        text += piece->toPlainText() + u'\n';
    return text;
}

void TestGuiRunbooks::showsWhatFits()
{
    show();
    QVERIFY(find<QComboBox>("runbookChoice")->currentText().startsWith(u"publisher-down"_s));
    QVERIFY(allText().contains(u"every night at 02:00"_s));
    QCOMPARE(button(1)->text(), u"Probe the publisher"_s);
    QCOMPARE(box(1)->accessibleName(), u"Ask the publisher. A 503 means that the archive is not there yet."_s);
    QVERIFY(!box(1)->isChecked());
    QVERIFY(find<QLabel>("runbookState")->text().contains(u"Severity High"_s));
    m_pane->clear();
    QTRY_VERIFY(!m_pane->findChild<QCheckBox *>(u"stepBox1"_s)); // of what was shown, nothing is left
}

void TestGuiRunbooks::aTickIsRecorded()
{
    show();
    press(box(2));
    QTRY_COMPARE(m_sample->workspace.reader().runbookSessions(1, 9).value().size(), 1);
    const qint64 session = m_sample->workspace.reader().runbookSessions(1, 9).value().first().id;
    QTRY_COMPARE(m_sample->workspace.reader().runbookTicks(session).value().size(), 1);
    QTRY_VERIFY(m_pane->findChild<QLabel *>(u"stepWho2"_s)->isVisible());
    QVERIFY(box(2)->isChecked());
    QVERIFY(find<QLabel>("runbookState")->text().contains(u"Followed by"_s));
    press(box(2));
    QTRY_VERIFY(!m_sample->workspace.reader().runbookTicks(session).value().first().ticked);
    QTRY_VERIFY(!m_pane->findChild<QLabel *>(u"stepWho2"_s)->isVisible());
    // its text is as good as the box
    auto *text = m_pane->findChild<QWidget *>(u"step4"_s)->findChild<RunbookText *>();
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, QPoint(20, 8));
    QTRY_VERIFY(box(4)->isChecked() && m_pane->findChild<QLabel *>(u"stepWho4"_s)->isVisible());
}

void TestGuiRunbooks::ticksOfOthersAreSeen()
{
    show();
    RunbookDesk others(m_sample->workspace.desk(), m_sample->root());
    const qint64 session = others.start(1, {}, u"bob"_s).result().value();
    QVERIFY(others.tick(session, 1, true, u"bob"_s).result().has_value());
    QSignalSpy failed(m_pane, &RunbookPane::failed);
    QTRY_VERIFY(box(1)->isChecked());
    QTRY_VERIFY(m_pane->findChild<QLabel *>(u"stepWho1"_s)->text().startsWith(u"bob, "_s));
    QVERIFY(failed.isEmpty());
}

void TestGuiRunbooks::probesWithoutAsking()
{
    show();
    press(button(1));
    QTRY_COMPARE(m_sample->workspace.reader().pendingCommands(9).value().size(), 1);
    QCOMPARE(m_sample->workspace.reader().pendingCommands(9).value().first().kind, CommandKind::ProbeService);
    QTRY_VERIFY(said(1).contains(u"the runner has not done it yet"_s));
    m_sample->carryOutAll(u"publish answers: HTTP 200 in 34ms"_s);
    QTRY_VERIFY2(said(1).endsWith(u"publish answers: HTTP 200 in 34ms"_s), qPrintable(said(1)));
    QVERIFY(!m_window->findChild<DeedDialog *>());
}

void TestGuiRunbooks::asksBeforeItChanges()
{
    show();
    press(button(4));
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    auto *dialog = m_window->findChild<DeedDialog *>();
    QVERIFY(dialog->findChild<QLabel *>(u"reasonEffect"_s)->text().contains(u"tried again"_s));
    press(dialog->findChild<QPushButton *>(u"reasonLeave"_s));
    QTRY_VERIFY(!m_window->findChild<DeedDialog *>());
    QVERIFY(m_sample->workspace.reader().pendingCommands(9).value().isEmpty());
    press(button(4));
    confirm(u"the archive is back"_s);
    QTRY_COMPARE(m_sample->workspace.reader().pendingCommands(9).value().size(), 3);
    const auto commands = m_sample->workspace.reader().pendingCommands(9).value();
    for (const Command &command : commands)
        QCOMPARE(command.reason, u"the archive is back"_s);
    m_sample->carryOutAll(u"tried again"_s);
    QTRY_VERIFY2(said(4).contains(u"3 of 3 carried out, 0 refused (the archive is back)"_s), qPrintable(said(4)));
}

void TestGuiRunbooks::requiredReasons()
{
    show();
    press(button(2));
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    auto *go = m_window->findChild<DeedDialog *>()->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled());
    confirm(u"not mine to mend"_s);
    QTRY_COMPARE(m_sample->incident().handling, IncidentState::Escalated);
    QTRY_VERIFY(said(2).contains(u"escalated to the service's owners (not mine to mend)"_s));
    QTRY_VERIFY(!find<QLabel>("runbookCall")->isVisible());
}

void TestGuiRunbooks::refusalsAreTold()
{
    show();
    press(button(3));
    confirm(u"x"_s);
    QTRY_COMPARE(m_sample->workspace.reader().pendingCommands(9).value().size(), 1);
    m_sample->carryOutAll(u"the run is paused"_s, false);
    QTRY_VERIFY2(said(3).contains(u"refused: the run is paused"_s), qPrintable(said(3)));
    m_sample->setSteps(StepState::Succeeded);
    press(button(3));
    isRefused(u"y"_s, u"it is resolved"_s);
}

void TestGuiRunbooks::tellsWhatHelped()
{
    show();
    QVERIFY(!m_pane->findChild<QLabel *>(u"actionHelped3"_s)->isVisible());
    press(button(3));
    confirm(u"one first"_s);
    QTRY_COMPARE(m_sample->workspace.reader().pendingCommands(9).value().size(), 1);
    m_sample->carryOutAll(u"tried again"_s);
    m_sample->setSteps(StepState::Succeeded);
    m_sample->setSteps(StepState::Blocked);
    QTRY_COMPARE(m_pane->findChild<QLabel *>(u"actionHelped3"_s)->text(), u"Helped in 1 of 1 such incidents"_s);
    QTRY_VERIFY(said(3).isEmpty()); // that session is over
}

void TestGuiRunbooks::opensWhatItNames()
{
    show();
    QSignalSpy runs(m_pane, &RunbookPane::runsWanted);
    press(button(5));
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().first().toString(), u"incident:1"_s);
    press(button(6));
    QTRY_VERIFY(m_window->findChild<ServiceDialog *>());
    auto *dialog = m_window->findChild<ServiceDialog *>();
    QTRY_VERIFY(dialog->findChild<QPlainTextEdit *>(u"serviceText"_s)->toPlainText().startsWith(u"service: publish"_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<ServiceDialog *>());
    QSignalSpy edited(m_pane, &RunbookPane::serviceWanted);
    press(button(6));
    QTRY_VERIFY(m_window->findChild<ServiceDialog *>());
    QTest::mouseClick(m_window->findChild<ServiceDialog *>()->findChild<QAbstractButton *>(u"serviceEdit"_s), Qt::LeftButton);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.first().first().toString(), u"publish"_s);
    QTRY_VERIFY(!m_window->findChild<ServiceDialog *>());
    QVERIFY(m_sample->workspace.reader().runbookSessions(1, 9).value().isEmpty()); // looking is nothing to record
}

void TestGuiRunbooks::anotherRunbookCanBeChosen()
{
    show();
    auto *choice = find<QComboBox>("runbookChoice");
    QCOMPARE(choice->count(), 2);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_VERIFY(allText().contains(u"It is not our request"_s));
    QVERIFY(choice->currentText().startsWith(u"standard-service"_s));
    QTRY_VERIFY(box(1) && box(1)->isVisible());
    press(box(1));
    QTRY_VERIFY(find<QLabel>("runbookState")->text().contains(u"Followed by"_s));
    QCOMPARE(m_sample->workspace.reader().runbookSessions(1, 9).value().first().runbook, u"standard-service"_s);
}

void TestGuiRunbooks::escalationIsCalledFor()
{
    m_sample->writeRunbook(u"publisher-down"_s, RunbookSample::text().replace("escalate: 30m", "escalate: at once"));
    show();
    QTRY_COMPARE(find<QLabel>("runbookCall")->text(), u"It is time to escalate to the service's owners"_s);
    m_pane->clear();
    m_sample->writeRunbook(u"publisher-down"_s, RunbookSample::text());
    show();
    QTRY_VERIFY(
        find<QLabel>("runbookCall")->text().startsWith(u"To be escalated to the service's owners if it is not over by "_s));
}

void TestGuiRunbooks::byKeyboardAlone()
{
    show();
    m_pane->setFocus();
    QTest::keyClick(m_pane, Qt::Key_Tab);
    QWidget *first = QApplication::focusWidget();
    QVERIFY(first && m_pane->isAncestorOf(first));
    for (int i = 0; i < 30 && QApplication::focusWidget() != box(1); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), box(1));
    QTest::keyClick(box(1), Qt::Key_Space);
    QTRY_VERIFY(m_pane->findChild<QLabel *>(u"stepWho1"_s)->isVisible());
    QCOMPARE(QApplication::focusWidget(), box(1)); // what is shown anew is still the same box
    for (int i = 0; i < 30 && QApplication::focusWidget() != button(3); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(button(3), Qt::Key_Space);
    QTRY_VERIFY(m_window->findChild<DeedDialog *>());
    QTest::keyClicks(m_window->findChild<QLineEdit *>(u"reasonLine"_s), u"one first"_s);
    QTest::keyClick(m_window->findChild<QLineEdit *>(u"reasonLine"_s), Qt::Key_Return);
    QTRY_COMPARE(m_sample->workspace.reader().pendingCommands(9).value().size(), 1);
}

void TestGuiRunbooks::hostilePagesFetchNothing()
{
    Bait bait;
    QImage real(40, 4'000, QImage::Format_RGB32);
    real.fill(Qt::red);
    const QString local = m_sample->workspace.path(u"secret.png"_s);
    QVERIFY(real.save(local));
    const QByteArray name = local.toUtf8();
    m_sample->writeRunbook(u"publisher-down"_s,
                           "---\ntitle: Hostile\nmatch: { service: publish, category: service, step: publish }\n---\n"
                           "![remote](" +
                               bait.url("/remote.png") + ") ![](" + name + ") ![x](file://" + name +
                               ")\n\n"
                               "![ref][r]\n\n[r]: " +
                               bait.url("/ref.png") +
                               "\n\n"
                               "<script>alert(1)</script><img src=\"" +
                               bait.url("/html.png") +
                               "\">\n\n"
                               "<link rel=\"stylesheet\" href=\"" +
                               bait.url("/style.css") + "\"><iframe src=\"" + bait.url("/frame") +
                               "\"></iframe>\n\n"
                               "- [ ] A step with ![a picture](" +
                               bait.url("/step.png") +
                               ") and <b onclick=\"x()\">HTML</b>\n"
                               "- [ ] ![](" +
                               name + ")\n");
    show();
    QVERIFY(!bait.wasTouched());
    for (RunbookText *piece : m_pane->findChildren<RunbookText *>()) {
        for (QTextBlock block = piece->document()->begin(); block.isValid(); block = block.next()) {
            for (auto it = block.begin(); !it.atEnd(); ++it)
                QVERIFY(!it.fragment().charFormat().isImageFormat());
        }
        QVERIFY2(piece->height() < 1'000, "the picture was loaded from the disk");
        // whatever asks it for a resource gets nothing of the world
        QCOMPARE(piece->loadResource(QTextDocument::ImageResource, QUrl::fromLocalFile(local)).value<QImage>().size(),
                 QSize(1, 1));
        QVERIFY(piece->loadResource(QTextDocument::StyleSheetResource, QUrl(u"qrc:/x.css"_s)).isNull());
        QVERIFY(piece->loadResource(QTextDocument::HtmlResource, QUrl::fromLocalFile(local)).isNull());
    }
    QVERIFY2(allText().contains(u"[picture, not shown: remote]"_s), qPrintable(allText()));
    QVERIFY2(allText().contains(u"<script>alert(1)</script>"_s), qPrintable(allText())); // text like any other
}

void TestGuiRunbooks::linksLeadOutOnlyWhereTheyMay()
{
    const QString local = m_sample->workspace.path(u"cairn.yaml"_s);
    m_sample->writeRunbook(u"publisher-down"_s,
                           "---\ntitle: Links\nmatch: { service: publish, category: service, step: publish }\n---\n"
                           "[file](file://" +
                               local.toUtf8() +
                               ")\n\n[script](javascript:alert(1))\n\n[relative](../cairn.yaml)\n\n"
                               "[resource](qrc:/guide/console.md)\n\n[web](https://status.example.net/x)\n\n- [ ] A step\n");
    show();
    QSignalSpy links(m_pane, &RunbookPane::linkWanted);
    auto *text = m_pane->findChildren<RunbookText *>().first();
    const QString before = text->toPlainText();
    for (QTextBlock block = text->document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor place(block);
        place.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor, 2);
        const QPoint point = text->cursorRect(place).center();
        if (text->anchorAt(point).isEmpty())
            continue;
        QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, point);
    }
    QCOMPARE(links.size(), 1);
    QCOMPARE(links.first().first().toUrl(), QUrl(u"https://status.example.net/x"_s));
    QCOMPARE(text->toPlainText(), before);
    QVERIFY(!text->source().isValid());
}

QTEST_MAIN(TestGuiRunbooks)
#include "tst_gui_runbooks.moc"
