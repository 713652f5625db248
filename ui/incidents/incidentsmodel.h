#pragma once

#include "control/inbox.h"
#include "ui/parts/keyedrows.h"

namespace cairn {

/// The incidents that have been loaded so far, by urgency.
class IncidentsModel : public KeyedRows<IncidentSummary>
{
    Q_OBJECT
public:
    /// A cairn::IncidentSummary.
    static constexpr int SummaryRole = Qt::UserRole + 2;

    using KeyedRows::KeyedRows;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override;
    /// The row of a loaded incident, or -1.
    int rowOf(qint64 incident) const;

Q_SIGNALS:
    void moreWanted();

protected:
    bool sameRow(const IncidentSummary &a, const IncidentSummary &b) const override;
    bool sameContent(const IncidentSummary &a, const IncidentSummary &b) const override;
    void askForMore() override { Q_EMIT moreWanted(); }
};

/// What is said of an incident to people who hear it.
QString spokenIncident(const IncidentSummary &summary);

} // namespace cairn
