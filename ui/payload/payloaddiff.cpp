#include "ui/payload/payloaddiff.h"

#include "control/linediff.h"

namespace cairn {

namespace {

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

PayloadDiff diffSideBySide(const QStringList &left, const QStringList &right, int mostEdits)
{
    const LineDiff diff = compareLines(left, right, mostEdits);
    RowBuilder rows;
    for (const DiffLine &line : diff.lines) {
        switch (line.kind) {
        case DiffLine::Kind::Same: rows.equal(); break;
        case DiffLine::Kind::Removed: rows.removed(); break;
        case DiffLine::Kind::Added: rows.added(); break;
        }
    }
    return rows.take(diff.exact);
}

} // namespace cairn
