#pragma once

#include "control/desk.h"
#include "ui/look/statelook.h"
#include "ui/parts/refresher.h"

#include <QWidget>

class QBoxLayout;
class QButtonGroup;
class QSettings;
class QToolButton;

namespace cairn {

class BarList;
class RecoveryChart;
class ServicesModel;
class StatTile;
class ThroughputChart;
class TonedLabel;
class TroubleList;
class ValueTable;

/// The room of figures: what needs a person, how much is under way, what became of it, how services do. Every figure lists what
/// it counts. Read only while it is seen.
class OverviewPanel : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewPanel(Desk &desk, QWidget *parent = nullptr);

    void focusFirst();
    /// Those that are not resolved.
    void setIncidents(qint64 unresolved);
    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// List the runs that this filter line matches.
    void runsWanted(const QString &filter);
    void incidentsWanted();
    void serviceWanted(const QString &name);
    /// How long recoveries took, told apart.
    void recoveryTrendWanted();
    void failed(const cairn::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Tile { NeedsPersonTile, UnknownTile, RunningTile, WaitingTile, HeldTile, DoneTile, RatioTile, P95Tile, TileCount };

    QWidget *buildTiles();
    QWidget *buildPeriods();
    QWidget *buildCharts();
    QWidget *buildServices();
    void addTile(Tile tile, const QString &title, std::optional<Look> look, const QString &name);
    void setPeriod(Period period);
    void read();
    void present(const Dashboard &dashboard);
    void presentTiles(const Dashboard &dashboard);
    void presentFailures(const Figures &figures);
    QString tileFilter(Tile tile) const;

    Desk &m_desk;
    Refresher m_refresher;
    QTimer m_heartbeat; ///< bars move on with the time, too
    Period m_period = Period::Day;
    Bars m_bars;
    TroubleList *m_troubles;
    QToolButton *m_incidents; ///< leads to the inbox
    StatTile *m_tiles[TileCount];
    QButtonGroup *m_periods;
    QBoxLayout *m_charts;
    ThroughputChart *m_throughput;
    BarList *m_failures;
    ServicesModel *m_servicesModel;
    ValueTable *m_services;
    RecoveryChart *m_recovery;
    TonedLabel *m_noRecovery;
};

} // namespace cairn
