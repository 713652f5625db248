#include "definition/jqscan.h"

#include <utility>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool startsName(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Follows the lexer of jq 1.6 (src/lexer.l): bracket nesting, strings with interpolations, comments.
class Scanner
{
public:
    Scanner(QStringView text, qsizetype from, bool untilClose) : m_text(text), m_at(from), m_untilClose(untilClose) {}

    JqScan run()
    {
        while (m_at < m_text.size() && m_scan.fault.isEmpty() && !m_scan.closed)
            step();
        if (m_scan.fault.isEmpty() && !m_scan.closed && !m_open.isEmpty())
            fault(u"'%1' is never closed"_s.arg(m_open.last().bracket), m_open.last().at);
        m_scan.end = m_at;
        return std::move(m_scan);
    }

private:
    struct Open
    {
        QChar bracket;
        qsizetype at;
        bool interpolation;
    };

    QChar peek(qsizetype ahead) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar(); }

    void step()
    {
        const QChar c = m_text[m_at];
        if (m_untilClose && m_open.isEmpty() && c == u'}' && peek(1) == u'}')
            m_scan.closed = true;
        else if (c.isSpace())
            ++m_at;
        else if (c == u'#')
            skipComment();
        else if (c == u'"')
            string(m_at, 1);
        else if (startsName(c) || (c == u'@' && startsName(peek(1))))
            name(JqToken::Kind::Word, 1);
        else if (c == u'.' && startsName(peek(1)))
            name(JqToken::Kind::Field, 2);
        else if (isDigit(c) || (c == u'.' && isDigit(peek(1))))
            number();
        else
            symbol(c);
    }

    void add(JqToken::Kind kind, qsizetype length)
    {
        m_scan.tokens.append({kind, m_text.mid(m_at, length), m_at});
        m_at += length;
    }

    void fault(const QString &what, qsizetype at)
    {
        m_scan.fault = what;
        m_scan.faultAt = at;
    }

    void skipComment()
    {
        m_scan.comment = true;
        while (m_at < m_text.size() && m_text[m_at] != u'\n')
            ++m_at;
    }

    void name(JqToken::Kind kind, qsizetype length)
    {
        const auto goesOn = [this](qsizetype ahead) { return startsName(peek(ahead)) || isDigit(peek(ahead)); };
        while (goesOn(length) || (kind == JqToken::Kind::Word && peek(length) == u':' && peek(length + 1) == u':' &&
                                  startsName(peek(length + 2)))) {
            length += goesOn(length) ? 1 : 2;
        }
        add(kind, length);
    }

    void number()
    {
        qsizetype length = 1;
        while (isDigit(peek(length)) || peek(length) == u'.')
            ++length;
        const bool exponent = peek(length) == u'e' || peek(length) == u'E';
        const qsizetype sign = exponent && (peek(length + 1) == u'+' || peek(length + 1) == u'-') ? 1 : 0;
        if (exponent && isDigit(peek(length + 1 + sign))) {
            length += 1 + sign;
            while (isDigit(peek(length)))
                ++length;
        }
        add(JqToken::Kind::Number, length);
    }

    /// From an opening quote (`length` 1), or from behind the ')' of an interpolation (0), to the closing quote or the next
    /// interpolation.
    void string(qsizetype openedAt, qsizetype length)
    {
        while (m_at + length < m_text.size()) {
            const QChar c = peek(length);
            if (c == u'"')
                return add(JqToken::Kind::Text, length + 1);
            if (c == u'\\' && peek(length + 1) == u'(') {
                add(JqToken::Kind::Text, length + 1);
                m_open.append({u'(', openedAt, true});
                return add(JqToken::Kind::Symbol, 1);
            }
            length += c == u'\\' ? 2 : 1;
        }
        m_at = m_text.size();
        fault(u"a text in quotes is never closed"_s, openedAt);
    }

    void symbol(QChar c)
    {
        if (c == u'(' || c == u'[' || c == u'{')
            m_open.append({c, m_at, false});
        const bool closes = c == u')' || c == u']' || c == u'}';
        if (!closes)
            return add(JqToken::Kind::Symbol, 1);
        const QChar opener = c == u')' ? u'(' : c == u']' ? u'[' : u'{';
        if (m_open.isEmpty() || m_open.last().bracket != opener)
            return fault(m_open.isEmpty() ? u"'%1' closes nothing"_s.arg(c)
                                          : u"'%1' does not close '%2'"_s.arg(c).arg(m_open.last().bracket),
                         m_at);
        const Open opened = m_open.takeLast();
        add(JqToken::Kind::Symbol, 1);
        if (opened.interpolation)
            string(opened.at, 0);
    }

    QStringView m_text;
    qsizetype m_at;
    bool m_untilClose;
    QList<Open> m_open;
    JqScan m_scan;
};

} // namespace

JqScan scanJq(QStringView text, qsizetype from, bool untilClose)
{
    return Scanner(text, from, untilClose).run();
}

} // namespace cairn
