#include "store/sealedrows.h"

namespace cairn {

namespace {

/// Each part preceded by its length: no two lists of parts give the same bytes.
QByteArray contextFrom(std::initializer_list<QByteArray> parts)
{
    QByteArray context;
    for (const QByteArray &part : parts)
        context += QByteArray::number(part.size()) + ':' + part;
    return context;
}

QByteArray headersOf(const char *column, const Attempt &a)
{
    return contextFrom({column, QByteArray::number(a.run.value()), a.step.name().toUtf8(), QByteArray::number(a.item),
                        QByteArray::number(a.generation), QByteArray::number(a.number)});
}

} // namespace

QByteArray payloadContext(const PayloadRef &ref)
{
    return contextFrom({"payload.bytes", ref.digest.toBytes(), QByteArray::number(ref.size)});
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
    return contextFrom({"checkpoint.output_headers", QByteArray::number(c.run.value()), c.step.name().toUtf8(),
                        QByteArray::number(c.item), QByteArray::number(c.generation), QByteArray::number(c.attempts),
                        QByteArray::number(c.at.time_since_epoch().count()), c.output.digest.toBytes()});
}

QByteArray messageHeadersContext(const QString &callback, const QString &message)
{
    return contextFrom({"callback_message.headers", callback.toUtf8(), message.toUtf8()});
}

} // namespace cairn
