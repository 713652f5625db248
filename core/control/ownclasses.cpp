#include "control/ownclasses.h"

#include "definition/datatest.h"
#include "definition/expression.h"
#include "definition/jsonplaces.h"
#include "definition/schemaref.h"
#include "definition/workspace.h"
#include "security/longtexts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostValues = 500; ///< of one class in one document; where there are more, all is covered

void addOwn(QList<DataClass> &classes, const QList<DataClass> &found)
{
    for (const DataClass &one : found) {
        if (one.by != DataClass::By::Detector && !classes.contains(one))
            classes.append(one);
    }
}

/// Gives the paths of the innermost values that an expression leads to; null where it is no path.
QString pathsProgram(const QString &how)
{
    return u"{body: .} | . as $whole | (try [path(%1\n)] catch null) as $found | if $found == null or _cairn_nothing then null "
           u"else "
           "[$found[] as $p | $whole | getpath($p) | select(. != null and . != false) | "
           "if type == \"array\" or type == \"object\" then $p + paths(type != \"array\" and type != \"object\") else $p end] end"_s
               .arg(withoutDeadEnds(how));
}

/// RFC 6901, of what is behind "body".
QString pointerOf(const QJsonArray &path)
{
    QString pointer;
    for (qsizetype i = 1; i < path.size(); ++i)
        pointer = childPointer(pointer, path.at(i).isString() ? path.at(i).toString() : QString::number(path.at(i).toInteger()));
    return pointer;
}

bool isSpaceByte(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Where the string ends whose first quote stands at `at`.
qsizetype endOfString(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size() && json.at(at) != '"'; ++at)
        at += json.at(at) == '\\';
    return std::min(at + 1, json.size());
}

/// The scalar at that place as it is spelled there; of a member, whose key stands there, its value.
QByteArray scalarAt(const QByteArray &json, qsizetype at, bool isMember)
{
    if (isMember) {
        at = json.indexOf(':', endOfString(json, at)) + 1;
        while (at < json.size() && isSpaceByte(json.at(at)))
            ++at;
    }
    if (at < json.size() && json.at(at) == '"')
        return json.mid(at, endOfString(json, at) - at);
    qsizetype end = at;
    while (end < json.size() && !isSpaceByte(json.at(end)) && !QByteArrayView(",]}").contains(json.at(end)))
        ++end;
    return json.mid(at, end - at);
}

/// What a string of JSON has between its quotes, with all beyond ASCII escaped.
QByteArray inAscii(const QByteArray &spelled)
{
    QByteArray ascii;
    for (const QChar c : QString::fromUtf8(spelled)) {
        if (c.unicode() < 0x80)
            ascii += char(c.unicode());
        else
            ascii += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return ascii;
}

/// As a value is spelled in the document, as it reads, and as it may be spelled elsewhere in it.
QByteArrayList spellingsOf(const QByteArray &scalar)
{
    if (!scalar.startsWith('"'))
        return {scalar};
    const QJsonArray value = QJsonDocument::fromJson('[' + scalar + ']').array();
    const QByteArray usual = QJsonDocument(value).toJson(QJsonDocument::Compact);
    QByteArrayList spellings{scalar.mid(1, scalar.size() - 2), value.first().toString().toUtf8()};
    for (const QByteArray &text :
         {usual.mid(2, usual.size() - 4), QByteArray(usual.mid(2, usual.size() - 4)).replace('/', "\\/")})
        spellings += {text, inAscii(text)};
    return spellings;
}

/// Too long to be looked for as a whole: a screen shows parts of it, and as a regular expression it would have no end.
bool isLong(const QByteArray &text)
{
    return text.size() >= LongTexts::Piece;
}

bool isWordByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Finds the text where it stands by itself, and is no part of a longer word.
QString patternFor(const QByteArray &text)
{
    QByteArray quoted;
    for (const char c : text) {
        if (isWordByte(c) || static_cast<unsigned char>(c) >= 0x80)
            quoted += c;
        else
            quoted += "\\x" + QByteArray(1, c).toHex();
    }
    const QString pattern = QString::fromUtf8(quoted);
    return (isWordByte(text.front()) ? u"\\b"_s : QString()) + pattern + (isWordByte(text.back()) ? u"\\b"_s : QString());
}

/// Finds any of those texts, the longest first.
QString patternFor(const QSet<QByteArray> &texts)
{
    QByteArrayList sorted(texts.begin(), texts.end());
    std::sort(sorted.begin(), sorted.end(), [](const QByteArray &one, const QByteArray &other) {
        return one.size() != other.size() ? one.size() > other.size() : one < other;
    });
    QStringList patterns;
    for (const QByteArray &text : std::as_const(sorted))
        patterns.append(patternFor(text));
    return patterns.join(u'|');
}

/// What a class finds, and how it stands in the document.
struct Standing
{
    QString pattern;       ///< finds what is short; empty if there is none
    QByteArrayList texts;  ///< that are long
    qint64 longValues = 0; ///< whose texts those are
};

/// Looks for what one class after the other finds by jq in one document.
class Look
{
public:
    explicit Look(const QByteArray &document) : m_document(document)
    {
        QJsonParseError error;
        // in brackets: a document may be a string or a number by itself
        m_isJson = QJsonDocument::fromJson('[' + document + ']', &error).array().size() == 1;
        m_isTooDeep = error.error == QJsonParseError::DeepNesting;
    }

    /// Nothing if all is to be covered.
    std::optional<Standing> find(const DataClass &one)
    {
        if (!m_isJson)
            return m_isTooDeep ? std::nullopt : std::optional(Standing());
        const auto output = m_engine.transform(pathsProgram(one.how), m_document);
        if (!output)
            return std::nullopt;
        const QJsonValue paths = QJsonDocument::fromJson('[' + *output + ']').array().first();
        if (paths.toArray().isEmpty()) // none, or no path that it has not caught itself
            return m_engine.testBody(dataTest(one.how), m_document).value_or(true) ? std::nullopt : std::optional(Standing());
        return standingOf(paths.toArray());
    }

private:
    std::optional<Standing> standingOf(const QJsonArray &paths) const
    {
        QHash<QString, bool> members; // by pointer
        for (const QJsonValue &one : paths) {
            const QJsonArray path = one.toArray();
            if (path.size() < 2 || path.first() != QJsonValue(u"body"_s))
                return std::nullopt;
            members.insert(pointerOf(path), path.last().isString());
        }
        const QStringList pointers = members.keys();
        const JsonPlaces places(m_document, QSet<QString>(pointers.begin(), pointers.end()));
        if (members.size() > MostValues || !places.repeatedKeys().isEmpty())
            return std::nullopt;
        Standing standing;
        QSet<QByteArray> texts;
        for (auto it = members.cbegin(); it != members.cend(); ++it) {
            const QByteArrayList spellings = spellingsOf(scalarAt(m_document, places.offsetOf(it.key()), it.value()));
            standing.longValues += isLong(spellings.first());
            texts.unite(QSet<QByteArray>(spellings.begin(), spellings.end()));
        }
        texts.remove({});
        std::copy_if(texts.cbegin(), texts.cend(), std::back_inserter(standing.texts), isLong);
        texts.removeIf(isLong);
        standing.pattern = patternFor(texts);
        return standing;
    }

    const QByteArray &m_document;
    ExpressionEngine m_engine;
    bool m_isJson = false;
    bool m_isTooDeep = false;
};

} // namespace

Result<QList<DataClass>> readOwnClasses(StoreReader &reader, const QString &root)
{
    QList<DataClass> classes;
    if (!root.isEmpty())
        addOwn(classes, loadSettings(root).dataClasses);
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    for (const PipelineVersion &version : *pipelines)
        addOwn(classes, version.pipeline.data.protect);
    return classes;
}

Result<Covering> coveringOf(const QList<DataClass> &own, const QByteArray &document)
{
    QList<DataClass> found;
    Covering covering;
    std::optional<Look> look; // an engine is not made for nothing
    LongTexts texts;
    for (const DataClass &one : own) {
        if (one.by != DataClass::By::Jq) {
            found.append(one);
            continue;
        }
        if (document.isEmpty())
            continue;
        if (!look)
            look.emplace(document);
        const auto standing = look->find(one);
        if (!standing) {
            covering.whole.append(one.name);
            continue;
        }
        if (!standing->pattern.isEmpty())
            found.append({one.name, DataClass::By::Regex, standing->pattern});
        for (const QByteArray &text : standing->texts)
            texts.add(text);
        if (standing->longValues > 0)
            covering.longValues[one.name] += standing->longValues;
    }
    auto cover = Cover::with(found, texts.isEmpty() ? nullptr : std::make_shared<LongTexts>(texts));
    if (!cover)
        return tl::unexpected(cover.error());
    covering.cover = covering.whole.isEmpty() ? *cover : Cover::everything();
    covering.beside = std::move(*cover);
    return covering;
}

} // namespace cairn
