#pragma once

#include "control/rehearsal.h"

namespace cairn {

/// What a patch would make of one failing step's input.
struct PatchSample
{
    RunId run;
    StepKey key;
    QString refusal; ///< why it would be left alone; empty if it would go on
    QByteArray before;
    QByteArray after;       ///< empty: nothing, or what does not work on what is covered
    bool isCovered = false; ///< some of `before` is; what the program made of that is shown, and it may do otherwise to the data
};

/// What a patch would make of an incident: some of its failing steps.
struct PatchPreview
{
    qint64 failing = 0; ///< of the incident, all of them
    QList<PatchSample> samples;
};

/// Tries a jq program on what the first failing steps of an incident send, at most `most`; nothing is changed. Sensitive data is
/// covered before the program sees what it is to show. `root` is the workspace's folder, see readOwnClasses. Errors: Definition,
/// if it is no jq program; NotFound; those of the store.
Result<PatchPreview> previewPatch(StoreReader &reader, const QString &root, qint64 incident, const QString &jq, int most);

} // namespace cairn
