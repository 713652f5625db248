#include "ui/run/rundetailpanel.h"

#include "control/curlcommand.h"
#include "control/datadesk.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/whendone.h"
#include "ui/run/detailtabs.h"
#include "ui/run/explanation.h"
#include "ui/run/runheading.h"
#include "ui/run/stepactions.h"
#include "ui/run/stepspane.h"
#include "ui/run/whybox.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{150};
constexpr Milliseconds CountdownStep{1'000};
constexpr int LeastTabs = 150; ///< pixels that the steps leave to the tabs below
constexpr int LeastSteps = 110;

} // namespace

RunDetailPanel::RunDetailPanel(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_root(root), m_refresher(RefreshRest), m_heading(new RunHeading), m_why(new WhyBox),
      m_steps(new StepsPane), m_stepActions(new StepActions(desk, root, this)), m_tabs(new DetailTabs),
      m_splitter(new QSplitter(Qt::Vertical))
{
    setObjectName(u"runDetail"_s);
    setAccessibleName(tr("Run detail"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_splitter->setObjectName(u"detailSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_steps);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(1, 1);
    m_steps->setMinimumHeight(LeastSteps);
    m_tabs->setMinimumHeight(LeastTabs);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_splitter, 1);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(1, 0, 0, 0);
    whole->addWidget(scrolled(content)); // in a low window the reasons and the steps do not fit both
    connectParts();
}

QWidget *RunDetailPanel::buildHead()
{
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(10);
    column->addWidget(m_heading);
    column->addWidget(m_why);
    return head;
}

void RunDetailPanel::connectParts()
{
    m_tick.setInterval(CountdownStep);
    connect(&m_tick, &QTimer::timeout, this, &RunDetailPanel::presentTime);
    connect(&m_desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &RunDetailPanel::read);
    connect(m_heading, &RunHeading::closeWanted, this, &RunDetailPanel::closeWanted);
    connect(m_why, &WhyBox::commandWanted, this, &RunDetailPanel::commandWanted);
    connect(m_why, &WhyBox::incidentWanted, this, &RunDetailPanel::incidentWanted);
    connect(m_why, &WhyBox::breakerWanted, this, &RunDetailPanel::breakerWanted);
    connect(m_steps, &StepsPane::stepOpened, m_tabs, &DetailTabs::showStep);
    connect(m_steps, &StepsPane::viewChanged, this, &RunDetailPanel::giveRoom);
    connect(m_steps, &StepsPane::chosenStepChanged, this, &RunDetailPanel::updateStepActions);
    m_steps->setStepActions(m_stepActions->all());
    m_tabs->setStepActions(m_stepActions->all());
    connect(m_tabs, &DetailTabs::stepMeant, this, &RunDetailPanel::meanStep);
    connect(m_why, &WhyBox::editWanted, this, [this](const StepKey &step) { m_stepActions->editStep(m_detail->run, step); });
    connect(m_why, &WhyBox::rerunWanted, m_stepActions, &StepActions::startOver);
    connect(m_stepActions, &StepActions::runWanted, this, &RunDetailPanel::runWanted);
    connect(m_stepActions, &StepActions::told, this, &RunDetailPanel::told);
    connect(m_stepActions, &StepActions::failed, this, &RunDetailPanel::failed);
    connect(m_steps, &StepsPane::payloadWanted, this, &RunDetailPanel::payloadWanted);
    connect(m_tabs, &DetailTabs::payloadWanted, this, &RunDetailPanel::payloadWanted);
    connect(m_tabs, &DetailTabs::statementWanted, this, &RunDetailPanel::statementWanted);
    connect(m_tabs, &DetailTabs::runWanted, this, &RunDetailPanel::runWanted);
    connect(m_tabs, &DetailTabs::curlWanted, this, qOverload<const Attempt &>(&RunDetailPanel::copyCurl));
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_isDragged = true; });
}

/// A line towards the list: both stand on the same ground.
void RunDetailPanel::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, 0, 1, height(), blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.25));
}

/// Times and colours are written into some of its texts.
void RunDetailPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_detail && (event->type() == QEvent::LocaleChange || event->type() == QEvent::PaletteChange)) {
        present(*m_detail);
        m_tabs->setRelations(m_relations);
    }
}

void RunDetailPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    giveRoom();
}

/// To the steps what they need, as long as nobody wants it otherwise.
void RunDetailPanel::giveRoom()
{
    if (m_isDragged)
        return;
    const int all = m_splitter->height() - m_splitter->handleWidth();
    const int steps = std::max(0, std::min(m_steps->wantedHeight(), all - LeastTabs));
    m_splitter->setSizes({steps, std::max(0, all - steps)});
}

void RunDetailPanel::showRun(RunId id, const StepKey &step)
{
    m_id = id;
    m_wanted = step;
    choose(id);
    if (m_detail && m_detail->run.id == id)
        showWanted();
    m_refresher.wake();
}

void RunDetailPanel::showWanted()
{
    if (const StepKey wanted = std::exchange(m_wanted, {}); !wanted.step.isEmpty())
        m_steps->choose(wanted);
}

void RunDetailPanel::choose(RunId id)
{
    m_chosen = id;
    updateStepActions();
}

void RunDetailPanel::clear()
{
    m_id = {};
    m_detail.reset();
    m_tick.stop();
    updateStepActions();
}

/// The steps' own pane knows which is looked at.
void RunDetailPanel::updateStepActions()
{
    const bool isMeant = m_detail && m_detail->run.id == m_chosen && !m_readOnly;
    m_stepActions->setStep(isMeant ? m_detail : std::nullopt, isMeant ? m_steps->chosenStep() : StepKey());
}

/// Also one that the version by which it goes on has no more: nothing is asked for another in its place.
void RunDetailPanel::meanStep(const StepKey &key)
{
    m_steps->choose(key);
    if (m_detail && m_detail->run.id == m_chosen && !m_readOnly)
        m_stepActions->setStep(m_detail, key);
}

std::optional<RunRecord> RunDetailPanel::run() const
{
    return m_detail ? std::optional(m_detail->run) : std::nullopt;
}

void RunDetailPanel::focusSteps()
{
    m_steps->focusSteps();
}

void RunDetailPanel::restore(const QSettings &settings)
{
    m_isDragged = m_splitter->restoreState(settings.value(u"detail/splitter"_s).toByteArray());
    m_steps->restore(settings);
    m_tabs->restore(settings);
}

void RunDetailPanel::save(QSettings &settings) const
{
    if (m_isDragged)
        settings.setValue(u"detail/splitter"_s, m_splitter->saveState());
    m_steps->save(settings);
    m_tabs->save(settings);
}

void RunDetailPanel::read()
{
    if (!m_id.isValid()) {
        m_refresher.done();
        return;
    }
    if (m_detail && m_detail->run.id == m_id && isFinished(m_detail->run.state)) { // it changes no more, but may be rerun
        m_refresher.done();
        readRelations();
        return;
    }
    whenDone(this, m_desk.detail(m_id), [this, id = m_id](const Result<RunDetail> &detail) {
        m_refresher.done();
        if (id != m_id)
            return; // another run has been asked for since, and the refresher knows
        if (!detail) {
            if (detail.error().kind == ErrorKind::NotFound)
                Q_EMIT closeWanted();
            Q_EMIT failed(detail.error());
            return;
        }
        present(*detail);
        readRelations();
    });
}

void RunDetailPanel::readRelations()
{
    whenDone(this, m_desk.relations(*m_detail), [this, id = m_id](const Result<RunRelations> &relations) {
        if (id != m_id || !m_detail || m_detail->run.id != id)
            return;
        if (!relations) {
            Q_EMIT failed(relations.error());
            return;
        }
        m_relations = *relations;
        m_tabs->setRelations(m_relations);
        presentTime();
    });
}

/// It is covered as what it sent is.
void RunDetailPanel::copyCurl(const Attempt &attempt)
{
    const DataSource body = attempt.request.isValid() ? DataSource{attempt.request} : DataSource{{}, QByteArray()};
    whenDone(this, DataDesk(m_desk, m_root).covering(body), [this, attempt](const Result<Covering> &covering) {
        if (covering)
            copyCurl(attempt, covering->beside);
        else
            Q_EMIT failed(covering.error());
    });
}

void RunDetailPanel::copyCurl(const Attempt &attempt, const Cover &cover)
{
    const auto question = [attempt, cover](StoreReader &reader) -> Result<QString> {
        return reader.serviceRevision(attempt.policyRevisionId).map([&](const ServiceRevision &revision) {
            return curlCommand(attempt, revision.service, cover);
        });
    };
    whenDone(this, m_desk.ask<QString>(question), [this](const Result<QString> &command) {
        if (!command) {
            Q_EMIT failed(command.error());
            return;
        }
        QGuiApplication::clipboard()->setText(*command);
        Q_EMIT told(tr("Copied. The first lines say what is left out, and what else to know."));
    });
}

void RunDetailPanel::present(const RunDetail &detail)
{
    const bool another = !m_detail || m_detail->run.id != detail.run.id;
    m_detail = detail;
    if (another)
        m_relations = {};
    const Timestamp now = m_desk.clock().now();
    m_heading->setRun(detail.run);
    presentWhy(now);
    m_steps->setDetail(detail, another, now);
    m_tabs->setDetail(detail, another, now);
    showWanted();
    updateStepActions();
    if (another)
        giveRoom();
    if (isFinished(detail.run.state))
        m_tick.stop();
    else
        m_tick.start();
    Q_EMIT loaded();
}

void RunDetailPanel::presentWhy(Timestamp now)
{
    Explanation why = explain(*m_detail, now, m_relations);
    if (!m_desk.may(Role::Operator))
        why.commands.clear();
    if (!m_desk.may(Role::Operator) || m_readOnly)
        why.edits.reset();
    why.offersRerun = why.offersRerun && m_desk.may(Role::Operator) && !m_readOnly;
    if (m_readOnly)
        why.advice.clear();
    m_why->setExplanation(why);
}

/// Countdowns and what goes on.
void RunDetailPanel::presentTime()
{
    const Timestamp now = m_desk.clock().now();
    m_steps->setNow(now);
    presentWhy(now);
    m_tabs->setDetail(*m_detail, false, now);
}

} // namespace cairn
