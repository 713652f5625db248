#include "message.h"

#include <QJsonDocument>

namespace cairn::demo {

QByteArray Call::header(QByteArrayView name) const
{
    for (const auto &[field, value] : headers) {
        if (field == name)
            return value.trimmed();
    }
    return {};
}

QByteArray Call::mediaType() const
{
    const QByteArray value = header("content-type");
    const qsizetype end = value.indexOf(';');
    return (end < 0 ? value : value.left(end)).trimmed().toLower();
}

Reply jsonReply(const QJsonObject &object, int status)
{
    return {status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact), {}};
}

Reply problem(int status, const QString &kind, const QString &detail)
{
    Reply reply = jsonReply({{QStringLiteral("type"), QStringLiteral("urn:cairn:problem:") + kind},
                             {QStringLiteral("title"), QString(kind).replace(u'-', u' ')},
                             {QStringLiteral("status"), status},
                             {QStringLiteral("detail"), detail}},
                            status);
    reply.contentType = "application/problem+json";
    return reply;
}

Reply notFound()
{
    return problem(404, QStringLiteral("not-found"), QStringLiteral("There is nothing at this path"));
}

Reply methodNotAllowed(const QByteArray &allow)
{
    Reply reply =
        problem(405, QStringLiteral("method-not-allowed"), QStringLiteral("This path takes ") + QString::fromLatin1(allow));
    reply.headers.append({"Allow", allow});
    return reply;
}

} // namespace cairn::demo
