#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace cairn::demo {

/// One part of a multipart/form-data body (RFC 7578).
struct FormPart
{
    QString name;
    QString fileName;       ///< empty: a plain field
    QByteArray contentType; ///< empty: not given
    QByteArray content;
};

/// The parts in their order; nothing if it is no such body, is cut short, or a part has no name.
std::optional<QList<FormPart>> parseMultipart(const QByteArray &contentType, const QByteArray &body);

} // namespace cairn::demo
