#include "message.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

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
    Reply reply = jsonReply({{u"type"_s, u"urn:cairn:problem:"_s + kind},
                             {u"title"_s, QString(kind).replace(u'-', u' ')},
                             {u"status"_s, status},
                             {u"detail"_s, detail}},
                            status);
    reply.contentType = "application/problem+json";
    return reply;
}

Reply notFound()
{
    return problem(404, u"not-found"_s, u"There is nothing at this path"_s);
}

Reply methodNotAllowed(const QByteArray &allow)
{
    Reply reply = problem(405, u"method-not-allowed"_s, u"This path takes "_s + QString::fromLatin1(allow));
    reply.headers.append({"Allow", allow});
    return reply;
}

} // namespace cairn::demo
