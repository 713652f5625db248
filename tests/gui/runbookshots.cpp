#include "runbookshots.h"

#include "runbooksample.h"

#include "ui/runbooks/deeddialog.h"
#include "ui/runbooks/runbookpane.h"
#include "ui/runbooks/runbookspanel.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTest>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

void waitFor(const std::function<bool()> &condition)
{
    if (!QTest::qWaitFor(condition))
        qFatal("what a picture is to show does not come");
}

/// As it looks when somebody has come half way.
void followHalfWay(RunbookSample &sample)
{
    RunbookDesk runbooks(sample.workspace.desk(), sample.root());
    const auto act = [&](qint64 session, int action, const QString &actor, const QString &reason, const QString &result,
                         bool accepted = true) {
        const qint64 seen = runbooks.session(session).result()->lastDeed();
        if (const auto done = runbooks.carryOut({session, action, seen, actor, reason}).result(); !done)
            qFatal("%s", qPrintable(describe(done.error())));
        sample.carryOutAll(result, accepted);
    };
    const qint64 before = runbooks.start(1, {}, u"ann"_s).result().value();
    act(before, 3, u"ann"_s, u"one first"_s, u"tried again"_s);
    act(before, 4, u"ann"_s, {}, u"tried again"_s);
    sample.setSteps(StepState::Succeeded);
    sample.setSteps(StepState::Blocked);
    const qint64 now = runbooks.start(1, {}, u"bob"_s).result().value();
    act(now, 1, u"bob"_s, {}, u"publish answers, but with HTTP 503 (in 12ms)"_s);
    act(now, 1, u"bob"_s, {}, u"publish answers: HTTP 200 in 34ms"_s);
    act(now, 3, u"bob"_s, u"the archive is back"_s, u"the run is paused"_s, false);
    runbooks.tick(now, 1, true, u"bob"_s).waitForFinished();
}

} // namespace

void takeRunbooks(const TakePicture &take)
{
    RunbookSample sample;
    followHalfWay(sample);
    RunbookPane pane(sample.workspace.desk(), sample.root());
    pane.resize(440, 820);
    pane.show();
    take(pane, u"runbook-none"_s);
    pane.showIncident(sample.incident());
    waitFor(
        [&] { return pane.findChild<QCheckBox *>(u"stepBox1"_s) && pane.findChild<QCheckBox *>(u"stepBox1"_s)->isChecked(); });
    take(pane, u"runbook-pane"_s);
    pane.findChild<QPushButton *>(u"actionButton2"_s)->click();
    waitFor([&] { return pane.findChild<DeedDialog *>(); });
    take(*pane.findChild<DeedDialog *>(), u"runbook-dialog"_s);
    pane.findChild<DeedDialog *>()->reject();

    RunbooksPanel panel(sample.workspace.desk(), sample.root());
    panel.resize(1180, 760);
    panel.show();
    waitFor([&] { return !panel.currentRunbook().isEmpty(); });
    take(panel, u"runbooks"_s);
    panel.showRunbook(u"standard-auth"_s);
    take(panel, u"runbooks-shipped"_s);
    sample.writeRunbook(u"bad"_s, "---\ntitle: Bad\nmatch: { category: netwrk, service: pubish }\n---\nText\n");
    waitFor([&] { return panel.findChild<QWidget *>(u"runbookProblems"_s)->isVisible(); });
    take(panel, u"runbooks-problems"_s);
}

} // namespace cairn::testing
