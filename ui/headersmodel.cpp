#include "ui/headersmodel.h"

#include "ui/plaintip.h"

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
    beginResetModel();
    m_fields.clear();
    const QJsonObject fields = QJsonDocument::fromJson(cover.bytes(json)).object();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        for (const QString &value : valuesOf(it.value()))
            m_fields.append({it.key(), cover.address(value)});
    }
    endResetModel();
}

QString HeadersModel::textOf(const QModelIndexList &rows) const
{
    QStringList lines;
    for (const QModelIndex &row : rows)
        lines.append(u"%1: %2"_s.arg(m_fields.at(row.row()).first, m_fields.at(row.row()).second));
    return lines.join(u'\n');
}

int HeadersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

int HeadersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeadersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &[name, value] = m_fields.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return index.column() == NameColumn ? name : value;
    case Qt::ToolTipRole: return index.column() == NameColumn ? QString() : plainTip(value);
    default: return {};
    }
}

QVariant HeadersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Field") : tr("Value");
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
