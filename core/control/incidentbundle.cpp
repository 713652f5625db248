#include "control/incidentbundle.h"

#include "insight/policyreview.h"

#include <QSet>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MembersRead = 500;         ///< at once
constexpr int MostRuns = 50;             ///< that stand for all; the counts tell of the rest
constexpr int MostNotes = 10'000;        ///< an alert that is repeated every hour writes as many in a year
constexpr int MostRows = 500;            ///< of commands, events, entries of the audit of one thing
constexpr qsizetype MostRecords = 5'000; ///< of one run
constexpr int MostPayloads = 2'000;
constexpr qint64 MostPayloadBytes = 1LL << 30;

/// Of the members of a fate, those to which something came last, the latest first.
Result<QList<IncidentMember>> latestMembers(StoreReader &reader, qint64 incident, MemberFate fate)
{
    const auto isLater = [](const IncidentMember &a, const IncidentMember &b) { return a.at > b.at; };
    QList<IncidentMember> latest;
    std::optional<IncidentMember> after;
    for (;;) {
        const auto page = reader.incidentMembers(incident, fate, after, MembersRead);
        if (!page)
            return page;
        latest.append(*page);
        std::stable_sort(latest.begin(), latest.end(), isLater);
        latest.resize(std::min<qsizetype>(latest.size(), MembersRead)); // many may be of one run
        if (page->size() < MembersRead)
            return latest;
        after = page->last();
    }
}

/// The runs to be told of: those that need a person first, then those that are on their way, then the others; the latest of each.
Result<QList<RunId>> chooseRuns(StoreReader &reader, const Incident &incident)
{
    QList<RunId> chosen;
    const auto take = [&](RunId run) {
        if (run.isValid() && !chosen.contains(run) && chosen.size() < MostRuns)
            chosen.append(run);
    };
    take(incident.newest);
    for (const MemberFate fate : allMemberFates()) {
        const auto members = latestMembers(reader, incident.id, fate);
        if (!members)
            return tl::unexpected(members.error());
        for (const IncidentMember &member : *members)
            take(member.run);
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

/// Of the members, how many runs are not among the chosen.
Result<qint64> countLeftOut(StoreReader &reader, qint64 incident, const QList<RunId> &chosen)
{
    RunFilter filter;
    filter.incident = incident;
    return reader.countRuns(filter).map([&](qint64 all) { return std::max<qint64>(0, all - chosen.size()); });
}

Pipeline outlineOf(const Pipeline &pipeline)
{
    Pipeline outline;
    outline.name = pipeline.name;
    outline.version = pipeline.version;
    for (const Step &step : pipeline.steps) {
        Step bare;
        bare.id = step.id;
        bare.needs = step.needs;
        bare.service = step.service;
        bare.critical = step.critical;
        bare.forEach = step.isFannedOut() ? u"${{ [] }}"_s : QString();
        if (step.deliver)
            bare.deliver = Delivery();
        outline.steps.append(bare);
    }
    return outline;
}

/// Of a run with very many items, what belongs to the incident's step, the newest of it.
void shorten(BundledRun &run, const StepId &step)
{
    RunHistory &history = run.history;
    if (history.checkpoints.size() + history.attempts.size() <= MostRecords)
        return;
    run.shortened = true;
    const auto isOther = [&](const auto &record) { return record.step != step; };
    for (EarlierVersion &earlier : history.earlier) {
        const auto begin = history.attempts.cbegin();
        earlier.attempts -=
            int(std::count_if(begin, begin + std::min<qsizetype>(earlier.attempts, history.attempts.size()), isOther));
    }
    history.checkpoints.removeIf(isOther);
    history.attempts.removeIf(isOther);
    const int dropped = int(std::max<qsizetype>(0, history.attempts.size() - MostRecords / 2));
    for (EarlierVersion &earlier : history.earlier)
        earlier.attempts = std::max(0, earlier.attempts - dropped);
    history.checkpoints = history.checkpoints.last(std::min(history.checkpoints.size(), MostRecords / 2));
    history.attempts = history.attempts.last(std::min(history.attempts.size(), MostRecords / 2));
}

BundledRun toldToOthers(BundledRun run, const PassedOn &passedOn)
{
    run.run.inputName = passedOn.text(run.run.inputName); // as whoever sent the file has called it
    run.run.cause = passedOn.text(run.run.cause);
    for (Checkpoint &checkpoint : run.history.checkpoints) {
        checkpoint.cause = passedOn.text(checkpoint.cause);
        checkpoint.reason = passedOn.text(checkpoint.reason);
        checkpoint.outputHeaders.clear();
    }
    for (Attempt &attempt : run.history.attempts)
        attempt = passedOn.attempt(attempt);
    for (Command &command : run.commands) {
        command.arguments = passedOn.json(command.arguments);
        command.reason = passedOn.text(command.reason);
        command.result = passedOn.text(command.result);
    }
    for (Event &event : run.events)
        event.detail = passedOn.text(event.detail);
    return run;
}

/// The store's own ids mean nothing without it; a revision's number does.
void numberRevisions(RunHistory &history, const RevisionNumbers &revisions)
{
    for (Checkpoint &checkpoint : history.checkpoints)
        checkpoint.policyRevisionId = revisions.value(checkpoint.policyRevisionId);
    for (Attempt &attempt : history.attempts)
        attempt.policyRevisionId = revisions.value(attempt.policyRevisionId);
}

/// What has been removed since it failed (retention) is told of by the incident's counts alone.
bool isNoLongerKept(StoreReader &reader, RunId id)
{
    const auto run = reader.run(id);
    return !run && run.error().kind == ErrorKind::NotFound;
}

Result<BundledRun> readRun(StoreReader &reader, RunId id, const StepId &step, const PassedOn &passedOn)
{
    auto detail = readRunDetail(reader, id);
    if (!detail)
        return tl::unexpected(detail.error());
    auto commands = reader.commandsOf(id, MostRows);
    if (!commands)
        return tl::unexpected(commands.error());
    auto events = reader.eventsOf(id, MostRows);
    if (!events)
        return tl::unexpected(events.error());
    BundledRun run{detail->run, outlineOf(detail->version.pipeline), detail->history, *commands, *events, false};
    shorten(run, step);
    numberRevisions(run.history, detail->revisions);
    return toldToOthers(std::move(run), passedOn);
}

Result<void> addAudit(StoreReader &reader, const AuditFilter &filter, const PassedOn &passedOn, QMap<qint64, AuditEntry> &entries)
{
    const auto page = reader.searchAudit(filter, 0, AuditOrder::NewestFirst, MostRows, MostRows);
    if (!page)
        return tl::unexpected(page.error());
    for (const AuditEntry &entry : page->entries)
        entries.insert(entry.seq, passedOn.entry(entry));
    return {};
}

Result<QList<AuditEntry>> collectAudit(StoreReader &reader, const Incident &incident, const QList<RunId> &runs,
                                       const PassedOn &passedOn)
{
    QMap<qint64, AuditEntry> entries;
    QStringList subjects{u"incident/%1"_s.arg(incident.id)};
    for (const RunId run : runs)
        subjects.append(run.toString());
    AuditFilter filter;
    for (const QString &subject : std::as_const(subjects)) {
        filter.subject = subject;
        if (auto added = addAudit(reader, filter, passedOn, entries); !added)
            return tl::unexpected(added.error());
    }
    const QString service = incident.fingerprint.service;
    if (service.isEmpty())
        return entries.values();
    filter.since = incident.firstAt - std::chrono::hours(24); // what was changed shortly before is suspect
    for (const QString &subject : {service, serviceSubject(service)}) {
        filter.subject = subject;
        if (auto added = addAudit(reader, filter, passedOn, entries); !added)
            return tl::unexpected(added.error());
    }
    return entries.values();
}

void choosePayloads(IncidentBundle &bundle, BundledPayloads wanted)
{
    QSet<Digest> seen;
    qint64 bytes = 0;
    const auto take = [&](const PayloadRef &payload) {
        if (!payload.isValid() || seen.contains(payload.digest))
            return;
        seen.insert(payload.digest);
        if (bundle.payloads.size() >= MostPayloads || bytes + payload.size > MostPayloadBytes) {
            ++bundle.payloadsLeftOut;
            return;
        }
        bytes += payload.size;
        bundle.payloads.append(payload);
    };
    const bool all = wanted == BundledPayloads::All;
    for (const BundledRun &run : std::as_const(bundle.runs)) {
        for (const Attempt &attempt : run.history.attempts) {
            if (!all && attempt.step != bundle.about.incident.fingerprint.step)
                continue;
            take(attempt.request);
            take(attempt.response);
        }
        if (!all)
            continue;
        take(run.run.input);
        for (const Checkpoint &checkpoint : run.history.checkpoints) {
            take(checkpoint.output);
            take(checkpoint.edited);
        }
    }
}

Result<void> readNotes(StoreReader &reader, const PassedOn &passedOn, IncidentBundle &bundle)
{
    auto notes = reader.incidentNotes(bundle.about.incident.id, MostNotes + 1);
    if (!notes)
        return tl::unexpected(notes.error());
    bundle.notesShortened = notes->size() > MostNotes;
    if (bundle.notesShortened)
        notes->removeFirst();
    bundle.about.notes = std::move(*notes);
    for (IncidentNote &note : bundle.about.notes)
        note.detail = passedOn.text(note.detail);
    return {};
}

} // namespace

Result<IncidentBundle> collectIncident(StoreReader &reader, qint64 incident, BundledPayloads payloads, const PassedOn &passedOn)
{
    auto about = readIncidentDetail(reader, incident);
    if (!about)
        return tl::unexpected(about.error());
    IncidentBundle bundle;
    bundle.about = std::move(*about);
    bundle.about.incident.cause = passedOn.text(bundle.about.incident.cause);
    if (const auto read = readNotes(reader, passedOn, bundle); !read)
        return tl::unexpected(read.error());
    auto runs = chooseRuns(reader, bundle.about.incident);
    if (!runs)
        return tl::unexpected(runs.error());
    for (const RunId id : *runs) {
        auto run = readRun(reader, id, bundle.about.incident.fingerprint.step, passedOn);
        if (!run && isNoLongerKept(reader, id))
            continue;
        if (!run)
            return tl::unexpected(run.error());
        bundle.runs.append(std::move(*run));
    }
    runs->removeIf([&](RunId id) {
        return std::none_of(bundle.runs.cbegin(), bundle.runs.cend(), [&](const BundledRun &run) { return run.run.id == id; });
    });
    const auto leftOut = countLeftOut(reader, incident, *runs);
    if (!leftOut)
        return tl::unexpected(leftOut.error());
    bundle.runsLeftOut = *leftOut;
    auto audit = collectAudit(reader, bundle.about.incident, *runs, passedOn);
    if (!audit)
        return tl::unexpected(audit.error());
    bundle.audit = std::move(*audit);
    if (payloads != BundledPayloads::None)
        choosePayloads(bundle, payloads);
    return bundle;
}

} // namespace cairn
