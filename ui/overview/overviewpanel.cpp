#include "ui/overview/overviewpanel.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/overview/barlist.h"
#include "ui/overview/recoverychart.h"
#include "ui/overview/sparkline.h"
#include "ui/overview/stattile.h"
#include "ui/overview/throughputchart.h"
#include "ui/overview/tileboard.h"
#include "ui/overview/troublelist.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/services/servicesmodel.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{1'000};
constexpr Milliseconds Heartbeat{5'000};
constexpr int ChartHeight = 230;
constexpr int ChartsBesideEachOther = 1'000; ///< wide

Timestamp localMidnight()
{
    return Timestamp(Milliseconds(QDate::currentDate().startOfDay().toMSecsSinceEpoch()));
}

/// A part of the page: its heading (and what stands at the right of it) over its content.
QWidget *section(const QString &title, QWidget *content, QWidget *beside = nullptr)
{
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    auto *heading = new ElidedLabel; // gives way where other languages need more room
    heading->setFont(sectionFont(heading->font()));
    heading->setText(title);
    head->addWidget(heading, 1);
    head->addStrut(QToolButton().sizeHint().height() + 4); // headings beside each other stand on one line
    if (beside)
        head->addWidget(beside);
    column->addLayout(head);
    column->addWidget(content, 1);
    return whole;
}

/// Hidden until there is something in it.
QToolButton *inboxButton()
{
    auto *button = new QToolButton;
    button->setObjectName(u"openInbox"_s);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(tintedIcon(u"incident_open"_s));
    button->setFocusPolicy(Qt::StrongFocus);
    button->hide();
    return button;
}

QString figure(qint64 count)
{
    return QLocale().toString(count);
}

} // namespace

OverviewPanel::OverviewPanel(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_refresher(RefreshRest), m_troubles(new TroubleList), m_incidents(inboxButton()),
      m_periods(new QButtonGroup(this)), m_throughput(new ThroughputChart), m_failures(new BarList),
      m_servicesModel(new ServicesModel(this)), m_services(new ValueTable), m_recovery(new RecoveryChart),
      m_noRecovery(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(u"overviewPanel"_s);
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(16);
    column->addWidget(section(tr("Needs a person"), m_troubles, m_incidents));
    column->addWidget(buildTiles());
    column->addWidget(buildServices()); // what is down is seen beside what needs a person, however low the window
    column->addWidget(buildCharts());
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setObjectName(u"overviewScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);

    connect(m_incidents, &QAbstractButton::clicked, this, &OverviewPanel::incidentsWanted);
    connect(m_troubles, &TroubleList::runsWanted, this, &OverviewPanel::runsWanted);
    connect(m_failures, &BarList::runsWanted, this, &OverviewPanel::runsWanted);
    connect(m_recovery, &RecoveryChart::trendWanted, this, &OverviewPanel::recoveryTrendWanted);
    connect(m_throughput, &ThroughputChart::outcomeWanted, this, [this](RunState state, Timestamp from, Timestamp until) {
        const QString filter = isFinished(state) ? u"state:%1 ended_since:%2 ended_until:%3"_s
                                                 : u"reached:%1 reached_since:%2 reached_until:%3"_s; // it may have gone on since
        Q_EMIT runsWanted(filter.arg(word(state), toRfc3339(from), toRfc3339(until)));
    });
    connect(m_services, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const QString service = m_servicesModel->serviceAt(index.row());
        const bool counts = index.column() >= ServicesModel::InFlightColumn; // figures lead to what they count
        if (counts)
            Q_EMIT runsWanted(u"service:%1"_s.arg(service));
        else
            Q_EMIT serviceWanted(service);
    });
    m_heartbeat.setInterval(Heartbeat);
    m_refresher.follow(m_desk, *this);
    connect(&m_heartbeat, &QTimer::timeout, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &OverviewPanel::read);
    m_heartbeat.start();
}

void OverviewPanel::addTile(Tile tile, const QString &title, std::optional<Look> look, const QString &name)
{
    m_tiles[tile] = new StatTile(title, look);
    m_tiles[tile]->setObjectName(name);
    connect(m_tiles[tile], &QAbstractButton::clicked, this, [this, tile] { Q_EMIT runsWanted(tileFilter(tile)); });
}

QWidget *OverviewPanel::buildTiles()
{
    addTile(NeedsPersonTile, tr("Blocked"), Look::Blocked, u"blockedTile"_s);
    addTile(UnknownTile, tr("Outcome unknown"), Look::OutcomeUnknown, u"unknownTile"_s);
    addTile(RunningTile, tr("Under way"), Look::Running, u"runningTile"_s);
    addTile(WaitingTile, tr("Waiting"), Look::WaitingRetry, u"waitingTile"_s);
    addTile(HeldTile, tr("Held"), Look::Held, u"heldTile"_s);
    addTile(DoneTile, tr("Done today"), Look::Succeeded, u"doneTile"_s);
    addTile(RatioTile, tr("Good ends today"), {}, u"ratioTile"_s);
    addTile(P95Tile, tr("Answers, 95 % within"), {}, u"p95Tile"_s);
    auto *tiles = new TileBoard;
    tiles->setObjectName(u"tiles"_s);
    for (StatTile *tile : m_tiles)
        tiles->addTile(tile);
    return tiles;
}

QString OverviewPanel::tileFilter(Tile tile) const
{
    switch (tile) {
    case NeedsPersonTile: return u"state:blocked"_s;
    case UnknownTile: return u"state:outcome_unknown"_s;
    case RunningTile: return u"state:running,pending"_s;
    case WaitingTile: return u"state:waiting_retry,waiting_callback"_s;
    case HeldTile: return u"state:held,paused"_s;
    case DoneTile: return u"state:succeeded,degraded ended_since:today"_s;
    case RatioTile: return u"reached:succeeded,degraded,blocked,outcome_unknown reached_since:today"_s;
    case P95Tile:
    case TileCount: break;
    }
    return u"ended_since:%1"_s.arg(toRfc3339(m_bars.from));
}

QWidget *OverviewPanel::buildPeriods()
{
    auto *area = new QWidget;
    auto *row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const std::pair<Period, QString> choices[] = {
        {Period::Hour, tr("Last hour")}, {Period::Day, tr("Last day")}, {Period::Week, tr("Last week")}};
    for (const auto &[period, text] : choices) {
        auto *button = new QToolButton;
        button->setObjectName(u"period%1"_s.arg(int(period)));
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_periods->addButton(button, int(period));
        row->addWidget(button);
    }
    m_periods->button(int(m_period))->setChecked(true);
    connect(m_periods, &QButtonGroup::idClicked, this, [this](int id) { setPeriod(Period(id)); });
    return area;
}

QWidget *OverviewPanel::buildCharts()
{
    m_failures->setObjectName(u"failureBars"_s);
    m_failures->setAccessibleName(tr("Failures by category"));
    m_throughput->setMinimumHeight(ChartHeight);
    auto *recovery = new QWidget;
    auto *stack = new QVBoxLayout(recovery);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addWidget(m_noRecovery);
    stack->addWidget(m_recovery, 1);
    m_noRecovery->setText(tr("No step has failed and recovered yet."));
    m_noRecovery->setAlignment(Qt::AlignTop);
    m_noRecovery->setWordWrap(true);
    m_recovery->hide();
    auto *charts = new QWidget;
    auto *row = new QHBoxLayout;
    row->setSpacing(24);
    m_charts = new QBoxLayout(QBoxLayout::LeftToRight, charts);
    m_charts->setContentsMargins(0, 0, 0, 0);
    m_charts->setSpacing(24);
    m_charts->addWidget(section(tr("Ends of runs, by outcome"), m_throughput), 6);
    m_charts->addLayout(row, 5);
    row->addWidget(section(tr("Failed attempts"), m_failures), 2);
    row->addWidget(section(tr("Time to recovery, by week"), recovery), 3);
    return charts;
}

/// The first chart on its own where there is not enough room beside it.
void OverviewPanel::resizeEvent(QResizeEvent *event)
{
    m_charts->setDirection(event->size().width() < ChartsBesideEachOther ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

QWidget *OverviewPanel::buildServices()
{
    m_services->setObjectName(u"servicesTable"_s);
    new TableExport(*m_services, u"services"_s);
    m_services->setAccessibleName(tr("Services"));
    m_services->setModel(m_servicesModel);
    m_services->setSelectionMode(QAbstractItemView::SingleSelection);
    m_services->setStateColumn(ServicesModel::HealthColumn);
    m_services->setItemDelegateForColumn(ServicesModel::TrendColumn, new SparklineDelegate(m_services));
    m_services->setColumnCharacters(ServicesModel::NameColumn, 18);
    m_services->setColumnCharacters(ServicesModel::BreakerColumn, 34);
    m_services->setColumnCharacters(ServicesModel::InFlightColumn, 9);
    m_services->setColumnCharacters(ServicesModel::AttemptsColumn, 9);
    m_services->setColumnCharacters(ServicesModel::ErrorsColumn, 8);
    m_services->setColumnCharacters(ServicesModel::P95Column, 9);
    m_services->setColumnCharacters(ServicesModel::TrendColumn, 16);
    m_services->setImportance({ServicesModel::HealthColumn, ServicesModel::NameColumn, ServicesModel::ErrorsColumn,
                               ServicesModel::BreakerColumn, ServicesModel::P95Column, ServicesModel::InFlightColumn,
                               ServicesModel::AttemptsColumn, ServicesModel::TrendColumn},
                              3, {ServicesModel::TrendColumn, ServicesModel::BreakerColumn});
    m_services->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the page scrolls
    return section(tr("Services"), m_services, buildPeriods());
}

void OverviewPanel::setPeriod(Period period)
{
    m_period = period;
    m_refresher.wake();
}

void OverviewPanel::focusFirst()
{
    m_tiles[NeedsPersonTile]->setFocus(Qt::OtherFocusReason);
}

void OverviewPanel::read()
{
    whenDone(this, m_desk.dashboard(m_period, localMidnight()), [this, period = m_period](const Result<Dashboard> &dashboard) {
        m_refresher.done();
        if (!dashboard)
            Q_EMIT failed(dashboard.error());
        else if (period == m_period)
            present(*dashboard);
    });
}

void OverviewPanel::present(const Dashboard &dashboard)
{
    const Figures &figures = dashboard.figures;
    m_bars = figures.bars;
    m_troubles->setTroubles(figures.troubles);
    presentTiles(dashboard);
    m_throughput->setThroughput(figures.bars, figures.throughput);
    presentFailures(figures);
    m_servicesModel->setServices(dashboard.services, figures.services, m_desk.clock().now());
    m_services->setFixedHeight(m_services->horizontalHeader()->sizeHint().height() +
                               std::max(m_servicesModel->rowCount(), 1) * m_services->verticalHeader()->defaultSectionSize() + 2);
    const bool recovered = std::any_of(figures.recovery.begin(), figures.recovery.end(),
                                       [](const RecoveryWeek &week) { return week.recoveries > 0; });
    m_noRecovery->setVisible(!recovered);
    m_recovery->setVisible(recovered);
    m_recovery->setWeeks(figures.recovery);
}

void OverviewPanel::presentTiles(const Dashboard &dashboard)
{
    const QMap<RunState, qint64> &now = dashboard.now.byState;
    const auto count = [&](RunState one, RunState other) { return now.value(one) + now.value(other); };
    const Outcomes &today = dashboard.figures.today;
    const qint64 blocked = now.value(RunState::Blocked);
    const qint64 unknown = now.value(RunState::OutcomeUnknown);
    m_tiles[NeedsPersonTile]->setFigure(figure(blocked), {}, blocked > 0);
    m_tiles[UnknownTile]->setFigure(figure(unknown), {}, unknown > 0);
    m_tiles[RunningTile]->setFigure(figure(count(RunState::Running, RunState::Pending)),
                                    tr("%1 not begun").arg(figure(now.value(RunState::Pending))), false);
    m_tiles[WaitingTile]->setFigure(figure(count(RunState::WaitingRetry, RunState::WaitingCallback)),
                                    tr("%1 for an answer").arg(figure(now.value(RunState::WaitingCallback))), false);
    m_tiles[HeldTile]->setFigure(figure(count(RunState::Held, RunState::Paused)),
                                 tr("%1 paused").arg(figure(now.value(RunState::Paused))), false);
    m_tiles[DoneTile]->setFigure(figure(today.value(RunState::Succeeded) + today.value(RunState::Degraded)),
                                 tr("%1 degraded").arg(figure(today.value(RunState::Degraded))), false);
    const auto ratio = successRatio(today);
    m_tiles[RatioTile]->setFigure(ratio ? percentText(*ratio) : u"–"_s, tr("of %1 ends").arg(figure(judgedOf(today))), false);
    m_tiles[RatioTile]->setToolTip(
        tr("Succeeded or degraded; the others were blocked, or their outcome is unknown. Cancelled "
           "runs do not count: %L1 today. Ends are counted, not runs: one that is retried in vain comes "
           "to another each time, and stands once in the list")
            .arg(today.value(RunState::Cancelled)));
    const auto p95 = dashboard.figures.latencies.quantile(0.95);
    m_tiles[P95Tile]->setFigure(p95 ? durationText(*p95) : u"–"_s, m_periods->checkedButton()->text(), false);
}

void OverviewPanel::presentFailures(const Figures &figures)
{
    QList<BarList::Bar> bars;
    for (const auto &[category, count] : figures.failures.asKeyValueRange())
        bars.append(
            {categoryText(category), count, u"tried:any/%1 since:%2"_s.arg(word(category), toRfc3339(figures.bars.from))});
    std::stable_sort(bars.begin(), bars.end(), [](const auto &a, const auto &b) { return a.count > b.count; });
    m_failures->setBars(bars, Look::Blocked, tr("None in this time."));
}

void OverviewPanel::setIncidents(qint64 unresolved)
{
    m_incidents->setText(tr("%Ln incident(s) in the inbox", nullptr, counted(unresolved)));
    m_incidents->setVisible(unresolved > 0);
}

void OverviewPanel::restore(const QSettings &settings)
{
    const int id = settings.value(u"overview/period"_s, int(m_period)).toInt();
    if (QAbstractButton *button = m_periods->button(id))
        button->click();
}

void OverviewPanel::save(QSettings &settings) const
{
    settings.setValue(u"overview/period"_s, int(m_period));
}

} // namespace cairn
