#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrl>

namespace cairn {

// What leaves the house for others to read loses what looks like a secret, by its name or by its form. A second line of defence:
// credentials are never recorded.

/// What stands in place of a secret.
inline const QString RedactedText = QStringLiteral("[redacted]");

/// Whether a header, query parameter or key of that name tends to hold a secret: "Authorization", "api_key", "X-Auth-Token".
bool isSecretName(QStringView name);

/// Values of query parameters with such names, user information in URLs, what follows "Bearer" and "Basic", and values that are
/// assigned to such names (`password=…`, `"token": "…"`, `.secret |= "…"`); and what maskText() finds: cards, accounts, national
/// ids, keys, tokens.
QString redactText(const QString &text);

/// An address, as QUrl encodes it fully, as it is recorded, unsealed: redactText(), also of what its parts say once they are
/// decoded.
QString redactedUrl(const QString &encoded);

/// Values under such names at any depth, and what redactText finds in other texts.
QJsonObject redactJson(const QJsonObject &object);
/// The same for the text of a JSON object; empty stays empty, what is no object becomes an empty one.
QByteArray redactJsonText(const QByteArray &json);

} // namespace cairn
