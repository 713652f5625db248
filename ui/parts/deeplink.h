#pragma once

#include "base/ids.h"
#include "model/records.h"

#include <QString>

namespace cairn {

/// A place in the console that can be linked to: cairn://run/ID[/STEP[/ITEM]], cairn://runs?filter=…,
/// cairn://payload/DIGEST, cairn://pipeline/NAME, cairn://service/NAME, cairn://incident/NUMBER; each with `workspace=/path` to
/// say of which workspace.
struct DeepLink
{
    enum Kind { Run, Runs, Payload, Pipeline, Incident, Service };

    Kind kind = Runs;
    RunId run;
    StepId step;       ///< of a run; may be empty
    int item = NoItem; ///< of the step
    QString filter;    ///< of Runs
    Digest payload;
    QString pipeline;
    QString service;
    qint64 incident = 0;
    QString workspace; ///< absolute; empty: the one that was used last

    QString toString() const;
    /// Of the workspace in that folder, as far as it says.
    bool leadsInto(const QString &root) const;
    bool operator==(const DeepLink &) const = default;
};

/// Reads a link that may come from anywhere: what is not exactly a link is refused. Errors: Usage, translated.
Result<DeepLink> parseDeepLink(const QString &text);

/// It is meant as a link, right or wrong.
bool looksLikeDeepLink(const QString &text);

/// What a person types or pastes to get to a run or an incident: a run's id, "#ID", "run ID", "incident 12" or a link.
std::optional<DeepLink> linkFromTyped(const QString &text);

} // namespace cairn
