#pragma once

#include <QByteArray>

#include <optional>

namespace cairn {

/// Whether the value at that offset is in quotes that are never closed. yaml-cpp takes the rest of the file for its text.
bool isOpenQuote(const QByteArray &source, qsizetype scalar);

/// Where a quote begins that its author probably forgot to close: one whose text runs over lines into the line of `wrong`, the
/// offset at which a parser gave up. Nothing if there is none.
std::optional<qsizetype> openQuoteBefore(const QByteArray &source, qsizetype wrong);

} // namespace cairn
