#include "ui/payloaddiff.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <vector>

namespace cairn {

namespace {

using Numbers = std::vector<int>;

/// Equal lines get equal numbers: comparing those is cheap.
std::pair<Numbers, Numbers> numbered(const QStringList &left, const QStringList &right)
{
    QHash<QString, int> known;
    const auto number = [&](const QStringList &lines) {
        Numbers numbers;
        numbers.reserve(size_t(lines.size()));
        for (const QString &line : lines) {
            const auto found = known.constFind(line);
            numbers.push_back(found == known.cend() ? *known.insert(line, int(known.size())) : *found);
        }
        return numbers;
    };
    Numbers first = number(left);
    Numbers second = number(right);
    return {std::move(first), std::move(second)};
}

/// Which lines of a piece are on one side only.
struct Edits
{
    std::vector<bool> removed, added;
};

/// Myers' search between two pieces without a common beginning or end.
class EditSearch
{
public:
    EditSearch(const int *left, int leftSize, const int *right, int rightSize)
        : m_left(left), m_right(right), m_n(leftSize), m_m(rightSize)
    {
    }

    std::optional<Edits> run(int mostEdits)
    {
        const int most = std::min(mostEdits, m_n + m_m);
        std::vector<int> furthest(size_t(2 * most + 3), 0);
        m_offset = most + 1;
        for (int d = 0; d <= most; ++d) {
            const bool done = extend(furthest, d);
            m_trace.emplace_back(furthest.begin() + (m_offset - d), furthest.begin() + (m_offset + d + 1));
            if (done)
                return trackBack(d);
        }
        return {};
    }

private:
    /// One more edit on every diagonal; whether the end is reached.
    bool extend(std::vector<int> &furthest, int d) const
    {
        for (int k = -d; k <= d; k += 2) {
            const auto at = [&](int diagonal) -> int & { return furthest[size_t(m_offset + diagonal)]; };
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            int x = down ? at(k + 1) : at(k - 1) + 1;
            while (x < m_n && x - k < m_m && x - k >= 0 && m_left[x] == m_right[x - k])
                ++x;
            at(k) = x;
            if (x >= m_n && x - k >= m_m)
                return true;
        }
        return false;
    }

    Edits trackBack(int d) const
    {
        Edits edits{std::vector<bool>(size_t(m_n)), std::vector<bool>(size_t(m_m))};
        int x = m_n, y = m_m;
        for (; d > 0; --d) {
            const std::vector<int> &before = m_trace[size_t(d - 1)]; // of diagonals -(d-1) … d-1
            const auto at = [&](int k) { return std::abs(k) > d - 1 ? -1 : before[size_t(k + d - 1)]; };
            const int k = x - y;
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            const int from = down ? k + 1 : k - 1;
            x = at(from);
            y = x - from;
            if (down)
                edits.added[size_t(y)] = true;
            else
                edits.removed[size_t(x)] = true;
        }
        return edits;
    }

    const int *m_left, *m_right;
    int m_n, m_m;
    int m_offset = 0;
    std::vector<std::vector<int>> m_trace; ///< the furthest points after each number of edits
};

/// Removed and added lines that follow one another stand side by side.
class RowBuilder
{
public:
    void equal() { settle(), m_diff.rows.append({DiffRow::Kind::Equal, m_left++, m_right++}); }
    void removed() { ++m_removed; }
    void added() { ++m_added; }

    PayloadDiff take(bool exact)
    {
        settle();
        m_diff.exact = exact;
        return std::move(m_diff);
    }

private:
    void settle()
    {
        m_diff.differences += m_removed + m_added > 0;
        for (; m_removed > 0 && m_added > 0; --m_removed, --m_added)
            m_diff.rows.append({DiffRow::Kind::Changed, m_left++, m_right++});
        for (; m_removed > 0; --m_removed)
            m_diff.rows.append({DiffRow::Kind::Removed, m_left++, -1});
        for (; m_added > 0; --m_added)
            m_diff.rows.append({DiffRow::Kind::Added, -1, m_right++});
    }

    PayloadDiff m_diff;
    int m_left = 0, m_right = 0;
    int m_removed = 0, m_added = 0;
};

} // namespace

PayloadDiff diffSideBySide(const QStringList &leftLines, const QStringList &rightLines, int mostEdits)
{
    const auto [left, right] = numbered(leftLines, rightLines);
    const auto beginning = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    const auto head = size_t(beginning.first - left.begin());
    size_t tail = 0;
    while (tail < std::min(left.size(), right.size()) - head && left[left.size() - 1 - tail] == right[right.size() - 1 - tail])
        ++tail;
    const int n = int(left.size() - head - tail), m = int(right.size() - head - tail);
    const auto edits = EditSearch(left.data() + head, n, right.data() + head, m).run(mostEdits);

    RowBuilder rows;
    for (size_t i = 0; i < head; ++i)
        rows.equal();
    for (int x = 0, y = 0; x < n || y < m;) {
        if (x < n && (!edits || edits->removed[size_t(x)]))
            rows.removed(), ++x;
        else if (y < m && (!edits || edits->added[size_t(y)]))
            rows.added(), ++y;
        else
            rows.equal(), ++x, ++y;
    }
    for (size_t i = 0; i < tail; ++i)
        rows.equal();
    return rows.take(edits.has_value());
}

} // namespace cairn
