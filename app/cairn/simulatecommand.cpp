#include "namedfile.h"
#include "reading.h"

#include "control/filter.h"
#include "control/whatifjson.h"
#include "definition/servicechanges.h"
#include "definition/servicedraft.h"
#include "insight/harm.h"

#include <QLocale>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

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
    return failure(ErrorKind::Usage, u"--%1 '%2' is no time"_s.arg(option, arguments.value(option)), {},
                   u"Write it like 7d, 12h, today, 2026-11-24 or 2026-11-24T09:30:00Z"_s);
}

Result<Replayed> periodOf(const CommandArguments &arguments, Timestamp now)
{
    const auto since = timeOf(arguments, u"since"_s, now);
    const auto until = arguments.isSet(u"until"_s) ? timeOf(arguments, u"until"_s, now) : Result<Timestamp>(now);
    if (!since || !until)
        return tl::unexpected(since ? until.error() : since.error());
    if (*since >= *until)
        return failure(ErrorKind::Usage, u"the period ends before it begins"_s, {}, u"--since must be before --until"_s);
    return Replayed{*since, *until};
}

/// Nullopt: as usual.
Result<std::optional<int>> seedsOf(const CommandArguments &arguments)
{
    if (!arguments.isSet(u"seeds"_s))
        return std::nullopt;
    bool isNumber = false;
    const int seeds = arguments.value(u"seeds"_s).toInt(&isNumber);
    if (!isNumber || seeds < 1 || seeds > MostSeeds)
        return failure(ErrorKind::Usage, u"--seeds must be a number from 1 to %1"_s.arg(MostSeeds));
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
                   u"%1:%2:%3"_s.arg(first.file, QString::number(first.line), QString::number(first.column)), first.remedy);
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
        return u"none"_s;
    const QString median = wording(spread->median);
    if (wording(spread->least) == wording(spread->most))
        return median;
    return u"%1 (%2 to %3)"_s.arg(median, wording(spread->least), wording(spread->most));
}

/// "1,204 fewer (12 %)". `words`: of less and of more.
QString differenceText(const std::optional<Spread> &live, const std::optional<Spread> &draft, Wording wording,
                       const std::pair<QString, QString> &words)
{
    if (!live || !draft)
        return !live && !draft ? u"the same"_s : QString();
    const double difference = draft->median - live->median;
    if (wording(live->median) == wording(draft->median))
        return u"the same"_s;
    const QString text = wording(std::abs(difference)) + QLatin1Char(' ') + (difference < 0 ? words.first : words.second);
    return live->median == 0 ? text : text + u" (%1 %)"_s.arg(std::abs(difference) / live->median * 100, 0, 'f', 0);
}

/// What is compared at all.
void print(const Terminal &terminal, const QList<ServiceChange> &changes)
{
    if (changes.isEmpty())
        return terminal.line(u"The draft is what is live.\n"_s);
    for (const ServiceChange &change : changes)
        terminal.line(toText(change));
    terminal.line({});
}

void print(const Terminal &terminal, const QString &service, const WhatIf &told)
{
    const std::pair counts(u"fewer"_s, u"more"_s);
    const std::pair times(u"sooner"_s, u"later"_s);
    const std::pair waits(u"less"_s, u"more"_s);
    QList<QStringList> rows;
    const auto add = [&](const QString &figure, const std::optional<Spread> &live, const std::optional<Spread> &draft,
                         Wording wording, const std::pair<QString, QString> &words) {
        rows.append({figure, spreadText(live, wording), spreadText(draft, wording), differenceText(live, draft, wording, words)});
    };
    const WhatIfSide &live = told.live;
    const WhatIfSide &draft = told.draft;
    add(u"time to recover, mean"_s, live.recoveryMean, draft.recoveryMean, time, times);
    add(u"time to recover, median"_s, live.recoveryMedian, draft.recoveryMedian, time, times);
    add(u"time to recover, p90"_s, live.recoveryP90, draft.recoveryP90, time, times);
    add(u"requests sent"_s, live.requests, draft.requests, count, counts);
    add(u"requests that failed"_s, live.failed, draft.failed, count, counts);
    add(u"calls left to people"_s, live.left, draft.left, count, counts);
    add(u"most requests in a second"_s, live.peak, draft.peak, count, counts);
    add(u"breaker openings"_s, live.openings, draft.openings, count, counts);
    add(u"time held, all calls"_s, live.held, draft.held, time, waits);
    terminal.line(
        u"%1, %2 to %3: %4 calls wanted, %5 attempts recorded, %6 seeds\n"_s
            .arg(service, toRfc3339(told.since), toRfc3339(told.until), count(double(told.calls)), count(double(told.attempts)))
            .arg(told.seeds));
    terminal.table({u"FIGURE"_s, u"LIVE"_s, u"DRAFT"_s, u"DIFFERENCE"_s}, rows);
    if (const auto harm = harmOf(told))
        terminal.line(u"\nWORSE: "_s + toText(*harm));
    if (!told.blind.isEmpty())
        terminal.line(u"\nWhat history cannot tell:"_s);
    for (const Blindness &blindness : told.blind)
        terminal.line(u"- "_s + toText(blindness));
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
    const auto past = readServicePast(*opened.reader, live.name, period.since, period.until, progress(u"reading the past"_s),
                                      ServicePast::MostAttempts, &opened.session->store());
    if (!past)
        return terminal.fail(past.error());
    if (past->weather.isEmpty()) {
        terminal.progress({}, 0, 0);
        if (past->thinned)
            return terminal.fail(
                {ErrorKind::NotFound,
                 u"of this period's runs some were removed (retention), and what is left of them would mislead"_s, live.name,
                 u"Ask for a time of which all are there, or keep `runs` for longer than is looked at"_s});
        return terminal.fail({ErrorKind::NotFound,
                              u"nothing is recorded of %1 in this period"_s.arg(live.name),
                              {},
                              u"Ask for a longer one with --since"_s});
    }
    const auto told = whatIf(*past, live, draft, seeds, progress(u"simulating"_s));
    terminal.progress({}, 0, 0);
    const QList<ServiceChange> changes = serviceChanges(live, draft);
    if (terminal.json()) {
        QJsonObject object = toJson(*told);
        object.insert(u"service"_s, live.name);
        object.insert(u"changes"_s, toJson(changes));
        if (const auto harm = harmOf(*told))
            object.insert(u"worse"_s, toText(*harm));
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
    CommandArguments arguments(invocation, u"SERVICE --policy FILE"_s,
                               u"Tells what another policy would have made of the service's recorded past. FILE is a "
                               "service's file, or one with policy: alone. Nothing is changed."_s);
    arguments.addOption(u"policy"_s, u"FILE"_s, u"the policy to try"_s);
    arguments.addOption(u"since"_s, u"TIME"_s, u"where the period begins"_s, u"7d"_s);
    arguments.addOption(u"until"_s, u"TIME"_s, u"where it ends; default: now"_s);
    arguments.addOption(u"seeds"_s, u"NUMBER"_s, u"how often chance is tried; default: 5 to 25 times"_s);
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    if (!arguments.isSet(u"policy"_s))
        return terminal.fail({ErrorKind::Usage, u"--policy FILE is missing"_s, {}, u"`cairn simulate --help` tells more"_s});
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
    const auto draft = readDraft(arguments.value(u"policy"_s), *live);
    if (!draft)
        return terminal.fail(draft.error());
    return simulate(*opened, terminal, live->service, *draft, *period, *seeds);
}

} // namespace cairn
