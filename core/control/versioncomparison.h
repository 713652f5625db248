#pragma once

#include "control/masked.h"
#include "store/store.h"

#include <QJsonObject>
#include <QStringList>

namespace cairn {

/// What one version of a pipeline makes of a step, as far as recorded answers tell.
struct RehearsedStep
{
    enum class Fate {
        TakenOver,  ///< done before the place where it begins: its result is used as it is
        Passes,     ///< the recorded answer is what the step expects; of a delivery: nothing can be expected
        Fails,      ///< the request cannot be built, or the recorded answer is not what the step expects
        Skipped,    ///< its condition does not hold
        Unanswered, ///< no answer was ever recorded: only a real call can tell
        NotReached, ///< it needs a step that does not pass
    };
    Fate fate = Fate::NotReached;
    std::optional<Category> category; ///< of Fails
    QString cause;                    ///< likewise, English; of the others what there is to say
    QStringList request;              ///< method and URL, header fields, body: line by line; empty if none is built
    Digest digest;                    ///< of the request, nothing covered; invalid if there is none
    QList<Cover> covers{};            ///< what of it, or of the other version's, is sensitive
};
QString word(RehearsedStep::Fate fate);

/// One step under both versions; nullopt where a version does not have it.
struct ComparedStep
{
    StepId step;
    std::optional<RehearsedStep> pinned;
    std::optional<RehearsedStep> newest;

    bool sendsOther() const;   ///< the requests differ
    bool decidesOther() const; ///< what comes of it differs
};

/// A run carried on from one place by the logic it is pinned to and by the newest, with recorded answers standing in for
/// services: nothing was sent. What is sensitive in the requests is covered.
struct VersionComparison
{
    RunId run;
    QString pipeline;
    int pinned = 0;
    int newest = 0;
    StepId from;               ///< empty: from the start
    QString whyNotResumed;     ///< why the run itself cannot go on with the newest version; empty if it can
    QString whyNotRerun;       ///< why no rerun on the newest version can begin there; empty if it can
    QList<ComparedStep> steps; ///< in the order of the newest version, then those that only the pinned one has
    QStringList undone{};      ///< what a rerun from there does first, see undoneBefore; by the pinned version
    /// Data protection, which either version asks for, is not played: whether a request holds what its service is not cleared for
    /// is looked into by the runner, before it is sent.
    bool leavesProtection = false;
};

/// `root` is the workspace's folder, see readOwnClasses; `from` empty: from the start. Errors: NotFound; Usage, if neither
/// version has the step; those of the store.
Result<VersionComparison> compareVersions(StoreReader &reader, const QString &root, RunId run, const StepId &from);

/// The document of `cairn rerun --compare --json`.
QJsonObject toJson(const VersionComparison &comparison);

} // namespace cairn
