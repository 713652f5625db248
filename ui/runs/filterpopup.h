#pragma once

#include "control/filtercompletion.h"

#include <QListView>

namespace cairn {

class FilterCandidates;

/// The candidates below the filter line. Never has the focus: the line hands it the keys that mean it. Nothing is chosen until
/// somebody chooses it.
class FilterPopup : public QListView
{
    Q_OBJECT
public:
    /// Lies over its parent.
    explicit FilterPopup(QWidget *parent);

    /// Shows them with its upper left corner at `corner`, as far as there is room; without candidates it hides.
    void offer(const QList<FilterCandidate> &candidates, const QPoint &corner);
    /// Up, Down, PageUp or PageDown; beyond an end nothing is chosen, then the other end.
    void move(int key);
    std::optional<FilterCandidate> choice() const;

Q_SIGNALS:
    /// By the mouse.
    void accepted(const cairn::FilterCandidate &candidate);

private:
    QSize wantedSize() const;

    FilterCandidates *m_candidates;
};

} // namespace cairn
