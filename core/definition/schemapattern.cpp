#include "definition/schemapattern.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxPattern = 4'096;

/// Writes an expression of ECMA 262 as one of PCRE. Where the two read the same text differently, the meaning of ECMA 262 is
/// kept; what only PCRE knows is refused.
class Translator
{
public:
    explicit Translator(const QString &pattern) : m_in(pattern) {}

    Result<QString> run()
    {
        while (m_at < m_in.size() && m_fault.isEmpty())
            step(m_in[m_at++]);
        if (!m_fault.isEmpty())
            return failure(ErrorKind::Definition, m_fault);
        return m_out;
    }

    /// It starts with ^, and no alternative does not.
    bool isAnchored() const { return m_in.startsWith(QLatin1Char('^')) && !m_alternatives; }

private:
    void step(QChar c)
    {
        switch (c.unicode()) {
        case '\\': escape(false); break;
        case '[': charClass(); break;
        case '(': group(); break;
        case ')':
            --m_depth;
            m_out += c;
            break;
        case '|':
            m_alternatives |= m_depth == 0;
            m_out += c;
            break;
        case '$': m_out += "\\z"_L1; break; // PCRE's own $ also matches before a last line break
        case '.': m_out += "[^\\n\\r\\x{2028}\\x{2029}]"_L1; break;
        default: m_out += c;
        }
    }

    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_in.size() ? m_in[m_at + ahead] : QChar(); }

    void group()
    {
        ++m_depth;
        m_out += QLatin1Char('(');
        if (peek() == QLatin1Char('*'))
            m_fault = u"'(*' is not in ECMA 262"_s;
        if (peek() != QLatin1Char('?'))
            return;
        const QChar kind = peek(1);
        const bool known =
            kind == QLatin1Char(':') || kind == QLatin1Char('=') || kind == QLatin1Char('!') || kind == QLatin1Char('<');
        if (!known)
            m_fault = u"'(?%1' is not in ECMA 262"_s.arg(kind);
    }

    void charClass()
    {
        const bool negated = peek() == QLatin1Char('^');
        if (negated)
            ++m_at;
        if (peek() == QLatin1Char(']')) { // in PCRE the bracket would be the first character of the class
            ++m_at;
            m_out += negated ? "[\\x{0}-\\x{10ffff}]"_L1 : "(?!)"_L1;
            return;
        }
        m_out += negated ? "[^"_L1 : "["_L1;
        while (m_at < m_in.size() && m_fault.isEmpty()) {
            const QChar c = m_in[m_at++];
            if (c == QLatin1Char('\\')) {
                escape(true);
            } else if (c == QLatin1Char('[')) { // might begin a POSIX class
                m_out += "\\["_L1;
            } else {
                m_out += c;
                if (c == QLatin1Char(']'))
                    return;
            }
        }
        if (m_fault.isEmpty())
            m_fault = u"a character class is not closed"_s;
    }

    void escape(bool inClass)
    {
        const QLatin1String spaces(
            "\\s\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}");
        const QChar c = peek();
        ++m_at;
        if (c == QLatin1Char('u'))
            return unicode();
        if (c == QLatin1Char('v'))
            m_out += "\\x0b"_L1;
        else if (c == QLatin1Char('0') && !peek().isDigit())
            m_out += "\\x00"_L1;
        else if (c == QLatin1Char('s'))
            m_out += inClass ? QString(spaces) : QLatin1Char('[') + spaces + QLatin1Char(']');
        else if (c == QLatin1Char('S') && !inClass)
            m_out += "[^"_L1 + spaces + QLatin1Char(']');
        else if (isAsciiLetter(c) && !u"bBcdDfknpPrStwWx"_s.contains(c))
            m_fault = u"'\\%1' is no escape of ECMA 262"_s.arg(c);
        else if (c.isNull() || (c == QLatin1Char('x') && hex(2) < 0))
            m_fault = u"an escape is not complete"_s;
        else
            m_out += QLatin1Char('\\') + QString(c);
    }

    static bool isAsciiLetter(QChar c)
    {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'));
    }

    /// The next digits as a number, without going on; -1 if there are fewer.
    int hex(qsizetype digits) const
    {
        int value = 0;
        for (qsizetype i = 0; i < digits; ++i) {
            const int digit = u"0123456789abcdef"_s.indexOf(peek(i).toLower());
            if (peek(i).isNull() || digit < 0)
                return -1;
            value = value * 16 + digit;
        }
        return value;
    }

    void unicode()
    {
        qsizetype digits = 4;
        const bool braces = peek() == QLatin1Char('{');
        if (braces) {
            ++m_at;
            digits = m_in.indexOf(QLatin1Char('}'), m_at) - m_at;
        }
        int code = digits > 0 && digits <= 6 ? hex(digits) : -1;
        m_at += digits + (braces ? 1 : 0);
        if (QChar::isHighSurrogate(code) && peek() == QLatin1Char('\\') && peek(1) == QLatin1Char('u')) {
            m_at += 2;
            const int low = hex(4);
            m_at += 4;
            code = QChar::isLowSurrogate(low) ? static_cast<int>(QChar::surrogateToUcs4(char16_t(code), char16_t(low))) : -1;
        }
        if (code < 0 || code > 0x10ffff || QChar::isSurrogate(code))
            m_fault = u"'\\u' is not followed by a character's number"_s;
        else
            m_out += u"\\x{%1}"_s.arg(code, 0, 16);
    }

    const QString m_in;
    QString m_out;
    QString m_fault;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_alternatives = false;
};

} // namespace

Result<SchemaPattern> SchemaPattern::compile(const QString &pattern)
{
    if (pattern.size() > MaxPattern)
        return failure(ErrorKind::Definition, u"it is longer than %1 characters"_s.arg(MaxPattern));
    Translator translator(pattern);
    const Result<QString> translated = translator.run();
    if (!translated)
        return tl::unexpected(translated.error());
    SchemaPattern result;
    result.m_source = pattern;
    result.m_anchored = translator.isAnchored();
    // PCRE counts anew at every start of a match: a pattern that may start anywhere gets less for each
    const QLatin1String limit(result.m_anchored ? "(*LIMIT_MATCH=1000000)" : "(*LIMIT_MATCH=20000)");
    result.m_program.setPattern(limit + *translated);
    if (!result.m_program.isValid())
        return failure(ErrorKind::Definition, result.m_program.errorString());
    result.m_program.optimize();
    return result;
}

SchemaPattern::Answer SchemaPattern::search(const QString &text, std::chrono::nanoseconds &spent) const
{
    constexpr qsizetype NeverSlow = 32;
    if (text.size() > (m_anchored ? MaxAnchored : MaxSearched))
        return Answer::TooLong;
    const auto started = text.size() > NeverSlow ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();
    const auto match = m_program.match(text); // no options: they would turn PCRE's compiled code off
    if (text.size() > NeverSlow)
        spent += std::chrono::steady_clock::now() - started;
    if (!match.isValid())
        return Answer::TooHard;
    return match.hasMatch() ? Answer::Found : Answer::NotFound;
}

} // namespace cairn
