#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace cairn::demo {

/// What can be counted in a text.
struct TextStatistics
{
    qint64 lines = 0;                            ///< a last line without a line break counts
    qint64 words = 0;                            ///< runs of letters and digits, inner apostrophes and hyphens included
    qint64 characters = 0;                       ///< Unicode code points
    QString language;                            ///< ISO 639-1, guessed from frequent little words; empty: no guess
    QList<std::pair<QString, int>> mostFrequent; ///< in lower case; by count, then by alphabet; ten at most
};

/// The bytes as text if they are one: valid UTF-8 without null characters.
std::optional<QString> decodeText(QByteArrayView bytes);

TextStatistics countText(const QString &text);

} // namespace cairn::demo
