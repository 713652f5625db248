#pragma once

#include "control/masked.h"
#include "model/audit.h"
#include "model/records.h"
#include "store/store.h"

#include <QJsonObject>

namespace cairn {

/// What of the records is passed on to others, who are not of the house: without secrets (see security/redaction.h), and with
/// what the workspace's own regular expressions find covered. A value that is cheap to copy; any thread.
class PassedOn
{
public:
    PassedOn() = default; ///< of a workspace without classes of its own
    /// `root`: see readOwnClasses. Errors: those of readOwnClasses, Definition.
    static Result<PassedOn> of(StoreReader &reader, const QString &root);

    /// Also where it is percent-encoded.
    QString text(const QString &text) const;
    QJsonObject json(const QJsonObject &object) const;
    /// The same for the text of a JSON object; empty stays empty.
    QByteArray jsonText(const QByteArray &json) const;
    /// As whoever looks at it sees it (see covered()), without secrets.
    Attempt attempt(const Attempt &attempt) const;
    AuditEntry entry(AuditEntry entry) const;

private:
    QJsonValue value(const QJsonValue &value) const;

    Cover m_own;
    Cover m_beside = Cover::standard();
};

} // namespace cairn
