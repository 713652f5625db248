#pragma once

#include "faults.h"
#include "message.h"
#include "noticeservice.h"
#include "publishservice.h"

#include <QHttpServer>
#include <QMap>

#include <map>
#include <memory>

namespace cairn::demo {

/// All demo services behind one QHttpServer on a port of its own, with faults, health and statistics:
///   /scan /extract /thumbnail /publish /notice      the services
///   GET /faults, GET|PUT|DELETE /faults/SERVICE, DELETE /faults, GET /health, GET /stats, GET /ledger
/// Faults that HTTP itself can express happen here; those of the network are noted in a header field for the relay.
class DemoServer
{
public:
    /// `base` is the URL that clients reach the services under.
    DemoServer(DocumentStore store, const QUrl &base, quint64 seed);

    /// Listens on some port of the loopback interface; 0 if there is none to be had.
    quint16 listen();

private:
    void add(const QString &name, std::unique_ptr<Service> service);
    void routeServices();
    void routeControls();
    Reply serve(const QString &name, const Call &call, TransportFault &fault);
    Reply control(const Call &call);
    Reply statistics() const;
    Reply ledger() const;

    QHttpServer m_http;
    std::map<QString, std::unique_ptr<Service>> m_services;
    const PublishService *m_publish; ///< one of m_services
    const NoticeService *m_notice;   ///< likewise
    Faults m_faults;
    QMap<QString, qint64> m_requests;
};

} // namespace cairn::demo
