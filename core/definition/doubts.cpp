#include "definition/doubts.h"

#include "model/loopback.h"

#include <QUrl>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Problem warning(const QString &file, SourcePosition at, const QString &what, const QString &remedy)
{
    return {file, at.line, at.column, what, remedy, true};
}

/// Where services are told to call back, if that is an address of this machine.
QString ownAddress(const ListenerSettings &listener)
{
    static const QStringList all{u"0.0.0.0"_s, u"::"_s};
    if (!listener.publicUrl.isEmpty())
        return isLoopbackName(QUrl(listener.publicUrl).host()) ? listener.publicUrl : QString();
    return isLoopbackName(listener.address) || all.contains(listener.address) ? u"127.0.0.1"_s : QString();
}

} // namespace

QList<Problem> doubtsOf(const PipelineFile &read, const QString &file, const QHash<QString, KnownService> &services,
                        const std::optional<ListenerSettings> &listener, QSet<QString> &warned)
{
    QList<Problem> found;
    const QString told = listener ? ownAddress(*listener) : QString();
    for (const Step &step : read.version.pipeline.steps) {
        const auto service = services.constFind(step.service);
        if (service == services.constEnd())
            continue;
        const bool adds = step.request.method == "POST"_L1 || step.request.method == "PATCH"_L1;
        if (adds && !service->saysIdempotent && !warned.contains(step.service)) {
            warned.insert(step.service);
            found.append(warning(service->file, service->namePlace,
                                 u"step %1 of %2 sends it %3, and whether repeats are harmless there is not said"_s.arg(
                                     step.id.name(), read.version.pipeline.name, step.request.method),
                                 u"Write idempotent: true if it knows the header Idempotency-Key, else idempotent: false: "
                                 "without it requests are repeated, also after a timeout"_s));
        }
        const bool isElsewhere = !isLoopbackName(service->host) && !service->host.endsWith(".localhost"_L1);
        if (step.callback && !told.isEmpty() && !service->host.isEmpty() && isElsewhere)
            found.append(warning(
                file, read.servicePlaces.value(step.id),
                u"%1 is another machine, and is told to call back at %2, which there is itself"_s.arg(service->host, told),
                u"Write public_url: https://HOST into the listener of cairn.yaml, as the service reaches it"_s));
    }
    return found;
}

} // namespace cairn
