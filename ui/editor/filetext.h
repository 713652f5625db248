#pragma once

#include <QByteArray>
#include <QString>

namespace cairn {

/// As the bytes of a file that begins as `like` does: with the mark that some editors put before UTF-8, of which a QString has
/// nothing, or without.
QByteArray bytesOfFile(const QString &text, const QByteArray &like);

/// It comes back from an editor of texts as it was.
bool isUtf8Text(const QByteArray &bytes);

} // namespace cairn
