#pragma once

#include "control/desk.h"
#include "control/patching.h"
#include "control/versioncomparison.h"

namespace cairn {

/// Other bytes for the body of a step's request, as somebody asks for it.
struct EditOrder
{
    RunId run;
    StepKey key;      ///< without a step: whichever stands
    EditBasis basis;  ///< what was edited
    QByteArray bytes; ///< that go out; see `file`
    QString file;     ///< whose bytes go out instead; empty: `bytes`
    QString actor;
    QString reason;
};

/// Takes the bytes in and records the command, as one, waiting. Brings its id. Errors: NotFound; Usage, if those bytes cannot go
/// out; Conflict, if what was edited has changed already; Io, DiskFull.
Result<qint64> requestEdited(Store &store, StoreReader &reader, const EditOrder &order, Timestamp at);

/// It stands where resuming goes on, and what it sends can be other bytes.
bool canEdit(const RunDetail &detail, const StepKey &key);

/// A Desk's side for going on with something changed.
class EditDesk
{
public:
    /// `root`: the workspace's folder, whose own classes of data are covered; empty: there is none.
    explicit EditDesk(Desk &desk, const QString &root = {}) : m_desk(desk), m_root(root) {}

    /// See readEditable.
    QFuture<Result<EditableRequest>> editable(RunId run, const StepKey &key);
    /// See requestEdited.
    QFuture<Result<qint64>> resume(const EditOrder &order);
    /// See cairn::rerun.
    QFuture<Result<RunId>> rerun(RunId old, const StepId &from, bool latest, const QString &actor, const QString &reason);
    /// See compareVersions.
    QFuture<Result<VersionComparison>> compare(RunId run, const StepId &from);
    /// See previewPatch.
    QFuture<Result<PatchPreview>> preview(qint64 incident, const QString &jq, int most);

private:
    Desk &m_desk;
    QString m_root;
};

} // namespace cairn
