#pragma once

#include "control/incidentdesk.h"
#include "ui/look/statelook.h"
#include "ui/parts/keyedrows.h"

namespace cairn {

/// Something that happened to an incident, or that somebody asked for, as it is shown.
struct HistoryLine
{
    Timestamp at;
    QString title;
    QString detail; ///< why, or the note itself
    Look look = Look::Pending;
    qint64 note = 0;    ///< that it tells of
    qint64 command = 0; ///< or the first of a deed's; of an order, its id below zero
    bool operator==(const HistoryLine &) const = default;
};
/// The newest first.
QList<HistoryLine> historyLines(const IncidentDetail &incident);

/// What happened to an incident, the newest first.
class HistoryModel : public KeyedRows<HistoryLine>
{
    Q_OBJECT
public:
    static constexpr int DetailRole = Qt::UserRole + 2; ///< why, or the note itself
    static constexpr int TimeRole = Qt::UserRole + 3;   ///< as shown

    using KeyedRows::KeyedRows;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool sameRow(const HistoryLine &a, const HistoryLine &b) const override { return a.note == b.note && a.command == b.command; }
    bool sameContent(const HistoryLine &a, const HistoryLine &b) const override { return a == b; } // an order counts on
    void askForMore() override {}
};

} // namespace cairn
