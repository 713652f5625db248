#include "ui/payload/jsontreemodel.h"

#include "ui/look/statelook.h"
#include "ui/parts/plaintip.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ShownBytes = 300;
constexpr qsizetype CoveredBytes = 64 * 1024;
constexpr qsizetype NameBytes = 64; ///< of a name, to recognise by it what it names

bool isContainer(const JsonIndex::Value &value)
{
    return value.type <= JsonIndex::Type::Array;
}

/// On one line.
QString flat(QString text)
{
    for (QChar &c : text) {
        if (c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = QChar(0x21b5);
        else if (c.unicode() < 0x20)
            c = u' ';
    }
    return text;
}

} // namespace

void JsonTreeModel::setDocument(std::shared_ptr<const JsonIndex> document)
{
    beginResetModel();
    m_document = std::move(document);
    m_children.clear();
    m_remarks.clear();
    endResetModel();
}

void JsonTreeModel::setRemarks(const QHash<int, QString> &remarks)
{
    const auto old = std::exchange(m_remarks, remarks);
    for (const auto &changed : {old, remarks}) {
        for (auto it = changed.begin(); it != changed.end(); ++it) {
            const QModelIndex place = indexOf(it.key());
            if (place.isValid())
                Q_EMIT dataChanged(place, place.siblingAtColumn(ValueColumn));
        }
    }
}

QModelIndex JsonTreeModel::placed(int value, int column) const
{
    return createIndex(int(m_document->at(value).row), column, quintptr(value));
}

QModelIndex JsonTreeModel::indexOf(int value)
{
    if (!m_document || value < 0 || value >= m_document->size())
        return {};
    if (value == 0)
        return placed(0);
    const QModelIndex around = indexOf(int(m_document->at(value).parent));
    const int row = int(m_document->at(value).row);
    if (!around.isValid() || row >= MostRows)
        return {};
    if (row >= rowCount(around))
        fetch(around, row + 1 - rowCount(around));
    return placed(value);
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(parent.isValid() ? m_children.value(valueOf(parent)).at(row) : 0));
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    const int value = valueOf(index);
    return value <= 0 ? QModelIndex() : placed(int(m_document->at(value).parent));
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_document || parent.column() > 0)
        return 0;
    if (!parent.isValid())
        return 1;
    const auto found = m_children.constFind(valueOf(parent));
    return found == m_children.cend() ? 0 : int(found->size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!m_document || parent.column() > 0)
        return false;
    return !parent.isValid() || m_document->at(valueOf(parent)).count > 0;
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return m_document && parent.isValid() && parent.column() == 0 &&
           rowCount(parent) < std::min(int(m_document->at(valueOf(parent)).count), MostRows);
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(parent, RowsAtOnce);
}

void JsonTreeModel::fetch(const QModelIndex &parent, int rows)
{
    const int value = valueOf(parent);
    const JsonIndex::Value &around = m_document->at(value);
    const int had = rowCount(parent);
    const int more = std::min(rows, std::min(int(around.count), MostRows) - had);
    if (more <= 0)
        return;
    QList<int> children = m_children.value(value);
    quint32 next = had == 0 ? quint32(value) + 1 : m_document->at(children.last()).next;
    for (int i = 0; i < more; ++i, next = m_document->at(int(next)).next)
        children.append(int(next));
    beginInsertRows(parent, had, had + more - 1);
    m_children.insert(value, children);
    endInsertRows();
}

/// As it stands in the text: the name, or that of the list it is in, before it.
QString JsonTreeModel::covered(const JsonIndex &document, const Cover &cover, int value, const QString &text)
{
    if (!cover.isOn())
        return text;
    while (value > 0 && document.at(value).keyEnd == document.at(value).keyBegin)
        value = int(document.at(value).parent);
    const JsonIndex::Value &named = document.at(value);
    const QByteArray name = document.text().mid(named.keyBegin, named.keyEnd - named.keyBegin).right(NameBytes) + ": \"";
    return QString::fromUtf8(cover.bytes(name + text.toUtf8()).mid(name.size())); // as many bytes come back
}

QString JsonTreeModel::covered(int value, const QString &text) const
{
    return covered(*m_document, m_cover, value, text);
}

std::function<int()> JsonTreeModel::search(const QString &text, int from, bool backwards) const
{
    return [document = m_document, cover = m_cover, text, from, backwards] {
        const auto isSeen = [&](int value) {
            const bool isScalar = !isContainer(document->at(value));
            const QString name = covered(*document, cover, int(document->at(value).parent), document->key(value));
            return name.contains(text, Qt::CaseInsensitive) ||
                   (isScalar &&
                    covered(*document, cover, value, document->scalar(value, CoveredBytes)).contains(text, Qt::CaseInsensitive));
        };
        const int first = document->search(text, from, backwards);
        int found = first;
        while (found >= 0 && cover.isOn() && !isSeen(found)) {
            found = document->search(text, found, backwards);
            if (found == first)
                return -1; // it is in nothing but what is covered
        }
        return found;
    };
}

QString JsonTreeModel::path(int value) const
{
    return covered(int(m_document->at(value).parent), m_document->path(value));
}

QString JsonTreeModel::name(int value) const
{
    const JsonIndex::Value &one = m_document->at(value);
    if (value == 0)
        return tr("Document");
    return one.keyEnd > one.keyBegin ? flat(covered(int(one.parent), m_document->key(value))) : QString::number(one.row);
}

QString JsonTreeModel::scalar(int value) const
{
    if (!m_cover.isOn())
        return m_document->scalar(value, ShownBytes);
    // what is cut off may be what something is recognised by
    const QString text = covered(value, m_document->scalar(value, CoveredBytes));
    return text.size() > ShownBytes ? text.left(ShownBytes) + QChar(0x2026) : text;
}

QString JsonTreeModel::shown(int value) const
{
    const JsonIndex::Value &one = m_document->at(value);
    if (!isContainer(one))
        return one.type == JsonIndex::Type::String ? flat(u'"' + scalar(value) + u'"') : scalar(value);
    const int count = int(one.count);
    const QString size =
        one.type == JsonIndex::Type::Object ? tr("%Ln field(s)", nullptr, count) : tr("%Ln item(s)", nullptr, count);
    return count > MostRows ? tr("%1, of which the first %L2 are shown").arg(size).arg(MostRows) : size;
}

QVariant JsonTreeModel::ink(int value, int column) const
{
    const QPalette palette = QGuiApplication::palette();
    if (m_remarks.contains(value))
        return StateLook::ink(Look::Blocked, palette);
    if (column == NameColumn)
        return m_document->at(value).keyEnd > 0 ? QVariant(StateLook::ink(Look::Running, palette)) : QVariant(quietInk(palette));
    switch (m_document->at(value).type) {
    case JsonIndex::Type::Object:
    case JsonIndex::Type::Array: return quietInk(palette);
    case JsonIndex::Type::String: return StateLook::ink(Look::Succeeded, palette);
    case JsonIndex::Type::Number: return StateLook::ink(Look::WaitingCallback, palette);
    case JsonIndex::Type::Boolean:
    case JsonIndex::Type::Null: return StateLook::ink(Look::WaitingRetry, palette);
    }
    return {};
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int value = valueOf(index);
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole: {
        if (isName)
            return name(value);
        const auto remark = m_remarks.constFind(value);
        return remark == m_remarks.cend() ? shown(value) : u"%1   ⚠ %2"_s.arg(shown(value), *remark);
    }
    case Qt::ForegroundRole: return ink(value, index.column());
    case Qt::FontRole: return isName ? QVariant() : QVariant(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    case Qt::ToolTipRole: {
        const QString remark = m_remarks.value(value);
        return plainTip(remark.isEmpty() ? path(value) : u"%1\n%2"_s.arg(path(value), remark));
    }
    default: return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

} // namespace cairn
