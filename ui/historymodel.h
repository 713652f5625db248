#pragma once

#include "control/inbox.h"
#include "ui/keyedrows.h"

namespace cairn {

/// What happened to an incident, the newest first.
class HistoryModel : public KeyedRows<IncidentNote>
{
    Q_OBJECT
public:
    static constexpr int DetailRole = Qt::UserRole + 2; ///< why, or the note itself
    static constexpr int TimeRole = Qt::UserRole + 3;   ///< as shown

    using KeyedRows::KeyedRows;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool sameRow(const IncidentNote &a, const IncidentNote &b) const override { return a.id == b.id; }
    bool sameContent(const IncidentNote &, const IncidentNote &) const override { return true; } // history stays as it is
    void askForMore() override {}
};

} // namespace cairn
