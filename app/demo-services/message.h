#pragma once
// The demo services know requests and replies as plain values; what carries them (QHttpServer, faults) is elsewhere.

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <utility>

namespace cairn::demo {

/// A whole request as a service sees it.
struct Call
{
    QByteArray method;
    QStringList path; ///< decoded segments below the service's own prefix: {"v1", "scan"}
    QUrlQuery query;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    /// First value of a field, trimmed; empty if absent. `name` in lower case.
    QByteArray header(QByteArrayView name) const;
    /// The Content-Type without its parameters, in lower case.
    QByteArray mediaType() const;
};

/// What a service answers.
struct Reply
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< besides Content-Type and Content-Length
};

Reply jsonReply(const QJsonObject &object, int status = 200);

/// RFC 9457 problem details. `kind` names the problem for programs, in words-with-hyphens.
Reply problem(int status, const QString &kind, const QString &detail);
Reply notFound();
Reply methodNotAllowed(const QByteArray &allow);

/// One HTTP API of the demo. Stateless but for what it stores; called from one thread.
class Service
{
public:
    virtual ~Service() = default;
    virtual Reply answer(const Call &call) = 0;
};

} // namespace cairn::demo
