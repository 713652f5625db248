#pragma once

#include "control/schemashelf.h"
#include "definition/expression.h"
#include "policy/eligible.h"

namespace cairn {

// The rules of going on with something changed: the same for who asks and for the runner, which has the last word.

/// What somebody looked at when he edited what a step sends. Where it is no longer so, the edit is refused.
struct EditBasis
{
    std::optional<int> generation; ///< nullopt: whichever
    Digest body;                   ///< of what the step would send; invalid: whatever it is
    bool operator==(const EditBasis &) const = default;
};
/// As it stands in a command's arguments, {"basis": {"generation", "body"}}.
QJsonObject toJson(const EditBasis &basis);
EditBasis editBasis(const QJsonObject &arguments);

/// Why other bytes cannot stand for the body of the step's request; empty if they can.
QString refuseEdit(const Step &step, int item);
/// Why not so many; empty if they can. A body that is a file may be as large as its pipeline's inputs, any other 8 MiB.
QString refuseSize(const Pipeline &pipeline, const Step &step, qint64 size);
/// Why not these; empty if they can: JSON where the step sends JSON, and what its request schema asks for.
QString refuseBytes(const Step &step, const QByteArray &bytes, SchemaShelf &schemas);

/// A JSON body as a jq program leaves it, compact. Errors: Usage, if it is no JSON or comes out as it went in; Definition.
Result<QByteArray> patchBody(const QString &jq, const QByteArray &body, ExpressionEngine &engine);

/// What has become of a step, for who believed it to stand still: "step send is succeeded since …; ann edited its input …".
QString whatBecameOf(const StepKey &key, const RunHistory &history);

/// Somebody's edit of what a step sends.
struct InputEdit
{
    StepKey key;
    PayloadRef before; ///< what went out last before it; invalid if nothing did
    PayloadRef after;
    QString actor;
    QString reason;
    Timestamp at;
};
/// All of a run, in their order.
QList<InputEdit> editsOf(const RunHistory &history);

/// What an operator put in the place of the request's body goes out by `next` as well: it stands for the same body there.
bool keepsEdit(const Step &pinned, const Step &next, int item);
/// What goes out is rendered from the same, to the same service, for the same items.
inline bool asksTheSame(const Step &pinned, const Step &next)
{
    return next.service == pinned.service && next.request == pinned.request && next.forEach == pinned.forEach;
}
/// The items of a step that was fanned out are no longer those of `next`: they are made anew, if there are any there.
inline bool hasOtherItems(const Step &pinned, const Step &next)
{
    return pinned.isFannedOut() && next.forEach != pinned.forEach;
}
/// Why a newer version cannot take over what is done; empty if it can. What was skipped stays so where its condition is the same.
QString whyNotNewest(const RunProgress &progress, const Pipeline &pinned, const Pipeline &newer);

/// A step that comes after another.
struct Follower
{
    StepId step;
    bool usesOutput = false; ///< its expressions name the other's result
    bool operator==(const Follower &) const = default;
};
/// All that need `step`, directly or through others, in the pipeline's order.
QList<Follower> followersOf(const Pipeline &pipeline, const StepId &step);

} // namespace cairn
