#include "ui/payload/jsonindexer.h"

#include <QCoreApplication>

namespace cairn {

using Type = JsonIndex::Type;

namespace {

QString said(const char *text)
{
    return QCoreApplication::translate("JsonIndex", text);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

tl::expected<JsonIndex, JsonFault> JsonIndexer::run()
{
    bool done = false;
    bool good = m_index.m_text.size() <= JsonIndex::MaxBytes ||
                tooLarge(said(QT_TRANSLATE_NOOP("JsonIndex", "It is larger than 16 MiB")));
    if (good && !m_index.m_text.isValidUtf8())
        good = fail(said(QT_TRANSLATE_NOOP("JsonIndex", "It is not UTF-8")));
    while (good && !done)
        good = value() && afterValue(done);
    if (good)
        return std::move(m_index);
    const QByteArrayView before = QByteArrayView(m_index.m_text).first(std::min(m_at, m_index.m_text.size()));
    m_fault.offset = before.size();
    m_fault.line = before.count('\n') + 1;
    m_fault.column = before.size() - before.lastIndexOf('\n');
    return tl::unexpected(m_fault);
}

bool JsonIndexer::fail(const QString &what)
{
    m_fault.what = what;
    return false;
}

bool JsonIndexer::failHere()
{
    if (m_at >= m_index.m_text.size())
        return fail(said(QT_TRANSLATE_NOOP("JsonIndex", "It ends too early")));
    return fail(said(QT_TRANSLATE_NOOP("JsonIndex", "There is something else than JSON")));
}

bool JsonIndexer::tooLarge(const QString &what)
{
    m_fault.tooLarge = true;
    return fail(what);
}

void JsonIndexer::skipSpace()
{
    for (char c = peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek())
        ++m_at;
}

/// One value, or the beginning of one that holds others.
bool JsonIndexer::value()
{
    skipSpace();
    if (m_index.m_values.size() >= size_t(JsonIndex::MaxValues))
        return tooLarge(said(QT_TRANSLATE_NOOP("JsonIndex", "It has more than 2,000,000 values")));
    JsonIndex::Value found;
    found.begin = quint32(m_at);
    found.keyBegin = std::exchange(m_keyBegin, 0);
    found.keyEnd = std::exchange(m_keyEnd, 0);
    if (!m_open.empty()) {
        found.parent = m_open.back();
        found.row = m_index.m_values[found.parent].count++;
    }
    m_index.m_values.push_back(found);
    JsonIndex::Value &stored = m_index.m_values.back();
    bool good = false;
    switch (peek()) {
    case '{': return open(Type::Object);
    case '[': return open(Type::Array);
    case '"': {
        stored.type = Type::String;
        quint32 begin = 0;
        good = string(begin, stored.end);
        break;
    }
    case 't': good = word("true", Type::Boolean); break;
    case 'f': good = word("false", Type::Boolean); break;
    case 'n': good = word("null", Type::Null); break;
    default: good = number();
    }
    stored.end = quint32(m_at);
    stored.next = quint32(m_index.m_values.size());
    return good;
}

bool JsonIndexer::open(Type type)
{
    m_index.m_values.back().type = type;
    if (m_open.size() >= size_t(JsonIndex::MaxDepth))
        return tooLarge(said(QT_TRANSLATE_NOOP("JsonIndex", "It is nested more than 1024 deep")));
    m_open.push_back(quint32(m_index.m_values.size() - 1));
    ++m_at;
    return true;
}

void JsonIndexer::close()
{
    JsonIndex::Value &closed = m_index.m_values[m_open.back()];
    ++m_at;
    closed.end = quint32(m_at);
    closed.next = quint32(m_index.m_values.size());
    m_open.pop_back();
}

/// Closes what ends here and goes to where the next value is due.
bool JsonIndexer::afterValue(bool &done)
{
    for (;;) {
        skipSpace();
        if (m_open.empty()) {
            done = true;
            return m_at == m_index.m_text.size() || failHere();
        }
        const JsonIndex::Value &around = m_index.m_values[m_open.back()];
        const bool isObject = around.type == Type::Object;
        const bool fresh = around.count == 0;
        if (peek() == (isObject ? '}' : ']')) {
            close();
            continue;
        }
        if (!fresh) {
            if (peek() != ',')
                return failHere();
            ++m_at;
            skipSpace();
        }
        return !isObject || key();
    }
}

bool JsonIndexer::key()
{
    if (peek() != '"')
        return failHere();
    if (!string(m_keyBegin, m_keyEnd))
        return false;
    skipSpace();
    if (peek() != ':')
        return failHere();
    ++m_at;
    return true;
}

bool JsonIndexer::string(quint32 &begin, quint32 &end)
{
    begin = quint32(m_at++);
    for (;; ++m_at) {
        const char c = peek();
        if (c == '"')
            break;
        if (uchar(c) < 0x20)
            return failHere();
        if (c == '\\' && !escape())
            return false;
    }
    end = quint32(++m_at);
    return true;
}

/// Stops at its last character.
bool JsonIndexer::escape()
{
    ++m_at;
    const char c = peek();
    if (c != 'u')
        return (c != '\0' && QByteArrayView("\"\\/bfnrt").contains(c)) || failHere();
    for (int i = 0; i < 4; ++i) {
        ++m_at;
        if (!std::isxdigit(uchar(peek())))
            return failHere();
    }
    return true;
}

bool JsonIndexer::digits()
{
    if (!isDigit(peek()))
        return failHere();
    while (isDigit(peek()))
        ++m_at;
    return true;
}

bool JsonIndexer::number()
{
    m_index.m_values.back().type = Type::Number;
    if (peek() == '-')
        ++m_at;
    if (peek() == '0')
        ++m_at;
    else if (!digits())
        return false;
    if (peek() == '.') {
        ++m_at;
        if (!digits())
            return false;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        return digits();
    }
    return true;
}

bool JsonIndexer::word(QByteArrayView expected, Type type)
{
    m_index.m_values.back().type = type;
    if (!QByteArrayView(m_index.m_text).sliced(m_at).startsWith(expected))
        return failHere();
    m_at += expected.size();
    return true;
}

} // namespace cairn
