#pragma once

#include <QJsonObject>
#include <QStringList>

namespace cairn {

/// How a newer schema stands to an older one.
struct SchemaCompatibility
{
    bool backward = false; ///< whatever is valid under the older is valid under the newer: readers may move on first
    bool forward = false;  ///< whatever is valid under the newer is valid under the older: writers may
    QStringList reasons;   ///< why not, each "backward: #/pointer: what", or forward; empty exactly if both hold

    bool isFull() const { return backward && forward; }
};

/// Compares by structure. Conservative: what cannot be shown by comparing keyword with keyword counts as incompatible and is said
/// so. Two keywords that are equal, with all that they refer to inside their documents, are compatible whatever they mean.
SchemaCompatibility compatibility(const QJsonObject &older, const QJsonObject &newer);

} // namespace cairn
