#pragma once

#include <QString>

namespace cairn {

/// Whether a text is in a format that draft 7 names (draft-handrews-json-schema-validation-01 §7.3), by the RFC given there.
/// Formats that are not checked (idn-hostname, iri, iri-reference, uri-template, and unknown ones) have every text.
bool isKnownFormat(const QString &format);
bool hasFormat(const QString &text, const QString &format);

} // namespace cairn
