#include "insight/trends.h"

#include "insight/latencies.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds DayOfTrends{86'400'000};
constexpr Milliseconds Week = 7 * DayOfTrends;
constexpr Milliseconds FirstMonday = 4 * DayOfTrends; // 1970-01-05
constexpr int MostRevisions = 1'000;

/// What is known of one line in one day or week.
struct Cell
{
    qint64 attempts = 0;
    qint64 successes = 0;
    qint64 failures = 0; ///< of the line's cause alone, where lines are causes
    qint64 retried = 0;
    Latencies took; ///< recoveries, or attempts that succeeded
    double over = 0;
    qint64 promised = 0; ///< attempts that had a budget
};

/// What an attempt belongs to.
QString lineNameOf(TrendGroup group, const TrendTally &tally)
{
    switch (group) {
    case TrendGroup::Whole: return {};
    case TrendGroup::Service: return tally.service;
    case TrendGroup::Step: return tally.pipeline + u'/' + tally.step;
    case TrendGroup::Pipeline: return tally.pipeline;
    case TrendGroup::Cause: return tally.category ? word(*tally.category) : QString();
    }
    Q_UNREACHABLE();
    return {};
}

/// The promises of services over time, read once for each.
class Budgets
{
public:
    explicit Budgets(StoreReader &reader) : m_reader(reader) {}

    /// What was promised at a moment: by the revision that was live, or by the first.
    std::optional<Milliseconds> at(const QString &service, Timestamp moment)
    {
        const QList<ServiceRevision> &revisions = of(service);
        Milliseconds budget{0};
        for (const ServiceRevision &revision : revisions) { // newest first
            budget = revision.service.contract.latencyBudget;
            if (revision.recordedAt < moment)
                break;
        }
        return budget.count() > 0 ? std::optional(budget) : std::nullopt;
    }
    const std::optional<Error> &error() const { return m_error; }

private:
    const QList<ServiceRevision> &of(const QString &service)
    {
        const auto known = m_revisions.constFind(service);
        if (known != m_revisions.cend())
            return *known;
        auto history = m_reader.serviceHistory(service, MostRevisions);
        if (!history && history.error().kind != ErrorKind::NotFound)
            m_error = history.error();
        return *m_revisions.insert(service, history.value_or(QList<ServiceRevision>()));
    }

    StoreReader &m_reader;
    QHash<QString, QList<ServiceRevision>> m_revisions;
    std::optional<Error> m_error;
};

bool isRecovery(TrendFigure figure)
{
    return figure == TrendFigure::RecoveryMedian || figure == TrendFigure::RecoveryP90;
}

class TrendMaker
{
public:
    TrendMaker(StoreReader &reader, const TrendQuestion &question, Timestamp now);

    Result<Trends> make();

private:
    int barOf(Timestamp start) const { return int((start - m_from) / m_every); }
    Timestamp start(int bar) const { return m_from + bar * m_every; }
    Cell &cell(const QString &line, int bar);
    void add(const TrendTally &tally);
    void addByCause(const TrendTally &tally, int bar);
    void judgeBudget(Cell &cell, const TrendTally &tally);
    std::optional<double> valueOf(const Cell &cell, int bar) const;
    qint64 sampleOf(const Cell &cell) const;
    TrendLine lineOf(const QString &name, const QList<Cell> &cells) const;
    void readBudgets(Trends &trends);
    TrendSpan span() const;

    StoreReader &m_reader;
    TrendQuestion m_question;
    Milliseconds m_every;
    Timestamp m_from;
    Budgets m_budgets;
    Timestamp m_retriesSince{};
    QMap<QString, QList<Cell>> m_cells;
    QList<qint64> m_attempts; ///< of each bar, where lines are causes: what their failures are shares of
};

TrendMaker::TrendMaker(StoreReader &reader, const TrendQuestion &question, Timestamp now)
    : m_reader(reader), m_question(question), m_every(question.byWeek ? Week : DayOfTrends), m_budgets(reader)
{
    const Timestamp present = now - (now.time_since_epoch() - FirstMonday) % m_every;
    m_from = present - (question.bars - 1) * m_every;
    m_attempts.resize(question.bars);
}

Cell &TrendMaker::cell(const QString &line, int bar)
{
    QList<Cell> &cells = m_cells[line];
    cells.resize(m_question.bars);
    return cells[bar];
}

/// A cause's failures are told with all attempts of their time, also where there were none of that cause.
void TrendMaker::addByCause(const TrendTally &tally, int bar)
{
    m_attempts[bar] += tally.count;
    if (tally.category)
        cell(word(*tally.category), bar).failures += tally.count;
}

/// Each day by what was promised when it ended.
void TrendMaker::judgeBudget(Cell &cell, const TrendTally &tally)
{
    const auto budget = m_budgets.at(tally.service, tally.start + DayOfTrends);
    if (!budget)
        return;
    Latencies took;
    took.add(tally.took, tally.count);
    cell.over += took.over(*budget);
    cell.promised += tally.count;
}

void TrendMaker::add(const TrendTally &tally)
{
    const int bar = barOf(tally.start);
    if (bar < 0 || bar >= m_question.bars)
        return;
    const bool byCause = m_question.group == TrendGroup::Cause;
    if (byCause && !isRecovery(m_question.figure))
        return addByCause(tally, bar);
    Cell &cell = this->cell(lineNameOf(m_question.group, tally), bar);
    if (isRecovery(m_question.figure)) {
        cell.took.add(tally.took, tally.count);
        return;
    }
    cell.attempts += tally.count;
    cell.retried += tally.retried;
    (tally.category ? cell.failures : cell.successes) += tally.count;
    if (m_question.figure == TrendFigure::OverBudget)
        judgeBudget(cell, tally);
    else if (unitOf(m_question.figure) == TrendUnit::Duration)
        cell.took.add(tally.took, tally.count);
}

qint64 TrendMaker::sampleOf(const Cell &cell) const
{
    switch (m_question.figure) {
    case TrendFigure::FailureShare: return cell.attempts;
    case TrendFigure::RetriesPerSuccess: return cell.successes;
    case TrendFigure::OverBudget: return cell.promised;
    default: return cell.took.count();
    }
}

std::optional<double> TrendMaker::valueOf(const Cell &cell, int bar) const
{
    const qint64 of = sampleOf(cell);
    if (of == 0 || (m_question.figure == TrendFigure::RetriesPerSuccess && start(bar) < m_retriesSince))
        return std::nullopt;
    switch (m_question.figure) {
    case TrendFigure::FailureShare: return double(cell.failures) / double(of);
    case TrendFigure::RetriesPerSuccess: return double(cell.retried) / double(of);
    case TrendFigure::OverBudget: return cell.over / double(of);
    case TrendFigure::RecoveryMedian:
    case TrendFigure::LatencyMedian: return double(cell.took.quantile(0.5)->count());
    case TrendFigure::RecoveryP90:
    case TrendFigure::LatencyP90: return double(cell.took.quantile(0.9)->count());
    }
    Q_UNREACHABLE();
    return {};
}

TrendLine TrendMaker::lineOf(const QString &name, const QList<Cell> &cells) const
{
    TrendLine line{name, {}, 0};
    const bool byCause = m_question.group == TrendGroup::Cause && !isRecovery(m_question.figure);
    QList<double> before;
    for (int bar = 0; bar < m_question.bars; ++bar) {
        Cell cell = cells.at(bar);
        cell.attempts = byCause ? m_attempts.at(bar) : cell.attempts;
        TrendPoint point{start(bar), start(bar + 1), valueOf(cell, bar), sampleOf(cell)};
        point.isLast = bar == m_question.bars - 1;
        if (point.value && point.of >= LeastOf) {
            point.anomaly = anomalyOf(before.mid(std::max<qsizetype>(before.size() - MostBefore, 0)), *point.value);
            before.append(*point.value);
        }
        line.of += byCause ? cell.failures : point.of;
        line.points.append(point);
    }
    return line;
}

void TrendMaker::readBudgets(Trends &trends)
{
    const bool ofAttempts = unitOf(m_question.figure) == TrendUnit::Duration && !isRecovery(m_question.figure);
    if (!ofAttempts || m_question.service.isEmpty())
        return;
    for (int bar = 0; bar < m_question.bars; ++bar)
        trends.budgets.append(m_budgets.at(m_question.service, start(bar + 1)));
    if (std::none_of(trends.budgets.begin(), trends.budgets.end(), [](const auto &budget) { return budget.has_value(); }))
        trends.budgets.clear();
}

/// No more than is needed: told apart by latencies, there are twenty times as many.
TrendSpan TrendMaker::span() const
{
    const bool byWeek = m_question.byWeek && m_question.figure != TrendFigure::OverBudget;
    TrendSpan span{m_from, start(m_question.bars), byWeek, m_question.service};
    span.latencies = m_question.figure == TrendFigure::LatencyMedian || m_question.figure == TrendFigure::LatencyP90 ||
                     m_question.figure == TrendFigure::OverBudget;
    return span;
}

Result<Trends> TrendMaker::make()
{
    const auto tallies = isRecovery(m_question.figure) ? m_reader.recoveryTrend(span()) : m_reader.attemptTrend(span());
    const auto since = m_reader.retriesCountedSince();
    if (!tallies || !since)
        return tl::unexpected(tallies ? since.error() : tallies.error());
    m_retriesSince = *since;
    for (const TrendTally &tally : *tallies)
        add(tally);
    Trends trends{m_question, {}, {}, {}};
    for (auto it = m_cells.cbegin(); it != m_cells.cend(); ++it)
        trends.lines.append(lineOf(it.key(), it.value()));
    std::stable_sort(trends.lines.begin(), trends.lines.end(),
                     [](const TrendLine &a, const TrendLine &b) { return a.of > b.of; });
    if (m_question.figure == TrendFigure::RetriesPerSuccess && m_from < m_retriesSince)
        trends.retriesSince = m_retriesSince;
    readBudgets(trends);
    if (m_budgets.error())
        return tl::unexpected(*m_budgets.error());
    return trends;
}

} // namespace

Result<Trends> readTrends(StoreReader &reader, const TrendQuestion &question, Timestamp now)
{
    if (!canGroup(question.figure, question.group))
        return failure(ErrorKind::Usage, u"%1 has no causes"_s.arg(word(question.figure)), {},
                       u"Causes are told of failures, recovery_median and recovery_p90"_s);
    if (question.bars < 1 || question.bars > MostBars)
        return failure(ErrorKind::Usage, u"%1 days or weeks cannot be shown"_s.arg(question.bars), {},
                       u"Ask for 1 to %1 of them"_s.arg(MostBars));
    return TrendMaker(reader, question, now).make();
}

} // namespace cairn
