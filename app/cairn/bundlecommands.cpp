#include "bundlecommands.h"

#include "namedfile.h"
#include "reading.h"

#include "base/outputfile.h"
#include "base/printable.h"
#include "control/bundlejson.h"
#include "control/incidenttimeline.h"
#include "control/postmortem.h"
#include "store/storelocation.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString keyText(const QByteArray &key)
{
    return QString::fromLatin1(key.toBase64());
}

Result<qint64> incidentNumber(const QString &text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    if (!isNumber || id <= 0)
        return failure(ErrorKind::Usage, u"'%1' is no incident's number"_s.arg(text), {}, u"`cairn incident list` shows them"_s);
    return id;
}

BundleAuthor authorOf(const Session &session)
{
    return {QDir(session.root()).dirName(), currentActor(), auditKeyIn(session.storeFolder()), session.root()};
}

void tellBundle(const IncidentBundle &bundle, const QString &path, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object({{u"file"_s, path},
                                {u"incident"_s, bundle.about.incident.id},
                                {u"runs"_s, bundle.runs.size()},
                                {u"runs_left_out"_s, bundle.runsLeftOut},
                                {u"payloads"_s, bundle.payloads.size()},
                                {u"payloads_left_out"_s, bundle.payloadsLeftOut},
                                {u"key"_s, keyText(bundle.key)}});
    terminal.line(u"%1: %2 runs, %3 payloads, signed by key %4"_s.arg(
        path, QString::number(bundle.runs.size()), QString::number(bundle.payloads.size()), keyText(bundle.key)));
    if (bundle.runsLeftOut > 0)
        terminal.line(u"%1 more runs failed so and are left out"_s.arg(bundle.runsLeftOut));
    if (bundle.payloadsLeftOut > 0)
        terminal.line(u"%1 payloads are left out: too many, too large, damaged or erased"_s.arg(bundle.payloadsLeftOut));
    if (bundle.payloads.isEmpty())
        terminal.line(u"No payload is in it; --payloads failing adds what the failing steps sent and got"_s);
}

Exit writeBundle(const QStringList &words, const QString &reason, const CommandArguments &arguments, const Invocation &invocation,
                 const Terminal &terminal)
{
    const auto id = incidentNumber(words.value(0));
    if (!id)
        return terminal.fail(id.error());
    const QString path = arguments.value(u"o"_s);
    if (path.isEmpty())
        return terminal.fail({ErrorKind::Usage, u"no file is named"_s, {}, u"Write -o incident-%1.cairn-incident"_s.arg(*id)});
    const QString wanted = arguments.value(u"payloads"_s);
    const auto payloads = bundledPayloadsFromWord(wanted);
    if (!payloads)
        return terminal.fail({ErrorKind::Usage,
                              u"--payloads: '%1' is none of none, failing, all"_s.arg(wanted),
                              {},
                              u"Write --payloads failing"_s});
    const auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    LongWork work;
    const auto bundle =
        saveIncident((*session)->store(), {*id, *payloads, path, reason}, authorOf(**session), (*session)->clock().now(), work);
    if (!bundle)
        return terminal.fail(aboutNamedFile(bundle.error(), path));
    tellBundle(*bundle, path, terminal);
    return Exit::Well;
}

QJsonObject wholeJson(const IncidentBundle &bundle)
{
    QJsonObject whole = incidentJson(bundle);
    QJsonArray runs, moments;
    for (const BundledRun &run : bundle.runs)
        runs.append(runJson(run));
    for (const IncidentMoment &moment : timelineOf(bundle))
        moments.append(toJson(moment));
    whole.insert(u"workspace"_s, bundle.workspace);
    whole.insert(u"created_by"_s, bundle.createdBy);
    whole.insert(u"created_at"_s, toRfc3339(bundle.createdAt));
    whole.insert(u"key"_s, keyText(bundle.key));
    whole.insert(u"runs"_s, runs);
    whole.insert(u"timeline"_s, moments);
    return whole;
}

void printHeading(const IncidentBundle &bundle, const Terminal &terminal)
{
    const Incident &incident = bundle.about.incident;
    const MemberCounts &counts = incident.counts;
    terminal.line(u"incident   %1 of workspace %2"_s.arg(QString::number(incident.id), printable(bundle.workspace)));
    terminal.line(u"made       %1 by %2"_s.arg(toRfc3339(bundle.createdAt), printable(bundle.createdBy)));
    terminal.line(u"signed by  %1"_s.arg(keyText(bundle.key)));
    terminal.line(u"what       %1"_s.arg(printable(inWords(incident.fingerprint))));
    terminal.line(u"state      %1"_s.arg(word(incident.state())));
    terminal.line(
        u"failures   %1 failing, %2 on their way, %3 passed, %4 went on without the step, %5 cancelled"_s.arg(counts.failing)
            .arg(counts.moving)
            .arg(counts.passed)
            .arg(counts.left)
            .arg(counts.cancelled));
    terminal.line(u"seen       first %1, last %2"_s.arg(toRfc3339(incident.firstAt), toRfc3339(incident.lastAt)));
    terminal.line(u"cause      %1"_s.arg(printable(incident.cause)));
    terminal.line(u"owner      %1"_s.arg(printable(bundle.about.responsibility.owner)));
    terminal.line(u"payloads   %1\n"_s.arg(bundle.payloads.size()));
}

void printBundle(const IncidentBundle &bundle, const Terminal &terminal)
{
    printHeading(bundle, terminal);
    QList<QStringList> runs;
    for (const BundledRun &run : bundle.runs)
        runs.append({run.run.id.toString(), word(run.run.state), run.run.pipeline, run.run.inputName, run.run.cause});
    terminal.table({u"RUN"_s, u"STATE"_s, u"PIPELINE"_s, u"INPUT"_s, u"CAUSE"_s}, runs);
    if (bundle.runsLeftOut > 0)
        terminal.line(u"and %1 more, which are not in the file"_s.arg(bundle.runsLeftOut));
    terminal.line({});
    QList<QStringList> moments;
    for (const IncidentMoment &moment : timelineOf(bundle))
        moments.append({toRfc3339(moment.at), moment.actor, moment.run.isValid() ? moment.run.toString() : u"-"_s,
                        moment.step.isEmpty() ? u"-"_s : moment.step, moment.what, moment.why});
    terminal.table({u"AT"_s, u"WHO"_s, u"RUN"_s, u"STEP"_s, u"WHAT"_s, u"WHY"_s}, moments);
}

Result<IncidentBundle> readFile(const QString &path, const CommandArguments &arguments)
{
    auto bundle = readIncidentFile(path, {});
    const QString key = arguments.value(u"key"_s);
    if (bundle && !key.isEmpty() && key != keyText(bundle->key))
        return failure(ErrorKind::Usage, u"it is signed by another key, %1"_s.arg(keyText(bundle->key)), path,
                       u"Ask whoever sent it which key is theirs (`cairn audit verify` prints it)"_s);
    return bundle;
}

Exit openFile(const QStringList &words, const CommandArguments &arguments, const Terminal &terminal)
{
    const auto bundle = readFile(words.value(0), arguments);
    if (!bundle)
        return terminal.fail(aboutNamedFile(bundle.error(), words.value(0)));
    if (terminal.json())
        terminal.object(wholeJson(*bundle));
    else
        printBundle(*bundle, terminal);
    return Exit::Well;
}

Exit giveDraft(const IncidentBundle &bundle, const QString &path, const Terminal &terminal)
{
    const QString markdown = postMortem(bundle);
    if (path.isEmpty() && terminal.json()) {
        terminal.object({{u"incident"_s, bundle.about.incident.id}, {u"markdown"_s, markdown}});
        return Exit::Well;
    }
    if (path.isEmpty()) {
        const QByteArray text = printableLines(markdown).toUtf8();
        std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
        return Exit::Well;
    }
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != "md"_L1 && suffix != "html"_L1)
        return terminal.fail({ErrorKind::Usage, u"a post-mortem is written as .md or .html"_s, path,
                              u"The console saves it as PDF; so does any browser from the .html"_s});
    const QString title = u"Post-mortem of incident %1"_s.arg(bundle.about.incident.id);
    if (auto done = writeOutput(path, suffix == "md"_L1 ? markdown.toUtf8() : postMortemHtml(markdown, title)); !done)
        return terminal.fail(aboutNamedFile(done.error(), path));
    if (terminal.json())
        terminal.object({{u"file"_s, path}, {u"incident"_s, bundle.about.incident.id}});
    else
        terminal.line(u"%1: a draft to be completed"_s.arg(path));
    return Exit::Well;
}

Exit writePostMortem(const QStringList &words, const CommandArguments &arguments, const Invocation &invocation,
                     const Terminal &terminal)
{
    const QString path = arguments.value(u"o"_s);
    const auto id = incidentNumber(words.value(0));
    if (!id && !QFileInfo::exists(words.value(0)))
        return terminal.fail(id.error());
    if (!id) {
        const auto bundle = readFile(words.value(0), arguments);
        return bundle ? giveDraft(*bundle, path, terminal) : terminal.fail(aboutNamedFile(bundle.error(), words.value(0)));
    }
    const auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    const auto bundle =
        tellIncident(*reading->reader, *id, BundledPayloads::None, authorOf(*reading->session), reading->session->clock().now());
    return bundle ? giveDraft(*bundle, path, terminal) : terminal.fail(bundle.error());
}

} // namespace

bool isBundleVerb(const QString &verb)
{
    return verb == "bundle"_L1 || verb == "open"_L1 || verb == "postmortem"_L1;
}

void addBundleOptions(CommandArguments &arguments)
{
    arguments.addOption(u"o"_s, u"FILE"_s, u"of bundle: the incident file; of postmortem: a file, .md or .html"_s);
    arguments.addOption(u"payloads"_s, u"WHICH"_s, u"of bundle: none, failing (what the failing steps sent and got), all"_s,
                        u"none"_s);
    arguments.addOption(u"key"_s, u"KEY"_s, u"of open and postmortem: the public key that the file must be signed by"_s);
}

Exit carryOutBundleVerb(const QString &verb, const QStringList &words, const QString &reason, const CommandArguments &arguments,
                        const Invocation &invocation, const Terminal &terminal)
{
    if (words.size() != 1)
        return terminal.fail({ErrorKind::Usage,
                              u"%1 of what?"_s.arg(verb),
                              {},
                              verb == "open"_L1 ? u"Write cairn incident open FILE"_s
                                                : u"Write cairn incident %1 N, with the incident's number"_s.arg(verb)});
    if (verb == "bundle"_L1)
        return writeBundle(words, reason, arguments, invocation, terminal);
    return verb == "open"_L1 ? openFile(words, arguments, terminal) : writePostMortem(words, arguments, invocation, terminal);
}

} // namespace cairn
