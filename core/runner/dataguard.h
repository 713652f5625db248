#pragma once

#include "control/requestbuilder.h"
#include "runner/storebridge.h"
#include "security/detectors.h"

#include <QCoroTask>

namespace cairn {

/// Finds out whether a request holds data that its service is not cleared for, before a byte of it leaves. Large bodies and files
/// are looked through on worker threads; what was found in a file is remembered for the next request that sends it. Belongs to
/// the runner's thread.
class DataGuard
{
public:
    DataGuard(StoreBridge &bridge, ExpressionEngine &engine, RequestBuilder &builder);

    /// Whether there is anything to look for.
    static bool concerns(const DataRule &rule, const Service &service);
    /// What speaks against sending it, in words that tell classes, numbers and places and none of the data; empty: nothing.
    /// `request` stays until that is known. Errors: of what could not be read, and therefore must not be sent.
    QCoro::Task<Result<QString>> objection(const BuiltRequest &request, const DataRule &rule, const Service &service);

private:
    /// What was found of one class.
    struct Sighting
    {
        QString name;
        qint64 count = 0;
        QString first;     ///< where: "at /customer/card", "in header x-note"
        QString unclear{}; ///< why it cannot be told whether there is any; empty: it can
    };
    using Sightings = QList<Sighting>;
    struct Prepared; // a rule, ready to be looked for

    using Ready = std::shared_ptr<const Prepared>;
    Result<Ready> prepared(const DataRule &rule);
    template <typename First> static void add(Sightings &sightings, const QString &name, qint64 count, First first);
    static Sightings inBytes(const DetectorSet &set, const QByteArray &bytes, const std::function<QString(qint64)> &place);
    static Result<Sightings> inFile(const DetectorSet &set, StoreReader &reader, const PayloadRef &file);
    static Sightings inHead(const DetectorSet &set, const HttpRequest &http);
    static Sightings inBody(const DetectorSet &set, const OutgoingBody &body, bool isJson);
    QCoro::Task<Sightings> inLargeBody(const std::shared_ptr<const DetectorSet> &set, const OutgoingBody &body, bool isJson);
    QCoro::Task<Result<Sightings>> inStoredFile(const Ready &rule, PayloadRef file);
    static QString told(const Sightings &sightings, const Service &service);
    /// That tests look at, or why they cannot.
    struct Document
    {
        QByteArray json;
        QString unclear;
    };
    Result<QList<Document>> saidDocument(const BuiltRequest &request);
    Result<QList<Document>> otherDocuments(const BuiltRequest &request);
    static QString whyUnclear(const Error &error);
    Result<Sightings> byTests(const Prepared &rule, const BuiltRequest &request);

    StoreBridge &m_bridge;
    ExpressionEngine &m_engine;
    RequestBuilder &m_builder;
    QHash<Digest, Ready> m_rules;
    QCache<std::pair<Digest, Digest>, Sightings> m_files; ///< by payload and rule
};

} // namespace cairn
