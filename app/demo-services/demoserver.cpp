#include "demoserver.h"

#include "extractservice.h"
#include "scanservice.h"
#include "strictdates.h"
#include "thumbnailservice.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMetaEnum>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {

constexpr int ListenBacklog =
    512; ///< as many relays as there are may connect at once; one that is not let in tries again a second later

QStringList serviceNames()
{
    return {u"extract"_s, u"notice"_s, u"publish"_s, u"scan"_s, u"thumbnail"_s};
}

QByteArray methodName(QHttpServerRequest::Method method)
{
    return QByteArray(QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(method))).toUpper();
}

/// `skipped` leading segments of the path belong to whoever dispatches.
Call toCall(const QHttpServerRequest &request, int skipped)
{
    Call call;
    call.method = methodName(request.method());
    const QUrl url = request.url();
    const QStringList encoded = url.path(QUrl::FullyEncoded).split(u'/').mid(1 + skipped);
    for (const QString &segment : encoded)
        call.path.append(QUrl::fromPercentEncoding(segment.toUtf8())); // after the split: %2F is part of a name
    call.query = QUrlQuery(url);
    for (const auto &[name, value] : request.headers())
        call.headers.append({name.toLower(), value});
    call.body = request.body();
    return call;
}

QHttpServerResponse toResponse(const Reply &reply, const TransportFault &fault)
{
    QHttpServerResponse response(reply.contentType, reply.body, QHttpServerResponse::StatusCode(reply.status));
    for (const auto &[name, value] : reply.headers)
        response.addHeader(name, value);
    response.addHeader(QByteArray(TransportFault::HeaderName), fault.toHeader());
    return response;
}

} // namespace

DemoServer::DemoServer(DocumentStore store, const QUrl &base, quint64 seed) : m_faults(seed, serviceNames())
{
    QUrl publishBase = base;
    publishBase.setPath(u"/publish"_s);
    auto notice = std::make_unique<NoticeService>(store.path(u"notices.jsonl"_s));
    m_notice = notice.get();
    auto publish = std::make_unique<PublishService>(std::move(store), publishBase);
    m_publish = publish.get();
    add(u"extract"_s, std::make_unique<ExtractService>());
    add(u"notice"_s, std::move(notice));
    add(u"publish"_s, std::move(publish));
    add(u"scan"_s, std::make_unique<ScanService>());
    add(u"thumbnail"_s, std::make_unique<ThumbnailService>());
    routeServices();
    routeControls();
}

quint16 DemoServer::listen()
{
    auto server = std::make_unique<QTcpServer>();
    server->setListenBacklogSize(ListenBacklog);
    if (!server->listen(QHostAddress::LocalHost))
        return 0;
    m_http.bind(server.get());
    return server.release()->serverPort(); // m_http owns it now
}

void DemoServer::add(const QString &name, std::unique_ptr<Service> service)
{
    m_services.emplace(name, std::move(service));
    m_requests.insert(name, 0);
}

void DemoServer::routeServices()
{
    for (const auto &entry : m_services) {
        const QString name = entry.first;
        // A QUrl argument matches the rest of the path, slashes included.
        m_http.route(u"/%1/<arg>"_s.arg(name), [this, name](const QUrl &, const QHttpServerRequest &request) {
            TransportFault fault;
            const Reply reply = serve(name, toCall(request, 1), fault);
            return toResponse(reply, fault);
        });
    }
}

void DemoServer::routeControls()
{
    const auto answer = [this](const QHttpServerRequest &request) { return toResponse(control(toCall(request, 0)), {}); };
    for (const char *path : {"/faults", "/health", "/stats", "/ledger"})
        m_http.route(QString::fromLatin1(path), answer);
    m_http.route(u"/faults/<arg>"_s, [answer](const QString &, const QHttpServerRequest &request) { return answer(request); });
    m_http.setMissingHandler([](const QHttpServerRequest &, QHttpServerResponder &&responder) {
        toResponse(notFound(), {}).write(std::move(responder));
    });
}

Reply DemoServer::serve(const QString &name, const Call &call, TransportFault &transport)
{
    ++m_requests[name];
    const Fault fault = m_faults.draw(name);
    transport = fault.transport;
    if (fault.kind == Fault::Kind::TooMany) {
        Reply reply = problem(429, u"too-many-requests"_s, u"Slow down (a fault that was asked for)"_s);
        if (fault.retryAfterS > 0)
            reply.headers.append({"Retry-After", QByteArray::number(fault.retryAfterS)});
        return reply;
    }
    if (fault.kind == Fault::Kind::Unavailable)
        return problem(503, u"unavailable"_s, u"Out of order (a fault that was asked for)"_s);
    if (fault.kind == Fault::Kind::Unauthorized)
        return problem(401, u"credential-expired"_s, u"This credential is not valid any more (a fault that was asked for)"_s);
    if (fault.kind == Fault::Kind::Lost)
        return {}; // nobody gets to see it
    if (fault.kind == Fault::Kind::StrictDates) {
        if (const std::optional<Reply> refusal = refuseLooseDates(call.body))
            return *refusal;
    }

    const Reply reply = m_services.at(name)->answer(call);
    if (fault.kind == Fault::Kind::WrongSchema && reply.status / 100 == 2)
        return jsonReply({{u"schema"_s, u"next"_s}, {u"result"_s, QJsonArray()}}, reply.status);
    return reply;
}

Reply DemoServer::control(const Call &call)
{
    const QString what = call.path.value(0);
    if (what == u"health"_s)
        return call.method == "GET" ? jsonReply({{u"status"_s, u"ok"_s},
                                                 {u"seed"_s, QString::number(m_faults.seed())},
                                                 {u"services"_s, QJsonArray::fromStringList(serviceNames())}})
                                    : methodNotAllowed("GET");
    if (what == u"stats"_s)
        return call.method == "GET" ? statistics() : methodNotAllowed("GET");
    if (what == u"ledger"_s)
        return call.method == "GET" ? ledger() : methodNotAllowed("GET");

    const QStringList services = call.path.size() > 1 ? QStringList{call.path[1]} : serviceNames();
    if (!m_faults.knows(services.first()))
        return notFound();
    if (call.method == "DELETE") {
        for (const QString &service : services)
            m_faults.clear(service);
        return {204, {}, {}, {}};
    }
    if (call.method == "PUT" && call.path.size() > 1) {
        const QJsonDocument document = QJsonDocument::fromJson(call.body);
        if (!document.isObject())
            return problem(400, u"invalid-json"_s, u"The body is not a JSON object"_s);
        if (const Result<void> set = m_faults.set(services.first(), document.object()); !set)
            return problem(400, u"invalid-faults"_s, describe(set.error()));
    } else if (call.method != "GET") {
        return methodNotAllowed(call.path.size() > 1 ? "GET, PUT, DELETE" : "GET, DELETE");
    }
    return jsonReply(call.path.size() > 1 ? m_faults.settings(services.first()) : m_faults.allSettings());
}

Reply DemoServer::statistics() const
{
    QJsonObject requests;
    for (auto it = m_requests.cbegin(); it != m_requests.cend(); ++it)
        requests.insert(it.key(), it.value());
    const PublishService::Effects &effects = m_publish->effects();
    return jsonReply({{u"requests"_s, requests},
                      {u"effects"_s, QJsonObject{{u"documents_created"_s, effects.created},
                                                 {u"documents_replaced"_s, effects.replaced},
                                                 {u"replayed"_s, effects.replayed},
                                                 {u"key_refused"_s, effects.refused}}},
                      {u"faults"_s, m_faults.counts()}});
}

/// What the services did, for whoever judges from outside: no fault is drawn for it.
Reply DemoServer::ledger() const
{
    QJsonObject notices;
    const QMap<QString, int> byReference = m_notice->byReference();
    for (auto it = byReference.cbegin(); it != byReference.cend(); ++it)
        notices.insert(it.key(), it.value());
    return jsonReply({{u"notices"_s, notices}});
}

} // namespace cairn::demo
