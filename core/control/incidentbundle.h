#pragma once

#include "control/incidentdesk.h"
#include "control/longwork.h"
#include "control/passedon.h"
#include "security/signingkey.h"

namespace cairn {

/// Which payloads go into an incident file.
enum class BundledPayloads {
    None,
    Failing, ///< what the failing steps sent and got
    All,     ///< of the runs in it
};
QString word(BundledPayloads payloads);
std::optional<BundledPayloads> bundledPayloadsFromWord(QStringView word);

/// A run with what is recorded of it. Of its pipeline there is what a picture of it needs, and no more.
struct BundledRun
{
    RunRecord run;
    Pipeline outline; ///< steps with their needs and services
    RunHistory history;
    QList<Command> commands;
    QList<Event> events;
    bool shortened = false; ///< of a run with very many records, those of the incident's step alone
};

/// All that is told of an incident to somebody who has no access to the store: a value.
struct IncidentBundle
{
    QString workspace;
    QString createdBy;
    Timestamp createdAt{};
    IncidentDetail about;        ///< with many more notes than screens show
    bool notesShortened = false; ///< of very many notes, the newest
    QList<BundledRun> runs;
    qint64 runsLeftOut = 0;     ///< that failed so, too
    QList<AuditEntry> audit;    ///< about the incident, its service and these runs, oldest first
    QList<PayloadRef> payloads; ///< whose bytes are in the file
    qint64 payloadsLeftOut = 0; ///< that were asked for but are too many, too large, damaged or erased
    QByteArray key{};           ///< that signed the file; empty: it was never in one
};

/// Reads all of it from the store, as it is passed on. Payloads are chosen, but not read. Errors: NotFound, those of the store.
Result<IncidentBundle> collectIncident(StoreReader &reader, qint64 incident, BundledPayloads payloads, const PassedOn &passedOn);

/// Who tells others of an incident, and what they sign with.
struct BundleAuthor
{
    QString workspace;
    QString actor;
    QString keyFile; ///< of the workspace's audit key
    QString root{};  ///< see readOwnClasses
};

/// The same, with who tells it. Errors: those of PassedOn::of as well.
Result<IncidentBundle> tellIncident(StoreReader &reader, qint64 incident, BundledPayloads payloads, const BundleAuthor &author,
                                    Timestamp now);

/// What somebody wants to have written.
struct BundleOrder
{
    qint64 incident = 0;
    BundledPayloads payloads = BundledPayloads::None;
    QString path;
    QString reason;
};

/// Reads an incident, writes it into a file, and says so in the audit. Waits for the disk. Errors: those of tellIncident,
/// SigningKey::openOrCreate and writeIncidentFile.
Result<IncidentBundle> saveIncident(Store &store, const BundleOrder &order, const BundleAuthor &author, Timestamp now,
                                    LongWork &work);

/// Writes an incident file; see writeSealedFile. Payloads that turn out to be damaged are left out, and counted in `bundle`.
Result<void> writeIncidentFile(StoreReader &reader, IncidentBundle &bundle, const QString &path, const SigningKey &key,
                               LongWork &work);

/// Reads an incident file, which may come from anybody; see SealedFile. Its payloads are written into `payloadFolder` (0600, by
/// their digests) if that is not empty. Errors: NotFound, Io, Damaged, NewerStore (of a format that this version does not know).
Result<IncidentBundle> readIncidentFile(const QString &path, const QString &payloadFolder);

} // namespace cairn
