#include "definition/schemaref.h"

#include <QRegularExpression>

namespace cairn {

QString SchemaRef::toString() const
{
    return name + QLatin1Char('@') + QString::number(version);
}

std::optional<SchemaRef> SchemaRef::fromString(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A([a-z0-9-]{1,64})@([1-9][0-9]{0,8})\\z"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return SchemaRef{match.captured(1), match.capturedView(2).toInt()};
}

QString childPointer(const QString &pointer, const QString &token)
{
    QString escaped = token;
    escaped.replace(QLatin1Char('~'), QLatin1String("~0")).replace(QLatin1Char('/'), QLatin1String("~1"));
    return pointer + QLatin1Char('/') + escaped;
}

} // namespace cairn
