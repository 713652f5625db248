#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace cairn {

// Changes of one value in a definition's text that leave all else as its author wrote it: comments, order, indentation. `path` is
// made of keys with dots between them: "policy.retry.attempts". Errors: Definition (the text is not YAML, or what stands in the
// way is no map or cannot be changed in place: it is said where).

/// Writes a text, a number or a word (`value` is what a reader is to see, without quotes). Maps on the way that are missing are
/// made.
Result<QByteArray> withYamlValue(const QByteArray &yaml, const QString &path, const QString &value);
/// Takes it out, and the maps that would be empty without it. The same text if it is not there.
Result<QByteArray> withoutYamlValue(const QByteArray &yaml, const QString &path);

struct YamlNode;

/// A value in one line, which reads back as the same.
QByteArray yamlInBrackets(const YamlNode &node);

} // namespace cairn
