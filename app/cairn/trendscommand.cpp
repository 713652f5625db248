#include "reading.h"

#include "control/trenddesk.h"

#include <cstdio>

namespace cairn {

namespace {

QString words(const QList<TrendFigure> &figures)
{
    QStringList known;
    for (const TrendFigure figure : figures)
        known.append(word(figure));
    return known.join(QStringLiteral(", "));
}

tl::unexpected<Error> unknown(const CommandArguments &arguments, const QString &option, const QString &known)
{
    return failure(ErrorKind::Usage, QStringLiteral("--%1 '%2' is not known").arg(option, arguments.value(option).left(40)), {},
                   QStringLiteral("Write one of: %1").arg(known));
}

Result<TrendQuestion> questionOf(const CommandArguments &arguments)
{
    TrendQuestion question;
    question.service = arguments.positional().value(0);
    const auto figure = trendFigureFromWord(arguments.value(QStringLiteral("figure")));
    if (!figure)
        return unknown(arguments, QStringLiteral("figure"), words(allTrendFigures()));
    const auto group = trendGroupFromWord(arguments.value(QStringLiteral("group")));
    if (!group)
        return unknown(arguments, QStringLiteral("group"), QStringLiteral("whole, service, step, pipeline, cause"));
    const QString by = arguments.value(QStringLiteral("by"));
    if (by != QLatin1String("week") && by != QLatin1String("day"))
        return unknown(arguments, QStringLiteral("by"), QStringLiteral("week, day"));
    question.figure = *figure;
    question.group = *group;
    question.byWeek = by == QLatin1String("week");
    bool isNumber = false;
    question.bars = arguments.value(QStringLiteral("last")).toInt(&isNumber);
    if (!isNumber)
        question.bars = 0; // which is refused
    return question;
}

/// Lines from above to below, days or weeks from left to right; what is unusual carries a mark, and is told below.
void print(const Terminal &terminal, const Trends &trends)
{
    const TrendQuestion &question = trends.question;
    QStringList header{question.byWeek ? QStringLiteral("WEEK FROM") : QStringLiteral("DAY")};
    for (const TrendLine &line : trends.lines)
        header.append(line.name.isEmpty() ? QStringLiteral("ALL") : line.name);
    QList<QStringList> rows;
    for (int bar = 0; bar < question.bars; ++bar) {
        QStringList row{toRfc3339(trends.lines.first().points.at(bar).start).first(10)};
        for (const TrendLine &line : trends.lines) {
            const TrendPoint &point = line.points.at(bar);
            const QString mark = point.anomaly ? QStringLiteral(" !") : QString();
            row.append(point.value ? trendValueText(question.figure, *point.value) + mark : QStringLiteral("-"));
        }
        rows.append(row);
    }
    terminal.table(header, rows);
    for (const TrendLine &line : trends.lines) {
        for (const TrendPoint &point : line.points) {
            if (point.anomaly)
                terminal.line(QStringLiteral("\n! %1 %2: %3\n  cairn runs %4")
                                  .arg(line.name, toRfc3339(point.start).first(10), anomalyText(question, point),
                                       runsFilter(question, line, point)));
        }
    }
    if (trends.retriesSince)
        terminal.line(QStringLiteral("\nRetries are counted since %1: an older version counted attempts alone.")
                          .arg(toRfc3339(*trends.retriesSince)));
}

void tell(const Terminal &terminal, const Trends &trends, bool asCsv)
{
    if (asCsv) {
        std::fputs(trendsCsv(trends).constData(), stdout);
    } else if (terminal.json()) {
        for (const TrendLine &line : trends.lines)
            terminal.object(toJson(trends, line));
    } else if (trends.lines.isEmpty()) {
        terminal.line(QStringLiteral("Nothing of it is known in that time."));
    } else {
        print(terminal, trends);
    }
}

} // namespace

Exit trendsCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("[SERVICE]"),
        QStringLiteral("How services have done over days or weeks, and what of it was unusual. Figures: recovery_median, "
                       "recovery_p90, failures, retries, latency_median, latency_p90, over_budget. Groups: whole, service, "
                       "step, pipeline, cause."));
    arguments.addOption(QStringLiteral("figure"), QStringLiteral("WORD"), QStringLiteral("what is shown"),
                        word(TrendFigure::RecoveryMedian));
    arguments.addOption(QStringLiteral("group"), QStringLiteral("WORD"), QStringLiteral("what is told apart"),
                        word(TrendGroup::Service));
    arguments.addOption(QStringLiteral("by"), QStringLiteral("week|day"), QStringLiteral("how finely"), QStringLiteral("week"));
    arguments.addOption(QStringLiteral("last"), QStringLiteral("N"), QStringLiteral("how many weeks or days"),
                        QStringLiteral("12"));
    arguments.addFlag(QStringLiteral("csv"), QStringLiteral("comma-separated values"));
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const bool asCsv = arguments.isSet(QStringLiteral("csv"));
    if (asCsv && terminal.json())
        return terminal.fail({ErrorKind::Usage, QStringLiteral("--csv and --json are two forms of the same"), {},
                              QStringLiteral("Give one of them")});
    const auto question = questionOf(arguments);
    if (!question)
        return terminal.fail(question.error());
    auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    if (!question->service.isEmpty()) {
        if (const auto known = opened->reader->service(question->service); !known)
            return terminal.fail(known.error());
    }
    const auto trends = readTrends(*opened->reader, *question, opened->session->clock().now());
    if (!trends)
        return terminal.fail(trends.error());
    tell(terminal, *trends, asCsv);
    return Exit::Well;
}

} // namespace cairn
