#pragma once

#include "control/credentialbook.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// The credentials that definitions name, by key. Holds everything about them but the secrets.
class CredentialsModel : public ValueRows<CredentialUse>
{
    Q_OBJECT
public:
    enum Column { StateColumn, KeyColumn, KindColumn, PlaceColumn, AgeColumn, ExpiryColumn, UsersColumn, ColumnCount };

    explicit CredentialsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    /// `now`: what age and expiry count from.
    void setCredentials(const QList<CredentialUse> &credentials, Timestamp now);

private:
    QVariant cell(const CredentialUse &use, int column, int role) const override;
    QString head(int column) const override;
    QString text(const CredentialUse &use, int column) const;
    QString hint(const CredentialUse &use, int column) const;

    Timestamp m_now{};
};

} // namespace cairn
