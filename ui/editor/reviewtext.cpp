#include "ui/editor/reviewtext.h"

#include "ui/look/servicewording.h"
#include "ui/look/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class ReviewText
{
    Q_DECLARE_TR_FUNCTIONS(ReviewText)
};

constexpr qsizetype DriftsShown = 6;

QString driftLines(const QList<Drift> &drift)
{
    QStringList lines;
    for (const Drift &one : drift.first(std::min(drift.size(), DriftsShown)))
        lines.append(driftText(one));
    if (drift.size() > DriftsShown)
        lines.append(ReviewText::tr("and %Ln more", nullptr, int(drift.size() - DriftsShown)));
    return lines.join(u" · "_s);
}

/// The first that cannot be applied stops all that follow.
const Drift *obstacle(const QList<Drift> &drift)
{
    const auto found = std::find_if(drift.begin(), drift.end(), [](const Drift &one) { return !one.canApply(); });
    return found == drift.end() ? nullptr : &*found;
}

ReviewSummary faultySummary(const WorkspaceReview &review)
{
    const QList<Problem> &problems = review.files->problems;
    const auto errors = std::count_if(problems.begin(), problems.end(), [](const Problem &problem) { return !problem.warning; });
    if (errors == 0)
        return {};
    ReviewSummary summary{
        Look::Blocked, ReviewText::tr("%Ln problem(s) in the workspace's files", nullptr, int(errors)), {}, true, false};
    summary.text = ReviewText::tr("What is live goes on as it is. Nothing can be applied before the problems are solved.");
    return summary;
}

ReviewSummary driftSummary(const WorkspaceReview &review)
{
    ReviewSummary summary{Look::WaitingRetry, {}, driftLines(review.drift), true, true};
    const auto isLeft = [](const Drift &one) { return one.kind == Drift::Kind::Left; };
    const auto left = std::count_if(review.drift.begin(), review.drift.end(), isLeft);
    summary.title =
        left < review.drift.size()
            ? ReviewText::tr("%Ln definition(s) in the files differ from what is live", nullptr, int(review.drift.size() - left))
            : ReviewText::tr("%Ln pipeline(s) go on that no file says any more", nullptr, int(left));
    if (const Drift *stop = obstacle(review.drift)) {
        summary.look = Look::Blocked;
        summary.text = errorText(stop->obstacle);
        summary.canApply = stop->kind == Drift::Kind::Left; // the last of them: it can be retired with the others
    }
    return summary;
}

} // namespace

ReviewSummary summaryOf(const WorkspaceReview &review)
{
    if (!review.files->isSound())
        return faultySummary(review);
    if (!review.drift.isEmpty())
        return driftSummary(review);
    const int warnings = int(review.files->problems.size());
    const QString definitions = ReviewText::tr("%1, %2", "pipelines, services")
                                    .arg(ReviewText::tr("%Ln pipeline(s)", nullptr, int(review.files->pipelines.size())),
                                         ReviewText::tr("%Ln service(s)", nullptr, int(review.files->services.size())));
    if (warnings > 0)
        return {Look::WaitingRetry, ReviewText::tr("The workspace's files are live, with %Ln warning(s)", nullptr, warnings),
                definitions, false, false};
    return {Look::Succeeded, ReviewText::tr("The workspace's files are in order and live"), definitions, false, false};
}

QString placeText(const Problem &problem)
{
    if (problem.line <= 0)
        return problem.file;
    return u"%1:%2:%3"_s.arg(problem.file, QString::number(problem.line), QString::number(problem.column));
}

QString driftText(const Drift &drift)
{
    switch (drift.kind) {
    case Drift::Kind::Pipeline:
        return drift.live == 0 ? ReviewText::tr("pipeline %1: new, version %2").arg(drift.name).arg(drift.next)
                               : ReviewText::tr("pipeline %1: version %2 → %3").arg(drift.name).arg(drift.live).arg(drift.next);
    case Drift::Kind::Service:
        if (drift.live == 0)
            return ReviewText::tr("service %1: new").arg(drift.name);
        return (drift.undoes() ? ReviewText::tr("service %1: revision %2 → %3, undoes revision %2")
                               : ReviewText::tr("service %1: revision %2 → %3"))
            .arg(drift.name)
            .arg(drift.live)
            .arg(drift.next);
    case Drift::Kind::Schema:
        return drift.live == 0 ? ReviewText::tr("schema %1: new").arg(drift.name)
                               : ReviewText::tr("schema %1: changed").arg(drift.name);
    case Drift::Kind::Left:
        return drift.watch.isEmpty()
                   ? ReviewText::tr(
                         "pipeline %1: no file says it, and it goes on taking webhooks (`cairn apply --retire %1` ends that)")
                         .arg(drift.name)
                   : ReviewText::tr(
                         "pipeline %1: no file says it, and it goes on taking the files of %2 (`cairn apply --retire %1` "
                         "ends that)")
                         .arg(drift.name, drift.watch);
    }
    Q_UNREACHABLE();
    return {};
}

QString driftDetails(const Drift &drift)
{
    QStringList lines{driftText(drift)};
    if (!drift.changes.isEmpty())
        lines.append(changesText(drift.changes).replace(u'\n', u"\n    "_s));
    if (!drift.liveBy.isEmpty())
        lines.append((drift.backTo > 0
                          ? ReviewText::tr("The file is still as revision %1 was. Revision %2 was made live by %3 on %4.")
                                .arg(drift.backTo)
                          : ReviewText::tr("Revision %1 was made live by %2 on %3."))
                         .arg(drift.live)
                         .arg(drift.liveBy, localTime(drift.liveSince)));
    if (!drift.undone.isEmpty())
        lines.append(ReviewText::tr("The file takes back what was set since: %1.").arg(drift.undone.join(u", "_s)));
    if (!drift.liveReason.isEmpty())
        lines.append(ReviewText::tr("Its reason: %1").arg(drift.liveReason));
    return lines.join(u"\n    "_s);
}

QString appliedText(const Applied &applied)
{
    const QStringList live = applied.pipelines + applied.services + applied.schemas;
    QStringList told;
    if (!live.isEmpty())
        told.append(ReviewText::tr("Live now: %1.").arg(live.join(u", "_s)));
    if (!applied.retired.isEmpty())
        told.append(ReviewText::tr("Retired: %1.").arg(applied.retired.join(u", "_s)));
    return told.isEmpty() ? ReviewText::tr("Nothing had changed.") : told.join(u' ');
}

QString successionText(const QStringList &successors)
{
    if (successors.isEmpty())
        return {};
    return ReviewText::tr("Retired, it is followed by %1, which goes on where it ends: what it has taken is not taken again.")
        .arg(successors.join(u", "_s));
}

} // namespace cairn
