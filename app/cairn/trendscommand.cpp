#include "reading.h"

#include "control/trenddesk.h"

#include <cstdio>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString words(const QList<TrendFigure> &figures)
{
    QStringList known;
    for (const TrendFigure figure : figures)
        known.append(word(figure));
    return known.join(u", "_s);
}

tl::unexpected<Error> unknown(const CommandArguments &arguments, const QString &option, const QString &known)
{
    return failure(ErrorKind::Usage, u"--%1 '%2' is not known"_s.arg(option, arguments.value(option).left(40)), {},
                   u"Write one of: %1"_s.arg(known));
}

Result<TrendQuestion> questionOf(const CommandArguments &arguments)
{
    TrendQuestion question;
    question.service = arguments.positional().value(0);
    const auto figure = trendFigureFromWord(arguments.value(u"figure"_s));
    if (!figure)
        return unknown(arguments, u"figure"_s, words(allTrendFigures()));
    const auto group = trendGroupFromWord(arguments.value(u"group"_s));
    if (!group)
        return unknown(arguments, u"group"_s, u"whole, service, step, pipeline, cause"_s);
    const QString by = arguments.value(u"by"_s);
    if (by != "week"_L1 && by != "day"_L1)
        return unknown(arguments, u"by"_s, u"week, day"_s);
    question.figure = *figure;
    question.group = *group;
    question.byWeek = by == "week"_L1;
    bool isNumber = false;
    question.bars = arguments.value(u"last"_s).toInt(&isNumber);
    if (!isNumber)
        question.bars = 0; // which is refused
    return question;
}

/// Lines from above to below, days or weeks from left to right; what is unusual carries a mark, and is told below.
void print(const Terminal &terminal, const Trends &trends)
{
    const TrendQuestion &question = trends.question;
    QStringList header{question.byWeek ? u"WEEK FROM"_s : u"DAY"_s};
    for (const TrendLine &line : trends.lines)
        header.append(line.name.isEmpty() ? u"ALL"_s : line.name);
    QList<QStringList> rows;
    for (int bar = 0; bar < question.bars; ++bar) {
        QStringList row{toRfc3339(trends.lines.first().points.at(bar).start).first(10)};
        for (const TrendLine &line : trends.lines) {
            const TrendPoint &point = line.points.at(bar);
            const QString mark = point.anomaly ? u" !"_s : QString();
            row.append(point.value ? trendValueText(question.figure, *point.value) + mark : u"-"_s);
        }
        rows.append(row);
    }
    terminal.table(header, rows);
    for (const TrendLine &line : trends.lines) {
        for (const TrendPoint &point : line.points) {
            if (point.anomaly)
                terminal.line(u"\n! %1 %2: %3\n  cairn runs %4"_s.arg(line.name, toRfc3339(point.start).first(10),
                                                                      anomalyText(question, point),
                                                                      runsFilter(question, line, point)));
        }
    }
    if (trends.retriesSince)
        terminal.line(
            u"\nRetries are counted since %1: an older version counted attempts alone."_s.arg(toRfc3339(*trends.retriesSince)));
}

void tell(const Terminal &terminal, const Trends &trends, bool asCsv)
{
    if (asCsv) {
        std::fputs(trendsCsv(trends).constData(), stdout);
    } else if (terminal.json()) {
        for (const TrendLine &line : trends.lines)
            terminal.object(toJson(trends, line));
    } else if (trends.lines.isEmpty()) {
        terminal.line(u"Nothing of it is known in that time."_s);
    } else {
        print(terminal, trends);
    }
}

} // namespace

Exit trendsCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"[SERVICE]"_s,
        u"How services have done over days or weeks, and what of it was unusual. Figures: recovery_median, "
        "recovery_p90, failures, retries, latency_median, latency_p90, over_budget. Groups: whole, service, "
        "step, pipeline, cause."_s);
    arguments.addOption(u"figure"_s, u"WORD"_s, u"what is shown"_s, word(TrendFigure::RecoveryMedian));
    arguments.addOption(u"group"_s, u"WORD"_s, u"what is told apart"_s, word(TrendGroup::Service));
    arguments.addOption(u"by"_s, u"week|day"_s, u"how finely"_s, u"week"_s);
    arguments.addOption(u"last"_s, u"N"_s, u"how many weeks or days"_s, u"12"_s);
    arguments.addFlag(u"csv"_s, u"comma-separated values"_s);
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const bool asCsv = arguments.isSet(u"csv"_s);
    if (asCsv && terminal.json())
        return terminal.fail({ErrorKind::Usage, u"--csv and --json are two forms of the same"_s, {}, u"Give one of them"_s});
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
