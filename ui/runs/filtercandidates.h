#pragma once

#include "control/filtercompletion.h"

#include <QAbstractListModel>

namespace cairn {

/// What the filter line offers at the moment, for FilterPopup: the word, its look if it is a state, and a hint.
class FilterCandidates : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int HintRole = Qt::UserRole + 2; ///< what the word means, translated

    using QAbstractListModel::QAbstractListModel;

    void set(const QList<FilterCandidate> &candidates);
    const QList<FilterCandidate> &all() const { return m_candidates; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<FilterCandidate> m_candidates;
};

} // namespace cairn
