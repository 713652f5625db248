#include "definition/datatest.h"

#include "definition/jqscan.h"

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Finds where a `?` is to stand in a part of a program, which neither pipes, commas nor // divide.
class DeadEnds
{
public:
    explicit DeadEnds(const QList<JqToken> &part) : m_part(part) {}

    /// Empty: it is no path.
    QList<qsizetype> find()
    {
        if (is(u'.'))
            m_i += m_i + 1 < m_part.size() && m_part[m_i + 1].is(u'.') ? 2 : is(u'[', 1) ? 1 : 0;
        while (access()) {
        }
        return m_i == m_part.size() || isComparison() ? m_places : QList<qsizetype>();
    }

private:
    bool is(QChar symbol, qsizetype ahead = 0) const { return m_i + ahead < m_part.size() && m_part[m_i + ahead].is(symbol); }

    bool isText(qsizetype at) const
    {
        const bool isThere = at < m_part.size() && m_part[at].kind == JqToken::Kind::Text;
        return isThere && m_part[at].text.size() > 1 && m_part[at].text.startsWith(u'"') && m_part[at].text.endsWith(u'"');
    }

    /// .name, ."name", [], ["name"], [0] or [1:2].
    bool access()
    {
        if (m_i >= m_part.size())
            return false;
        qsizetype last = m_i;
        if (is(u'.') && isText(m_i + 1))
            last = m_i + 1;
        else if (is(u'['))
            last = closing();
        else if (m_part[m_i].kind != JqToken::Kind::Field)
            return false;
        if (last < 0)
            return false;
        m_i = last + 1;
        if (is(u'?'))
            ++m_i;
        else
            m_places.append(m_part[last].at + m_part[last].text.size());
        return true;
    }

    /// -1: what stands in the brackets is a program.
    qsizetype closing() const
    {
        for (qsizetype i = m_i + 1; i < m_part.size(); ++i) {
            const JqToken &token = m_part[i];
            if (token.is(u']'))
                return i;
            if (!isText(i) && token.kind != JqToken::Kind::Number && !token.is(u':') && !token.is(u'-'))
                return -1;
        }
        return -1;
    }

    bool isComparison() const
    {
        static constexpr std::array Words{u"true", u"false", u"null"};
        const qsizetype literal = m_i + 2;
        if (!is(u'=') || !is(u'=', 1) || literal + 1 != m_part.size())
            return false;
        const JqToken &token = m_part[literal];
        return isText(literal) || token.kind == JqToken::Kind::Number ||
               std::any_of(Words.begin(), Words.end(), [&](QStringView word) { return token.text == word; });
    }

    const QList<JqToken> &m_part;
    qsizetype m_i = 0;
    QList<qsizetype> m_places;
};

/// In which a part may be one of something else's.
bool divides(const JqToken &token)
{
    static constexpr std::array Words{u"def", u"if", u"reduce", u"foreach", u"label", u"as"};
    return token.kind == JqToken::Kind::Word &&
           std::any_of(Words.begin(), Words.end(), [&](QStringView word) { return token.text == word; });
}

/// How many tokens part the program here; 0: none.
qsizetype parting(const QList<JqToken> &tokens, qsizetype i)
{
    const auto follows = [&](qsizetype ahead, QChar symbol) {
        const qsizetype at = i + ahead;
        return at < tokens.size() && tokens[at].is(symbol) && tokens[at].at == tokens[i].at + ahead;
    };
    if (tokens[i].is(u','))
        return 1;
    if (tokens[i].is(u'|'))
        return follows(1, u'=') ? 0 : 1;
    return tokens[i].is(u'/') && follows(1, u'/') && !follows(2, u'=') ? 2 : 0;
}

/// Finds a `try`, or a `?` behind something else than a path, that what comes later goes through.
class OpenTries
{
public:
    explicit OpenTries(const QList<JqToken> &tokens) : m_tokens(tokens) {}

    std::optional<qsizetype> find()
    {
        bool isPath = false;
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            const JqToken &token = m_tokens[i];
            const bool isTry = token.kind == JqToken::Kind::Word && token.text == u"try";
            if ((isTry || (token.is(u'?') && !isPath)) && !isLast(i))
                return token.at;
            isPath = endsPath(i);
        }
        return std::nullopt;
    }

private:
    enum class Bracket { Index, List, Other };

    bool endsValue(qsizetype i) const
    {
        const JqToken &token = m_tokens[i];
        const bool isVariable = token.kind == JqToken::Kind::Word && i > 0 && m_tokens[i - 1].is(u'$');
        return token.kind == JqToken::Kind::Field || token.kind == JqToken::Kind::Text || isVariable ||
               (token.kind == JqToken::Kind::Symbol && QStringView(u".?])}").contains(token.text.front()));
    }

    static bool opens(const JqToken &token) { return token.is(u'[') || token.is(u'(') || token.is(u'{'); }
    static bool closes(const JqToken &token) { return token.is(u']') || token.is(u')') || token.is(u'}'); }

    /// .name, ."name", or a value's [].
    bool endsPath(qsizetype i)
    {
        const JqToken &token = m_tokens[i];
        if (opens(token))
            m_open.append(!token.is(u'[') ? Bracket::Other : i > 0 && endsValue(i - 1) ? Bracket::Index : Bracket::List);
        const bool isIndex = closes(token) && !m_open.isEmpty() && m_open.takeLast() == Bracket::Index;
        const bool isName = token.kind == JqToken::Kind::Text && i > 0 && m_tokens[i - 1].is(u'.');
        return isIndex || isName || token.kind == JqToken::Kind::Field;
    }

    /// Of the program, or of a list that it makes: nothing that could fail comes after it there.
    bool isLast(qsizetype at) const
    {
        if (!m_open.isEmpty() && m_open.last() != Bracket::List)
            return false;
        int depth = 0;
        for (qsizetype i = at + 1; i < m_tokens.size(); ++i) {
            const JqToken &token = m_tokens[i];
            if (depth == 0 && (closes(token) || token.is(u',')))
                return true;
            depth += opens(token) - closes(token);
            const bool isOperator =
                token.kind == JqToken::Kind::Symbol && QStringView(u"|+-*/%<>=!;").contains(token.text.front());
            const bool isWord = token.kind == JqToken::Kind::Word && (token.text == u"and" || token.text == u"or");
            if (depth == 0 && (isOperator || isWord))
                return false;
        }
        return true;
    }

    const QList<JqToken> &m_tokens;
    QList<Bracket> m_open;
};

} // namespace

std::optional<qsizetype> endsSearches(const QString &how)
{
    return OpenTries(scanJq(how).tokens).find();
}

QString withoutDeadEnds(const QString &how)
{
    if (endsSearches(how))
        return u"error(\"it has a try, or a ? behind no path, that what follows goes through\")"_s;
    const QList<JqToken> tokens = scanJq(how).tokens;
    if (std::any_of(tokens.begin(), tokens.end(), divides))
        return how;
    QList<qsizetype> places;
    QList<JqToken> part;
    int depth = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const JqToken &token = tokens[i];
        const bool opens = token.is(u'(') || token.is(u'[') || token.is(u'{');
        const bool closes = token.is(u')') || token.is(u']') || token.is(u'}');
        depth += opens - closes;
        const qsizetype ends = depth == 0 ? parting(tokens, i) : 0;
        if (ends == 0) {
            part.append(token);
            continue;
        }
        places += DeadEnds(part).find();
        part.clear();
        i += ends - 1;
    }
    places += DeadEnds(part).find();
    QString passing = how;
    for (auto place = places.crbegin(); place != places.crend(); ++place)
        passing.insert(*place, u"? "_s); // not ?//, which is something else
    return passing;
}

QString dataTest(const QString &how)
{
    return u"(try [first((\n%1\n) | select(.))] catch _cairn_ofdata) | if length > 0 then true else _cairn_nothing end"_s.arg(
        withoutDeadEnds(how));
}

} // namespace cairn
