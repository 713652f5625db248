#include "ui/reviewsmodel.h"

#include "ui/plaintip.h"
#include "ui/wording.h"

#include <QLocale>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

Look reviewLook(const ServiceReview &review, Timestamp now)
{
    if (review.signOff)
        return Look::Succeeded;
    if (!review.isOver)
        return Look::Running;
    if (!review.isDue())
        return Look::Skipped;
    return review.isOverdue(now) ? Look::Blocked : Look::WaitingRetry;
}

QString reviewStateText(const ServiceReview &review, Timestamp now)
{
    switch (reviewLook(review, now)) {
    case Look::Succeeded: return ReviewsModel::tr("Signed off");
    case Look::Running: return ReviewsModel::tr("Not over yet");
    case Look::Skipped: return ReviewsModel::tr("Nothing happened");
    case Look::Blocked: return ReviewsModel::tr("Overdue");
    default: return ReviewsModel::tr("To be signed off");
    }
}

QString keptText(Kept kept)
{
    switch (kept) {
    case Kept::Met: return ReviewsModel::tr("Met");
    case Kept::Missed: return ReviewsModel::tr("Missed");
    case Kept::NothingSeen: return ReviewsModel::tr("Nothing to measure");
    case Kept::NotPromised: break;
    }
    return ReviewsModel::tr("Nothing promised");
}

void ReviewsModel::setServices(const QStringList &services, bool kept)
{
    const auto matches = [](const Row &row, const QString &name) { return row.service == name; };
    if (kept && std::equal(m_rows.begin(), m_rows.end(), services.begin(), services.end(), matches))
        return; // nothing jumps
    beginResetModel();
    m_rows.clear();
    for (const QString &service : services)
        m_rows.append({service, {}, {}, Look::Pending, tr("Being read")});
    endResetModel();
}

void ReviewsModel::put(const QString &service, const Result<ServiceReview> &review, Timestamp now)
{
    for (int at = 0; at < m_rows.size(); ++at) {
        Row &row = m_rows[at];
        if (row.service != service)
            continue;
        if (review)
            row = {service, *review, {}, reviewLook(*review, now), reviewStateText(*review, now)};
        else
            row = {service, {}, errorText(review.error()), Look::OutcomeUnknown, tr("Cannot be read")};
        Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
}

QString ReviewsModel::summary() const
{
    const auto count = [this](Look look) {
        return int(std::count_if(m_rows.begin(), m_rows.end(), [look](const Row &row) { return row.look == look; }));
    };
    QStringList parts;
    if (const int overdue = count(Look::Blocked))
        parts.append(tr("%Ln overdue", nullptr, overdue));
    if (const int due = count(Look::WaitingRetry))
        parts.append(tr("%Ln to be signed off", nullptr, due));
    if (const int done = count(Look::Succeeded))
        parts.append(tr("%Ln signed off", nullptr, done));
    if (const int left = count(Look::Pending))
        parts.append(tr("%Ln being read", nullptr, left));
    const QString all = tr("%Ln service(s)", nullptr, int(m_rows.size()));
    return parts.isEmpty() ? all : tr("%1: %2").arg(all, parts.join(u", "_s));
}

bool ReviewsModel::anyOverdue() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.look == Look::Blocked; });
}

bool ReviewsModel::isIncomplete() const
{
    return m_rows.isEmpty() ||
           std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.look == Look::Pending; });
}

int ReviewsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ReviewsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ReviewsModel::text(const Row &row, int column) const
{
    if (column == StateColumn)
        return row.state;
    if (column == ServiceColumn)
        return row.service;
    if (!row.review)
        return column == SignedColumn ? row.trouble : QString();
    const ServiceReview &review = *row.review;
    switch (column) {
    case LatencyColumn: return keptText(review.latency);
    case RecoveryColumn: return keptText(review.recovery);
    case AttemptsColumn: return QLocale().toString(review.attempts);
    case FailedColumn: return QLocale().toString(review.failed());
    case IncidentsColumn: return QLocale().toString(review.incidents.size());
    default:
        return review.signOff ? tr("%1, %2: %3").arg(review.signOff->actor, localTime(review.signOff->at), review.signOff->note)
                              : QString();
    }
}

QVariant ReviewsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == LookRole)
        return int(row.look);
    if (role == Qt::TextAlignmentRole && index.column() >= AttemptsColumn && index.column() <= IncidentsColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::ToolTipRole)
        return plainTip(text(row, index.column()));
    return {};
}

QVariant ReviewsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= AttemptsColumn && section <= IncidentsColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("Review");
    case ServiceColumn: return tr("Service");
    case LatencyColumn: return tr("Latency");
    case RecoveryColumn: return tr("Recovery");
    case AttemptsColumn: return tr("Attempts");
    case FailedColumn: return tr("Failed");
    case IncidentsColumn: return tr("Incidents");
    default: return tr("Signed off by");
    }
}

} // namespace cairn
