#pragma once

#include "control/desk.h"
#include "insight/trends.h"

namespace cairn {

/// A Desk's side for trends.
class TrendDesk
{
public:
    explicit TrendDesk(Desk &desk) : m_desk(desk) {}

    QFuture<Result<Trends>> trends(const TrendQuestion &question);

private:
    Desk &m_desk;
};

/// The filter line of the runs that a point tells of: those submitted in its time with an attempt of the kind that it counts.
/// Attempts made in that time for runs that were submitted before it are not among them.
QString runsFilter(const TrendQuestion &question, const TrendLine &line, const TrendPoint &point);

/// All points as comma-separated values (see csv.h): figure, unit (ms, share, ratio), line, from, until, value, of, usual, score.
QByteArray trendsCsv(const Trends &trends);
QJsonObject toJson(const Trends &trends, const TrendLine &line);

} // namespace cairn
