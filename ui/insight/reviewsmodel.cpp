#include "ui/insight/reviewsmodel.h"

#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"

#include <QLocale>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Of figures and of what stands above them.
QVariant alignmentOf(int column)
{
    const bool isFigure = column >= ReviewsModel::AttemptsColumn && column <= ReviewsModel::IncidentsColumn;
    return isFigure ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
}

} // namespace

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
    const auto matches = [](const ReviewRow &row, const QString &name) { return row.service == name; };
    if (kept && std::equal(rows().begin(), rows().end(), services.begin(), services.end(), matches))
        return; // nothing jumps
    QList<ReviewRow> unread;
    for (const QString &service : services)
        unread.append({service, {}, {}, Look::Pending, tr("Being read")});
    reset(unread);
}

void ReviewsModel::put(const QString &service, const Result<ServiceReview> &review, Timestamp now)
{
    for (int at = 0; at < rows().size(); ++at) {
        if (rows().at(at).service != service)
            continue;
        if (review)
            change(at, {service, *review, {}, reviewLook(*review, now), reviewStateText(*review, now)});
        else
            change(at, {service, {}, errorText(review.error()), Look::OutcomeUnknown, tr("Cannot be read")});
    }
}

int ReviewsModel::count(Look look) const
{
    return int(std::count_if(rows().begin(), rows().end(), [look](const ReviewRow &row) { return row.look == look; }));
}

QString ReviewsModel::summary() const
{
    QStringList parts;
    if (const int overdue = count(Look::Blocked))
        parts.append(tr("%Ln overdue", nullptr, overdue));
    if (const int due = count(Look::WaitingRetry))
        parts.append(tr("%Ln to be signed off", nullptr, due));
    if (const int done = count(Look::Succeeded))
        parts.append(tr("%Ln signed off", nullptr, done));
    if (const int left = count(Look::Pending))
        parts.append(tr("%Ln being read", nullptr, left));
    const QString all = tr("%Ln service(s)", nullptr, int(rows().size()));
    return parts.isEmpty() ? all : tr("%1: %2").arg(all, parts.join(u", "_s));
}

bool ReviewsModel::anyOverdue() const
{
    return count(Look::Blocked) > 0;
}

bool ReviewsModel::isIncomplete() const
{
    return rows().isEmpty() || count(Look::Pending) > 0;
}

QString ReviewsModel::text(const ReviewRow &row, int column) const
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

QVariant ReviewsModel::cell(const ReviewRow &row, int column, int role) const
{
    switch (role) {
    case LookRole: return int(row.look);
    case Qt::TextAlignmentRole: return alignmentOf(column);
    case Qt::DisplayRole: return text(row, column);
    case Qt::ToolTipRole: return plainTip(text(row, column));
    default: return {};
    }
}

QVariant ReviewsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    return ValueRows::headerData(section, orientation, role);
}

QString ReviewsModel::head(int column) const
{
    switch (column) {
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
