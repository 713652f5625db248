#include "definition/yamledit.h"

#include "definition/yamltree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <functional>
#include <optional>
#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// A stretch of bytes.
struct Extent
{
    qsizetype begin = 0;
    qsizetype end = 0;
};

bool isFlow(const QByteArray &source, const YamlNode &node)
{
    return node.kind == YamlNode::Kind::Map && node.offset < source.size() && source[node.offset] == '{';
}

/// Behind the quote that ends a scalar which begins at `at`.
qsizetype quotedEnd(const QByteArray &source, qsizetype at)
{
    const char quote = source[at++];
    for (; at < source.size(); ++at) {
        if (quote == '"' && source[at] == '\\') {
            ++at;
        } else if (source[at] == quote) {
            if (quote == '"' || at + 1 >= source.size() || source[at + 1] != '\'')
                return at + 1;
            ++at;
        }
    }
    return at;
}

/// Behind the bracket that closes the one at `at`.
qsizetype bracketEnd(const QByteArray &source, qsizetype at)
{
    int depth = 0;
    while (at < source.size()) {
        const char c = source[at];
        const bool first = at == 0 || QByteArrayView(" \t\n,{[:").contains(source[at - 1]);
        if ((c == '"' || c == '\'') && first) {
            at = quotedEnd(source, at);
            continue;
        }
        if (c == '#' && first)
            at = source.indexOf('\n', at) < 0 ? source.size() : source.indexOf('\n', at);
        depth += int(c == '{' || c == '[') - int(c == '}' || c == ']');
        ++at;
        if (depth == 0)
            return at;
    }
    return at;
}

/// Behind a scalar or a value in brackets; nothing for those that go over several lines without.
std::optional<qsizetype> valueEnd(const QByteArray &source, const YamlNode &node)
{
    const char first = node.offset < source.size() ? source[node.offset] : '\0';
    if (node.kind == YamlNode::Kind::Scalar && !node.plain && (first == '"' || first == '\''))
        return quotedEnd(source, node.offset);
    if (node.kind == YamlNode::Kind::Scalar && node.plain) {
        const QByteArray text = node.text.toUtf8();
        if (QByteArrayView(source).sliced(node.offset).startsWith(text))
            return node.offset + text.size();
    }
    if (first == '{' || first == '[')
        return bracketEnd(source, node.offset);
    return std::nullopt;
}

qsizetype lineStart(const QByteArray &source, qsizetype at)
{
    return at <= 0 ? 0 : source.lastIndexOf('\n', at - 1) + 1;
}

/// Behind the line break of the line that holds `at`.
qsizetype lineEnd(const QByteArray &source, qsizetype at)
{
    const qsizetype found = source.indexOf('\n', at);
    return found < 0 ? source.size() : found + 1;
}

/// The lines of a key and its value in a map without brackets: up to the last one that stands deeper than the key. Lines of a
/// list may stand as deep as the key. Comments and empty lines at their end belong to what follows.
Extent blockLines(const QByteArray &source, const YamlEntry &entry)
{
    const qsizetype begin = lineStart(source, entry.key.offset);
    const qsizetype depth = entry.key.offset - begin;
    qsizetype end = lineEnd(source, entry.key.offset);
    for (qsizetype line = end; line < source.size(); line = lineEnd(source, line)) {
        qsizetype at = line;
        while (at < source.size() && source[at] == ' ')
            ++at;
        const char first = at < source.size() ? source[at] : '\n';
        if (first == '\n' || first == '\r' || first == '#')
            continue;
        const bool listed = entry.value.kind == YamlNode::Kind::List && first == '-' && at - line == depth;
        if (at - line <= depth && !listed)
            break;
        end = lineEnd(source, line);
    }
    return {begin, end};
}

/// Texts of JSON are texts of YAML.
QByteArray quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

/// As a scalar of YAML; quoted where it could be taken for something else.
QByteArray scalarText(const QString &value)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9./][A-Za-z0-9_./@+%-]*(:[A-Za-z0-9_./@+%-]+)*$"_s);
    return plain.match(value).hasMatch() ? value.toUtf8() : quoted(value);
}

/// "backoff: { max: 30s }"
QByteArray nested(const QStringList &keys, const QByteArray &value)
{
    QByteArray text = value;
    for (qsizetype i = keys.size() - 1; i >= 0; --i) {
        text = scalarText(keys.at(i)) + ": " + text;
        if (i > 0)
            text = "{ " + text + " }";
    }
    return text;
}

Error unchangeable(const YamlNode &node, const QString &path)
{
    return {ErrorKind::Definition, u"%1 cannot be changed in the text, the way it is written"_s.arg(path),
            u"line %1, column %2"_s.arg(node.at.line).arg(node.at.column), u"Change the YAML by hand"_s};
}

/// A text that is being changed at one path.
class Edit
{
public:
    Edit(const YamlDocument &document, const QString &path) : m_source(document.source), m_path(path), m_keys(path.split(u'.'))
    {
        const YamlNode *node = &document.root;
        m_maps.push_back(node);
        for (const QString &key : m_keys) {
            const YamlEntry *entry = node->kind == YamlNode::Kind::Map ? node->entry(key) : nullptr;
            if (!entry)
                break;
            m_found.push_back(entry);
            node = &entry->value;
            m_maps.push_back(node);
        }
    }

    bool exists() const { return qsizetype(m_found.size()) == m_keys.size(); }

    Result<QByteArray> write(const QString &value) const
    {
        if (exists())
            return replace(value);
        const YamlNode &map = *m_maps.back();
        if (map.kind != YamlNode::Kind::Map)
            return tl::unexpected(unchangeable(map, m_path));
        const QStringList missing = m_keys.mid(qsizetype(m_found.size()));
        return isFlow(m_source, map) ? insertInFlow(map, missing, value) : insertLines(map, missing, value);
    }

    Result<QByteArray> remove() const
    {
        if (!exists())
            return m_source;
        size_t level = m_found.size();
        while (level > 1 && m_maps[level - 1]->entries.size() == 1)
            --level; // the map would be empty
        const YamlNode &map = *m_maps[level - 1];
        const YamlEntry &entry = *m_found[level - 1];
        if (!isFlow(m_source, map))
            return without(blockLines(m_source, entry));
        const auto text = withoutInFlow(map, entry);
        return text ? Result<QByteArray>(*text) : tl::unexpected(unchangeable(entry.value, m_path));
    }

private:
    Result<QByteArray> replace(const QString &value) const
    {
        const YamlNode &old = m_found.back()->value;
        const auto end = old.kind == YamlNode::Kind::Scalar ? valueEnd(m_source, old) : std::nullopt;
        if (!end)
            return tl::unexpected(unchangeable(old, m_path));
        return QByteArray(m_source).replace(old.offset, *end - old.offset, scalarText(value));
    }

    Result<QByteArray> insertInFlow(const YamlNode &map, const QStringList &keys, const QString &value) const
    {
        const QByteArray text = nested(keys, scalarText(value));
        if (map.entries.empty())
            return QByteArray(m_source).replace(map.offset, bracketEnd(m_source, map.offset) - map.offset, "{ " + text + " }");
        const auto end = valueEnd(m_source, map.entries.back().value);
        if (!end)
            return tl::unexpected(unchangeable(map.entries.back().value, m_path));
        return QByteArray(m_source).insert(*end, ", " + text);
    }

    Result<QByteArray> insertLines(const YamlNode &map, const QStringList &keys, const QString &value) const
    {
        if (map.entries.empty())
            return tl::unexpected(unchangeable(map, m_path));
        const YamlEntry &last = map.entries.back();
        const QByteArray indent(last.key.offset - lineStart(m_source, last.key.offset), ' ');
        const QByteArray lineBreak = m_source.contains("\r\n") ? "\r\n" : "\n";
        QByteArray text = indent;
        if (keys.size() > 2) // a part of its own, in lines
            text += scalarText(keys.first()) + ":" + lineBreak + indent + "  " + nested(keys.mid(1), scalarText(value));
        else
            text += nested(keys, scalarText(value));
        const qsizetype at = blockLines(m_source, last).end;
        const bool open = at > 0 && m_source[at - 1] != '\n'; // the text ends without a line break
        return QByteArray(m_source).insert(at, open ? lineBreak + text : text + lineBreak);
    }

    QByteArray without(const Extent &extent) const
    {
        return QByteArray(m_source).remove(extent.begin, extent.end - extent.begin);
    }

    /// Only spaces, or nothing, stand there.
    bool isBlank(qsizetype begin, qsizetype end) const
    {
        return QByteArrayView(m_source).sliced(begin, end - begin).trimmed().isEmpty();
    }

    /// Without a key and its value within brackets, and the comma that they would leave behind. Comments that stand beside other
    /// values stay.
    std::optional<QByteArray> withoutInFlow(const YamlNode &map, const YamlEntry &entry) const
    {
        const size_t place = size_t(&entry - map.entries.data());
        const qsizetype key = entry.key.offset;
        const auto end = valueEnd(m_source, entry.value);
        if (place + 1 < map.entries.size()) {
            const qsizetype next = map.entries[place + 1].key.offset;
            const bool ownLine = end && isBlank(lineStart(m_source, key), key) && lineEnd(m_source, *end) <= next;
            return without(ownLine ? Extent{lineStart(m_source, key), lineEnd(m_source, *end)} : Extent{key, next});
        }
        const auto before = place > 0 ? valueEnd(m_source, map.entries[place - 1].value) : std::nullopt;
        if (!end || !before)
            return std::nullopt;
        if (!QByteArrayView(m_source).sliced(*before, key - *before).contains('#'))
            return without({*before, *end});
        const qsizetype comma = m_source.indexOf(',', *before);
        const qsizetype line = lineEnd(m_source, *before); // behind the comment
        const qsizetype rest = lineEnd(m_source, *end);
        const bool ownLine = isBlank(*end, rest) || QByteArrayView(m_source).sliced(*end, rest - *end).trimmed().startsWith('#');
        QByteArray text = without({line, ownLine ? rest : *end});
        if (isBlank(*before, comma))
            text.remove(comma, 1);
        return text;
    }

    const QByteArray &m_source;
    const QString &m_path;
    const QStringList m_keys;
    std::vector<const YamlEntry *> m_found; ///< of the first keys of the path
    std::vector<const YamlNode *> m_maps;   ///< the root, and the value of each of them
};

/// What `path` says in a text; nothing if it is not there.
std::optional<QString> valueIn(const YamlDocument &document, const QString &path)
{
    const YamlNode *node = &document.root;
    for (const QString &key : path.split(u'.')) {
        const YamlEntry *entry = node->entry(key);
        if (!entry)
            return std::nullopt;
        node = &entry->value;
    }
    return node->text;
}

/// An edit by places is believed only when the text then says what it is to say.
Result<QByteArray> edited(const QByteArray &yaml, const QString &path, const std::optional<QString> &wanted,
                          const std::function<Result<QByteArray>(const Edit &)> &change)
{
    const auto document = readYaml(yaml, {});
    if (!document)
        return failure(ErrorKind::Definition, document.error().what,
                       u"line %1, column %2"_s.arg(document.error().line).arg(document.error().column), document.error().remedy);
    auto text = change(Edit(*document, path));
    if (!text)
        return text;
    const auto after = readYaml(*text, {});
    if (!after || !after->problems.isEmpty() || valueIn(*after, path) != wanted)
        return tl::unexpected(unchangeable(document->root, path));
    const bool marked = yaml.size() > document->source.size(); // a byte order mark
    return marked ? yaml.left(yaml.size() - document->source.size()) + *text : *text;
}

} // namespace

QByteArray yamlInBrackets(const YamlNode &node)
{
    QByteArrayList parts;
    switch (node.kind) {
    case YamlNode::Kind::Null: return "null";
    case YamlNode::Kind::Scalar: return node.plain ? scalarText(node.text) : quoted(node.text);
    case YamlNode::Kind::List:
        for (const YamlNode &item : node.items)
            parts.append(yamlInBrackets(item));
        return "[" + parts.join(", ") + "]";
    case YamlNode::Kind::Map:
        for (const YamlEntry &entry : node.entries)
            parts.append(scalarText(entry.key.text) + ": " + yamlInBrackets(entry.value));
        break;
    }
    return "{ " + parts.join(", ") + " }";
}

Result<QByteArray> withYamlValue(const QByteArray &yaml, const QString &path, const QString &value)
{
    return edited(yaml, path, value, [&](const Edit &edit) { return edit.write(value); });
}

Result<QByteArray> withoutYamlValue(const QByteArray &yaml, const QString &path)
{
    return edited(yaml, path, std::nullopt, [](const Edit &edit) { return edit.remove(); });
}

} // namespace cairn
