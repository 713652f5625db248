#include "store/sealedrows.h"

#include <array>
#include <charconv>

namespace cairn {

namespace {

/// What a row's sealed bytes are bound to: its parts, each preceded by its length, so that no two lists of parts give the same.
class Context
{
public:
    explicit Context(QByteArrayView column)
    {
        constexpr qsizetype Usual = 160;
        m_bytes.reserve(Usual);
        add(column);
    }

    Context &add(QByteArrayView part)
    {
        m_bytes.append(digits(part.size()).view()).append(':').append(part);
        return *this;
    }
    Context &add(qint64 number) { return add(digits(number).view()); }

    const QByteArray &bytes() const { return m_bytes; }

private:
    struct Digits
    {
        std::array<char, 24> text;
        qsizetype size;
        QByteArrayView view() const { return {text.data(), size}; }
    };

    static Digits digits(qint64 number)
    {
        Digits made;
        made.size = std::to_chars(made.text.begin(), made.text.end(), number).ptr - made.text.begin();
        return made;
    }

    QByteArray m_bytes;
};

QByteArray headersOf(const char *column, const Attempt &a)
{
    return Context(column).add(a.run.value()).add(a.step.name().toUtf8()).add(a.item).add(a.generation).add(a.number).bytes();
}

} // namespace

QByteArray payloadContext(const PayloadRef &ref)
{
    return Context("payload.bytes").add(ref.digest.toBytes()).add(ref.size).bytes();
}

QByteArray requestHeadersContext(const Attempt &attempt)
{
    return headersOf("attempt.request_headers", attempt);
}

QByteArray responseHeadersContext(const Attempt &attempt)
{
    return headersOf("attempt.response_headers", attempt);
}

QByteArray outputHeadersContext(const Checkpoint &c)
{
    return Context("checkpoint.output_headers")
        .add(c.run.value())
        .add(c.step.name().toUtf8())
        .add(c.item)
        .add(c.generation)
        .add(c.attempts)
        .add(c.at.time_since_epoch().count())
        .add(c.output.digest.toBytes())
        .bytes();
}

QByteArray messageHeadersContext(const QString &callback, const QString &message)
{
    return Context("callback_message.headers").add(callback.toUtf8()).add(message.toUtf8()).bytes();
}

} // namespace cairn
