#include "insight/spells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <queue>

namespace cairn {

namespace {

/// What telling two stretches apart costs, in nats: less evidence than that is chance. (One failure in a thousand successes is
/// as unlikely as that, or two in a row in fifty.)
constexpr double Distinction = 8;
/// Services say in whole seconds how long they want to be left alone.
constexpr Milliseconds AdviceUnit{1'000};
constexpr size_t Kinds = 2 + size_t(Category::Internal) + 1; ///< successes, slow ones, failures by category
constexpr quint32 None = std::numeric_limits<quint32>::max();

using Counts = std::array<quint32, Kinds>;

double surprise(quint32 count)
{
    return count == 0 ? 0 : double(count) * std::log(double(count));
}

/// Nats that it takes to tell outcomes of known shares.
double surprise(const Counts &counts)
{
    quint32 all = 0;
    double known = 0;
    for (const quint32 count : counts) {
        all += count;
        known += surprise(count);
    }
    return surprise(all) - known;
}

Milliseconds slowFrom(const std::vector<Meeting> &meetings)
{
    std::vector<Milliseconds> times;
    for (const Meeting &meeting : meetings) {
        if (!meeting.category)
            times.push_back(meeting.took);
    }
    if (times.empty())
        return Milliseconds::max();
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return std::max(*middle, Milliseconds(1)) * SlowTimes;
}

size_t kindOf(const Meeting &meeting, Milliseconds slow)
{
    return meeting.category ? 2 + size_t(*meeting.category) : size_t(meeting.took > slow);
}

/// When the service said it would be back, if it said the same to all of a run, and kept its word as far as anyone knows.
std::optional<Timestamp> toldBack(const std::vector<Meeting> &meetings, const Spell &run)
{
    Timestamp earliest = Timestamp::max();
    Timestamp latest = Timestamp::min();
    for (size_t i = run.first; i < run.end; ++i) {
        const Meeting &meeting = meetings[i];
        if (!meeting.category || !meeting.advised)
            return std::nullopt;
        earliest = std::min(earliest, meeting.at + *meeting.advised);
        latest = std::max(latest, meeting.at + *meeting.advised);
        if (latest - earliest > AdviceUnit) // it says the same number to everyone, whenever they come
            return std::nullopt;
    }
    if (run.end < meetings.size()) {
        if (meetings[run.end].at + AdviceUnit < earliest) // it did not mean everyone
            return std::nullopt;
        earliest = std::min(earliest, meetings[run.end].at);
    }
    return meetings[run.end - 1].at < earliest ? std::optional(earliest) : std::nullopt;
}

/// A spell in the making.
struct Stretch
{
    Spell spell;
    Counts counts{};
    double surprise = 0;
    quint32 before = None;
    quint32 after = None;
};

/// Two neighbours that might be one. Out of date once either has grown.
struct Union
{
    double loss = 0;
    quint32 left = 0;
    quint32 right = 0;
    quint32 changes = 0; ///< of both, when it was made
    bool operator>(const Union &other) const { return loss > other.loss; }
};

class Stretches
{
public:
    explicit Stretches(const std::vector<Meeting> &meetings)
    {
        const Milliseconds slow = slowFrom(meetings);
        for (size_t i = 0; i < meetings.size();) {
            const size_t kind = kindOf(meetings[i], slow);
            Stretch run;
            run.spell.first = i;
            while (i < meetings.size() && kindOf(meetings[i], slow) == kind)
                ++i;
            run.spell.end = i;
            run.spell.back = toldBack(meetings, run.spell);
            run.counts[kind] = quint32(i - run.spell.first);
            run.before = m_all.empty() ? None : quint32(m_all.size() - 1);
            run.after = i < meetings.size() ? quint32(m_all.size() + 1) : None;
            m_all.push_back(run);
        }
        m_changes.resize(m_all.size());
        for (quint32 i = 1; i < m_all.size(); ++i)
            consider(i - 1, i);
    }

    std::vector<Spell> united()
    {
        while (!m_unions.empty()) {
            const Union next = m_unions.top();
            m_unions.pop();
            const quint32 left = m_changes[next.left];
            const quint32 right = m_changes[next.right];
            if (left != Gone && right != Gone && left + right == next.changes)
                unite(next.left, next.right);
        }
        std::vector<Spell> spells;
        for (size_t i = 0; i < m_all.size(); ++i) {
            if (m_changes[i] != Gone)
                spells.push_back(m_all[i].spell);
        }
        return spells;
    }

private:
    static Counts sum(const Stretch &left, const Stretch &right)
    {
        Counts counts = left.counts;
        for (size_t kind = 0; kind < Kinds; ++kind)
            counts[kind] += right.counts[kind];
        return counts;
    }

    void consider(quint32 leftNumber, quint32 rightNumber)
    {
        if (leftNumber == None || rightNumber == None)
            return;
        const Stretch &left = m_all[leftNumber];
        const Stretch &right = m_all[rightNumber];
        if (left.spell.back || right.spell.back)
            return;
        const double loss = surprise(sum(left, right)) - left.surprise - right.surprise;
        if (loss < Distinction)
            m_unions.push({loss, leftNumber, rightNumber, m_changes[leftNumber] + m_changes[rightNumber]});
    }

    void unite(quint32 leftNumber, quint32 rightNumber)
    {
        Stretch &left = m_all[leftNumber];
        Stretch &right = m_all[rightNumber];
        left.counts = sum(left, right);
        left.surprise = surprise(left.counts);
        left.spell.end = right.spell.end;
        left.after = right.after;
        ++m_changes[leftNumber];
        m_changes[rightNumber] = Gone;
        if (left.after != None)
            m_all[left.after].before = leftNumber;
        consider(left.before, leftNumber);
        consider(leftNumber, left.after);
    }

    static constexpr quint32 Gone = None;

    std::vector<Stretch> m_all; ///< in order of time
    std::vector<quint32>
        m_changes; ///< how often each has grown; Gone: it belongs to the one before it. (Asked often, and small.)
    std::priority_queue<Union, std::vector<Union>, std::greater<>> m_unions;
};

} // namespace

std::vector<Spell> spellsOf(const std::vector<Meeting> &meetings)
{
    return Stretches(meetings).united();
}

} // namespace cairn
