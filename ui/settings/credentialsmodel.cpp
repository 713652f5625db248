#include "ui/settings/credentialsmodel.h"

#include "ui/look/statelook.h"
#include "ui/look/timedisplay.h"
#include "ui/look/wording.h"

#include <QDateTime>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(CredentialState state)
{
    switch (state) {
    case CredentialState::Good: return CredentialsModel::tr("Good");
    case CredentialState::Expiring: return CredentialsModel::tr("Expires soon");
    case CredentialState::Expired: return CredentialsModel::tr("Expired");
    case CredentialState::Missing: return CredentialsModel::tr("Missing");
    case CredentialState::Unusable: return CredentialsModel::tr("Unusable");
    }
    Q_UNREACHABLE();
    return {};
}

Look lookOf(CredentialState state)
{
    switch (state) {
    case CredentialState::Good: return Look::Succeeded;
    case CredentialState::Expiring: return Look::WaitingRetry;
    case CredentialState::Expired:
    case CredentialState::Missing:
    case CredentialState::Unusable: break;
    }
    return Look::Blocked;
}

QString placeWord(const CredentialUse &use)
{
    if (!use.place)
        return CredentialsModel::tr("Nowhere");
    switch (*use.place) {
    case VaultPlace::Service: return CredentialsModel::tr("The service manager");
    case VaultPlace::Command: return CredentialsModel::tr("The vault's command");
    case VaultPlace::Keychain: return CredentialsModel::tr("The keychain");
    case VaultPlace::Folder: return CredentialsModel::tr("A file of the workspace");
    }
    Q_UNREACHABLE();
    return {};
}

/// It expires when that day begins in UTC, as it was chosen; elsewhere that is the evening before, or a morning.
QString dayOf(Timestamp time)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).date();
    return QLocale().toString(day, QLocale::ShortFormat);
}

} // namespace

void CredentialsModel::setCredentials(const QList<CredentialUse> &credentials, Timestamp now)
{
    m_now = now;
    reset(credentials);
}

QString CredentialsModel::text(const CredentialUse &use, int column) const
{
    switch (column) {
    case StateColumn: return stateWord(stateOf(use, m_now));
    case KeyColumn: return use.key;
    case KindColumn: return use.kind;
    case PlaceColumn: return placeWord(use);
    case AgeColumn: return use.record ? relativeTime(use.record->setAt, m_now) : tr("unknown");
    case ExpiryColumn: return use.record && use.record->expiresAt ? dayOf(*use.record->expiresAt) : tr("never said");
    case UsersColumn: return use.usedBy.isEmpty() ? tr("nothing names it") : use.usedBy.join(u", "_s);
    default: return {};
    }
}

QString CredentialsModel::hint(const CredentialUse &use, int column) const
{
    switch (column) {
    case StateColumn: return use.trouble.detail.isEmpty() ? text(use, column) : errorText(use.trouble);
    case PlaceColumn: return use.placeName;
    case AgeColumn:
        return use.record ? tr("Set %1 by %2").arg(utcTime(use.record->setAt), use.record->setBy) : tr("It was not set by Cairn");
    default: return text(use, column);
    }
}

QVariant CredentialsModel::cell(const CredentialUse &use, int column, int role) const
{
    if (role == Qt::DisplayRole)
        return text(use, column);
    if (role == Qt::ToolTipRole)
        return hint(use, column);
    if (role == LookRole && column == StateColumn)
        return int(lookOf(stateOf(use, m_now)));
    return {};
}

QString CredentialsModel::head(int column) const
{
    switch (column) {
    case StateColumn: return tr("State");
    case KeyColumn: return tr("Key");
    case KindColumn: return tr("Kind");
    case PlaceColumn: return tr("Kept in");
    case AgeColumn: return tr("Set");
    case ExpiryColumn: return tr("Good until");
    case UsersColumn: return tr("Used by");
    default: return {};
    }
}

} // namespace cairn
