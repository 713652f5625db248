#pragma once

#include "control/incidentbundle.h"
#include "storetesting.h"

#include <QDir>

namespace storetesting {

/// A store with one incident: two runs that failed alike, acknowledged, one of them retried and passed. Its records hold secrets
/// that are to stay at home.
class IncidentSample
{
public:
    static constexpr qint64 Day = 86'400'000; ///< when it happened, in milliseconds

    IncidentSample();

    cairn::Store &store() { return m_fixture.store(); }
    cairn::StoreReader &reader() { return m_fixture.reader(); }
    QString path(const QString &name) { return QDir(m_fixture.folder()).filePath(name); }
    qint64 incident() { return reader().incidents({}, std::nullopt, 1).value().first().id; }
    cairn::BundleAuthor author();
    void addFailure(qint64 run, const cairn::PayloadRef &sent, const cairn::PayloadRef &got);
    /// As told to others two days later.
    cairn::IncidentBundle tell();
    /// The same, written into a.cairn-incident.
    cairn::IncidentBundle save(cairn::BundledPayloads payloads);
    cairn::IncidentBundle read();

    cairn::PayloadRef request, response, input;

private:
    cairn::PayloadRef put(const QByteArray &bytes);
    void addPassing(qint64 run);

    Fixture m_fixture;
};

} // namespace storetesting
