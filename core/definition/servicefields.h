#pragma once

#include "base/error.h"
#include "model/service.h"

#include <QSet>
#include <QStringList>

namespace cairn {

// What a service file may say within bounds; read by servicepolicyfile, shown by forms.
inline constexpr int MostAttempts = 100;
inline constexpr int LargestFactor = 10;
inline constexpr int MostConcurrency = 1024;
inline constexpr int MostTokens = 1'000'000;
inline constexpr double LeastRatio = 0.01;

/// One value of a service's definition that has a place in its file, a text there, and a meaning of its own.
struct ServiceField
{
    enum class Kind {
        Duration, ///< "30s"; see parseDuration
        Count,
        Ratio,  ///< with a fraction
        Switch, ///< true or false
        Choice, ///< one of `choices`
        Text,
    };

    QString path; ///< "policy.retry.attempts"
    Kind kind = Kind::Text;
    double least = 0; ///< of a count or a ratio, as `most`
    double most = 0;
    QStringList choices{};
    bool optional = false; ///< it may be left unsaid for good: there is no value then, and its text is empty
    QString (*read)(const Service &) = nullptr;

    /// As a file would say it.
    QString text(const Service &service) const { return read(service); }
    bool ofPolicy() const { return path.startsWith(QLatin1String("policy.")); }
};

/// All of them, in the order in which people look for them. Attempts per category are fields too; `categories`, the list of
/// rules about single answers, is none.
const QList<ServiceField> &serviceFields();
/// nullptr: there is none of that path.
const ServiceField *serviceField(const QString &path);

/// A definition's text with another value at a field's path, or without its own (`value` is empty). A rate is one value as well,
/// at "policy.rate": "none" says that there is none, whatever is inherited. Errors: those of withYamlValue().
Result<QByteArray> withServiceValue(const QByteArray &yaml, const QString &path, const QString &value);

/// Where a value of a definition comes from.
enum class FieldOrigin {
    Own,       ///< its file says it
    Inherited, ///< cairn.yaml does
    Preset,    ///< neither
};

/// Where the values of one definition come from, as it is written. A text that is no YAML says nothing.
class FieldOrigins
{
public:
    FieldOrigins() = default;
    FieldOrigins(const QByteArray &yaml, const QByteArray &inherited);

    FieldOrigin of(const QString &path) const;

private:
    QSet<QString> m_own; ///< paths
    QSet<QString> m_inherited;
};

} // namespace cairn
