#include "control/doctor.h"

#include "base/folder.h"
#include "base/openfiles.h"
#include "control/json.h"
#include "control/restored.h"
#include "store/upkeep.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QStorageInfo>

#include <filesystem>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Severity = Finding::Severity;
constexpr int PageOfRows = 500;
constexpr qint64 MuchRoom = 100LL << 20;

QString nameOf(const DamagedDefinition &damaged)
{
    switch (damaged.kind) {
    case DamagedDefinition::Kind::Pipeline: return u"pipeline %1@%2"_s.arg(damaged.name).arg(damaged.number);
    case DamagedDefinition::Kind::Service: return u"service %1 revision %2"_s.arg(damaged.name).arg(damaged.number);
    case DamagedDefinition::Kind::Schema: break;
    }
    return u"schema %1@%2"_s.arg(damaged.name).arg(damaged.number);
}

/// Runs that need the payload block, and use no wrong bytes. `path`: of its file, if it has one.
QString howToPutBack(const QString &path)
{
    const QString inBackup = path.mid(path.lastIndexOf(u"/payloads/"_s) + 1);
    const QString backup = path.contains(u"/payloads/"_s)
                               ? u"; or take it out of a backup: `tar --zstd -xf BACKUP -C .cairn %1` (of one that is older than "
                                 "the store's key it cannot be read)"_s.arg(inBackup)
                               : QString();
    return u"If it is a run's input, `cairn submit` of the same file puts it back%1. Then `cairn retry` what is blocked for it"_s
        .arg(backup);
}

class Examination
{
public:
    Examination(Store &store, StoreReader &reader, const QString &folder, const Clock &clock)
        : m_store(store), m_reader(reader), m_folder(folder), m_clock(clock)
    {
    }

    QList<Finding> findings;

    void structure()
    {
        const auto defects = m_reader.checkIntegrity();
        if (!defects)
            return bad(u"store"_s, describeCause(defects.error()), defects.error().remedy);
        if (defects->isEmpty())
            return good(u"store"_s, u"structure is sound"_s);
        for (const QString &defect : *defects)
            bad(u"store"_s, defect, u"Stop every runner, keep a copy of .cairn, and restore a backup"_s);
    }

    void definitions()
    {
        const auto damaged = m_reader.damagedDefinitions();
        if (!damaged)
            return bad(u"definitions"_s, describeCause(damaged.error()), damaged.error().remedy);
        for (const DamagedDefinition &one : *damaged) {
            if (one.isNewer)
                bad(nameOf(one), u"was recorded by a newer version of Cairn: %1"_s.arg(one.why),
                    u"Install the newer version. Runs that need it block with this one"_s);
            else
                bad(nameOf(one), u"is damaged: %1"_s.arg(one.why),
                    u"`cairn apply` mends it if the file still says what was recorded, and else what is recorded next is "
                    "whole; or put back a backup. Runs that need it block"_s);
        }
        if (damaged->isEmpty())
            good(u"definitions"_s, u"all that were recorded can be read"_s);
    }

    void payloads(const DoctorProgress &progress)
    {
        qint64 done = 0;
        qint64 defects = 0;
        Digest after;
        for (;;) {
            const auto page = m_reader.payloads(after, PageOfRows);
            if (!page)
                return bad(u"payloads"_s, describeCause(page.error()), page.error().remedy);
            if (page->isEmpty())
                break;
            for (const PayloadRef &payload : *page) {
                defects += checkPayload(payload) ? 0 : 1;
                if (progress && !progress(Examined::Payloads, ++done, -1))
                    return stopped(u"payloads"_s, done);
            }
            after = page->last().digest;
        }
        if (defects == 0)
            good(u"payloads"_s, u"all payloads have the bytes they had"_s);
    }

    /// Rows of runs must agree with what their checkpoints say.
    void runs(const DoctorProgress &progress)
    {
        if (m_stopped)
            return;
        const qint64 total = m_reader.countRuns({}).value_or(-1);
        RunId before;
        qint64 looked = 0;
        qint64 wrong = 0;
        for (;;) {
            const auto page = m_reader.runs({}, before, PageOfRows);
            if (!page)
                return bad(u"runs"_s, describeCause(page.error()), page.error().remedy);
            if (page->isEmpty())
                break;
            for (const RunRecord &run : *page) {
                wrong += checkRun(run) ? 0 : 1;
                if (progress && !progress(Examined::Runs, ++looked, total))
                    return stopped(u"runs"_s, looked);
            }
            before = page->last().id;
        }
        if (wrong == 0)
            good(u"runs"_s, u"%1 runs agree with their checkpoints"_s.arg(looked));
    }

    /// What lists leave out.
    void rows()
    {
        if (m_stopped)
            return;
        const auto unreadable = m_reader.unreadableRows();
        if (!unreadable)
            return bad(u"rows"_s, describeCause(unreadable.error()), unreadable.error().remedy);
        for (const UnreadableRow &row : *unreadable)
            bad(row.what, row.why,
                u"Lists leave it out, and it stays as it is; an incident is open again once a run that belongs to it moves. "
                "Use the newest Cairn that ever worked on this store, or put back a backup"_s);
        if (unreadable->isEmpty())
            good(u"rows"_s, u"all runs, incidents, orders and commands can be read"_s);
    }

    void lease()
    {
        const auto holder = m_store.leaseHolder();
        note(u"runner"_s, holder ? u"carried by %1"_s.arg(*holder) : u"no runner is active"_s);
    }

    void restored()
    {
        auto found = readRestored(m_reader);
        const auto paused = found && *found ? countPaused(m_reader, **found) : Result<qint64>(0);
        if (!found || !paused) {
            const Error &why = found ? paused.error() : found.error();
            return bad(u"restored"_s, describeCause(why), why.remedy);
        }
        if (!*found)
            return;
        (*found)->paused = *paused;
        findings.append({Severity::Note, u"restored"_s, describe(**found), remedyOf(**found)});
    }

    void disk()
    {
        const QStorageInfo storage(m_folder);
        const QString free = u"%1 MiB free"_s.arg(storage.bytesAvailable() >> 20);
        if (storage.isReadOnly())
            bad(u"disk"_s, u"mounted read-only"_s, u"Mount it writable"_s);
        else if (storage.bytesAvailable() < LowDiskBytes)
            bad(u"disk"_s, free, u"Free some space: a full disk pauses every run"_s);
        else
            good(u"disk"_s, free);
    }

    /// What went out of the database is room in its file, which the next rows take; the disk has none of it.
    void room()
    {
        const auto room = m_store.upkeep() ? m_store.upkeep()->room() : Result<std::pair<qint64, qint64>>();
        if (!room)
            return bad(u"room"_s, describeCause(room.error()), room.error().remedy);
        const auto &[free, all] = *room;
        if (free >= MuchRoom && free > all / 2)
            findings.append({Severity::Note, u"room"_s,
                             u"%1 of the database's %2 MiB hold nothing any more"_s.arg(free >> 20).arg(all >> 20),
                             u"New runs take them; `cairn store compact` gives them back to the disk"_s});
    }

    void openFiles()
    {
        const qint64 files = mostOpenFiles();
        const auto requests = requestsWithin(files, MostRequests);
        if (!requests)
            return bad(u"open files"_s, describeCause(requests.error()), requests.error().remedy);
        if (*requests < MostRequests)
            findings.append(
                {Severity::Note, u"open files"_s,
                 u"only %1 may be open at once: a runner has at most %2 requests under way"_s.arg(files).arg(*requests),
                 moreOpenFiles()});
    }

    void erasures()
    {
        const auto pending = m_store.upkeep() ? m_store.upkeep()->pendingErasures() : Result<qint64>(0);
        if (!pending)
            return bad(u"erasures"_s, describeCause(pending.error()), pending.error().remedy);
        if (*pending > 0)
            findings.append({Severity::Note, u"erasures"_s,
                             u"%1 are still to be done (of runs, files, the database's log)"_s.arg(*pending),
                             u"A runner does it: `cairn runner --drain`, where none is active"_s});
    }

    /// Ids and checkpoints carry the time; a clock set back shows as runs from the future.
    void clock()
    {
        const auto newest = m_reader.runs({}, {}, 1);
        if (newest && !newest->isEmpty() && newest->first().submittedAt > m_clock.now() + std::chrono::minutes(1))
            return bad(
                u"clock"_s, u"the newest run is from the future (%1)"_s.arg(toRfc3339(newest->first().submittedAt)),
                u"Check the machine's clock and its NTP service. If it was ahead and is right now, start the runner anew: from "
                "then on what waits does so as long as it was to, and no poll longer than an answer can make it, rather than "
                "until the times that the clock showed"_s);
        good(u"clock"_s, toRfc3339(m_clock.now()));
    }

private:
    /// Of what is erased or removed while this looks there is nothing to tell.
    template <typename T> static bool isGone(const Result<T> &now) { return !now && now.error().kind == ErrorKind::NotFound; }

    bool checkPayload(const PayloadRef &payload)
    {
        auto device = m_reader.openPayload(payload.digest);
        const auto verified = device ? verifyPayload(**device, payload) : tl::unexpected(device.error());
        if (verified || isGone(m_reader.payloadSize(payload.digest)))
            return true;
        bad(u"payload %1"_s.arg(payload.digest.brief()), describeCause(verified.error()), howToPutBack(verified.error().where));
        return false;
    }

    /// That its payloads are, of a run: what is known of it may be going as well (see StoreUpkeep::removeRuns).
    bool isErased(RunId run)
    {
        const auto erasure = m_store.upkeep() ? m_store.upkeep()->erasureOf(run) : Result<std::optional<Erasure>>();
        return erasure && *erasure && (*erasure)->doneAt;
    }

    bool checkRun(const RunRecord &run)
    {
        const auto detail = readRunDetail(m_reader, run.id);
        if (!detail && isGone(m_reader.run(run.id)))
            return true;
        if (!detail) {
            bad(u"run %1"_s.arg(run.id.toString()), describeCause(detail.error()), detail.error().remedy);
            return false;
        }
        if (run.state != RunState::Succeeded || detail->progress.allPassed())
            return true;
        if (isErased(run.id)) {
            note(u"run %1"_s.arg(run.id.toString()), u"is being removed"_s);
            return true;
        }
        bad(u"run %1"_s.arg(run.id.toString()), u"is recorded as succeeded, but not all of its steps are"_s,
            u"Report this as a defect of Cairn, with the output of `cairn show %1 --json`"_s.arg(run.id.toString()));
        return false;
    }

    void stopped(const QString &subject, qint64 done)
    {
        m_stopped = true;
        note(subject, u"stopped after %1"_s.arg(done));
    }
    void good(const QString &subject, const QString &detail) { findings.append({Severity::Good, subject, detail, {}}); }
    void note(const QString &subject, const QString &detail) { findings.append({Severity::Note, subject, detail, {}}); }
    void bad(const QString &subject, const QString &detail, const QString &remedy)
    {
        findings.append({Severity::Bad, subject, detail, remedy});
    }

    Store &m_store;
    StoreReader &m_reader;
    QString m_folder;
    const Clock &m_clock;
    bool m_stopped = false;
};

} // namespace

Result<QList<Finding>> examine(Store &store, const QString &folder, const Clock &clock, const DoctorProgress &progress)
{
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    Examination examination(store, **reader, folder, clock);
    examination.structure();
    examination.definitions();
    examination.payloads(progress);
    examination.runs(progress);
    examination.rows();
    examination.lease();
    examination.restored();
    examination.disk();
    examination.room();
    examination.erasures();
    examination.openFiles();
    examination.clock();
    return examination.findings;
}

} // namespace cairn
