#include "ui/services/servicesmodel.h"

#include "ui/look/wording.h"
#include "ui/services/breakerwording.h"

#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QVariantList asList(const QList<qint64> &counts)
{
    return {counts.begin(), counts.end()};
}

bool isHalfWay(int part, int whole, double ratio)
{
    return 2 * part >= ratio * whole;
}

/// Of the cells and of the heading over them.
int alignmentOf(int column)
{
    const bool number = column >= ServicesModel::InFlightColumn && column <= ServicesModel::P95Column;
    return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

Wellbeing wellbeingOf(const ServiceHealth &health, Timestamp now)
{
    const BreakerPolicy &policy = health.revision.service.policy.breaker;
    const Breaker::Picture picture = health.state.breaker.picture(policy, now);
    if (quietUntil(health, now))
        return Wellbeing::Shut;
    switch (picture.state) {
    case BreakerState::Open: return Wellbeing::Shut;
    case BreakerState::HalfOpen: return Wellbeing::Probing;
    case BreakerState::Closed: break;
    }
    const CallWindow::Counts &recent = picture.recent;
    if (recent.calls == 0)
        return Wellbeing::Quiet;
    if (2 * recent.calls < policy.minCalls)
        return Wellbeing::TooFew;
    if (isHalfWay(recent.failed, recent.calls, policy.failureRatio))
        return Wellbeing::Failing;
    return isHalfWay(recent.slow, recent.calls, policy.slowRatio) ? Wellbeing::Slow : Wellbeing::Well;
}

Look lookOf(Wellbeing wellbeing)
{
    switch (wellbeing) {
    case Wellbeing::Quiet:
    case Wellbeing::TooFew: return Look::Pending;
    case Wellbeing::Well: return Look::Succeeded;
    case Wellbeing::Slow:
    case Wellbeing::Failing: return Look::WaitingRetry;
    case Wellbeing::Probing: return Look::Held;
    case Wellbeing::Shut: return Look::Blocked;
    }
    Q_UNREACHABLE();
    return Look::Pending;
}

QString wellbeingText(Wellbeing wellbeing)
{
    switch (wellbeing) {
    case Wellbeing::Quiet: return ServicesModel::tr("Quiet");
    case Wellbeing::TooFew: return ServicesModel::tr("Too few calls");
    case Wellbeing::Well: return ServicesModel::tr("Well");
    case Wellbeing::Slow: return ServicesModel::tr("Slow");
    case Wellbeing::Failing: return ServicesModel::tr("Failing");
    case Wellbeing::Probing: return ServicesModel::tr("Tried out");
    case Wellbeing::Shut: return ServicesModel::tr("Left alone");
    }
    Q_UNREACHABLE();
    return {};
}

void ServicesModel::setServices(const QList<ServiceHealth> &services, const QList<ServiceFigures> &figures, Timestamp now)
{
    QHash<QString, ServiceFigures> byName;
    for (const ServiceFigures &one : figures)
        byName.insert(one.service, one);
    QList<ServiceRow> fresh;
    for (const ServiceHealth &health : services) {
        const bool closed = health.state.breaker.state(now) == BreakerState::Closed && !quietUntil(health, now);
        fresh.append({health, byName.value(health.revision.service.name), wellbeingOf(health, now), breakerBrief(health, now),
                      closed ? windowText(health, now) : breakerCause(health, now)});
    }
    const auto sameService = [](const ServiceRow &a, const ServiceRow &b) { return a.name() == b.name(); };
    if (std::equal(fresh.begin(), fresh.end(), rows().begin(), rows().end(), sameService))
        change(fresh);
    else
        reset(fresh);
}

void ServicesModel::setDiffering(const QSet<QString> &names)
{
    if (names == m_differing)
        return;
    m_differing = names;
    change(QList<ServiceRow>(rows()));
}

QVariant ServicesModel::cell(const ServiceRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::ToolTipRole:
        if (column == HealthColumn)
            return row.evidence;
        return column == BreakerColumn ? row.breaker : QString();
    case Qt::TextAlignmentRole: return alignmentOf(column);
    case Qt::AccessibleTextRole:
        return column == NameColumn && m_differing.contains(row.name()) ? tr("%1, its file differs").arg(row.name()) : QVariant();
    case DiffersRole: return m_differing.contains(row.name());
    case LookRole: return int(lookOf(row.wellbeing));
    case AttemptsRole: return asList(row.figures.attemptsPerBar);
    case FailuresRole: return asList(row.figures.failuresPerBar);
    default: return {};
    }
}

QString ServicesModel::text(const ServiceRow &row, int column) const
{
    const QLocale locale;
    const ServiceFigures &figures = row.figures;
    switch (column) {
    case HealthColumn: return wellbeingText(row.wellbeing);
    case NameColumn: return row.name();
    case BreakerColumn: return row.breaker;
    case InFlightColumn:
        return u"%1 / %2"_s.arg(row.health.inFlight ? locale.toString(*row.health.inFlight) : u"–"_s,
                                locale.toString(row.health.allowed));
    case AttemptsColumn: return figures.attempts > 0 ? locale.toString(figures.attempts) : QString();
    case ErrorsColumn: return figures.attempts > 0 ? percentText(double(figures.failures) / double(figures.attempts)) : QString();
    case P95Column: {
        const auto p95 = figures.latencies.quantile(0.95);
        return p95 ? durationText(*p95) : QString();
    }
    default: return {};
    }
}

QVariant ServicesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    return ValueRows::headerData(section, orientation, role);
}

QString ServicesModel::head(int column) const
{
    switch (column) {
    case HealthColumn: return tr("Health");
    case NameColumn: return tr("Service");
    case BreakerColumn: return tr("Breaker");
    case InFlightColumn: return tr("In flight");
    case AttemptsColumn: return tr("Attempts");
    case ErrorsColumn: return tr("Failed");
    case P95Column: return tr("95 % within");
    case TrendColumn: return tr("Attempts over time");
    default: return {};
    }
}

} // namespace cairn
