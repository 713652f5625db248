#include "ui/payload/headersmodel.h"

#include "ui/parts/plaintip.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QStringList valuesOf(const QJsonValue &value)
{
    QStringList values;
    if (value.isArray()) {
        const QJsonArray all = value.toArray();
        for (const QJsonValue &one : all)
            values.append(one.toVariant().toString());
    } else {
        values.append(value.toVariant().toString());
    }
    return values;
}

} // namespace

void HeadersModel::setHeaders(const QByteArray &json, const Cover &cover)
{
    QList<HeaderRow> shown;
    const QJsonObject fields = QJsonDocument::fromJson(cover.bytes(json)).object();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        for (const QString &value : valuesOf(it.value()))
            shown.append({it.key(), cover.address(value)});
    }
    reset(shown);
}

QString HeadersModel::textOf(const QModelIndexList &indexes) const
{
    QStringList lines;
    for (const QModelIndex &index : indexes)
        lines.append(u"%1: %2"_s.arg(rows().at(index.row()).name, rows().at(index.row()).value));
    return lines.join(u'\n');
}

QVariant HeadersModel::cell(const HeaderRow &field, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return column == NameColumn ? field.name : field.value;
    case Qt::ToolTipRole: return column == NameColumn ? QString() : plainTip(field.value);
    default: return {};
    }
}

QString HeadersModel::head(int column) const
{
    return column == NameColumn ? tr("Field") : tr("Value");
}

QString headerField(const QByteArray &json, const QString &name)
{
    const QJsonObject fields = QJsonDocument::fromJson(json).object();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return valuesOf(it.value()).value(0);
    }
    return {};
}

} // namespace cairn
