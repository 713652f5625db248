#include "ui/editor/pipelinetext.h"

#include "base/timestamp.h"
#include "ui/look/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class PipelineText
{
    Q_DECLARE_TR_FUNCTIONS(PipelineText)
};

TextLine shown(const DiffLine &line)
{
    switch (line.kind) {
    case DiffLine::Kind::Same: return {line.text, line.before, line.after, {}, {}, {}};
    case DiffLine::Kind::Removed: return {line.text, line.before, 0, u"−"_s, Look::Blocked, {}};
    case DiffLine::Kind::Added: return {line.text, 0, line.after, u"+"_s, Look::Succeeded, {}};
    }
    Q_UNREACHABLE();
    return {};
}

TextLine summedUp(qsizetype count)
{
    return {PipelineText::tr("%Ln unchanged line(s)", nullptr, int(count)), 0, 0, u"⋯"_s, Look::Pending, {}};
}

} // namespace

QString inputText(const InputRule &rule)
{
    QStringList ways;
    const QString limit = rule.maxSize > 0 ? PipelineText::tr(", at most %1").arg(sizeText(rule.maxSize)) : QString();
    if (rule.watch.isEmpty())
        ways.append(PipelineText::tr("%1, submitted by hand").arg(rule.match) + limit);
    else
        ways.append(PipelineText::tr("%1 from the folder %2").arg(rule.match, rule.watch) + limit);
    if (!rule.webhookSecret.isEmpty())
        ways.append(PipelineText::tr("webhooks signed with %1").arg(rule.webhookSecret));
    return ways.join(PipelineText::tr("; "));
}

QString deadlineText(Milliseconds deadline)
{
    return deadline.count() > 0 ? PipelineText::tr("%1 after its submission").arg(durationText(deadline))
                                : PipelineText::tr("none");
}

QList<TextLine> changeLines(const QList<DiffLine> &diff, std::optional<int> context)
{
    QList<DiffHunk> hunks{{0, diff.size()}};
    if (context)
        hunks = diffHunks(diff, *context);
    QList<TextLine> lines;
    qsizetype done = 0;
    for (const DiffHunk &hunk : std::as_const(hunks)) {
        if (hunk.begin > done)
            lines.append(summedUp(hunk.begin - done));
        for (qsizetype i = hunk.begin; i < hunk.end; ++i)
            lines.append(shown(diff.at(i)));
        done = hunk.end;
    }
    if (done < diff.size())
        lines.append(summedUp(diff.size() - done));
    return lines;
}

QString changeSummary(const QList<DiffLine> &diff)
{
    const auto count = [&](DiffLine::Kind kind) {
        return int(std::count_if(diff.begin(), diff.end(), [kind](const DiffLine &line) { return line.kind == kind; }));
    };
    const int added = count(DiffLine::Kind::Added);
    const int removed = count(DiffLine::Kind::Removed);
    if (added + removed == 0)
        return PipelineText::tr("No difference");
    return PipelineText::tr("%1, %2").arg(PipelineText::tr("%Ln line(s) added", nullptr, added),
                                          PipelineText::tr("%Ln removed", nullptr, removed));
}

} // namespace cairn
