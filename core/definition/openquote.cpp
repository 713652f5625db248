#include "definition/openquote.h"

#include <algorithm>

namespace cairn {

namespace {

/// Offset behind the quote that ends the text in quotes which begins there; nothing if none does.
std::optional<qsizetype> closing(const QByteArray &source, qsizetype begin)
{
    const char quote = source[begin];
    for (qsizetype i = begin + 1; i < source.size(); ++i) {
        const bool isDoubled = quote == '\'' && source[i] == quote && i + 1 < source.size() && source[i + 1] == quote;
        if (isDoubled || (quote == '"' && source[i] == '\\'))
            ++i;
        else if (source[i] == quote)
            return i + 1;
    }
    return std::nullopt;
}

/// Finds quotes that are not closed where their author thought: such a text goes on over lines until some later quote ends it,
/// and what is wrong there is no help.
class QuoteSearch
{
public:
    explicit QuoteSearch(const QByteArray &source) : m_source(source) {}

    /// Where the text in quotes begins that runs over lines into the one of `wrong`, or beyond; nothing if none does.
    std::optional<qsizetype> openedBefore(qsizetype wrong)
    {
        const qsizetype wrongLine = m_source.lastIndexOf('\n', wrong - 1);
        while (m_at < wrong) {
            const qsizetype begin = m_at;
            if (!isQuote()) {
                step();
                continue;
            }
            const qsizetype closed = closing(m_source, begin).value_or(m_source.size());
            const bool isLong = m_source.mid(begin, closed - begin).contains('\n');
            if (isLong && closed >= wrongLine)
                return begin;
            m_at = closed;
            m_mayBegin = false;
        }
        return std::nullopt;
    }

private:
    bool isQuote() const { return m_mayBegin && (m_source[m_at] == '"' || m_source[m_at] == '\''); }

    /// Over one character, a comment, or a text of many lines (| or >). A value begins at the start of a line and behind what
    /// announces one.
    void step()
    {
        const char c = m_source[m_at];
        if (c == '#' && (m_at == 0 || isBlank(m_source[m_at - 1])))
            return skipTo(endOfLine(m_at) + 1);
        if ((c == '|' || c == '>') && m_mayBegin)
            return skipBlock();
        m_mayBegin = c == '\n' || QByteArrayView(":-[{,?").contains(c) || (m_mayBegin && isBlank(c));
        m_at = std::min(m_at + 1, m_source.size());
    }

    void skipBlock()
    {
        const qsizetype indent = indentAt(m_source.lastIndexOf('\n', m_at) + 1);
        for (m_at = endOfLine(m_at) + 1; m_at < m_source.size(); m_at = endOfLine(m_at) + 1) {
            const bool isEmpty = m_source.mid(m_at, endOfLine(m_at) - m_at).trimmed().isEmpty();
            if (!isEmpty && indentAt(m_at) <= indent)
                break;
        }
        skipTo(m_at);
    }

    void skipTo(qsizetype lineStart)
    {
        m_at = std::min(lineStart, m_source.size());
        m_mayBegin = true;
    }

    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    qsizetype endOfLine(qsizetype from) const
    {
        const qsizetype end = m_source.indexOf('\n', from);
        return end < 0 ? m_source.size() : end;
    }
    qsizetype indentAt(qsizetype lineStart) const
    {
        qsizetype indent = 0;
        while (lineStart + indent < m_source.size() && m_source[lineStart + indent] == ' ')
            ++indent;
        return indent;
    }

    const QByteArray &m_source;
    qsizetype m_at = 0;
    bool m_mayBegin = true;
};

} // namespace

bool isOpenQuote(const QByteArray &source, qsizetype scalar)
{
    const bool isQuote = scalar < source.size() && (source[scalar] == '"' || source[scalar] == '\'');
    return isQuote && !closing(source, scalar);
}

std::optional<qsizetype> openQuoteBefore(const QByteArray &source, qsizetype wrong)
{
    return QuoteSearch(source).openedBefore(wrong);
}

} // namespace cairn
