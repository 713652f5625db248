#pragma once

#include <QAbstractTableModel>

#include <algorithm>

namespace cairn {

/// The base of models over rows that have an identity: pages are given to it, and what is fresh is merged row by row, so that
/// selection and place stay with the rows they belong to. Holds values only (see RowsFeed).
template <typename Row> class KeyedRows : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    bool canFetchMore(const QModelIndex &parent) const override { return !parent.isValid() && !m_whole; }
    void fetchMore(const QModelIndex &parent) override
    {
        if (canFetchMore(parent))
            askForMore();
    }

    const QList<Row> &rows() const { return m_rows; }
    const Row &row(int row) const { return m_rows.at(row); }
    bool isWhole() const { return m_whole; }

    /// Begins anew; `whole`: there are no further rows.
    void replace(QList<Row> rows, bool whole)
    {
        beginResetModel();
        m_rows = std::move(rows);
        m_whole = whole;
        endResetModel();
    }
    void append(const QList<Row> &more, bool whole)
    {
        m_whole = whole;
        QList<Row> fresh;
        std::copy_if(more.begin(), more.end(), std::back_inserter(fresh), [&](const Row &row) { return placeOf(row, 0) < 0; });
        if (fresh.isEmpty())
            return;
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
        m_rows += fresh;
        endInsertRows();
    }
    /// Makes the rows these, by removing, moving, inserting and changing single ones.
    void merge(const QList<Row> &fresh, bool whole)
    {
        removeGone(fresh);
        for (int at = 0; at < fresh.size(); ++at) {
            const int from = placeOf(fresh.at(at), at);
            if (from < 0) {
                beginInsertRows({}, at, at);
                m_rows.insert(at, fresh.at(at));
                endInsertRows();
                continue;
            }
            if (from != at) {
                beginMoveRows({}, from, from, {}, at);
                m_rows.move(from, at);
                endMoveRows();
            }
            if (!sameContent(m_rows.at(at), fresh.at(at))) {
                m_rows[at] = fresh.at(at);
                Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
            }
        }
        m_whole = whole;
    }

    /// The same for the first `behind` rows alone. What stood behind the last of them that is still among them stays, unless it
    /// has moved into them: new ones push as many over the border. What has left them may be gone, or stand behind all others
    /// now: what follows is asked for again, as it is where none is left.
    void mergeHead(QList<Row> head, int behind)
    {
        const qsizetype fresh = head.size();
        int border = -1;
        for (qsizetype at = fresh - 1; at >= 0 && border < 0; --at) {
            if (const int stood = placeOf(head.at(at), 0); stood < behind)
                border = stood;
        }
        if (border < 0)
            return merge(head, false);
        const auto isFresh = [&](const Row &row) {
            return std::any_of(head.cbegin(), head.cbegin() + fresh, [&](const Row &one) { return sameRow(one, row); });
        };
        const bool allStayed = std::all_of(m_rows.cbegin(), m_rows.cbegin() + border + 1, isFresh);
        for (int at = border + 1; at < m_rows.size(); ++at) {
            if (!isFresh(m_rows.at(at)))
                head.append(m_rows.at(at));
        }
        merge(head, m_whole && allStayed);
    }

protected:
    virtual bool sameRow(const Row &a, const Row &b) const = 0;
    virtual bool sameContent(const Row &a, const Row &b) const = 0;
    /// Somebody scrolls to the end.
    virtual void askForMore() = 0;

private:
    /// At `from` or behind it; -1 if it is not there.
    int placeOf(const Row &row, int from) const
    {
        for (int at = from; at < m_rows.size(); ++at) {
            if (sameRow(m_rows.at(at), row))
                return at;
        }
        return -1;
    }
    void removeGone(const QList<Row> &fresh)
    {
        int hint = 0; // both lists have nearly the same order
        const auto isThere = [&](const Row &row) {
            for (int i = 0; i < fresh.size(); ++i) {
                const int at = int((hint + i) % fresh.size());
                if (sameRow(fresh.at(at), row)) {
                    hint = at;
                    return true;
                }
            }
            return false;
        };
        for (int at = int(m_rows.size()) - 1; at >= 0; --at) {
            hint = std::min(at, std::max(0, int(fresh.size()) - 1));
            if (isThere(m_rows.at(at)))
                continue;
            beginRemoveRows({}, at, at);
            m_rows.removeAt(at);
            endRemoveRows();
        }
    }

    QList<Row> m_rows;
    bool m_whole = true;
};

} // namespace cairn
