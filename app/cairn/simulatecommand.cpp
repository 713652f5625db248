#include "namedfile.h"
#include "reading.h"

#include "control/filter.h"
#include "control/whatifjson.h"
#include "definition/servicechanges.h"
#include "definition/servicedraft.h"

#include <QJsonArray>
#include <QLocale>

#include <cmath>

namespace cairn {

namespace {

constexpr int MostSeeds = 100;
constexpr qint64 ProgressSteps = 100;

struct Replayed
{
    Timestamp since;
    Timestamp until;
};

Result<Timestamp> timeOf(const CommandArguments &arguments, const QString &option, Timestamp now)
{
    if (const auto time = parseFilterTime(arguments.value(option), now))
        return *time;
    return failure(ErrorKind::Usage, QStringLiteral("--%1 '%2' is no time").arg(option, arguments.value(option)), {},
                   QStringLiteral("Write it like 7d, 12h, today, 2026-11-24 or 2026-11-24T09:30:00Z"));
}

Result<Replayed> periodOf(const CommandArguments &arguments, Timestamp now)
{
    const auto since = timeOf(arguments, QStringLiteral("since"), now);
    const auto until =
        arguments.isSet(QStringLiteral("until")) ? timeOf(arguments, QStringLiteral("until"), now) : Result<Timestamp>(now);
    if (!since || !until)
        return tl::unexpected(since ? until.error() : since.error());
    if (*since >= *until)
        return failure(ErrorKind::Usage, QStringLiteral("the period ends before it begins"), {},
                       QStringLiteral("--since must be before --until"));
    return Replayed{*since, *until};
}

/// Nullopt: as usual.
Result<std::optional<int>> seedsOf(const CommandArguments &arguments)
{
    if (!arguments.isSet(QStringLiteral("seeds")))
        return std::nullopt;
    bool isNumber = false;
    const int seeds = arguments.value(QStringLiteral("seeds")).toInt(&isNumber);
    if (!isNumber || seeds < 1 || seeds > MostSeeds)
        return failure(ErrorKind::Usage, QStringLiteral("--seeds must be a number from 1 to %1").arg(MostSeeds));
    return seeds;
}

Result<Service> readDraft(const QString &path, const ServiceRevision &live)
{
    const auto text = readNamedFile(path, MaxYamlBytes + 1);
    if (!text)
        return tl::unexpected(text.error());
    const auto draft = parseServiceDraft(*text, path, live);
    if (draft)
        return *draft;
    const Problem &first = draft.error().first();
    return failure(ErrorKind::Definition, first.what,
                   QStringLiteral("%1:%2:%3").arg(first.file, QString::number(first.line), QString::number(first.column)),
                   first.remedy);
}

QString count(double value)
{
    return QLocale::c().toString(qint64(std::llround(value)));
}

QString time(double ms)
{
    return toText(Milliseconds(std::llround(ms)));
}

using Wording = QString (*)(double);

QString spreadText(const std::optional<Spread> &spread, Wording wording)
{
    if (!spread)
        return QStringLiteral("none");
    const QString median = wording(spread->median);
    if (wording(spread->least) == wording(spread->most))
        return median;
    return QStringLiteral("%1 (%2 to %3)").arg(median, wording(spread->least), wording(spread->most));
}

/// "1,204 fewer (12 %)". `words`: of less and of more.
QString differenceText(const std::optional<Spread> &live, const std::optional<Spread> &draft, Wording wording,
                       const std::pair<QString, QString> &words)
{
    if (!live || !draft)
        return !live && !draft ? QStringLiteral("the same") : QString();
    const double difference = draft->median - live->median;
    if (wording(live->median) == wording(draft->median))
        return QStringLiteral("the same");
    const QString text = wording(std::abs(difference)) + QLatin1Char(' ') + (difference < 0 ? words.first : words.second);
    return live->median == 0 ? text : text + QStringLiteral(" (%1 %)").arg(std::abs(difference) / live->median * 100, 0, 'f', 0);
}

QJsonArray toJson(const QList<ServiceChange> &changes)
{
    QJsonArray array;
    for (const ServiceChange &change : changes)
        array.append(QJsonObject{{QStringLiteral("setting"), change.path},
                                 {QStringLiteral("before"), change.before},
                                 {QStringLiteral("after"), change.after}});
    return array;
}

/// What is compared at all.
void print(const Terminal &terminal, const QList<ServiceChange> &changes)
{
    if (changes.isEmpty())
        return terminal.line(QStringLiteral("The draft is what is live.\n"));
    for (const ServiceChange &change : changes)
        terminal.line(toText(change));
    terminal.line({});
}

void print(const Terminal &terminal, const QString &service, const WhatIf &told)
{
    const std::pair counts(QStringLiteral("fewer"), QStringLiteral("more"));
    const std::pair times(QStringLiteral("sooner"), QStringLiteral("later"));
    const std::pair waits(QStringLiteral("less"), QStringLiteral("more"));
    QList<QStringList> rows;
    const auto add = [&](const QString &figure, const std::optional<Spread> &live, const std::optional<Spread> &draft,
                         Wording wording, const std::pair<QString, QString> &words) {
        rows.append({figure, spreadText(live, wording), spreadText(draft, wording), differenceText(live, draft, wording, words)});
    };
    const WhatIfSide &live = told.live;
    const WhatIfSide &draft = told.draft;
    add(QStringLiteral("time to recover, mean"), live.recoveryMean, draft.recoveryMean, time, times);
    add(QStringLiteral("time to recover, median"), live.recoveryMedian, draft.recoveryMedian, time, times);
    add(QStringLiteral("time to recover, p90"), live.recoveryP90, draft.recoveryP90, time, times);
    add(QStringLiteral("requests sent"), live.requests, draft.requests, count, counts);
    add(QStringLiteral("requests that failed"), live.failed, draft.failed, count, counts);
    add(QStringLiteral("calls left to people"), live.left, draft.left, count, counts);
    add(QStringLiteral("most requests in a second"), live.peak, draft.peak, count, counts);
    add(QStringLiteral("breaker openings"), live.openings, draft.openings, count, counts);
    add(QStringLiteral("time held, all calls"), live.held, draft.held, time, waits);
    terminal.line(
        QStringLiteral("%1, %2 to %3: %4 calls wanted, %5 attempts recorded, %6 seeds\n")
            .arg(service, toRfc3339(told.since), toRfc3339(told.until), count(double(told.calls)), count(double(told.attempts)))
            .arg(told.seeds));
    terminal.table({QStringLiteral("FIGURE"), QStringLiteral("LIVE"), QStringLiteral("DRAFT"), QStringLiteral("DIFFERENCE")},
                   rows);
    if (!told.blind.isEmpty())
        terminal.line(QStringLiteral("\nWhat history cannot tell:"));
    for (const Blindness &blindness : told.blind)
        terminal.line(QStringLiteral("- ") + toText(blindness));
}

Exit simulate(Reading &opened, const Terminal &terminal, const Service &live, const Service &draft, const Replayed &period,
              std::optional<int> seeds)
{
    const auto progress = [&](const QString &doing) {
        return [&terminal, doing](double share) {
            terminal.progress(doing, qint64(share * ProgressSteps), ProgressSteps);
            return true;
        };
    };
    const auto past =
        readServicePast(*opened.reader, live.name, period.since, period.until, progress(QStringLiteral("reading the past")),
                        ServicePast::MostAttempts, &opened.session->store());
    if (!past)
        return terminal.fail(past.error());
    if (past->weather.isEmpty()) {
        terminal.progress({}, 0, 0);
        return terminal.fail({ErrorKind::NotFound,
                              QStringLiteral("nothing is recorded of %1 in this period").arg(live.name),
                              {},
                              QStringLiteral("Ask for a longer one with --since")});
    }
    const auto told = whatIf(*past, live, draft, seeds, progress(QStringLiteral("simulating")));
    terminal.progress({}, 0, 0);
    const QList<ServiceChange> changes = serviceChanges(live, draft);
    if (terminal.json()) {
        QJsonObject object = toJson(*told);
        object.insert(QStringLiteral("service"), live.name);
        object.insert(QStringLiteral("changes"), toJson(changes));
        terminal.object(object);
    } else {
        print(terminal, changes);
        print(terminal, live.name, *told);
    }
    return Exit::Well;
}

} // namespace

Exit simulateCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("SERVICE --policy FILE"),
        QStringLiteral("Tells what another policy would have made of the service's recorded past. FILE is a "
                       "service's file, or one with policy: alone. Nothing is changed."));
    arguments.addOption(QStringLiteral("policy"), QStringLiteral("FILE"), QStringLiteral("the policy to try"));
    arguments.addOption(QStringLiteral("since"), QStringLiteral("TIME"), QStringLiteral("where the period begins"),
                        QStringLiteral("7d"));
    arguments.addOption(QStringLiteral("until"), QStringLiteral("TIME"), QStringLiteral("where it ends; default: now"));
    arguments.addOption(QStringLiteral("seeds"), QStringLiteral("NUMBER"),
                        QStringLiteral("how often chance is tried; default: 5 to 25 times"));
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    if (!arguments.isSet(QStringLiteral("policy")))
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("--policy FILE is missing"),
                              {},
                              QStringLiteral("`cairn simulate --help` tells more")});
    const auto seeds = seedsOf(arguments);
    if (!seeds)
        return terminal.fail(seeds.error());
    auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    const auto period = periodOf(arguments, opened->session->clock().now());
    if (!period)
        return terminal.fail(period.error());
    const auto live = opened->reader->service(arguments.positional().first());
    if (!live)
        return terminal.fail(live.error());
    const auto draft = readDraft(arguments.value(QStringLiteral("policy")), *live);
    if (!draft)
        return terminal.fail(draft.error());
    return simulate(*opened, terminal, live->service, *draft, *period, *seeds);
}

} // namespace cairn
