#include "consolescenarios.h"

#include "consolewindow.h"
#include "fleetstore.h"
#include "measured.h"
#include "uiwatchdog.h"

#include "control/filter.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>

#include <cstdio>
#include <unistd.h>

namespace cairn::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 5;
constexpr int Pages = 50;
constexpr int PageSize = 200;          // the console's
constexpr int SearchedAtOnce = 20'000; // likewise
/// Fixed, so that a store that is kept is the same store.
const Timestamp End = Timestamp(Milliseconds(1'795'000'000'000));

const QString Name = u"console"_s;

double nowNs()
{
    return double(std::chrono::steady_clock::now().time_since_epoch().count());
}

/// One that a person might ask; @2h and @7d are so long before the newest run.
constexpr const char *Questions[] = {
    "",
    "state:succeeded",
    "state:blocked",
    "state:blocked,outcome_unknown,waiting_retry,held",
    "pipeline:claims",
    "pipeline:claims state:blocked",
    "service:ocr",
    "category:rate_limit",
    "category:policy since:@2h",
    "category:data since:@7d",
    "since:@7d",
    "until:@7d",
    "state:succeeded service:ocr",
    "step:extract pipeline:claims since:@7d",
    "invoice",
    "no-such-name",
    "no-such-name state:succeeded",
    "no-such-name category:data",
    "state:succeeded harbour since:@7d",
};

RunFilter asked(const QString &question)
{
    QString line = question;
    line.replace(u"@2h"_s, toRfc3339(End - std::chrono::hours(2))).replace(u"@7d"_s, toRfc3339(End - std::chrono::hours(7 * 24)));
    return parseFilter(splitFilterLine(line), End).value();
}

} // namespace

QString largeStore()
{
    bool set = false;
    const qint64 runs = qEnvironmentVariable("CAIRN_BENCH_RUNS").toLongLong(&set);
    return testing::cachedFleetStore({set ? runs : 1'000'000, 1, End});
}

int tellStart(const QString &folder)
{
    ConsoleWindow console(folder);
    console.show();
    console.untilFirstPage();
    const double ready = nowNs();
    std::printf("%.0f %.1f\n", ready, rssMiB(::getpid()));
    return 0;
}

/// From the start of a process to the first page of runs on its window, with the event loop idle; and its memory then. The
/// program does what cairn-console does, without a runner and without a display.
void consoleStart(Report &report)
{
    const QString store = largeStore();
    Sample start;
    Sample rss;
    for (int round = 0; round < Rounds; ++round) {
        QProcess process;
        const double begun = nowNs();
        process.start(QCoreApplication::applicationFilePath(), {u"--start"_s, store});
        process.waitForFinished(-1);
        const QList<QByteArray> told = process.readAllStandardOutput().split(' ');
        if (process.exitCode() != 0 || told.size() != 2)
            qFatal("the console did not start: %s", process.readAllStandardError().constData());
        start.values.push_back((told[0].toDouble() - begun) / 1e6);
        rss.values.push_back(told[1].toDouble());
    }
    report.add({Name, u"start to first page"_s, start, u"ms"_s, {}, 1'000, true});
    report.add({Name, u"RSS after start"_s, rss, u"MiB"_s, {}, 250, true});
}

/// What is asked by a filter, as the reader's thread answers it. First answer: what the window shows first, rows or how far the
/// search has come. Whole page, whole count: when all runs have been looked at that need be. And the counts of the status bar.
void consoleFilters(Report &report)
{
    auto session = Session::open(largeStore());
    auto reader = (*session)->store().reader();
    for (const char *question : Questions) {
        const RunFilter filter = asked(QString::fromLatin1(question));
        Sample first;
        Sample page;
        Sample count;
        for (int round = 0; round < Rounds; ++round) {
            first.values.push_back(
                msOf([&] { std::ignore = (*reader)->searchRuns(filter, {}, PageSize, SearchedAtOnce).value(); }));
            page.values.push_back(msOf([&] { std::ignore = (*reader)->runs(filter, {}, PageSize).value(); }));
            count.values.push_back(msOf([&] { std::ignore = (*reader)->countRuns(filter).value(); }));
        }
        const QString shown = question[0] ? QString::fromLatin1(question) : u"(all)"_s;
        report.add({Name, u"first: "_s + shown, first, u"ms"_s, {}, 150, true});
        report.add({Name, u"  whole page"_s, page, u"ms"_s, {}, 3'000, true});
        report.add({Name, u"  whole count"_s, count, u"ms"_s, {}, 3'000, true});
    }
    Sample states;
    for (int round = 0; round < Rounds; ++round)
        states.values.push_back(msOf([&] { std::ignore = (*reader)->countByState().value(); }));
    report.add({Name, u"counts by state"_s, states, u"ms"_s, {}, 150, true});
}

/// The window itself: from a filter to its rows, the keys' pauses included; fifty pages by the keyboard; the longest turn of the
/// UI thread in all that, and the memory at its end.
void consoleScroll(Report &report)
{
    ConsoleWindow console(largeStore());
    console.show();
    console.untilFirstPage();
    testing::UiWatchdog watchdog;
    for (const QString &text : {u"state:blocked"_s, u"category:policy"_s, u"no-such-name"_s, u"invoice"_s}) {
        Sample shown;
        for (int round = 0; round < Rounds; ++round) {
            shown.values.push_back(msOf([&] { console.filter(text); }));
            console.filter({});
        }
        report.add({Name, u"typed to shown: "_s + text, shown, u"ms"_s, {}, 450, true}); // 300 of them wait for the next key
    }
    Sample page;
    console.runs().setFocus();
    for (int i = 0; i < Pages; ++i)
        page.values.push_back(console.pageDownMs());
    report.add({Name, u"UI thread's work a page down"_s, page, u"ms"_s, {}, 16, true});
    report.add({Name, u"the same, the longest of %1"_s.arg(Pages), {{page.high()}}, u"ms"_s, {}, 16, true});
    report.add({Name, u"longest turn of the UI thread"_s, {{watchdog.longest().count()}}, u"ms"_s, {}, 50, true});
    report.add({Name, u"RSS after scrolling"_s, {{rssMiB(::getpid())}}, u"MiB"_s, {}, 250, true});
}

} // namespace cairn::bench
