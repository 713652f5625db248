#pragma once

#include "control/masked.h"

#include <QAbstractTableModel>

namespace cairn {

/// The fields of one request or response, as recorded: secrets have been left out.
class HeadersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// A JSON object; a field with several values becomes several rows. Sensitive data is covered, also in what is an address.
    void setHeaders(const QByteArray &json, const Cover &cover);
    /// Rows as they stood in the message.
    QString textOf(const QModelIndexList &rows) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<std::pair<QString, QString>> m_fields;
};

/// The first value of a field of recorded headers, whatever the case of its name; empty if there is none.
QString headerField(const QByteArray &json, const QString &name);

} // namespace cairn
