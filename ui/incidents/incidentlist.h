#pragma once

#include <QListView>
#include <QPersistentModelIndex>

namespace cairn {

class IncidentsModel;

/// The list of incidents. Nothing jumps while it is being read: what comes in above stays above.
class IncidentList : public QListView
{
    Q_OBJECT
public:
    explicit IncidentList(IncidentsModel &model, QWidget *parent = nullptr);

    /// The chosen incident's number, 0 if none is.
    qint64 current() const;
    /// False if it is not loaded.
    bool choose(qint64 incident);
Q_SIGNALS:
    void currentChosen();
    /// The chosen one is not among those that are listed any more; no other is chosen in its place.
    void currentLeft();
    /// Enter or a double click on the chosen one.
    void opened();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

private:
    void holdPlace();
    void restorePlace();

    IncidentsModel &m_model;
    QPersistentModelIndex m_anchor;
    int m_anchorTop = 0;
    bool m_leaving = false;
};

} // namespace cairn
