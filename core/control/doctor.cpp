#include "control/doctor.h"

#include "base/folder.h"
#include "base/openfiles.h"
#include "control/credentialbook.h"
#include "control/json.h"
#include "control/refusedfiles.h"
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
constexpr qint64 LowDisk = 1LL << 30;
constexpr qint64 MuchRoom = 100LL << 20;

/// A finding tells the remedy by itself.
QString withoutRemedy(Error error)
{
    error.remedy.clear();
    return describe(error);
}

QString nameOf(const DamagedDefinition &damaged)
{
    switch (damaged.kind) {
    case DamagedDefinition::Kind::Pipeline: return u"pipeline %1@%2"_s.arg(damaged.name).arg(damaged.number);
    case DamagedDefinition::Kind::Service: return u"service %1 revision %2"_s.arg(damaged.name).arg(damaged.number);
    case DamagedDefinition::Kind::Schema: break;
    }
    return u"schema %1@%2"_s.arg(damaged.name).arg(damaged.number);
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
            return bad(u"store"_s, withoutRemedy(defects.error()), defects.error().remedy);
        if (defects->isEmpty())
            return good(u"store"_s, u"structure is sound"_s);
        for (const QString &defect : *defects)
            bad(u"store"_s, defect, u"Stop every runner, keep a copy of .cairn, and restore a backup"_s);
    }

    void definitions()
    {
        const auto damaged = m_reader.damagedDefinitions();
        if (!damaged)
            return bad(u"definitions"_s, withoutRemedy(damaged.error()), damaged.error().remedy);
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
                return bad(u"payloads"_s, withoutRemedy(page.error()), page.error().remedy);
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
                return bad(u"runs"_s, withoutRemedy(page.error()), page.error().remedy);
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
            return bad(u"rows"_s, withoutRemedy(unreadable.error()), unreadable.error().remedy);
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

    void disk()
    {
        const QStorageInfo storage(m_folder);
        const QString free = u"%1 MiB free"_s.arg(storage.bytesAvailable() >> 20);
        if (storage.isReadOnly())
            bad(u"disk"_s, u"mounted read-only"_s, u"Mount it writable"_s);
        else if (storage.bytesAvailable() < LowDisk)
            bad(u"disk"_s, free, u"Free some space: a full disk pauses every run"_s);
        else
            good(u"disk"_s, free);
    }

    /// What went out of the database is room in its file, which the next rows take; the disk has none of it.
    void room()
    {
        const auto room = m_store.upkeep() ? m_store.upkeep()->room() : Result<std::pair<qint64, qint64>>();
        if (!room)
            return bad(u"room"_s, withoutRemedy(room.error()), room.error().remedy);
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
            return bad(u"open files"_s, withoutRemedy(requests.error()), requests.error().remedy);
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
            return bad(u"erasures"_s, withoutRemedy(pending.error()), pending.error().remedy);
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
            return bad(u"clock"_s, u"the newest run is from the future (%1)"_s.arg(toRfc3339(newest->first().submittedAt)),
                       u"Check the machine's clock and its NTP service"_s);
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
        bad(u"payload %1"_s.arg(payload.digest.brief()), withoutRemedy(verified.error()),
            u"Restore it from a backup; runs that need it will block, not use wrong bytes"_s);
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
            bad(u"run %1"_s.arg(run.id.toString()), withoutRemedy(detail.error()), detail.error().remedy);
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
    examination.disk();
    examination.room();
    examination.erasures();
    examination.openFiles();
    examination.clock();
    return examination.findings;
}

QList<Finding> examineOutboxes(StoreReader &reader, const QString &root)
{
    const QString subject = u"outboxes"_s;
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return {{Finding::Severity::Bad, subject, withoutRemedy(pipelines.error()), pipelines.error().remedy}};
    QMap<QString, qint64> free;
    for (const PipelineVersion &version : *pipelines) {
        for (const Step &step : version.pipeline.steps) {
            if (step.deliver)
                free.insert(step.deliver->to, freeSpace(QDir(root).filePath(step.deliver->to)).value_or(LowDisk));
        }
    }
    QList<Finding> findings;
    for (auto it = free.cbegin(); it != free.cend(); ++it) {
        if (*it < LowDisk)
            findings.append({Finding::Severity::Bad, u"outbox %1"_s.arg(it.key()), u"%1 MiB free"_s.arg(*it >> 20),
                             u"Free some space on its disk: what finds no room there waits for it"_s});
    }
    if (findings.isEmpty() && !free.isEmpty())
        findings.append({Finding::Severity::Good, subject, u"their disks have room"_s, {}});
    return findings;
}

QList<Finding> examineWatchedFolders(StoreReader &reader, const QString &root)
{
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return {{Finding::Severity::Bad, u"watched folders"_s, withoutRemedy(pipelines.error()), pipelines.error().remedy}};
    QList<Finding> findings;
    for (const PipelineVersion &version : *pipelines) {
        const InputRule &input = version.pipeline.input;
        if (input.watch.isEmpty())
            continue;
        const QString folder = QDir(root).filePath(input.watch);
        std::error_code failed;
        std::filesystem::directory_iterator(QFile::encodeName(folder).toStdString(), failed);
        if (!failed)
            continue;
        const Error why = systemError(failed.value(), u"the watched folder cannot be read"_s, folder);
        findings.append({Finding::Severity::Bad, u"pipeline %1"_s.arg(version.pipeline.name),
                         u"takes no files: %1"_s.arg(withoutRemedy(why)), why.remedy});
    }
    const RefusedFiles refused = readRefusedFiles(reader, root).value_or(RefusedFiles());
    for (const RefusedFile &file : refused.files)
        findings.append({Finding::Severity::Bad,
                         u"pipeline %1"_s.arg(file.pipeline),
                         u"does not take %1, since %2: %3"_s.arg(file.path, toRfc3339(file.since), file.why),
                         {}});
    if (refused.count > refused.files.size())
        findings.append({Finding::Severity::Bad,
                         u"watched folders"_s,
                         u"%1 files more are not taken"_s.arg(refused.count - refused.files.size()),
                         {}});
    if (findings.isEmpty())
        findings.append({Finding::Severity::Good, u"watched folders"_s, u"all can be read, and no file is refused"_s, {}});
    return findings;
}

QList<Finding> examineAlerts(StoreReader &reader, const AlertSettings &settings)
{
    constexpr int MostCounted = 1'000;
    QList<Finding> findings;
    for (const AlertRoute &route : settings.routes) {
        const QString subject = u"alert route %1"_s.arg(route.name);
        const auto waiting = reader.waitingAlerts(route.name, MostCounted);
        if (!waiting) {
            findings.append({Finding::Severity::Bad, subject, withoutRemedy(waiting.error()), waiting.error().remedy});
            continue;
        }
        const auto tried =
            std::find_if(waiting->begin(), waiting->end(), [](const AlertDelivery &one) { return !one.result.isEmpty(); });
        if (waiting->isEmpty())
            continue;
        const QString text = u"%1 alerts wait, the oldest since %2"_s.arg(waiting->size()).arg(toRfc3339(waiting->first().at));
        if (tried == waiting->end())
            findings.append({Finding::Severity::Note, subject, text, u"A runner that was started with this route sends them"_s});
        else
            findings.append({Finding::Severity::Bad, subject, text + u": "_s + tried->result,
                             u"Mend the route or its receiver; `cairn alerts test %1` tries it"_s.arg(route.name)});
    }
    return findings;
}

QList<Finding> examineCredentials(StoreReader &reader, const Workspace &files, const Credentials &credentials, Timestamp now)
{
    const QString subject = u"credentials"_s;
    const auto all = listCredentials(reader, files, credentials);
    if (!all)
        return {{Finding::Severity::Bad, subject, withoutRemedy(all.error()), all.error().remedy}};
    QList<Finding> findings;
    int named = 0;
    for (const CredentialUse &use : *all) {
        if (use.usedBy.isEmpty())
            continue; // nobody misses it
        ++named;
        const QString what = u"credential %1"_s.arg(use.key);
        const QString users = use.usedBy.join(u", "_s);
        const CredentialState state = stateOf(use, now);
        if (state == CredentialState::Missing)
            findings.append({Finding::Severity::Bad, what,
                             u"is not to be had for %1: %2"_s.arg(users, withoutRemedy(use.trouble)), use.trouble.remedy});
        else if (state == CredentialState::Unusable)
            findings.append({Finding::Severity::Bad, what, u"cannot be used by %1: %2"_s.arg(users, withoutRemedy(use.trouble)),
                             use.trouble.remedy});
        else if (state != CredentialState::Good)
            findings.append({state == CredentialState::Expired ? Finding::Severity::Bad : Finding::Severity::Note, what,
                             u"of %1 is %2: it is good until %3"_s.arg(users, word(state), toRfc3339(*use.record->expiresAt)),
                             u"`cairn credential rotate %1` puts a new one in its place"_s.arg(use.key)});
    }
    if (findings.isEmpty() && named > 0)
        findings.append({Finding::Severity::Good, subject, u"all %1 that are named are to be had"_s.arg(named), {}});
    return findings;
}

} // namespace cairn
