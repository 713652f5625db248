#include "model/loopback.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

bool isLoopbackName(const QString &host)
{
    static const QRegularExpression fourParts(u"^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$"_s);
    const QString lower = host.toLower();
    return lower == "localhost"_L1 || lower.endsWith(".localhost"_L1) || lower == "::1"_L1 || fourParts.match(lower).hasMatch();
}

} // namespace cairn
