#include "definition/schemadocument.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString unescaped(QString token)
{
    return token.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1);
}

QJsonValue item(const QJsonArray &items, const QString &token)
{
    bool ok = false;
    const int index = token.toInt(&ok);
    const bool plain = ok && QString::number(index) == token;
    return plain && index >= 0 && index < items.size() ? items[index] : QJsonValue(QJsonValue::Undefined);
}

} // namespace

SchemaDocument::SchemaDocument(const QJsonValue &root) : m_root(root)
{
    collect(root, {}, {});
}

void SchemaDocument::collect(const QJsonValue &schema, const QString &pointer, QUrl base)
{
    const QJsonObject fields = schema.toObject();
    if (fields.contains("$ref"_L1))
        return; // whatever stands beside a reference is ignored, its $id too
    if (const QString id = fields.value("$id"_L1).toString(); !id.isEmpty()) {
        const QUrl url = base.resolved(QUrl(id));
        m_places.insert(url.toString(), pointer);
        if (!url.hasFragment() || url.fragment().isEmpty()) {
            base = url.adjusted(QUrl::RemoveFragment);
            m_places.insert(base.toString(), pointer);
            m_bases.insert(pointer, base);
        }
    }
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (const SchemaKeyword *keyword = findSchemaKeyword(it.key()))
            eachSchemaIn(keyword->shape, it.value(), childPointer(pointer, it.key()),
                         [&](const QString &place, const QJsonValue &inner) { collect(inner, place, base); });
    }
}

QJsonValue SchemaDocument::at(const QString &pointer) const
{
    QJsonValue value = m_root;
    const QStringList tokens = pointer.split(QLatin1Char('/')).mid(1);
    for (const QString &token : tokens)
        value = value.isArray() ? item(value.toArray(), token) : value.toObject().value(unescaped(token));
    return value;
}

SchemaDocument::Base SchemaDocument::baseAt(const QString &pointer) const
{
    if (m_bases.isEmpty())
        return {};
    for (QString above = pointer; !above.isEmpty(); above.truncate(above.lastIndexOf(QLatin1Char('/')))) {
        if (const auto found = m_bases.constFind(above); found != m_bases.constEnd())
            return {above, *found};
    }
    return {{}, m_bases.value({})};
}

std::optional<QString> SchemaDocument::resolve(const QString &from, const QString &address) const
{
    const QString document = address.section(QLatin1Char('#'), 0, 0);
    const QString fragment = QUrl::fromPercentEncoding(address.section(QLatin1Char('#'), 1).toUtf8());
    Base base = baseAt(from);
    if (!document.isEmpty()) {
        base.url = base.url.resolved(QUrl(document));
        const auto place = m_places.constFind(base.url.toString());
        if (place == m_places.constEnd())
            return std::nullopt;
        base.pointer = *place;
    }
    if (fragment.isEmpty() || fragment.startsWith(QLatin1Char('/')))
        return base.pointer + fragment;
    base.url.setFragment(fragment);
    const auto place = m_places.constFind(base.url.toString());
    return place == m_places.constEnd() ? std::nullopt : std::optional(*place);
}

} // namespace cairn
