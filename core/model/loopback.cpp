#include "model/loopback.h"

#include <QRegularExpression>

namespace cairn {

bool isLoopbackName(const QString &host)
{
    static const QRegularExpression fourParts(QStringLiteral("^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$"));
    const QString lower = host.toLower();
    return lower == QLatin1String("localhost") || lower.endsWith(QLatin1String(".localhost")) || lower == QLatin1String("::1") ||
           fourParts.match(lower).hasMatch();
}

} // namespace cairn
