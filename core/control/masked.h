#pragma once

#include <QByteArray>
#include <QString>

namespace cairn {

// Payloads as a person sees them who has not asked for more: every kind of sensitive data that Cairn knows covered with asterisks
// (see security/masking.h). What comes back is as long as what went in. Pure; about 2 ms a MiB.

QString maskedText(const QString &text);
QByteArray maskedBytes(const QByteArray &bytes);

} // namespace cairn
