#include "ui/insight/trendwording.h"

#include "ui/look/timedisplay.h"
#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct TrendWording
{
    Q_DECLARE_TR_FUNCTIONS(TrendWording)
};

/// What a figure's number of cases counts.
QString casesText(TrendFigure figure, qint64 of)
{
    const int count = int(std::min<qint64>(of, std::numeric_limits<int>::max()));
    switch (figure) {
    case TrendFigure::RecoveryMedian:
    case TrendFigure::RecoveryP90: return TrendWording::tr("%Ln recoveries", nullptr, count);
    case TrendFigure::RetriesPerSuccess:
    case TrendFigure::LatencyMedian:
    case TrendFigure::LatencyP90:
    case TrendFigure::OverBudget: return TrendWording::tr("%Ln attempts that succeeded", nullptr, count);
    case TrendFigure::FailureShare: return TrendWording::tr("%Ln attempts", nullptr, count);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

QString figureText(TrendFigure figure)
{
    switch (figure) {
    case TrendFigure::RecoveryMedian: return TrendWording::tr("Time to recovery, median");
    case TrendFigure::RecoveryP90: return TrendWording::tr("Time to recovery, 90 % within");
    case TrendFigure::FailureShare: return TrendWording::tr("Failed attempts");
    case TrendFigure::RetriesPerSuccess: return TrendWording::tr("Retries for each success");
    case TrendFigure::LatencyMedian: return TrendWording::tr("Latency, median");
    case TrendFigure::LatencyP90: return TrendWording::tr("Latency, 90 % within");
    case TrendFigure::OverBudget: return TrendWording::tr("Over the latency budget");
    }
    Q_UNREACHABLE();
    return {};
}

QString groupText(TrendGroup group)
{
    switch (group) {
    case TrendGroup::Whole: return TrendWording::tr("Nothing: all as one");
    case TrendGroup::Service: return TrendWording::tr("Service");
    case TrendGroup::Step: return TrendWording::tr("Step");
    case TrendGroup::Pipeline: return TrendWording::tr("Pipeline");
    case TrendGroup::Cause: return TrendWording::tr("Cause");
    }
    Q_UNREACHABLE();
    return {};
}

QString valueText(TrendFigure figure, double value)
{
    switch (unitOf(figure)) {
    case TrendUnit::Duration: return durationText(Milliseconds(qRound64(value)));
    case TrendUnit::Share: return percentText(value);
    case TrendUnit::Ratio: return QLocale().toString(value, 'f', 2);
    }
    Q_UNREACHABLE();
    return {};
}

QString lineText(const TrendQuestion &question, const TrendLine &line)
{
    const auto category = question.group == TrendGroup::Cause ? categoryFromWord(line.name) : std::nullopt;
    if (category)
        return categoryText(*category);
    if (!line.name.isEmpty())
        return line.name;
    return question.group == TrendGroup::Whole ? TrendWording::tr("All") : TrendWording::tr("No service");
}

QString timeText(const TrendQuestion &question, const TrendPoint &point)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(point.start.time_since_epoch().count(), Qt::UTC).date();
    const QString text = longDay(day);
    return question.byWeek ? TrendWording::tr("Week from %1").arg(text) : text;
}

QString pointText(const TrendQuestion &question, const TrendLine &line, const TrendPoint &point)
{
    QString text = TrendWording::tr("%1, %2: ").arg(lineText(question, line), timeText(question, point));
    if (!point.value)
        return text + TrendWording::tr("nothing is known");
    text += TrendWording::tr("%1, of %2").arg(valueText(question.figure, *point.value), casesText(question.figure, point.of));
    if (point.isLast)
        text += TrendWording::tr("; not over yet");
    const QString unusual = unusualText(question, point);
    return unusual.isEmpty() ? text : text + u"; "_s + unusual;
}

QString unusualText(const TrendQuestion &question, const TrendPoint &point)
{
    if (!point.anomaly || !point.value)
        return {};
    const QString value = valueText(question.figure, *point.value);
    const QString usual = valueText(question.figure, point.anomaly->usual);
    const int of = point.anomaly->of;
    if (question.byWeek)
        return point.anomaly->score > 0
                   ? TrendWording::tr("unusually high: %1, when %2 was usual over the %Ln weeks before", nullptr, of)
                         .arg(value, usual)
                   : TrendWording::tr("unusually low: %1, when %2 was usual over the %Ln weeks before", nullptr, of)
                         .arg(value, usual);
    return point.anomaly->score > 0
               ? TrendWording::tr("unusually high: %1, when %2 was usual over the %Ln days before", nullptr, of).arg(value, usual)
               : TrendWording::tr("unusually low: %1, when %2 was usual over the %Ln days before", nullptr, of).arg(value, usual);
}

} // namespace cairn
