#include "definition/schemaref.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

QString SchemaRef::toString() const
{
    return name + QLatin1Char('@') + QString::number(version);
}

std::optional<SchemaRef> SchemaRef::fromString(const QString &text)
{
    static const QRegularExpression form(u"\\A([a-z0-9-]{1,64})@([1-9][0-9]{0,8})\\z"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return SchemaRef{match.captured(1), match.capturedView(2).toInt()};
}

QString childPointer(const QString &pointer, const QString &token)
{
    QString escaped = token;
    escaped.replace(QLatin1Char('~'), "~0"_L1).replace(QLatin1Char('/'), "~1"_L1);
    return pointer + QLatin1Char('/') + escaped;
}

} // namespace cairn
