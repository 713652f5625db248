#include "adviceshots.h"

#include "advicesample.h"

#include "insight/policyreview.h"
#include "ui/insight/advicecard.h"
#include "ui/insight/advicepage.h"
#include "ui/insight/policyreviewpage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTest>

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

void await(const std::function<bool()> &shown)
{
    if (!QTest::qWaitFor(shown, Patience))
        qFatal("there is nothing to be seen");
}

void takeCards(const std::function<void(QWidget &, const QString &)> &take, GuiWorkspace &workspace)
{
    AdvicePage page(workspace.desk());
    page.resize(980, 720);
    page.show();
    page.setService(u"ocr"_s);
    take(page, u"advice-looking"_s);
    await([&] { return !page.findChildren<AdviceCard *>().isEmpty(); });
    take(page, u"advice"_s);
    page.findChild<QPushButton *>(u"adviceDismiss"_s)->click();
    auto *dialog = page.findChild<QDialog *>(u"dismissAdvice"_s);
    take(*dialog, u"advice-dismiss"_s);
    dialog->reject();
    page.resize(620, 720);
    take(page, u"advice-narrow"_s);
}

void addIncident(GuiWorkspace &workspace, Timestamp at)
{
    const RunId run = workspace.addRun(u"intake"_s, u"invoice-2026-4511.pdf"_s, RunState::Blocked);
    Checkpoint blocked;
    blocked.run = run;
    blocked.step = StepId(u"ocr"_s);
    blocked.state = StepState::Blocked;
    blocked.category = Category::Service;
    blocked.status = 503;
    blocked.cause = u"the service answered 503: maintenance until three"_s;
    blocked.decision = Action::Block;
    blocked.actor = u"runner"_s;
    blocked.at = at;
    workspace.commit(Transaction(AddCheckpoint{blocked}));
}

/// Steps that failed and came back.
void addRecoveries(GuiWorkspace &workspace, Timestamp at)
{
    const RunId run = workspace.addRun(u"intake"_s, u"invoice-2026-4512.pdf"_s, RunState::Succeeded);
    for (int item = 0; item < 12; ++item) {
        Checkpoint failed;
        failed.run = run;
        failed.step = StepId(u"ocr"_s);
        failed.item = item;
        failed.state = StepState::WaitingRetry;
        failed.category = Category::Timeout;
        failed.decision = Action::Retry;
        failed.actor = u"runner"_s;
        failed.at = at;
        Checkpoint passed = failed;
        passed.state = StepState::Succeeded;
        passed.category.reset();
        passed.decision = Action::Succeed;
        passed.at = at + 40s * (item + 1);
        workspace.commit(Transaction(AddCheckpoint{failed}, AddCheckpoint{passed}));
    }
}

void takeReview(const std::function<void(QWidget &, const QString &)> &take)
{
    GuiWorkspace workspace;
    const Month month = monthOf(SystemClock().now()) - std::chrono::months(1);
    ServiceRevision revision;
    revision.service.name = u"ocr"_s;
    revision.service.baseUrl = QUrl(u"https://ocr.example.net"_s);
    revision.service.contract.latencyBudget = 4s;
    revision.service.contract.recoveryBudget = 5min;
    revision.source = "service: ocr";
    revision.digest = Digest::of(revision.source);
    workspace.commit(Transaction(
        PutServiceRevision{revision, beginOf(month) + 90h, u"anna@harbour"_s, u"the evening peak needs more patience"_s}));
    workspace.addPipeline(u"intake"_s, {u"ocr"_s});
    addIncident(workspace, beginOf(month) + 200h);
    addRecoveries(workspace, beginOf(month) + 210h);
    AdviceSample sample(workspace, beginOf(month) + std::chrono::days(20));
    sample.addAnswers(400, 10);
    sample.addTimeouts(6, 3);
    workspace.countFigures();
    PolicyReviewPage page(workspace.desk());
    page.resize(980, 720);
    page.show();
    page.setService(u"ocr"_s);
    await([&] { return page.findChild<QWidget *>(u"reviewLatency"_s) != nullptr; });
    take(page, u"review"_s);
    page.findChild<QCheckBox *>(u"reviewAll"_s)->click();
    take(page, u"review-all"_s);
    page.findChild<QCheckBox *>(u"reviewAll"_s)->click();
    await([&] { return page.findChild<QPushButton *>(u"reviewSign"_s)->isEnabled(); });
    page.findChild<QPushButton *>(u"reviewSign"_s)->click();
    auto *dialog = page.findChild<QDialog *>(u"signReview"_s);
    take(*dialog, u"review-sign"_s);
    dialog->reject();
}

} // namespace

void takeAdvice(const std::function<void(QWidget &widget, const QString &name)> &take)
{
    GuiWorkspace workspace;
    recordService(workspace, SystemClock().now() - std::chrono::days(60));
    workspace.addPipeline(u"intake"_s, {u"ocr"_s});
    AdviceSample sample(workspace, SystemClock().now());
    sample.addAnswers(400, 6);
    sample.addTimeouts(14, 5);
    sample.addSilences(4, 6);
    sample.countFigures();
    takeCards(take, workspace);
    takeReview(take);
}

} // namespace cairn::testing
