#include "base/outputfile.h"
#include "control/bundlejson.h"
#include "control/incidenttimeline.h"
#include "definition/stepgraph.h"
#include "security/sealedfile.h"

#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>

#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Format = 1;
constexpr qint64 MostDocuments = 256LL << 20; ///< bytes of all that are no payloads: they are held in memory
constexpr qsizetype MostSteps = 1'000;
const QString Kind = u"cairn-incident"_s;

tl::unexpected<Error> damaged(const QString &what, const QString &path)
{
    return failure(ErrorKind::Damaged, what, path, u"Ask whoever sent it for another copy"_s);
}

// ---- Writing -------------------------------------------------------------------------------------------------------------

SealedSource sourceOf(const QString &name, const QByteArray &bytes)
{
    return {{name, bytes.size(), Digest::of(bytes)}, [bytes]() -> Result<std::unique_ptr<QIODevice>> {
                auto buffer = std::make_unique<QBuffer>();
                buffer->setData(bytes);
                buffer->open(QIODevice::ReadOnly);
                return std::unique_ptr<QIODevice>(std::move(buffer));
            }};
}

QByteArray linesOf(const QList<QJsonObject> &objects)
{
    QByteArray lines;
    for (const QJsonObject &object : objects)
        lines += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    return lines;
}

std::vector<SealedSource> documentsOf(const IncidentBundle &bundle)
{
    QList<QJsonObject> moments, entries;
    for (const IncidentMoment &moment : timelineOf(bundle))
        moments.append(toJson(moment));
    for (const AuditEntry &entry : bundle.audit)
        entries.append(auditJson(entry));
    std::vector<SealedSource> sources;
    sources.push_back(sourceOf(u"incident.json"_s, QJsonDocument(incidentJson(bundle)).toJson()));
    sources.push_back(sourceOf(u"timeline.jsonl"_s, linesOf(moments)));
    sources.push_back(sourceOf(u"audit.jsonl"_s, linesOf(entries)));
    for (const BundledRun &run : bundle.runs)
        sources.push_back(sourceOf(u"runs/%1.json"_s.arg(run.run.id.toString()), QJsonDocument(runJson(run)).toJson()));
    return sources;
}

/// Reads every chosen payload once; what cannot be read whole is left out. False: the work is to stop.
bool keepSoundPayloads(StoreReader &reader, IncidentBundle &bundle, const LongWork &work)
{
    bundle.payloads.removeIf([&](const PayloadRef &payload) {
        if (work.stop)
            return false;
        auto opened = reader.openPayload(payload.digest);
        const bool sound = opened && verifyPayload(**opened, payload);
        bundle.payloadsLeftOut += sound ? 0 : 1;
        return !sound;
    });
    return !work.stop;
}

QJsonObject headOf(const IncidentBundle &bundle)
{
    return {{u"kind"_s, Kind},
            {u"format"_s, Format},
            {u"workspace"_s, bundle.workspace},
            {u"incident"_s, bundle.about.incident.id},
            {u"created_by"_s, bundle.createdBy},
            {u"created_at"_s, toRfc3339(bundle.createdAt)}};
}

// ---- Reading -------------------------------------------------------------------------------------------------------------

/// Takes the members of an incident file as they come.
class Reading
{
public:
    Reading(QString payloadFolder, IncidentBundle &bundle) : m_folder(std::move(payloadFolder)), m_bundle(bundle) {}

    Result<void> take(const SealedMember &member, QByteArrayView block)
    {
        if (member.name.startsWith("payloads/"_L1))
            return takePayload(member, block);
        m_held += block.size();
        if (m_held > MostDocuments)
            return damaged(u"it holds too much"_s, {});
        m_documents[member.name].append(block);
        return {};
    }

    Result<void> finish()
    {
        if (auto whole = closePayload(); !whole)
            return whole;
        if (auto good = readIncident(documentOf(m_documents.value(u"incident.json"_s)), m_bundle); !good)
            return good;
        for (const QByteArray &line : m_documents.value(u"audit.jsonl"_s).split('\n')) {
            if (line.isEmpty())
                continue;
            auto entry = readAudit(documentOf(line));
            if (!entry)
                return tl::unexpected(entry.error());
            m_bundle.audit.append(std::move(*entry));
        }
        for (auto it = m_documents.cbegin(); it != m_documents.cend(); ++it) {
            if (!it.key().startsWith("runs/"_L1))
                continue;
            if (auto good = takeRun(it.key(), *it); !good)
                return good;
        }
        return checkPayloads();
    }

private:
    static QJsonObject documentOf(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

    Result<void> takeRun(const QString &name, const QByteArray &json)
    {
        auto run = readBundledRun(documentOf(json));
        if (!run)
            return tl::unexpected(run.error());
        QSet<StepId> ids;
        for (const Step &step : std::as_const(run->outline.steps))
            ids.insert(step.id);
        const auto &steps = run->outline.steps;
        if (steps.size() > MostSteps || ids.size() != steps.size() || !findCycles(steps).isEmpty())
            return damaged(u"%1: its steps cannot be"_s.arg(name), {});
        m_bundle.runs.append(std::move(*run));
        return {};
    }

    /// The name is the digest, and the digest is verified.
    Result<void> takePayload(const SealedMember &member, QByteArrayView block)
    {
        const QString hex = member.name.section(u'/', 1);
        if (hex != member.digest.toHex())
            return damaged(u"%1 is not named by its content"_s.arg(member.name), {});
        m_found.insert(member.digest);
        if (m_folder.isEmpty())
            return {};
        if (!m_payload || QFileInfo(m_payload->path()).fileName() != hex) {
            if (auto whole = closePayload(); !whole)
                return whole;
            m_payload = std::make_unique<OutputFile>(QDir(m_folder).filePath(hex));
            if (auto opened = m_payload->open(); !opened)
                return opened;
        }
        return m_payload->write(block);
    }

    Result<void> closePayload()
    {
        const auto last = std::exchange(m_payload, nullptr);
        return last ? last->commit() : Result<void>();
    }

    /// An empty payload comes without a block.
    Result<void> checkPayloads() const
    {
        for (const PayloadRef &payload : std::as_const(m_bundle.payloads)) {
            if (payload.size > 0 && !m_found.contains(payload.digest))
                return damaged(u"a payload that it lists is not in it"_s, {});
        }
        return {};
    }

    QString m_folder;
    IncidentBundle &m_bundle;
    QMap<QString, QByteArray> m_documents;
    qint64 m_held = 0;
    QSet<Digest> m_found;
    std::unique_ptr<OutputFile> m_payload;
};

Result<IncidentBundle> startOf(const SealedFile &file, const QString &path)
{
    const QJsonObject &head = file.manifest();
    if (head.value("kind"_L1).toString() != Kind)
        return damaged(u"it is no incident file"_s, path);
    if (head.value("format"_L1).toInt() > Format)
        return failure(ErrorKind::NewerStore, u"it was written by a newer Cairn"_s, path, u"Open it with that version"_s);
    IncidentBundle bundle;
    bundle.workspace = head.value("workspace"_L1).toString();
    bundle.createdBy = head.value("created_by"_L1).toString();
    bundle.createdAt = fromRfc3339(head.value("created_at"_L1).toString()).value_or(Timestamp());
    bundle.key = file.key();
    return bundle;
}

} // namespace

Result<void> writeIncidentFile(StoreReader &reader, IncidentBundle &bundle, const QString &path, const SigningKey &key,
                               LongWork &work)
{
    if (!keepSoundPayloads(reader, bundle, work))
        return failure(ErrorKind::Cancelled, u"the work was stopped"_s);
    std::vector<SealedSource> sources = documentsOf(bundle);
    for (const PayloadRef &payload : std::as_const(bundle.payloads))
        sources.push_back({{u"payloads/"_s + payload.digest.toHex(), payload.size, payload.digest},
                           [&reader, payload] { return reader.openPayload(payload.digest); }});
    work.total = std::accumulate(sources.begin(), sources.end(), qint64(0),
                                 [](qint64 sum, const SealedSource &source) { return sum + source.member.size; });
    bundle.key = key.publicKey();
    return writeSealedFile(path, headOf(bundle), sources, key, [&work](qint64 done) {
        work.done = done;
        return !work.stop;
    });
}

Result<IncidentBundle> readIncidentFile(const QString &path, const QString &payloadFolder)
{
    const auto file = SealedFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    auto bundle = startOf(**file, path);
    if (!bundle)
        return bundle;
    Reading reading(payloadFolder, *bundle);
    auto read = (*file)->read([&](const SealedMember &member, QByteArrayView block) { return reading.take(member, block); });
    if (read)
        read = reading.finish();
    if (!read) {
        Error error = read.error();
        error.where = error.where.isEmpty() ? path : error.where;
        return tl::unexpected(error);
    }
    return bundle;
}

} // namespace cairn
