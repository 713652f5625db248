#include "lineageprinting.h"

#include "writingout.h"

#include "base/printable.h"
#include "control/attestation.h"
#include "control/logic.h"
#include "store/storelocation.h"

#include <QBuffer>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString brief(const PayloadRef &payload)
{
    return payload.isValid() ? payload.digest.brief() : u"-"_s;
}

void printOrigin(const RunLineage &lineage, const Terminal &terminal)
{
    const RunRecord &run = lineage.detail.run;
    terminal.line(u"input      %1, %2 bytes, sha256:%3"_s.arg(printable(run.inputName), QString::number(run.input.size),
                                                              run.input.digest.toHex()));
    terminal.line(u"taken      %1%2"_s.arg(
        toRfc3339(lineage.input.first.submittedAt),
        lineage.input.first.id == run.id ? QString() : u" by run %1"_s.arg(lineage.input.first.id.toString())));
    if (!lineage.input.origin) {
        terminal.line(u"origin     not recorded: it was taken by an older version"_s);
        return;
    }
    const RunOrigin &origin = *lineage.input.origin;
    terminal.line(u"origin     %1 %2, submitted by %3"_s.arg(origin.source, printable(origin.path), printable(origin.submitter)));
    if (origin.ownerId >= 0)
        terminal.line(
            u"owner      %1 (%2)%3"_s.arg(origin.owner, QString::number(origin.ownerId),
                                          origin.modifiedAt ? u", modified %1"_s.arg(toRfc3339(*origin.modifiedAt)) : QString()));
    if (origin.sidecar == ProvenanceRule::Sidecar::Minisign)
        terminal.line(u"signature  right, by key %1: %2"_s.arg(origin.keyId, printable(origin.comment)));
    else
        terminal.line(u"checksum   %1"_s.arg(origin.sidecar == ProvenanceRule::Sidecar::Sha256 ? u"right"_s
                                                                                               : u"none asked for or there"_s));
}

QString serviceText(const RunLineage &lineage, const StepProgress &step)
{
    const Step *declared = lineage.detail.version.pipeline.step(step.id);
    const auto revision = lineage.revisions.constFind(step.policyRevisionId);
    if (!declared || declared->service.isEmpty())
        return u"(a file)"_s;
    return revision == lineage.revisions.cend() ? declared->service : u"%1@%2"_s.arg(declared->service).arg(revision->revision);
}

void printSteps(const RunLineage &lineage, const Terminal &terminal)
{
    QList<QStringList> rows;
    for (const StepProgress &step : lineage.detail.progress.all()) {
        PayloadRef request;
        for (const Attempt &attempt : lineage.detail.history.attempts)
            request = attempt.key() == step.key() ? attempt.request : request;
        const auto logic = logicOf(lineage.detail, step);
        rows.append({step.key().toString(), logic ? QString::number(logic->version) : u"-"_s, serviceText(lineage, step),
                     word(step.state), brief(request), step.edited.isValid() ? brief(step.edited) : QString(),
                     brief(step.output)});
    }
    terminal.table({u"STEP"_s, u"LOGIC"_s, u"SERVICE"_s, u"STATE"_s, u"REQUEST"_s, u"EDITED"_s, u"RESPONSE"_s}, rows);
}

} // namespace

Exit printLineage(Reading &reading, RunId run, const Terminal &terminal)
{
    const auto lineage = readLineage(*reading.reader, run);
    if (!lineage)
        return terminal.fail(lineage.error());
    if (terminal.json()) {
        terminal.object(toJson(*lineage));
        return Exit::Well;
    }
    const RunRecord &record = lineage->detail.run;
    terminal.line(u"run        %1  %2"_s.arg(record.id.toString(), word(record.state)));
    for (const Logic &logic : logicsOf(lineage->detail))
        terminal.line(u"logic      %1@%2 sha256:%3"_s.arg(record.pipeline).arg(logic.version).arg(logic.digest.toHex()));
    printOrigin(*lineage, terminal);
    terminal.line({});
    printSteps(*lineage, terminal);
    const QList<RunOutput> outputs = outputsOf(lineage->detail);
    if (outputs.isEmpty())
        return Exit::Well;
    terminal.line({});
    QList<QStringList> rows;
    for (const RunOutput &output : outputs)
        rows.append({output.name, output.step.toString(), QString::number(output.payload.size), output.payload.digest.toHex()});
    terminal.table({u"OUTPUT"_s, u"STEP"_s, u"BYTES"_s, u"SHA-256"_s}, rows);
    return Exit::Well;
}

Exit printAttestation(Reading &reading, RunId run, const QString &path, const Terminal &terminal)
{
    const auto lineage = readLineage(*reading.reader, run);
    if (!lineage)
        return terminal.fail(lineage.error());
    const Workspace workspace = scanWorkspace(reading.session->root());
    const auto envelope = attest(*lineage, workspace.name, auditKeyIn(reading.session->storeFolder()));
    if (!envelope)
        return terminal.fail(envelope.error());
    QByteArray bytes = QJsonDocument(*envelope).toJson(QJsonDocument::Compact) + '\n';
    QBuffer source(&bytes);
    source.open(QIODevice::ReadOnly);
    return writeOut(source, path, terminal);
}

} // namespace cairn
