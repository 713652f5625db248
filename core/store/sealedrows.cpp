#include "store/sealedrows.h"

#include <QVarLengthArray>

#include <array>
#include <charconv>

namespace cairn {

namespace {

/// What a row's sealed bytes are bound to: its parts, each preceded by its length, so that no two lists of parts give the same.
class Context
{
public:
    explicit Context(QByteArrayView column) { add(column); }

    Context &add(QByteArrayView part)
    {
        append(digits(part.size()).view());
        m_bytes.append(':');
        append(part);
        return *this;
    }
    Context &add(qint64 number) { return add(digits(number).view()); }

    QByteArray bytes() const { return {m_bytes.constData(), m_bytes.size()}; }

private:
    struct Digits
    {
        std::array<char, 24> text;
        qsizetype size;
        QByteArrayView view() const { return {text.data(), size}; }
    };

    void append(QByteArrayView some) { m_bytes.append(some.data(), some.size()); }

    static Digits digits(qint64 number)
    {
        Digits made;
        made.size = std::to_chars(made.text.begin(), made.text.end(), number).ptr - made.text.begin();
        return made;
    }

    QVarLengthArray<char, 256> m_bytes;
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
