#include "control/editing.h"

#include "control/runcontext.h"
#include "definition/canonical.h"
#include "definition/jquses.h"
#include "definition/quantity.h"
#include "definition/stepgraph.h"
#include "definition/templatetext.h"
#include "policy/eligible.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Whether a text of a step's definition has an expression that names the result of `step`.
bool names(const QString &text, const StepId &step)
{
    if (!hasExpressions(text))
        return false;
    const auto parts = splitTemplate(text);
    return parts && std::any_of(parts->begin(), parts->end(), [&step](const TemplatePart &part) {
               const JqUses uses = part.expression ? usesOf(scanJq(part.text)) : JqUses();
               return std::any_of(uses.steps.begin(), uses.steps.end(),
                                  [&](const JqUses::Name &name) { return name.name == step.name(); });
           });
}

bool anyNames(const QJsonValue &value, const StepId &step)
{
    if (value.isString())
        return names(value.toString(), step);
    const QJsonArray inner =
        value.isArray() ? value.toArray() : QJsonArray::fromVariantList(value.toObject().toVariantMap().values());
    return std::any_of(inner.begin(), inner.end(), [&step](const QJsonValue &one) { return anyNames(one, step); });
}

bool isJson(const QByteArray &bytes)
{
    const QJsonDocument within = QJsonDocument::fromJson('[' + bytes + ']'); // by itself it takes no bare scalars
    return within.array().size() == 1;
}

QString told(const InputEdit &edit)
{
    const QString why = edit.reason.isEmpty() ? QString() : u": "_s + edit.reason;
    return u"%1 edited its input %2%3"_s.arg(edit.actor, toRfc3339(edit.at), why);
}

/// What the step sent last before it was in that generation.
PayloadRef sentBefore(const StepKey &key, int generation, const RunHistory &history)
{
    PayloadRef sent;
    for (const Attempt &attempt : history.attempts) {
        if (attempt.key() == key && attempt.generation < generation && attempt.request.isValid())
            sent = attempt.request;
    }
    return sent;
}

/// A step by the same condition, an item among the same ones.
bool staysSkipped(const StepProgress &row, const Step &old, const Step *next)
{
    const bool isSame = row.item == NoItem ? !next || next->when == old.when : next && next->forEach == old.forEach;
    return row.state == StepState::Skipped && isSame;
}

/// What it was made of is made anew, with another key: no service takes that for a repeat.
bool isDoubledBy(const StepProgress &row, const Step &old, const Step *next)
{
    return row.item != NoItem && next && hasOtherItems(old, *next) && row.mayHaveHappened();
}

/// What the service has taken up is what the newer one asks for, and it is waited for in the same way.
bool waitsForTheSame(const Step &old, const Step &next)
{
    return asksTheSame(old, next) && next.poll.has_value() == old.poll.has_value() &&
           next.callback.has_value() == old.callback.has_value();
}

/// The newer one says how its service is asked what became of the same request. Of a step with items they are what is asked
/// about.
bool isAskedBy(const StepProgress &row, const Step &old, const Step *next)
{
    return next && asksTheSame(old, *next) && (row.items || canBeAsked(row, *next));
}

/// Items may still be waited for otherwise.
bool staysDone(const StepProgress &row, const Step &old, Step next)
{
    if ((row.item != NoItem || row.isFannedOut()) && waitsForTheSame(old, next)) {
        next.poll = old.poll;
        next.callback = old.callback;
    }
    return next == old;
}

QString toldDone(const StepProgress &row)
{
    if (row.isFannedOut())
        return u"items of step %1 are being carried out"_s.arg(row.id.name());
    const QString what =
        row.item == NoItem ? u"step %1"_s.arg(row.id.name()) : u"item %1 of step %2"_s.arg(row.item).arg(row.id.name());
    return what + (row.state == StepState::Skipped ? u" is skipped"_s : u" is done"_s);
}

} // namespace

QJsonObject toJson(const EditBasis &basis)
{
    QJsonObject json;
    if (basis.generation)
        json.insert(u"generation"_s, *basis.generation);
    if (basis.body.isValid())
        json.insert(u"body"_s, basis.body.toHex());
    return json;
}

EditBasis editBasis(const QJsonObject &arguments)
{
    const QJsonObject json = arguments.value(u"basis"_s).toObject();
    EditBasis basis;
    if (json.contains(u"generation"_s))
        basis.generation = json.value(u"generation"_s).toInt();
    basis.body = Digest::fromHex(json.value(u"body"_s).toString()).value_or(Digest());
    return basis;
}

QString refuseEdit(const Step &step, int item)
{
    const QString name = step.id.name();
    if (step.isFannedOut() && item == NoItem)
        return u"step %1 has items, each with a body of its own: name one, as RUN/STEP/ITEM"_s.arg(name);
    if (step.callback)
        return u"the request of step %1 tells where to call back, which a file cannot"_s.arg(name);
    if (step.deliver)
        return u"step %1 delivers a file: there is no request whose body could be replaced"_s.arg(name);
    if (step.request.body.kind == RequestBody::Kind::None)
        return u"the request of step %1 has no body"_s.arg(name);
    if (step.request.body.kind == RequestBody::Kind::Multipart)
        return u"the request of step %1 is a form of several parts"_s.arg(name);
    return {};
}

QString refuseSize(const Pipeline &pipeline, const Step &step, qint64 size)
{
    const bool isFile = step.request.body.kind == RequestBody::Kind::File;
    const qint64 most = isFile ? pipeline.input.maxSize : LargestJsonBody;
    if (most == 0 || size <= most)
        return {};
    return u"the edited input has %1 bytes, and step %2 takes at most %3%4"_s.arg(size).arg(
        step.id.name(), formatSize(most), isFile ? u" (max_size of its pipeline's input)"_s : QString());
}

QString refuseBytes(const Step &step, const QByteArray &bytes, SchemaShelf &schemas)
{
    if (step.request.body.kind == RequestBody::Kind::Json && !isJson(bytes))
        return u"step %1 sends JSON, and the edited input is none"_s.arg(step.id.name());
    if (step.requestSchema.isEmpty())
        return {};
    const auto schema = schemas.find(step.requestSchema);
    return schema ? violationsOf(*schema, bytes) : describe(schema.error());
}

Result<QByteArray> patchBody(const QString &jq, const QByteArray &body, ExpressionEngine &engine)
{
    const auto as = engine.transform(u"."_s, body);
    if (!as)
        return tl::unexpected(as.error().kind == ErrorKind::Usage ? Error{ErrorKind::Usage, u"the body is no JSON"_s, {}, {}}
                                                                  : as.error());
    auto patched = engine.transform(jq, body);
    if (patched && *patched == *as)
        return failure(ErrorKind::Usage, u"the patch leaves the body as it is"_s);
    return patched;
}

QString whatBecameOf(const StepKey &key, const RunHistory &history)
{
    const QList<Checkpoint> &all = history.checkpoints;
    const auto last =
        std::find_if(all.crbegin(), all.crend(), [&](const Checkpoint &checkpoint) { return checkpoint.key() == key; });
    if (last == all.crend())
        return u"step %1 has not begun"_s.arg(key.toString());
    const QString state = u"step %1 is %2 since %3"_s.arg(key.toString(), word(last->state), toRfc3339(last->at));
    const QList<InputEdit> edits = editsOf(history);
    const auto edit = std::find_if(edits.crbegin(), edits.crend(), [&](const InputEdit &one) { return one.key == key; });
    return edit == edits.crend() ? state : u"%1; %2"_s.arg(state, told(*edit));
}

QList<InputEdit> editsOf(const RunHistory &history)
{
    QList<InputEdit> edits;
    QHash<StepKey, PayloadRef> known;
    for (const Checkpoint &checkpoint : history.checkpoints) {
        const PayloadRef before = std::exchange(known[checkpoint.key()], checkpoint.edited);
        if (checkpoint.edited.isValid() && checkpoint.edited != before)
            edits.append({checkpoint.key(), sentBefore(checkpoint.key(), checkpoint.generation, history), checkpoint.edited,
                          checkpoint.actor, checkpoint.reason, checkpoint.at});
    }
    return edits;
}

bool keepsEdit(const Step &pinned, const Step &next, int item)
{
    return next.request.body == pinned.request.body && refuseEdit(next, item).isEmpty();
}

QString whyNotNewest(const RunProgress &progress, const Pipeline &pinned, const Pipeline &newer)
{
    const QList<StepProgress> rows = progress.all();
    for (const StepProgress &row : rows) {
        if (row.item != NoItem && isPassed(progress.step(row.id)->state))
            continue; // its step is done
        const Step &old = *pinned.step(row.id);
        const Step *next = newer.step(row.id);
        if (row.state == StepState::OutcomeUnknown && !isAskedBy(row, old, next))
            return u"step %1 may be with its service (%2): settle that first"_s.arg(row.key().toString(), word(row.state));
        if (row.awaitedSince && !(next && waitsForTheSame(old, *next)))
            return u"step %1 is with its service (%2), and version %3 asks for something else: skip it, or rerun from there"_s
                .arg(row.key().toString(), word(row.state), QString::number(newer.version));
        const bool isDone = isPassed(row.state) || row.isFannedOut();
        if (isDone && !(next && staysDone(row, old, *next)) && !staysSkipped(row, old, next))
            return u"%1, and version %2 %3 it: rerun from there instead"_s.arg(toldDone(row), QString::number(newer.version),
                                                                               next ? u"changes"_s : u"does not have"_s);
        if (isDoubledBy(row, old, next))
            return u"step %1 may have happened, and version %2 makes its items anew: retry it first, or rerun from there"_s.arg(
                row.key().toString(), QString::number(newer.version));
    }
    return {};
}

QList<Follower> followersOf(const Pipeline &pipeline, const StepId &step)
{
    QList<Follower> followers;
    for (const Step &other : pipeline.steps) {
        if (other.id == step || !transitiveNeeds(pipeline.steps, other.id).contains(step))
            continue;
        Pipeline alone;
        alone.steps = {other};
        followers.append({other.id, anyNames(toJson(alone).value(u"steps"_s), step)});
    }
    return followers;
}

} // namespace cairn
