#pragma once

#include "base/ids.h"
#include "definition/problem.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

namespace cairn {

/// What is looked for in what was recorded, to see whether an exercise's aim is reached.
enum class CheckKind {
    Passed,       ///< every run succeeded
    Held,         ///< the breaker held runs back
    LeftAlone,    ///< every run succeeded without a person's retry
    Acknowledged, ///< the incident, by a person
    Escalated,    ///< likewise
    Resolved,     ///< the incident: its steps have passed
    Edited,       ///< every run went on with an edited payload and succeeded
    Decided,      ///< a person has settled every unknown outcome
    SentOnce,     ///< by the service's own ledger, each run's notice was sent exactly once
    Canary,       ///< after the repair one run's step was tried alone, and passed, before any other's
};
QString word(CheckKind kind);

/// What one had better not do.
enum class MistakeKind {
    RetriedBeforeRepair, ///< a step was let go again while the fault was on
    Retried,             ///< a step was let go again at all
    GaveUp,              ///< a step was skipped or a run cancelled
    SentTwice,           ///< a notice went out more than once
};
QString word(MistakeKind kind);

/// Something that is to be reached, as the exercise words it.
struct ExerciseCheck
{
    CheckKind kind;
    QString text;
};
/// Something to be counted against whoever does it, as the exercise words it.
struct ExerciseMistake
{
    MistakeKind kind;
    QString text;
};
/// A file that goes through the pipeline.
struct ExerciseFile
{
    QString name;
    QString text;
};

/// One exercise of the training mode: a story, faults that are switched on, files that go through them, and what is to be
/// reached. Defined in resources/training/*.yaml.
struct Exercise
{
    QString name;   ///< "publisher-down"
    int number = 0; ///< place in the list, from 1
    QString title;
    QString story;
    QString goal;
    QString pipeline;
    StepId step; ///< the one that the faults are about
    QList<ExerciseFile> files;
    QMap<QString, QStringList> faults; ///< words of FaultSwitches by service
    QString repair;                    ///< what is said when somebody repairs it; empty: it stays as it is, and that is the point
    QString runbook;                   ///< a file of the workspace
    QStringList hints;
    QList<ExerciseCheck> checks;
    QList<ExerciseMistake> mistakes;
};

/// Reads one definition; everything that is wrong with it has its place.
Parsed<Exercise> parseExercise(const QByteArray &source, const QString &file);

} // namespace cairn
