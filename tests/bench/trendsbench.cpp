#include "consolescenarios.h"

#include "fleetstore.h"
#include "measured.h"

#include "insight/trends.h"
#include "store/sqlitestore.h"

#include <QDir>

namespace cairn::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 5;
constexpr qint64 Runs = 900'000; ///< with about six attempts each
constexpr int Weeks = 26;
const Timestamp End = Timestamp(Milliseconds(1'795'000'000'000)); // the same store each time

} // namespace

/// Each figure over half a year of more than five million attempts, told apart by step and by service, week by week and day by
/// day: as the reader's thread answers it.
void trendsOverMillions(Report &report)
{
    bool set = false;
    const qint64 runs = qEnvironmentVariable("CAIRN_BENCH_RUNS").toLongLong(&set);
    const QString folder = testing::cachedFleetStore({set ? runs : Runs, 1, End, std::chrono::hours(Weeks * 7 * 24), true});
    const auto store = openSqliteStore({QDir(folder).filePath(u".cairn"_s), true}).value();
    const auto reader = store->reader().value();
    qint64 attempts = 0;
    const Trends counted = readTrends(*reader, {TrendFigure::FailureShare, TrendGroup::Whole, true, Weeks + 1, {}}, End).value();
    for (const TrendLine &line : counted.lines)
        attempts += line.of;
    for (const TrendFigure figure : allTrendFigures()) {
        for (const TrendGroup group : {TrendGroup::Service, TrendGroup::Step}) {
            for (const bool byWeek : {true, false}) {
                const TrendQuestion question{figure, group, byWeek, byWeek ? Weeks : 60, {}};
                Sample taken;
                for (int round = 0; round < Rounds; ++round)
                    taken.values.push_back(msOf([&] { std::ignore = readTrends(*reader, question, End).value(); }));
                const QString name =
                    u"%1 by %2, %3 of %4 attempts"_s.arg(word(figure), word(group), byWeek ? u"26 weeks"_s : u"60 days"_s)
                        .arg(attempts);
                report.add({u"trends"_s, name, taken, u"ms"_s, {}, 200, true});
            }
        }
    }
}

} // namespace cairn::bench
