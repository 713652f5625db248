#include "ui/incidents/incidentdialog.h"
#include "ui/pipelines/applydialog.h"
#include "ui/runbooks/deeddialog.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Who is refused reads why, still has what was typed and chosen, and goes on from where it was given.
class TestRefusals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextKeyChangesNothing_data();
    void theNextKeyChangesNothing();
    void nothingChangesWhileItIsGiven();
    void whatTakesLongIsToldSo();
    void aRefusalIsReadBeforeItIsLeft();
};

namespace {

using Make = std::function<ReasonDialog *()>;

ReasonDialog *deed()
{
    RunbookAction action;
    action.verb = RunbookVerb::Retry;
    action.label = u"Try again"_s;
    return new DeedDialog(action, {});
}

ReasonDialog *escalation()
{
    IncidentDetail incident;
    incident.responsibility.escalateTo = u"harbour master"_s;
    return new IncidentDialog(IncidentAct::Escalate, incident);
}

ReasonDialog *applying()
{
    Drift changed;
    changed.name = u"scan"_s;
    Drift left;
    left.kind = Drift::Kind::Left;
    left.name = u"intake"_s;
    return new ApplyDialog({changed, left});
}

QStringList contentsOf(const ReasonDialog &dialog)
{
    QStringList contents;
    for (const QLineEdit *line : dialog.findChildren<QLineEdit *>())
        contents.append(line->text());
    for (const QCheckBox *box : dialog.findChildren<QCheckBox *>())
        contents.append(box->isChecked() ? u"ticked"_s : u"not ticked"_s);
    return contents;
}

/// Open, active, with a reason typed.
std::unique_ptr<ReasonDialog> opened(const Make &make)
{
    std::unique_ptr<ReasonDialog> dialog(make());
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->whenGiven([] {});
    dialog->show();
    dialog->activateWindow();
    if (!QTest::qWaitForWindowActive(dialog.get()))
        qFatal("the dialog does not become active");
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"because"_s);
    return dialog;
}

QPushButton *goOf(const ReasonDialog &dialog)
{
    return dialog.findChild<QPushButton *>(u"reasonGo"_s);
}

} // namespace

void TestRefusals::theNextKeyChangesNothing_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<bool>("byMouse");
    for (const bool byMouse : {true, false}) {
        const char *how = byMouse ? "mouse" : "Space";
        QTest::addRow("a deed, by %s", how) << Make(deed) << byMouse;
        QTest::addRow("an escalation, by %s", how) << Make(escalation) << byMouse;
        QTest::addRow("applying, by %s", how) << Make(applying) << byMouse;
    }
}

void TestRefusals::theNextKeyChangesNothing()
{
    QFETCH(Make, make);
    QFETCH(bool, byMouse);
    const auto dialog = opened(make);
    QPushButton *go = goOf(*dialog);
    const QStringList before = contentsOf(*dialog);
    if (byMouse) {
        QTest::mouseClick(go, Qt::LeftButton);
    } else {
        go->setFocus(Qt::TabFocusReason);
        QTest::keyClick(go, Qt::Key_Space);
    }
    QVERIFY(!go->isEnabled());
    dialog->refuse(u"root came first"_s);
    QCOMPARE(dialog->focusWidget(), go);
    QCOMPARE(QApplication::focusWidget(), go);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_X);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // gives it once more
    QVERIFY(!go->isEnabled());
    dialog->refuse(u"root came first"_s);
    QCOMPARE(contentsOf(*dialog), before);
}

/// What is shown is what was given; whoever gave it while writing writes on.
void TestRefusals::nothingChangesWhileItIsGiven()
{
    const auto dialog = opened(applying);
    auto *reason = dialog->findChild<QLineEdit *>(u"reasonLine"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    QVERIFY(!reason->isEnabled() && !dialog->findChild<QCheckBox *>(u"retire_intake"_s)->isEnabled());
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    dialog->close();
    QVERIFY(dialog->isVisible());
    dialog->refuse(u"root came first"_s);
    QCOMPARE(dialog->focusWidget(), reason);
    QTest::keyClicks(QApplication::focusWidget(), u" so"_s);
    QCOMPARE(dialog->reason(), u"because so"_s);
}

void TestRefusals::whatTakesLongIsToldSo()
{
    const auto dialog = opened(deed);
    const auto *word = dialog->findChild<QLabel *>(u"reasonRefusal"_s);
    goOf(*dialog)->click();
    QVERIFY(!word->isVisible());
    QTRY_VERIFY(word->isVisible());
    QCOMPARE(word->text(), u"Being recorded…"_s);
    dialog->refuse(u"the store is locked"_s);
    QCOMPARE(word->text(), u"the store is locked"_s);
}

/// Also by a screen reader, and by who has pressed Esc again and again.
void TestRefusals::aRefusalIsReadBeforeItIsLeft()
{
    const auto dialog = opened(deed);
    goOf(*dialog)->click();
    dialog->refuse(u"the store is locked"_s);
    QCOMPARE(dialog->accessibleDescription(), u"the store is locked"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->reason(), u"because"_s);
    QTRY_VERIFY(!dialog->isVisible() || (QTest::keyClick(dialog.get(), Qt::Key_Escape), false));
}

QTEST_MAIN(TestRefusals)
#include "tst_gui_refusals.moc"
