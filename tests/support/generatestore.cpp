// Makes a workspace with a varied store: for benchmarks, screenshots and trying things out.

#include "fleetstore.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace cairn;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Makes a workspace whose store looks as after thirty days of work: six pipelines, eight services, every state, retries, "
        "what stopped and why. About 5 checkpoints and 6 attempts a run. The same options give the same store."_s);
    parser.addHelpOption();
    const QCommandLineOption runs(u"runs"_s, u"How many runs; 1000000 take minutes and about 5 GB."_s, u"number"_s, u"2000"_s);
    const QCommandLineOption seed(u"seed"_s, u"What chance begins with."_s, u"number"_s, u"1"_s);
    const QCommandLineOption end(u"end"_s, u"When the thirty days end (RFC 3339); default: now."_s, u"time"_s);
    parser.addOptions({runs, seed, end});
    parser.addPositionalArgument(u"folder"_s, u"The new workspace; it must not have a store yet."_s);
    parser.process(application);

    const QString folder = parser.positionalArguments().value(0);
    const auto until = parser.isSet(end) ? fromRfc3339(parser.value(end)) : std::optional(SystemClock().now());
    testing::FleetPlan plan{parser.value(runs).toLongLong(), parser.value(seed).toULongLong(), until.value_or(Timestamp())};
    if (folder.isEmpty() || !until || plan.runs <= 0)
        parser.showHelp(2);
    if (QFile::exists(folder + u"/.cairn"_s)) {
        std::fprintf(stderr, "%s has a store already\n", qPrintable(folder));
        return 1;
    }
    testing::generateFleetStore(folder, plan, [&](qint64 done) {
        std::fprintf(stderr, "%lld of %lld\n", static_cast<long long>(done), static_cast<long long>(plan.runs));
    });
    return 0;
}
