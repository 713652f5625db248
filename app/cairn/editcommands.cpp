#include "editcommands.h"

#include "namedfile.h"
#include "reading.h"
#include "requests.h"

#include "control/editdesk.h"
#include "control/linediff.h"
#include "control/submission.h"
#include "control/target.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Samples = 5;
constexpr int DiffContext = 2;

QStringList linesOf(const QByteArray &bytes)
{
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    return QString::fromUtf8(json.isNull() ? bytes : json.toJson().trimmed()).split(u'\n');
}

/// What is different, with a few lines around it.
void printChanges(const Terminal &terminal, const QStringList &before, const QStringList &after)
{
    const QList<DiffLine> lines = diffLines(before, after);
    for (const DiffHunk &hunk : diffHunks(lines, DiffContext)) {
        for (const DiffLine &line : lines.sliced(hunk.begin, hunk.end - hunk.begin)) {
            const QString sign = line.kind == DiffLine::Kind::Added     ? u"+"_s
                                 : line.kind == DiffLine::Kind::Removed ? u"-"_s
                                                                        : u" "_s;
            terminal.line(u"    %1 %2"_s.arg(sign, line.text));
        }
    }
}

QJsonObject toJson(const PatchSample &sample)
{
    return {{u"run"_s, sample.run.toString()},
            {u"step"_s, sample.key.step.name()},
            {u"item"_s, sample.key.item == NoItem ? QJsonValue() : QJsonValue(sample.key.item)},
            {u"refused"_s, sample.refusal},
            {u"covered"_s, sample.isCovered},
            {u"before"_s, QString::fromUtf8(sample.before)},
            {u"after"_s, QString::fromUtf8(sample.after)}};
}

QString addressOf(const PatchSample &sample)
{
    return u"%1/%2"_s.arg(sample.run.toString(), sample.key.toString());
}

QString aboutCovered(const PatchSample &sample)
{
    return sample.after.isEmpty() && sample.refusal.isEmpty()
               ? u"    what it makes of this is not shown: it does not work on what is covered"_s
               : u"    some of this is covered, and asterisks for the program: of the data itself it may make something else"_s;
}

void print(const Terminal &terminal, const PatchPreview &preview)
{
    int left = 0;
    for (const PatchSample &sample : preview.samples) {
        left += !sample.refusal.isEmpty();
        if (terminal.json())
            terminal.object(toJson(sample));
        terminal.line(sample.refusal.isEmpty() ? addressOf(sample)
                                               : u"%1: left alone: %2"_s.arg(addressOf(sample), sample.refusal));
        if (sample.isCovered)
            terminal.line(aboutCovered(sample));
        if (!sample.after.isEmpty())
            printChanges(terminal, linesOf(sample.before), linesOf(sample.after));
    }
    terminal.line(u"Tried on %1 of %2 failing steps, %3 of them left alone; nothing was changed."_s.arg(preview.samples.size())
                      .arg(preview.failing)
                      .arg(left));
}

QString verdictOf(const std::optional<RehearsedStep> &step)
{
    if (!step)
        return u"not there"_s;
    const QString what = word(step->fate).replace(u'_', u' ');
    return step->cause.isEmpty() ? what : u"%1: %2"_s.arg(what, step->cause);
}

void print(const Terminal &terminal, const ComparedStep &step)
{
    const QString sends = step.sendsOther() ? u", sends another request"_s : QString();
    const QString decides = step.decidesOther() || !step.pinned || !step.newest
                                ? u"%1 → %2"_s.arg(verdictOf(step.pinned), verdictOf(step.newest))
                                : verdictOf(step.newest);
    terminal.line(u"  %1: %2%3"_s.arg(step.step.name(), decides, sends));
    const auto request = [](const std::optional<RehearsedStep> &side) { return side ? side->request : QStringList(); };
    if (step.sendsOther() || !step.pinned || !step.newest)
        printChanges(terminal, request(step.pinned), request(step.newest));
}

} // namespace

Exit resumeWithFile(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments)
{
    const auto target = parseTarget(arguments.positional().value(0));
    if (!target)
        return terminal.fail(target.error());
    EditOrder order;
    order.run = target->run;
    order.key = {target->step, target->item};
    order.file = arguments.value(u"input"_s);
    order.actor = currentActor();
    order.reason = arguments.value(u"reason"_s);
    if (arguments.isSet(u"was"_s)) {
        const auto was = Digest::fromHex(arguments.value(u"was"_s));
        if (!was)
            return terminal.fail(was.error());
        order.basis.body = *was;
    }
    const auto opened = openReading(invocation);
    if (!opened)
        return terminal.fail(opened.error());
    const auto id = requestEdited(opened->session->store(), *opened->reader, order, opened->session->clock().now());
    if (!id)
        return terminal.fail(aboutNamedFile(id.error(), order.file));
    return reportCommands(*opened->session, *opened->reader, terminal, {*id});
}

Result<Transaction> takeEdited(Store &store, const QString &path, QJsonObject &arguments)
{
    const auto staged = store.payloads().ingestFile(throughLinks(path));
    if (!staged)
        return tl::unexpected(aboutNamedFile(staged.error(), path));
    arguments = {{u"edited"_s, staged->ref.digest.toHex()}, {u"size"_s, staged->ref.size}};
    return Transaction(PutPayload{*staged});
}

Exit showPatch(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments)
{
    bool isNumber = false;
    const qint64 incident = arguments.value(u"incident"_s).toLongLong(&isNumber);
    const QString patch = arguments.value(u"patch"_s);
    if (!isNumber)
        return terminal.fail({ErrorKind::Usage, u"--incident needs a number"_s, {}, u"`cairn incident list` shows them"_s});
    const auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    if (const auto permitted = opened->session->require(Role::Operator, u"try a patch on incident %1"_s.arg(incident));
        !permitted)
        return terminal.fail(permitted.error());
    const auto preview = previewPatch(*opened->reader, opened->session->root(), incident, patch, Samples);
    if (!preview)
        return terminal.fail(preview.error());
    if (preview->failing == 0)
        return terminal.fail({ErrorKind::NotFound, u"no step of incident %1 is failing"_s.arg(incident), {}, {}});
    print(terminal, *preview);
    return Exit::Well;
}

Exit compareLogic(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments)
{
    const auto run = RunId::fromString(arguments.positional().value(0));
    if (!run)
        return terminal.fail(run.error());
    const auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    const auto comparison = compareVersions(*opened->reader, opened->session->root(), *run, StepId(arguments.value(u"from"_s)));
    if (!comparison)
        return terminal.fail(comparison.error());
    if (terminal.json())
        terminal.object(toJson(*comparison));
    terminal.line(u"%1: version %2 (of the run) → version %3 (newest), on the answers that are recorded; nothing was sent."_s
                      .arg(comparison->pipeline)
                      .arg(comparison->pinned)
                      .arg(comparison->newest));
    for (const ComparedStep &step : comparison->steps)
        print(terminal, step);
    if (comparison->leavesProtection)
        terminal.line(
            u"data protection is not played: a step that passes here is blocked all the same where its request holds what "
            "its service is not cleared for"_s);
    const auto tell = [&](const QString &what, const QString &whyNot) {
        terminal.line(whyNot.isEmpty() ? u"%1: possible"_s.arg(what) : u"%1: not possible: %2"_s.arg(what, whyNot));
    };
    tell(u"resume --latest"_s, comparison->whyNotResumed);
    tell(u"rerun --latest"_s, comparison->whyNotRerun);
    return Exit::Well;
}

} // namespace cairn
