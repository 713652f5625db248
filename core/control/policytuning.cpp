#include "control/policytuning.h"

#include "control/audit.h"
#include "control/revising.h"
#include "control/serviceadvice.h"
#include "insight/policyreview.h"
#include "insight/telemetryreading.h"
#include "insight/tuning.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString Actions = u"tuning"_s;
const QString BegunAction = u"tuning.begun"_s;
const QString KeptAction = u"tuning.kept"_s;
const QString RolledBackAction = u"tuning.rolled_back"_s;
const QString AbandonedAction = u"tuning.abandoned"_s;
const QString RefusedAction = u"tuning.refused"_s;

constexpr int MostEntries = 200;
constexpr int MostRevisions = 100;
constexpr Milliseconds AdvicePeriod = std::chrono::days(30);
constexpr Milliseconds Refusal = std::chrono::days(30); ///< what made things worse, or was undone, is not tried again for so long
constexpr Milliseconds ForeseenRefusal = std::chrono::days(7); ///< nor what would have: until there is another past
constexpr Milliseconds ForeseenPeriod = std::chrono::days(7);

TuningTrial trialOf(const AuditEntry &entry)
{
    const QJsonObject after = QJsonDocument::fromJson(entry.after).object();
    return {after.value(u"advice"_s).toString(), after.value(u"setting"_s).toString(), after.value(u"revision"_s).toInt(),
            after.value(u"previous"_s).toInt(), entry.at};
}

/// What was kept, and then set otherwise by somebody, is theirs to say.
Result<void> refuseUndone(StoreReader &reader, TuningView &view, const QMap<QString, TuningTrial> &kept)
{
    if (kept.isEmpty())
        return {};
    const auto history = reader.serviceHistory(view.live.service.name, MostRevisions);
    if (!history)
        return tl::unexpected(history.error());
    for (const TuningTrial &trial : kept) {
        const auto made = std::find_if(history->cbegin(), history->cend(),
                                       [&](const ServiceRevision &one) { return one.revision == trial.revision; });
        const ServiceField *field = tunableField(trial.setting);
        if (made != history->cend() && field && field->text(made->service) != field->text(view.live.service))
            view.refused.insert(trial.advice);
    }
    return {};
}

/// What the audit tells of trials.
Result<void> readTrials(StoreReader &reader, TuningView &view)
{
    AuditFilter filter;
    filter.action = Actions;
    filter.subject = serviceSubject(view.live.service.name);
    const auto page = reader.searchAudit(filter, 0, AuditOrder::NewestFirst, MostEntries, MostEntries);
    if (!page)
        return tl::unexpected(page.error());
    QMap<QString, TuningTrial> kept; // the newest of each setting
    for (const AuditEntry &entry : page->entries) {
        if (entry.action == RefusedAction) { // no trial
            if (entry.at > view.now - ForeseenRefusal)
                view.refused.insert(trialOf(entry).advice);
            continue;
        }
        const bool isNewest = !view.trial && !view.lastEnd;
        if (entry.action == BegunAction) {
            if (isNewest)
                view.trial = trialOf(entry);
            continue;
        }
        if (!view.lastEnd)
            view.lastEnd = entry.at;
        if (entry.at <= view.now - Refusal)
            continue;
        const TuningTrial trial = trialOf(entry);
        if (entry.action != KeptAction)
            view.refused.insert(trial.advice);
        else if (!kept.contains(trial.setting))
            kept.insert(trial.setting, trial);
    }
    return refuseUndone(reader, view, kept);
}

/// A trial's figures, and those of as much time before it.
Result<void> readFigures(StoreReader &reader, TuningView &view, const std::function<bool(double)> &goOn)
{
    const Timestamp since = view.trial->since;
    const auto during = readTelemetry(reader, view.live, since, view.now, goOn);
    const auto before = readTelemetry(reader, view.live, since - (view.now - since), since, goOn);
    if (!during || !before)
        return tl::unexpected(during ? before.error() : during.error());
    view.during = trialFigures(*during);
    view.before = trialFigures(*before);
    return {};
}

Result<void> readAdviceInto(StoreReader &reader, TuningView &view, const std::function<bool(double)> &goOn)
{
    const auto telemetry = readTelemetry(reader, view.live, view.now - AdvicePeriod, view.now, goOn);
    if (!telemetry)
        return tl::unexpected(telemetry.error());
    const auto dismissals = readDismissals(reader, view.live.service.name);
    if (!dismissals)
        return tl::unexpected(dismissals.error());
    view.advice = recommend(*telemetry, view.live.service);
    view.advice.removeIf([&](const Recommendation &found) {
        const auto dismissed = dismissals->constFind(found.key());
        return dismissed != dismissals->cend() && !hasGrown(found, *dismissed);
    });
    return {};
}

AddAudit note(const TuningView &view, const QString &action, const QString &reason, const TuningTrial &trial)
{
    return audited(view.now, tuningActor(), action, serviceSubject(view.live.service.name), reason, {},
                   {{u"advice"_s, trial.advice},
                    {u"setting"_s, trial.setting},
                    {u"revision"_s, trial.revision},
                    {u"previous"_s, trial.previous}});
}

/// Those changes that are foreseen to make it worse give way to the next advice, each with a note in `refusals`. The move's
/// reason tells what is foreseen of it.
Result<TuningMove> nextForeseen(StoreReader &reader, TuningView &view, Transaction &refusals,
                                const std::function<bool(double)> &goOn)
{
    const Service &live = view.live.service;
    std::optional<ServicePast> recent;
    for (;;) {
        TuningMove move = nextMove(view);
        if (move.kind != TuningMove::Begin)
            return move;
        if (!recent) {
            auto past = readServicePast(reader, live.name, view.now - ForeseenPeriod, view.now, goOn);
            if (!past)
                return tl::unexpected(past.error());
            recent = std::move(*past);
        }
        if (recent->attempts == 0)
            return move; // only what is older speaks for it, and the trial will tell
        const auto foreseen = whatIf(*recent, live, move.next, {}, goOn);
        if (!foreseen)
            return failure(ErrorKind::Cancelled, u"simulating the change was stopped"_s);
        const QString figures = u"foreseen for the last %1: %2"_s.arg(toText(ForeseenPeriod), foreseenText(*foreseen));
        const auto harm = harmOf(*foreseen);
        if (!harm) {
            move.why += u"; "_s + figures;
            return move;
        }
        view.refused.insert(move.advice);
        refusals.add(note(view, RefusedAction, u"%1; not done, since %2; %3"_s.arg(move.why, toText(*harm), figures),
                          {move.advice, move.setting, view.live.revision, view.live.revision, view.now}));
    }
}

/// The text is changed in place, so that the file stays as its author wrote it elsewhere, and judged as anybody's.
Result<Transaction> begin(const TuningView &view, const TuningMove &move, Transaction refusals)
{
    QList<std::pair<QString, QString>> values;
    for (const ServiceChange &change : serviceChanges(view.live.service, move.next))
        values.append({change.path, change.after});
    const auto next = withValues(view.live, values);
    if (!next)
        return tl::unexpected(next.error());
    Transaction transaction = std::move(refusals);
    Transaction revision = revisionTransaction(*next, view.live, view.now, tuningActor(), move.why);
    for (Write &write : revision.writes)
        transaction.add(std::move(write));
    transaction.add(
        note(view, BegunAction, move.why, {move.advice, move.setting, view.live.revision + 1, view.live.revision, view.now}));
    return transaction;
}

Result<Transaction> rollBack(StoreReader &reader, const TuningView &view, const QString &why)
{
    const auto history = reader.serviceHistory(view.live.service.name, MostRevisions);
    if (!history)
        return tl::unexpected(history.error());
    const auto old = std::find_if(history->cbegin(), history->cend(),
                                  [&](const ServiceRevision &one) { return one.revision == view.trial->previous; });
    Transaction transaction;
    if (old != history->cend())
        transaction = revisionTransaction(*old, view.live, view.now, tuningActor(), u"rolled back: "_s + why);
    transaction.add(note(view, RolledBackAction, why, *view.trial));
    return transaction;
}

} // namespace

QString tuningActor()
{
    return u"cairn:tuner"_s;
}

Result<std::optional<Transaction>> tuningStep(StoreReader &reader, const ServiceRevision &live, Timestamp now,
                                              const std::function<bool(double)> &goOn)
{
    TuningView view;
    view.live = live;
    view.now = now;
    if (auto done = readTrials(reader, view); !done)
        return tl::unexpected(done.error());
    if (!view.trial && live.service.tuning.bounds.isEmpty())
        return std::nullopt;
    if (auto done = view.trial ? readFigures(reader, view, goOn) : readAdviceInto(reader, view, goOn); !done)
        return tl::unexpected(done.error());
    Transaction refusals;
    const auto move = nextForeseen(reader, view, refusals, goOn);
    if (!move)
        return tl::unexpected(move.error());
    const auto made = [](Result<Transaction> transaction) -> Result<std::optional<Transaction>> {
        return transaction ? Result<std::optional<Transaction>>(std::move(*transaction)) : tl::unexpected(transaction.error());
    };
    switch (move->kind) {
    case TuningMove::Wait: return refusals.writes.empty() ? std::nullopt : std::optional(std::move(refusals));
    case TuningMove::Begin: return made(begin(view, *move, std::move(refusals)));
    case TuningMove::RollBack: return made(rollBack(reader, view, move->why));
    case TuningMove::Keep: return made(Transaction(note(view, KeptAction, move->why, *view.trial)));
    case TuningMove::Abandon: return made(Transaction(note(view, AbandonedAction, move->why, *view.trial)));
    }
    Q_UNREACHABLE();
}

} // namespace cairn
