#pragma once

#include <QJsonDocument>
#include <QJsonObject>

namespace cairn {

/// JSON as columns hold it.
inline QByteArray storedJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace cairn
