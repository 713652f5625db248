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

} // namespace

QString withoutDeadEnds(const QString &how)
{
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
