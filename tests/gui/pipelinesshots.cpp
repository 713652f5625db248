#include "pipelinesshots.h"

#include "pipelinesworkspace.h"

#include "ui/help/helppanel.h"
#include "ui/pipelines/applydialog.h"
#include "ui/pipelines/pipelinespanel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

void fill(PipelinesWorkspace &files)
{
    const std::pair<RunState, int> first[] = {{RunState::Succeeded, 41}, {RunState::Blocked, 2}, {RunState::Cancelled, 1}};
    for (const auto &[state, count] : first) {
        for (int i = 0; i < count; ++i)
            files.addRun(u"invoice-intake"_s, 1, state);
    }
    const std::pair<RunState, int> second[] = {{RunState::Succeeded, 17},
                                               {RunState::Blocked, 1},
                                               {RunState::Running, 3},
                                               {RunState::WaitingRetry, 2},
                                               {RunState::OutcomeUnknown, 1}};
    for (const auto &[state, count] : second) {
        for (int i = 0; i < count; ++i)
            files.addRun(u"invoice-intake"_s, 2, state);
    }
}

void brokenFiles(PipelinesWorkspace &files)
{
    files.write(u"pipelines/photos.yaml"_s, "pipeline: photos\nversion: 2\ninput: { match: \"*.jpg\" }\nsteps:\n  thumbnail:\n"
                                            "    service: thumbnial\n    request: { method: POST, pth: /v1/thumbnails }\n");
    files.write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\npolicy:\n  timeout: { conect: 5s }\n");
}

void takeFaulty(const TakePicture &take, PipelinesPanel &panel)
{
    auto *problems = panel.findChild<QTableView *>(u"problemsTable"_s);
    if (!QTest::qWaitFor([&] { return problems->isVisible(); }))
        qFatal("no problems");
    problems->setCurrentIndex(problems->model()->index(0, 0));
    QTest::mouseClick(problems->viewport(), Qt::LeftButton, {}, problems->visualRect(problems->model()->index(0, 0)).center());
    take(panel, u"pipelines-problems"_s);
}

} // namespace

void takePipelines(const TakePicture &take)
{
    PipelinesWorkspace files;
    fill(files);
    PipelinesPanel panel(files.desk(), files.root());
    panel.resize(1180, 760);
    panel.show();
    auto *tabs = panel.findChild<QTabWidget *>(u"pipelineTabs"_s);
    for (const auto *name : {"steps", "source", "versions", "changes"}) {
        take(panel, u"pipelines-"_s + QString::fromLatin1(name));
        tabs->setCurrentIndex(tabs->currentIndex() + 1);
    }
    tabs->setCurrentIndex(0);
    files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3, "/v3/scan"));
    auto *apply = panel.findChild<QPushButton *>(u"workspaceApply"_s);
    if (!QTest::qWaitFor([&] { return apply->isVisible(); }))
        qFatal("no drift");
    take(panel, u"pipelines-drift"_s);
    apply->click();
    take(*panel.findChild<ApplyDialog *>(), u"pipelines-apply"_s);
    panel.findChild<ApplyDialog *>()->reject();
    brokenFiles(files);
    takeFaulty(take, panel);
    panel.resize(760, 560);
    take(panel, u"pipelines-small"_s);

    GuiWorkspace empty;
    empty.write(u"cairn.yaml"_s, "workspace: new\n");
    PipelinesPanel none(empty.desk(), empty.path({}));
    none.resize(1180, 760);
    none.show();
    take(none, u"pipelines-none"_s);
}

void takeHelp(const TakePicture &take)
{
    HelpPanel panel;
    panel.resize(1180, 760);
    panel.show();
    take(panel, u"help"_s);
    panel.showPage(u"pipelines.md#services-that-finish-later"_s);
    panel.findChild<QLineEdit *>(u"helpSearch"_s)->setText(u"callback"_s);
    take(panel, u"help-search"_s);
}

} // namespace cairn::testing
