#include "model/loopback.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

bool isLoopbackName(const QString &host)
{
    static const QRegularExpression fourParts(u"\\A127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}\\z"_s);
    const QString lower = host.toLower();
    return lower == "localhost"_L1 || lower == "::1"_L1 || fourParts.match(lower).hasMatch();
}

} // namespace cairn
