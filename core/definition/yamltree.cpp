#include "definition/yamltree.h"

#include "definition/openquote.h"

#include <QHash>
#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxDepth = 64;
constexpr int MaxNodes = 100'000;

/// Thrown by the builder through yaml-cpp's parser, to end it.
struct TooMuch
{
    Problem problem;
};

/// positionAt() for many places, each of which costs only the way from the one before, or from the start of its line.
class PositionCursor
{
public:
    explicit PositionCursor(const QByteArray &source) : m_source(source)
    {
        for (qsizetype end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1))
            m_lines.push_back(end + 1);
    }

    SourcePosition at(qsizetype offset)
    {
        offset = std::clamp<qsizetype>(offset, 0, m_source.size());
        const auto next = std::upper_bound(m_lines.begin(), m_lines.end(), offset);
        const int line = int(next - m_lines.begin());
        if (m_position.line != line) {
            m_position = {line, 1};
            m_offset = *(next - 1);
        }
        while (m_offset < offset)
            m_position.column += isCharacter(m_source[m_offset++]);
        while (m_offset > offset)
            m_position.column -= isCharacter(m_source[--m_offset]);
        return m_position;
    }

private:
    /// Not a continuation byte of UTF-8.
    static bool isCharacter(char c) { return (c & 0xC0) != 0x80; }

    const QByteArray &m_source;
    std::vector<qsizetype> m_lines{0}; ///< where they start
    qsizetype m_offset = 0;
    SourcePosition m_position{1, 1};
};

/// Builds the tree from yaml-cpp's events. Its own YAML::Node would resolve aliases (a small file may unfold to gigabytes) and
/// hide duplicate keys.
class TreeBuilder final : public YAML::EventHandler
{
public:
    TreeBuilder(const QByteArray &source, const QString &file, YamlDocument &document)
        : m_positions(source), m_file(file), m_document(document)
    {
    }

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { add(node(YamlNode::Kind::Null, mark, {}, anchor)); }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        YamlNode alias = node(YamlNode::Kind::Null, mark, {}, 0);
        report(alias.at, u"aliases (*name) are not supported"_s, u"Write the value out here"_s);
        add(std::move(alias));
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override
    {
        YamlNode scalar = node(YamlNode::Kind::Scalar, mark, tag, anchor);
        scalar.text = QString::fromStdString(value);
        scalar.plain = tag == "?";
        m_lastScalar = scalar.offset;
        add(std::move(scalar));
    }
    /// Offset of the scalar that came last.
    qsizetype lastScalar() const { return m_lastScalar; }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(node(YamlNode::Kind::List, mark, tag, anchor));
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(node(YamlNode::Kind::Map, mark, tag, anchor));
    }
    void OnMapEnd() override { close(); }

private:
    struct Level
    {
        YamlNode node;
        bool wantsValue = false; ///< of a map: the last key has no value yet
        bool dropsValue = false; ///< the last key occurred before
    };

    YamlNode node(YamlNode::Kind kind, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        YamlNode made;
        made.kind = kind;
        made.offset = mark.pos;
        made.at = m_positions.at(mark.pos);
        if (++m_nodes > MaxNodes)
            stop(made.at, u"the file has more than %1 values"_s.arg(MaxNodes));
        if (anchor != 0)
            report(made.at, u"anchors (&name) are not supported"_s, u"Leave it out"_s);
        if (!tag.empty() && tag != "?" && tag != "!")
            report(made.at, u"tags (!name) are not supported"_s, u"Leave it out"_s);
        return made;
    }

    void report(SourcePosition at, const QString &what, const QString &remedy)
    {
        constexpr qsizetype Enough = 100;
        if (m_document.problems.size() < Enough)
            m_document.problems.append({m_file, at.line, at.column, what, remedy});
    }

    [[noreturn]] void stop(SourcePosition at, const QString &what) const
    {
        throw TooMuch{{m_file, at.line, at.column, what, u"Definitions are small: move large content elsewhere"_s}};
    }

    void open(YamlNode started)
    {
        if (m_levels.size() >= MaxDepth)
            stop(started.at, u"the file is nested deeper than %1 levels"_s.arg(MaxDepth));
        m_levels.push_back({std::move(started)});
    }

    void close()
    {
        YamlNode finished = std::move(m_levels.back().node);
        m_levels.pop_back();
        add(std::move(finished));
    }

    void add(YamlNode made)
    {
        if (m_levels.empty()) {
            m_document.root = std::move(made);
            return;
        }
        Level &level = m_levels.back();
        if (level.node.kind == YamlNode::Kind::List) {
            level.node.items.push_back(std::move(made));
        } else if (!level.wantsValue) {
            addKey(level, std::move(made));
        } else {
            level.wantsValue = false;
            if (!level.dropsValue)
                level.node.entries.back().value = std::move(made);
        }
    }

    void addKey(Level &level, YamlNode key)
    {
        level.wantsValue = true;
        level.dropsValue = true;
        if (key.kind != YamlNode::Kind::Scalar)
            return report(key.at, u"a key must be a text"_s, u"Write KEY: VALUE"_s);
        if (key.plain && key.text == "<<"_L1)
            return report(key.at, u"merge keys (<<) are not supported"_s, u"Write the keys out here"_s);
        auto &seen = m_seen[m_levels.size()];
        if (level.node.entries.empty())
            seen.clear();
        if (const auto before = seen.constFind(key.text); before != seen.constEnd())
            return report(key.at, u"duplicate key '%1'"_s.arg(key.text),
                          u"It is already in line %1: keep one of them"_s.arg(*before));
        seen.insert(key.text, key.at.line);
        level.dropsValue = false;
        level.node.entries.push_back({std::move(key), {}});
    }

    PositionCursor m_positions;
    int m_nodes = 0;
    qsizetype m_lastScalar = 0;
    const QString &m_file;
    YamlDocument &m_document;
    std::vector<Level> m_levels;
    QHash<size_t, QHash<QString, int>> m_seen; ///< keys of the open map of each level, with their lines
};

/// Follows a scalar's text through its source: quotes, escapes, folded lines and the indentation of block scalars.
class ScalarWalk
{
public:
    ScalarWalk(const QByteArray &source, qsizetype offset) : m_source(source), m_at(offset)
    {
        const char first = at(0);
        if (first == '"' || first == '\'') {
            m_quote = first;
            ++m_at;
        } else if (first == '|' || first == '>') {
            m_at = source.indexOf('\n', m_at);
            m_at = m_at < 0 ? source.size() : m_at + 1;
            const qsizetype lineStart = m_at;
            skipBlanks();
            m_indent = m_at - lineStart;
        }
    }

    /// Offset of what follows `text`, or nothing if the source does not go on like it.
    std::optional<qsizetype> offsetAfter(const QByteArray &text)
    {
        for (const char c : text) {
            if (!pass(c))
                return std::nullopt;
        }
        if (at(0) == '\n') // the next character stands in the next line
            pass('\n');
        return m_at;
    }

private:
    char at(qsizetype ahead) const { return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0'; }

    void skipBlanks()
    {
        for (qsizetype skipped = 0; skipped != m_indent && (at(0) == ' ' || at(0) == '\t'); ++skipped)
            ++m_at;
    }

    bool pass(char c)
    {
        if (m_quote == '"' && at(0) == '\\')
            return passEscape(c);
        if (m_quote == '\'' && c == '\'' && at(0) == '\'' && at(1) == '\'') {
            m_at += 2;
            return true;
        }
        if (at(0) == '\r' && at(1) == '\n')
            ++m_at;
        const bool folded = c == ' ' && at(0) == '\n';
        if (at(0) != c && !folded)
            return false;
        ++m_at;
        if (c == '\n' || folded)
            skipBlanks();
        return true;
    }

    /// Only the escapes of one character: behind any other the place is no longer told.
    bool passEscape(char c)
    {
        const bool same = c == at(1) && (c == '"' || c == '\\' || c == '/');
        const bool named = (c == '\n' && at(1) == 'n') || (c == '\t' && at(1) == 't') || (c == '\r' && at(1) == 'r');
        m_at += 2;
        return same || named;
    }

    const QByteArray &m_source;
    qsizetype m_at;
    char m_quote = '\0';
    qsizetype m_indent = -1; ///< of a block scalar; elsewhere all blanks at the start of a line are left out
};

std::optional<Problem> examineBytes(const QByteArray &source, const QString &file)
{
    if (source.size() > MaxYamlBytes)
        return Problem{file, 0, 0, u"the file has %1 bytes, more than %2"_s.arg(source.size()).arg(MaxYamlBytes),
                       u"Definitions are small: move large content to a file of its own"_s};
    for (qsizetype i = 0; i < source.size(); ++i) {
        const auto c = static_cast<unsigned char>(source[i]);
        if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r')
            continue;
        const SourcePosition at = positionAt(source, i);
        return Problem{file, at.line, at.column, u"the file has a control character (0x%1)"_s.arg(c, 2, 16, QLatin1Char('0')),
                       u"Save it as plain UTF-8 text; inside \"quotes\" write it as an escape, such as \\x07"_s};
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString decoded = decoder(source);
    if (!decoder.hasError())
        return std::nullopt;
    // U+FFFD stands for the first bad byte, unless the author wrote one: then the place is a little early, the verdict is right
    const SourcePosition at = positionAt(source, decoded.left(decoded.indexOf(QChar::ReplacementCharacter)).toUtf8().size());
    return Problem{file, at.line, at.column, u"the file is not UTF-8"_s, u"Save it with the encoding UTF-8"_s};
}

Problem quoteProblem(qsizetype opened, const QByteArray &source, const QString &file)
{
    const SourcePosition at = positionAt(source, opened);
    return {file, at.line, at.column, u"the quote that begins here is not closed in its line"_s,
            u"Write another %1 where the text ends"_s.arg(QLatin1Char(source[opened]))};
}

/// Of those that mean something else where a text begins without quotes, the one at the offset or before it; empty: none.
QByteArray markThatNeedsQuotes(const QByteArray &source, qsizetype at)
{
    for (const QByteArray &found : {source.mid(at, 1), source.mid(std::max<qsizetype>(at - 1, 0), 1)}) {
        if (!found.isEmpty() && QByteArrayView("*@%`").contains(found.front()))
            return found;
    }
    return {};
}

Problem syntaxProblem(const YAML::Exception &error, const QByteArray &source, const QString &file)
{
    if (const auto opened = openQuoteBefore(source, std::min<qsizetype>(error.mark.pos, source.size())))
        return quoteProblem(*opened, source, file);
    const SourcePosition at = positionAt(source, error.mark.pos);
    const QByteArray line = source.split('\n').value(at.line - 1);
    const bool tab =
        QByteArrayView(line).trimmed().size() < line.size() && line.left(line.indexOf(line.trimmed())).contains('\t');
    const QString what = u"this is not YAML: %1"_s.arg(QString::fromStdString(error.msg));
    if (const QByteArray mark = markThatNeedsQuotes(source, error.mark.pos); !mark.isEmpty())
        return {file, at.line, at.column, what, u"A text that begins with %1 needs \"quotes\""_s.arg(QString::fromLatin1(mark))};
    if (line.contains("${{"))
        return {file, at.line, at.column, what, u"Put a text that holds an expression in \"quotes\""_s};
    return {file, at.line, at.column, what,
            tab ? u"Indent with spaces: YAML does not allow tabs there"_s
                : u"Check indentation, colons, brackets and quotes here and in the line above"_s};
}

} // namespace

const YamlEntry *YamlNode::entry(const QString &key) const
{
    for (const YamlEntry &candidate : entries) {
        if (candidate.key.text == key)
            return &candidate;
    }
    return nullptr;
}

SourcePosition positionAt(const QByteArray &source, qsizetype offset)
{
    return PositionCursor(source).at(offset);
}

SourcePosition positionInside(const QByteArray &source, const YamlNode &scalar, qsizetype index)
{
    const QByteArray wanted = scalar.text.left(index).toUtf8();
    const auto offset = ScalarWalk(source, scalar.offset).offsetAfter(wanted);
    return offset ? positionAt(source, *offset) : scalar.at;
}

tl::expected<YamlDocument, Problem> readYaml(const QByteArray &source, const QString &file)
{
    const QByteArray text = source.startsWith("\xEF\xBB\xBF") ? source.mid(3) : source;
    if (auto problem = examineBytes(text, file))
        return tl::unexpected(*problem);
    YamlDocument document;
    document.source = text;
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        TreeBuilder builder(text, file, document);
        if (!parser.HandleNextDocument(builder))
            return tl::unexpected(Problem{file, 1, 1, u"the file is empty"_s, u"Write a definition, or remove the file"_s});
        if (isOpenQuote(text, builder.lastScalar()))
            return tl::unexpected(quoteProblem(builder.lastScalar(), text, file));
        YamlDocument second;
        TreeBuilder rest(text, file, second);
        if (parser.HandleNextDocument(rest))
            return tl::unexpected(Problem{file, second.root.at.line, second.root.at.column, u"a second document begins here"_s,
                                          u"Give each definition a file of its own"_s});
    } catch (const TooMuch &tooMuch) {
        return tl::unexpected(tooMuch.problem);
    } catch (const YAML::Exception &error) {
        return tl::unexpected(syntaxProblem(error, text, file));
    } catch (const std::exception &error) {
        return tl::unexpected(Problem{file, 1, 1, u"this is not YAML: %1"_s.arg(QString::fromLocal8Bit(error.what())), {}});
    }
    return document;
}

} // namespace cairn
