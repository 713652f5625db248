#include "definition/nearest.h"

#include <algorithm>
#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
qsizetype distance(const QString &from, const QString &to)
{
    const qsizetype width = to.size() + 1;
    std::vector<qsizetype> before(width), last(width), row(width);
    for (qsizetype j = 0; j < width; ++j)
        last[j] = j;
    for (qsizetype i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (qsizetype j = 1; j < width; ++j) {
            const qsizetype replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[width - 1];
}

} // namespace

QString nearest(const QString &word, const QStringList &candidates)
{
    constexpr qsizetype Longest = 64;
    if (word.size() > Longest)
        return {};
    QString best;
    qsizetype bestDistance = std::max<qsizetype>(1, word.size() / 3) + 1;
    for (const QString &candidate : candidates) {
        const qsizetype far = distance(word.toLower(), candidate.toLower());
        if (far < bestDistance) {
            bestDistance = far;
            best = candidate;
        }
    }
    return best;
}

QString suggestion(const QString &word, const QStringList &candidates, const QString &kind)
{
    if (const QString near = nearest(word, candidates); !near.isEmpty())
        return u"Did you mean '%1'?"_s.arg(near);
    constexpr qsizetype Shown = 16;
    if (candidates.isEmpty())
        return u"%1: none"_s.arg(kind);
    return u"%1: %2%3"_s.arg(kind, candidates.first(std::min(Shown, candidates.size())).join(u", "_s),
                             candidates.size() > Shown ? u", …"_s : QString());
}

} // namespace cairn
