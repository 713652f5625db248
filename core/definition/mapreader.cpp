#include "definition/mapreader.h"

#include "definition/nearest.h"
#include "definition/quantity.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString shown(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::List: return u"a list"_s;
    case YamlNode::Kind::Map: return u"a map"_s;
    case YamlNode::Kind::Null: return u"empty"_s;
    case YamlNode::Kind::Scalar: break;
    }
    if (node.text.isEmpty())
        return u"empty"_s;
    return node.plain ? u"'%1'"_s.arg(node.text.left(40)) : u"the text \"%1\""_s.arg(node.text.left(40));
}

std::optional<QJsonValue> plainNumber(const QString &text, bool &suspicious)
{
    static const QRegularExpression whole(u"^[-+]?[0-9]+$"_s);
    static const QRegularExpression based(u"^0(o[0-7]+|x[0-9a-fA-F]+)$"_s);
    static const QRegularExpression fraction(u"^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"_s);
    static const QRegularExpression leadingZero(u"^[-+]?0[0-9]"_s);
    static const QRegularExpression noNumber(u"^([-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN))$"_s);
    if (noNumber.match(text).hasMatch()) {
        suspicious = true;
        return std::nullopt;
    }
    bool good = true;
    if (whole.match(text).hasMatch()) {
        const qint64 value = text.toLongLong(&good);
        suspicious = !good || leadingZero.match(text).hasMatch();
        return QJsonValue(value);
    }
    if (based.match(text).hasMatch()) {
        const qint64 value = text.mid(2).toLongLong(&good, text[1] == u'o' ? 8 : 16);
        suspicious = !good;
        return QJsonValue(value);
    }
    if (!fraction.match(text).hasMatch())
        return std::nullopt;
    const double value = text.toDouble(&good);
    suspicious = !good || !std::isfinite(value);
    return QJsonValue(value);
}

} // namespace

void FileReport::add(SourcePosition at, const QString &what, const QString &remedy)
{
    ++m_errors;
    append({m_file, at.line, at.column, what, remedy});
}

void FileReport::warn(SourcePosition at, const QString &what, const QString &remedy)
{
    append({m_file, at.line, at.column, what, remedy, true});
}

void FileReport::append(const Problem &problem)
{
    constexpr qsizetype Enough = 100; // who has more will come back
    if (m_problems.size() < Enough && !m_problems.contains(problem))
        m_problems.append(problem);
}

QList<Problem> FileReport::sorted() const
{
    QList<Problem> problems = m_problems;
    std::stable_sort(problems.begin(), problems.end(), [](const Problem &one, const Problem &other) {
        return std::pair(one.line, one.column) < std::pair(other.line, other.column);
    });
    return problems;
}

MapReader::MapReader(FileReport &report, const YamlNode &node, const KeyRules &rules) : m_report(report), m_node(node)
{
    if (node.kind != YamlNode::Kind::Map)
        m_report.add(node.at, u"%1 must be a map of keys and values, and this is %2"_s.arg(rules.of, shown(node)),
                     u"Keys here: %1"_s.arg(rules.valid.join(u", "_s)));
    for (const YamlEntry &entry : node.entries) {
        if (!rules.valid.contains(entry.key.text))
            unknown(entry.key, rules);
    }
}

void MapReader::unknown(const YamlNode &key, const KeyRules &rules)
{
    m_hasUnknown = m_hasUnknown || !rules.later.contains(key.text);
    const QString what = u"unknown key '%1' in %2"_s.arg(key.text.left(64), rules.of);
    m_report.add(key.at, what,
                 rules.later.contains(key.text) ? u"This version of Cairn does not do that yet: leave it out"_s
                                                : suggestion(key.text, rules.valid, u"Keys here"_s));
}

const YamlNode *MapReader::value(const QString &key) const
{
    const YamlEntry *entry = m_node.entry(key);
    if (!entry)
        return nullptr;
    if (entry->value.kind != YamlNode::Kind::Null)
        return &entry->value;
    m_report.add(entry->key.at, u"'%1' has no value"_s.arg(key), u"Give it one, or leave the key out"_s);
    return nullptr;
}

SourcePosition MapReader::keyPlace(const QString &key) const
{
    const YamlEntry *entry = m_node.entry(key);
    return entry ? entry->key.at : m_node.at;
}

bool MapReader::require(const QString &key, const QString &remedy) const
{
    if (has(key) || m_node.kind != YamlNode::Kind::Map)
        return has(key);
    m_report.add(m_node.at, u"'%1' is missing"_s.arg(key), remedy);
    return false;
}

const YamlNode *MapReader::text(const QString &key, QString &out) const
{
    const YamlNode *found = value(key);
    if (!found)
        return nullptr;
    if (found->kind != YamlNode::Kind::Scalar || found->text.isEmpty()) {
        m_report.add(found->at, u"'%1' must be a text, and it is %2"_s.arg(key, shown(*found)), u"Write %1: TEXT"_s.arg(key));
        return nullptr;
    }
    out = found->text;
    return found;
}

void MapReader::integer(const QString &key, int &out, int least, int most) const
{
    const YamlNode *found = value(key);
    if (!found)
        return;
    bool good = found->kind == YamlNode::Kind::Scalar && found->plain;
    const int number = good ? found->text.toInt(&good) : 0;
    if (good && number >= least && number <= most) {
        out = number;
        return;
    }
    const QString form = good ? u"'%1' cannot be %2"_s : u"'%1' must be a whole number, and it is %2"_s;
    m_report.add(found->at, form.arg(key, good ? found->text : shown(*found)),
                 most == std::numeric_limits<int>::max() ? u"Write a number from %1 up"_s.arg(least)
                                                         : u"Write a number from %1 to %2"_s.arg(least).arg(most));
}

void MapReader::number(const QString &key, double &out, double least, double most) const
{
    const YamlNode *found = value(key);
    if (!found)
        return;
    bool good = found->kind == YamlNode::Kind::Scalar && found->plain;
    const double number = good ? found->text.toDouble(&good) : 0;
    if (good && number >= least && number <= most) {
        out = number;
        return;
    }
    const QString form = good ? u"'%1' cannot be %2"_s : u"'%1' must be a number, and it is %2"_s;
    m_report.add(found->at, form.arg(key, good ? found->text : shown(*found)),
                 u"Write a number from %1 to %2"_s.arg(least).arg(most));
}

void MapReader::boolean(const QString &key, bool &out) const
{
    const YamlNode *found = value(key);
    if (!found)
        return;
    const auto meant = found->kind == YamlNode::Kind::Scalar ? scalarValue(*found, m_report) : std::optional<QJsonValue>();
    if (meant && meant->isBool())
        out = meant->toBool();
    else
        m_report.add(found->at, u"'%1' must be true or false, and it is %2"_s.arg(key, shown(*found)), u"Write true or false"_s);
}

void MapReader::duration(const QString &key, Milliseconds &out) const
{
    QString written;
    const YamlNode *found = text(key, written);
    if (!found)
        return;
    if (const auto parsed = parseDuration(written))
        out = *parsed;
    else
        m_report.add(found->at, u"'%1': %2"_s.arg(key, parsed.error().detail), parsed.error().remedy);
}

void MapReader::size(const QString &key, qint64 &out) const
{
    QString written;
    const YamlNode *found = text(key, written);
    if (!found)
        return;
    if (const auto parsed = parseSize(written))
        out = *parsed;
    else
        m_report.add(found->at, u"'%1': %2"_s.arg(key, parsed.error().detail), parsed.error().remedy);
}

bool isName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"_s);
    return name.match(text).hasMatch();
}

bool isStepName(const QString &text)
{
    static const QRegularExpression name(u"\\A[a-z][a-z0-9_-]{0,63}\\z"_s);
    return name.match(text).hasMatch();
}

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

SourcePosition readName(const MapReader &map, const QString &key, QString &out)
{
    if (!map.require(key, u"Write %1: NAME"_s.arg(key)))
        return {1, 1};
    QString name;
    const YamlNode *found = map.text(key, name);
    if (!found)
        return map.keyPlace(key);
    if (isName(name))
        out = name;
    else
        map.report().add(found->at, u"'%1' is not a name for a %2"_s.arg(name.left(80), key),
                         u"Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"_s);
    return found->at;
}

std::optional<QJsonValue> scalarValue(const YamlNode &scalar, FileReport &report)
{
    if (scalar.kind == YamlNode::Kind::Null)
        return QJsonValue(QJsonValue::Null);
    if (!scalar.plain)
        return QJsonValue(scalar.text);
    static const QStringList yes{u"true"_s, u"True"_s, u"TRUE"_s};
    static const QStringList no{u"false"_s, u"False"_s, u"FALSE"_s};
    if (yes.contains(scalar.text) || no.contains(scalar.text))
        return QJsonValue(yes.contains(scalar.text));
    bool suspicious = false;
    const auto number = plainNumber(scalar.text, suspicious);
    if (suspicious) {
        report.add(scalar.at, u"'%1' would not stay as it is written when it becomes a JSON number"_s.arg(scalar.text.left(40)),
                   u"Put it in \"quotes\" if it is a text, or write it without leading zeros and within 64 bits"_s);
        return std::nullopt;
    }
    return number ? *number : QJsonValue(scalar.text);
}

} // namespace cairn
