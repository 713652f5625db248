#pragma once

#include <QString>

namespace cairn {

/// What LIKE … ESCAPE '\\' is to be given so that these characters mean themselves.
inline QString likeLiteral(QString text)
{
    return text.replace(u'\\', QLatin1String("\\\\")).replace(u'%', QLatin1String("\\%")).replace(u'_', QLatin1String("\\_"));
}

/// Texts that have this one somewhere.
inline QString likePattern(const QString &text)
{
    return u'%' + likeLiteral(text) + u'%';
}

} // namespace cairn
