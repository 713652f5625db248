#include "control/trenddesk.h"

#include "control/csv.h"

#include <QJsonArray>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString unitWord(TrendFigure figure)
{
    switch (unitOf(figure)) {
    case TrendUnit::Duration: return u"ms"_s;
    case TrendUnit::Share: return u"share"_s;
    case TrendUnit::Ratio: return u"ratio"_s;
    }
    Q_UNREACHABLE();
    return {};
}

/// What a point's attempts have in common beside where they were made; empty: nothing.
QString kindOf(const TrendQuestion &question, const TrendLine &line)
{
    if (question.group == TrendGroup::Cause && !line.name.isEmpty())
        return line.name;
    switch (question.figure) {
    case TrendFigure::RecoveryMedian:
    case TrendFigure::RecoveryP90:
    case TrendFigure::FailureShare: return u"failed"_s;
    case TrendFigure::RetriesPerSuccess: return u"retried"_s;
    case TrendFigure::LatencyMedian:
    case TrendFigure::LatencyP90:
    case TrendFigure::OverBudget: return {};
    }
    Q_UNREACHABLE();
    return {};
}

QString number(double value)
{
    return QString::number(value, 'g', 10);
}

} // namespace

QFuture<Result<Trends>> TrendDesk::trends(const TrendQuestion &question)
{
    const Clock &clock = m_desk.clock();
    return m_desk.ask<Trends>([question, &clock](StoreReader &reader) { return readTrends(reader, question, clock.now()); });
}

QString runsFilter(const TrendQuestion &question, const TrendLine &line, const TrendPoint &point)
{
    QStringList words;
    QString tried = question.service;
    if (question.group == TrendGroup::Pipeline && !line.name.isEmpty())
        words.append(u"pipeline:"_s + line.name);
    if (question.group == TrendGroup::Step && line.name.contains(u'/')) {
        words.append(u"pipeline:"_s + line.name.section(u'/', 0, 0));
        tried = line.name.section(u'/', 1);
    }
    if (question.group == TrendGroup::Service)
        tried = line.name;
    const QString kind = kindOf(question, line);
    if (!kind.isEmpty())
        words.append(u"tried:%1/%2"_s.arg(tried.isEmpty() ? u"any"_s : tried, kind));
    else if (!tried.isEmpty())
        words.append(u"tried:"_s + tried);
    words.append(u"since:"_s + toRfc3339(point.start));
    words.append(u"until:"_s + toRfc3339(point.until));
    return words.join(u' ');
}

QByteArray trendsCsv(const Trends &trends)
{
    QByteArray csv =
        csvLine({u"figure"_s, u"unit"_s, u"line"_s, u"from"_s, u"until"_s, u"value"_s, u"of"_s, u"usual"_s, u"score"_s});
    const TrendFigure figure = trends.question.figure;
    for (const TrendLine &line : trends.lines) {
        for (const TrendPoint &point : line.points)
            csv += csvLine({word(figure), unitWord(figure), line.name, toRfc3339(point.start), toRfc3339(point.until),
                            point.value ? number(*point.value) : QString(), QString::number(point.of),
                            point.anomaly ? number(point.anomaly->usual) : QString(),
                            point.anomaly && std::isfinite(point.anomaly->score) ? number(point.anomaly->score) : QString()});
    }
    return csv;
}

QJsonObject toJson(const Trends &trends, const TrendLine &line)
{
    QJsonArray points;
    for (const TrendPoint &point : line.points) {
        QJsonObject json{{u"from"_s, toRfc3339(point.start)},
                         {u"until"_s, toRfc3339(point.until)},
                         {u"value"_s, point.value ? QJsonValue(*point.value) : QJsonValue()},
                         {u"of"_s, point.of},
                         {u"runs"_s, runsFilter(trends.question, line, point)}};
        if (point.anomaly)
            json.insert(u"anomaly"_s, QJsonObject{{u"usual"_s, point.anomaly->usual},
                                                  {u"high"_s, point.anomaly->score > 0},
                                                  {u"text"_s, anomalyText(trends.question, point)}});
        points.append(json);
    }
    return {{u"figure"_s, word(trends.question.figure)},
            {u"unit"_s, unitWord(trends.question.figure)},
            {u"by"_s, word(trends.question.group)},
            {u"line"_s, line.name},
            {u"points"_s, points}};
}

} // namespace cairn
