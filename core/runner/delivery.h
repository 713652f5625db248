#pragma once

#include "store/store.h"

#include <QString>

namespace cairn {

/// A file to be put into a folder.
struct DeliveryOrder
{
    QString folder; ///< absolute
    QString name;   ///< no separators
    PayloadRef content;
    QString by; ///< run and step: of several that deliver under one name at once, each writes a temporary file of its own
    QList<Digest> replaces{}; ///< of files that may be there and be replaced
};

/// Writes the content to a temporary file in the folder, syncs it, renames it into place and syncs the folder: readers see
/// either nothing or the whole file, and repeating it after a crash is harmless. Nothing that is there is replaced but the same
/// bytes and what the order names. Returns the number of bytes. Waits; worker threads only. Errors: Usage (bad name), Conflict
/// (something else has that name), Io, DiskFull, Damaged.
Result<qint64> deliver(const DeliveryOrder &order, Store &store);
/// The same with the content at hand.
Result<qint64> deliver(const DeliveryOrder &order, const QByteArray &content);

} // namespace cairn
