#pragma once

#include "control/desk.h"
#include "ui/look/statelook.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// How a service does, by its breaker, what it asked for and the calls in its breaker's window.
enum class Wellbeing { Quiet, TooFew, Well, Slow, Failing, Probing, Shut };
/// TooFew: less than half of the calls that the breaker needs to judge. Failing, Slow: half of the share that opens it is
/// reached.
Wellbeing wellbeingOf(const ServiceHealth &health, Timestamp now);
Look lookOf(Wellbeing wellbeing);
QString wellbeingText(Wellbeing wellbeing);

/// A service, and what is told of it.
struct ServiceRow
{
    ServiceHealth health;
    ServiceFigures figures;
    Wellbeing wellbeing = Wellbeing::Quiet;
    QString breaker;
    QString evidence; ///< what the wellbeing was found by
    const QString &name() const { return health.revision.service.name; }
};

/// Services with their health, breaker and figures, one row each.
class ServicesModel : public ValueRows<ServiceRow>
{
    Q_OBJECT
public:
    enum Column {
        HealthColumn,
        NameColumn,
        BreakerColumn,
        InFlightColumn,
        AttemptsColumn,
        ErrorsColumn,
        P95Column,
        TrendColumn,
        ColumnCount
    };
    /// In TrendColumn: QVariantList of attempts and of failures for each bar. Whether the workspace's file says something else.
    enum Role { AttemptsRole = LookRole + 1, FailuresRole, DiffersRole };

    explicit ServicesModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    void setServices(const QList<ServiceHealth> &services, const QList<ServiceFigures> &figures, Timestamp now);
    /// Of these the workspace's files say something else than is live.
    void setDiffering(const QSet<QString> &names);
    QString serviceAt(int row) const { return rows().at(row).name(); }

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant cell(const ServiceRow &row, int column, int role) const override;
    QString head(int column) const override;
    QString text(const ServiceRow &row, int column) const;

    QSet<QString> m_differing;
};

} // namespace cairn
