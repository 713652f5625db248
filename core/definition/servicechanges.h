#pragma once

#include "definition/servicefields.h"

#include <optional>

namespace cairn {

/// A value that differs between two definitions of a service.
struct ServiceChange
{
    /// As in ServiceField: "policy.retry.attempts"; "policy.categories": the rules about single answers; else a part of what is
    /// said of its credential, TLS, the data that it may have, and tuning: "credential.key", "tuning.bounds.retry.attempts".
    QString path;
    QString before; ///< as a file would say it; empty: it was not there
    QString after;  ///< empty: it is taken out
    bool operator==(const ServiceChange &) const = default;
};

/// All of them: in the order of serviceFields(), then what is no field.
QList<ServiceChange> serviceChanges(const Service &before, const Service &after);
/// What a rule about single answers asks of one: its status, a header ("X-Reason=quota"), a problem's type, a test.
QStringList conditionsOf(const CategoryRule &rule);

/// "policy.retry.attempts: 6 → 4". English.
QString toText(const ServiceChange &change);

/// A field's text as a number: ms, or a count; nullopt for words, and for what is not there.
std::optional<double> numberIn(const ServiceField &field, const QString &text);

/// Settings that `tuning` may bound, as they are written there: below `policy`.
QStringList tunableSettings();
/// The field of such a setting.
const ServiceField *tunableField(const QString &setting);

} // namespace cairn
