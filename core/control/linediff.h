#pragma once

#include <QList>
#include <QStringList>

namespace cairn {

/// One line of a comparison of two texts.
struct DiffLine
{
    enum class Kind { Same, Removed, Added };

    Kind kind = Kind::Same;
    int before = 0; ///< line number in the first text, from 1; 0: it is not in it
    int after = 0;  ///< in the second
    QString text;
    bool operator==(const DiffLine &) const = default;
};

inline constexpr int MostEdits = 1'000;

/// Two texts as one list of lines: what is in both, and what in one alone.
struct LineDiff
{
    QList<DiffLine> lines;
    bool exact = true; ///< false: too much is different; what lies between the first and last difference counts as replaced
};

/// The shortest way from one text to the other, line by line: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
/// Algorithmica 1 (1986). Within a change, what was removed comes first. Work and memory grow with the square of `mostEdits`:
/// texts that differ in more lines are compared by their common beginning and end alone.
LineDiff compareLines(const QStringList &before, const QStringList &after, int mostEdits = MostEdits);

/// The lines of it alone.
inline QList<DiffLine> diffLines(const QStringList &before, const QStringList &after)
{
    return compareLines(before, after).lines;
}

/// A stretch of a comparison: what changed, with some unchanged lines around it.
struct DiffHunk
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const DiffHunk &) const = default;
};

/// Changes with `context` lines around each; those that touch are joined. Empty if the texts are equal.
QList<DiffHunk> diffHunks(const QList<DiffLine> &lines, int context);

} // namespace cairn
