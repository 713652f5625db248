#include "control/linediff.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <vector>

namespace cairn {

namespace {

using LineKind = DiffLine::Kind;

/// Lines as numbers: equal lines have equal ones.
class Numbering
{
public:
    std::vector<int> of(const QStringList &lines, qsizetype begin, qsizetype end)
    {
        std::vector<int> numbers;
        for (qsizetype i = begin; i < end; ++i) {
            const auto known = m_numbers.constFind(lines.at(i));
            numbers.push_back(known != m_numbers.cend() ? *known : *m_numbers.insert(lines.at(i), int(m_numbers.size())));
        }
        return numbers;
    }

private:
    QHash<QString, int> m_numbers;
};

/// Myers' greedy algorithm: the furthest reaching path on each diagonal for 0, 1, 2 … edits. All rounds are kept, to walk back.
class EditSearch
{
public:
    EditSearch(std::vector<int> before, std::vector<int> after, int mostEdits)
        : m_before(std::move(before)), m_after(std::move(after)), m_mostEdits(mostEdits)
    {
    }

    /// From the first line to the last; nothing if there are too many edits.
    std::optional<std::vector<LineKind>> run()
    {
        const int most = int(std::min<size_t>(m_before.size() + m_after.size(), size_t(m_mostEdits)));
        std::vector<int> reached(size_t(2 * most + 3), 0);
        const int middle = most + 1;
        for (int edits = 0; edits <= most; ++edits) {
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int &x = reached[size_t(middle + diagonal)];
                x = follow(start(reached, middle, diagonal, edits), diagonal);
                if (x >= int(m_before.size()) && x - diagonal >= int(m_after.size())) {
                    keep(reached, middle, edits);
                    return walkBack();
                }
            }
            keep(reached, middle, edits);
        }
        return std::nullopt;
    }

private:
    static bool comesFromAbove(const std::vector<int> &reached, int middle, int diagonal, int edits)
    {
        return diagonal == -edits ||
               (diagonal != edits && reached[size_t(middle + diagonal - 1)] < reached[size_t(middle + diagonal + 1)]);
    }

    static int start(const std::vector<int> &reached, int middle, int diagonal, int edits)
    {
        if (edits == 0)
            return 0;
        return comesFromAbove(reached, middle, diagonal, edits) ? reached[size_t(middle + diagonal + 1)]
                                                                : reached[size_t(middle + diagonal - 1)] + 1;
    }

    int follow(int x, int diagonal) const
    {
        for (int y = x - diagonal;
             x < int(m_before.size()) && y < int(m_after.size()) && m_before[size_t(x)] == m_after[size_t(y)]; ++y)
            ++x;
        return x;
    }

    void keep(const std::vector<int> &reached, int middle, int edits)
    {
        m_rounds.emplace_back(reached.begin() + middle - edits - 1, reached.begin() + middle + edits + 2);
    }

    std::vector<LineKind> walkBack() const
    {
        std::vector<LineKind> way;
        int x = int(m_before.size());
        int y = int(m_after.size());
        for (int edits = int(m_rounds.size()) - 1; edits > 0; --edits) {
            const std::vector<int> &reached = m_rounds[size_t(edits - 1)];
            const int middle = edits; // of the round before: it has edits - 1 diagonals and a margin on each side
            const bool down = comesFromAbove(reached, middle, x - y, edits);
            const int from = x - y + (down ? 1 : -1);
            const int fromX = reached[size_t(middle + from)];
            const int fromY = fromX - from;
            for (; x > fromX + (down ? 0 : 1) && y > fromY + (down ? 1 : 0); --x, --y)
                way.push_back(LineKind::Same);
            way.push_back(down ? LineKind::Added : LineKind::Removed);
            x = fromX;
            y = fromY;
        }
        for (; x > 0; --x)
            way.push_back(LineKind::Same);
        std::reverse(way.begin(), way.end());
        return way;
    }

    std::vector<int> m_before;
    std::vector<int> m_after;
    int m_mostEdits;
    std::vector<std::vector<int>> m_rounds; ///< of each number of edits: the diagonals' ends, with a margin of one on each side
};

/// All that lies between is replaced.
std::vector<LineKind> replacement(qsizetype removed, qsizetype added)
{
    std::vector<LineKind> way(size_t(removed), LineKind::Removed);
    way.insert(way.end(), size_t(added), LineKind::Added);
    return way;
}

/// Where removed and added lines alternate, the removed ones come first: it reads better, and leads to the same text.
void sortChanges(std::vector<LineKind> &way)
{
    for (auto it = way.begin(); it != way.end();) {
        const auto end = std::find(it, way.end(), LineKind::Same);
        std::sort(it, end);
        it = std::find_if(end, way.end(), [](LineKind kind) { return kind != LineKind::Same; });
    }
}

} // namespace

LineDiff compareLines(const QStringList &before, const QStringList &after, int mostEdits)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head &&
           before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    const qsizetype removed = before.size() - head - tail;
    const qsizetype added = after.size() - head - tail;
    Numbering numbering;
    const auto found =
        EditSearch(numbering.of(before, head, head + removed), numbering.of(after, head, head + added), mostEdits).run();
    std::vector<LineKind> way = found.value_or(replacement(removed, added));
    sortChanges(way);
    way.insert(way.begin(), size_t(head), LineKind::Same);
    way.insert(way.end(), size_t(tail), LineKind::Same);

    LineDiff diff{{}, found.has_value()};
    int x = 0;
    int y = 0;
    for (const LineKind kind : way) {
        x += kind != LineKind::Added;
        y += kind != LineKind::Removed;
        diff.lines.append({kind, kind == LineKind::Added ? 0 : x, kind == LineKind::Removed ? 0 : y,
                           kind == LineKind::Added ? after.at(y - 1) : before.at(x - 1)});
    }
    return diff;
}

QList<DiffHunk> diffHunks(const QList<DiffLine> &lines, int context)
{
    QList<DiffHunk> hunks;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).kind == LineKind::Same)
            continue;
        const qsizetype begin = std::max<qsizetype>(i - context, 0);
        const qsizetype end = std::min<qsizetype>(i + 1 + context, lines.size());
        if (!hunks.isEmpty() && begin <= hunks.last().end)
            hunks.last().end = end;
        else
            hunks.append({begin, end});
    }
    return hunks;
}

} // namespace cairn
