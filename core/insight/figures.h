#pragma once
// Room `insight`: questions about the past. Figures for the overview, from counts that the store keeps as things happen; nothing
// here reads history row by row.

#include "insight/latencies.h"
#include "store/store.h"

namespace cairn {

/// How far back the overview looks, and how finely.
enum class Period { Hour, Day, Week };

/// The bars of a period: `count` of them, `every` wide, the last of which holds `now`.
struct Bars
{
    Timestamp from; ///< of the first one; a multiple of `every` (UTC)
    Milliseconds every{};
    int count = 0;

    Timestamp start(int bar) const { return from + bar * every; }
    Timestamp until() const { return start(count); }
    /// In which bar a moment lies; -1 if in none.
    int at(Timestamp moment) const;
    bool operator==(const Bars &) const = default;
};
Bars barsOf(Period period, Timestamp now);

/// What became of what in one bar, or in all of them.
using Outcomes = QMap<RunState, qint64>;

/// What one service was asked in a period.
struct ServiceFigures
{
    QString service;
    qint64 attempts = 0;
    qint64 failures = 0;
    Latencies latencies;          ///< of the answers that were good
    QList<qint64> attemptsPerBar; ///< as many as there are bars
    QList<qint64> failuresPerBar;
};

/// How long steps took to recover, by week.
struct RecoveryWeek
{
    Timestamp monday; ///< 00:00 UTC
    qint64 recoveries = 0;
    std::optional<Milliseconds> median;
    std::optional<Milliseconds> p90;
    bool operator==(const RecoveryWeek &) const = default;
};

/// The overview's figures.
struct Figures
{
    Bars bars;
    QList<Outcomes> throughput;      ///< as many as there are bars
    Outcomes today;                  ///< since midnight
    QMap<Category, qint64> failures; ///< attempts by what failed
    QList<ServiceFigures> services;  ///< by name; only those that were asked
    Latencies latencies;             ///< of all services
    QList<RecoveryWeek> recovery;    ///< the last weeks, oldest first
    QList<Trouble> troubles;         ///< the most first
};

/// Reads them. `midnight`: where today began for whoever looks. Errors: those of the store.
Result<Figures> readFigures(StoreReader &reader, Period period, Timestamp now, Timestamp midnight);

/// How many of them were good or bad; a run that was cancelled was neither.
qint64 judgedOf(const Outcomes &outcomes);
/// Share of the good ones among those; nullopt if there are none.
std::optional<double> successRatio(const Outcomes &outcomes);

} // namespace cairn
