#include "insight/trends.h"

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct FigureWord
{
    TrendFigure figure;
    QLatin1String word;
    TrendUnit unit;
};
constexpr std::array<FigureWord, 7> FigureWords{{
    {TrendFigure::RecoveryMedian, "recovery_median"_L1, TrendUnit::Duration},
    {TrendFigure::RecoveryP90, "recovery_p90"_L1, TrendUnit::Duration},
    {TrendFigure::FailureShare, "failures"_L1, TrendUnit::Share},
    {TrendFigure::RetriesPerSuccess, "retries"_L1, TrendUnit::Ratio},
    {TrendFigure::LatencyMedian, "latency_median"_L1, TrendUnit::Duration},
    {TrendFigure::LatencyP90, "latency_p90"_L1, TrendUnit::Duration},
    {TrendFigure::OverBudget, "over_budget"_L1, TrendUnit::Share},
}};
constexpr std::array<QLatin1String, 5> GroupWords{"whole"_L1, "service"_L1, "step"_L1, "pipeline"_L1,
                                                  "cause"_L1}; // as TrendGroup

} // namespace

QString word(TrendFigure figure)
{
    return FigureWords.at(size_t(figure)).word;
}

std::optional<TrendFigure> trendFigureFromWord(QStringView word)
{
    for (const FigureWord &known : FigureWords) {
        if (known.word == word)
            return known.figure;
    }
    return std::nullopt;
}

QList<TrendFigure> allTrendFigures()
{
    QList<TrendFigure> figures;
    for (const FigureWord &known : FigureWords)
        figures.append(known.figure);
    return figures;
}

QString word(TrendGroup group)
{
    return GroupWords.at(size_t(group));
}

std::optional<TrendGroup> trendGroupFromWord(QStringView word)
{
    for (size_t i = 0; i < GroupWords.size(); ++i) {
        if (GroupWords.at(i) == word)
            return TrendGroup(i);
    }
    return std::nullopt;
}

TrendUnit unitOf(TrendFigure figure)
{
    return FigureWords.at(size_t(figure)).unit;
}

bool canGroup(TrendFigure figure, TrendGroup group)
{
    return group != TrendGroup::Cause || figure == TrendFigure::RecoveryMedian || figure == TrendFigure::RecoveryP90 ||
           figure == TrendFigure::FailureShare;
}

QString trendValueText(TrendFigure figure, double value)
{
    switch (unitOf(figure)) {
    case TrendUnit::Duration: return toText(Milliseconds(qRound64(value)));
    case TrendUnit::Share: return u"%1%"_s.arg(value * 100, 0, 'f', 1);
    case TrendUnit::Ratio: return QString::number(value, 'f', 2);
    }
    Q_UNREACHABLE();
    return {};
}

QString anomalyText(const TrendQuestion &question, const TrendPoint &point)
{
    if (!point.anomaly || !point.value)
        return {};
    const QString form = point.anomaly->score > 0 ? u"unusually high: %1, when %2 was usual over the %3 %4 before"_s
                                                  : u"unusually low: %1, when %2 was usual over the %3 %4 before"_s;
    return form.arg(trendValueText(question.figure, *point.value), trendValueText(question.figure, point.anomaly->usual))
        .arg(point.anomaly->of)
        .arg(question.byWeek ? u"weeks"_s : u"days"_s);
}

} // namespace cairn
