#include "definition/mapreader.h"

#include "definition/nearest.h"
#include "definition/quantity.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {

namespace {

QString shown(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::List: return QStringLiteral("a list");
    case YamlNode::Kind::Map: return QStringLiteral("a map");
    case YamlNode::Kind::Null: return QStringLiteral("empty");
    case YamlNode::Kind::Scalar: break;
    }
    if (node.text.isEmpty())
        return QStringLiteral("empty");
    return node.plain ? QStringLiteral("'%1'").arg(node.text.left(40)) : QStringLiteral("the text \"%1\"").arg(node.text.left(40));
}

std::optional<QJsonValue> plainNumber(const QString &text, bool &suspicious)
{
    static const QRegularExpression whole(QStringLiteral("^[-+]?[0-9]+$"));
    static const QRegularExpression based(QStringLiteral("^0(o[0-7]+|x[0-9a-fA-F]+)$"));
    static const QRegularExpression fraction(QStringLiteral("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"));
    static const QRegularExpression leadingZero(QStringLiteral("^[-+]?0[0-9]"));
    static const QRegularExpression noNumber(QStringLiteral("^([-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN))$"));
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
        m_report.add(node.at, QStringLiteral("%1 must be a map of keys and values, and this is %2").arg(rules.of, shown(node)),
                     QStringLiteral("Keys here: %1").arg(rules.valid.join(QStringLiteral(", "))));
    for (const YamlEntry &entry : node.entries) {
        if (!rules.valid.contains(entry.key.text))
            unknown(entry.key, rules);
    }
}

void MapReader::unknown(const YamlNode &key, const KeyRules &rules)
{
    m_hasUnknown = m_hasUnknown || !rules.later.contains(key.text);
    const QString what = QStringLiteral("unknown key '%1' in %2").arg(key.text.left(64), rules.of);
    m_report.add(key.at, what,
                 rules.later.contains(key.text) ? QStringLiteral("This version of Cairn does not do that yet: leave it out")
                                                : suggestion(key.text, rules.valid, QStringLiteral("Keys here")));
}

const YamlNode *MapReader::value(const QString &key) const
{
    const YamlEntry *entry = m_node.entry(key);
    if (!entry)
        return nullptr;
    if (entry->value.kind != YamlNode::Kind::Null)
        return &entry->value;
    m_report.add(entry->key.at, QStringLiteral("'%1' has no value").arg(key), QStringLiteral("Give it one, or leave the key out"));
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
    m_report.add(m_node.at, QStringLiteral("'%1' is missing").arg(key), remedy);
    return false;
}

const YamlNode *MapReader::text(const QString &key, QString &out) const
{
    const YamlNode *found = value(key);
    if (!found)
        return nullptr;
    if (found->kind != YamlNode::Kind::Scalar || found->text.isEmpty()) {
        m_report.add(found->at, QStringLiteral("'%1' must be a text, and it is %2").arg(key, shown(*found)),
                     QStringLiteral("Write %1: TEXT").arg(key));
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
    const QString form = good ? QStringLiteral("'%1' cannot be %2") : QStringLiteral("'%1' must be a whole number, and it is %2");
    m_report.add(found->at, form.arg(key, good ? found->text : shown(*found)),
                 most == std::numeric_limits<int>::max() ? QStringLiteral("Write a number from %1 up").arg(least)
                                                         : QStringLiteral("Write a number from %1 to %2").arg(least).arg(most));
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
    const QString form = good ? QStringLiteral("'%1' cannot be %2") : QStringLiteral("'%1' must be a number, and it is %2");
    m_report.add(found->at, form.arg(key, good ? found->text : shown(*found)),
                 QStringLiteral("Write a number from %1 to %2").arg(least).arg(most));
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
        m_report.add(found->at, QStringLiteral("'%1' must be true or false, and it is %2").arg(key, shown(*found)),
                     QStringLiteral("Write true or false"));
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
        m_report.add(found->at, QStringLiteral("'%1': %2").arg(key, parsed.error().detail), parsed.error().remedy);
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
        m_report.add(found->at, QStringLiteral("'%1': %2").arg(key, parsed.error().detail), parsed.error().remedy);
}

bool isName(const QString &text)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    return name.match(text).hasMatch();
}

bool isStepName(const QString &text)
{
    static const QRegularExpression name(QStringLiteral("\\A[a-z][a-z0-9_-]{0,63}\\z"));
    return name.match(text).hasMatch();
}

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

SourcePosition readName(const MapReader &map, const QString &key, QString &out)
{
    if (!map.require(key, QStringLiteral("Write %1: NAME").arg(key)))
        return {1, 1};
    QString name;
    const YamlNode *found = map.text(key, name);
    if (!found)
        return map.keyPlace(key);
    if (isName(name))
        out = name;
    else
        map.report().add(found->at, QStringLiteral("'%1' is not a name for a %2").arg(name.left(80), key),
                         QStringLiteral("Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"));
    return found->at;
}

std::optional<QJsonValue> scalarValue(const YamlNode &scalar, FileReport &report)
{
    if (scalar.kind == YamlNode::Kind::Null)
        return QJsonValue(QJsonValue::Null);
    if (!scalar.plain)
        return QJsonValue(scalar.text);
    static const QStringList yes{QStringLiteral("true"), QStringLiteral("True"), QStringLiteral("TRUE")};
    static const QStringList no{QStringLiteral("false"), QStringLiteral("False"), QStringLiteral("FALSE")};
    if (yes.contains(scalar.text) || no.contains(scalar.text))
        return QJsonValue(yes.contains(scalar.text));
    bool suspicious = false;
    const auto number = plainNumber(scalar.text, suspicious);
    if (suspicious) {
        report.add(scalar.at, QStringLiteral("'%1' would not stay as it is written when it becomes a JSON number").arg(scalar.text.left(40)),
                   QStringLiteral("Put it in \"quotes\" if it is a text, or write it without leading zeros and within 64 bits"));
        return std::nullopt;
    }
    return number ? *number : QJsonValue(scalar.text);
}

} // namespace cairn
