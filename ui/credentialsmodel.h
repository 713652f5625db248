#pragma once

#include "control/credentialbook.h"

#include <QAbstractTableModel>

namespace cairn {

/// The credentials that definitions name, by key. Holds everything about them but the secrets.
class CredentialsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { StateColumn, KeyColumn, KindColumn, PlaceColumn, AgeColumn, ExpiryColumn, UsersColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `now`: what age and expiry count from.
    void setCredentials(const QList<CredentialUse> &credentials, Timestamp now);
    const QList<CredentialUse> &credentials() const { return m_credentials; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const CredentialUse &use, int column) const;
    QString hint(const CredentialUse &use, int column) const;

    QList<CredentialUse> m_credentials;
    Timestamp m_now{};
};

} // namespace cairn
