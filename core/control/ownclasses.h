#pragma once

#include "control/masked.h"
#include "store/store.h"

namespace cairn {

/// The classes of data that a workspace has of its own: those of the cairn.yaml in `root` (empty: there is none), and those that
/// the newest versions of its pipelines protect. Waits for the disk.
Result<QList<DataClass>> readOwnClasses(StoreReader &reader, const QString &root);

/// What of one payload is covered.
struct Covering
{
    Cover cover;
    QStringList whole;                  ///< classes for which all of it is
    QMap<QString, qint64> longValues{}; ///< how many of each class the cover knows that its detectors do not find
    Cover beside = Cover::standard();   ///< of header fields and addresses: the same, but for what is said of the whole document
};
/// Where a class is found by jq, `document` is looked into (empty: it is too large for that, and what jq would find is not
/// covered): what its paths lead to is covered wherever it stands; everything, where a test holds that names no path. Errors:
/// Definition, for classes that cannot be looked for.
Result<Covering> coveringOf(const QList<DataClass> &own, const QByteArray &document);

} // namespace cairn
