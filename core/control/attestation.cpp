#include "control/attestation.h"

#include "base/outputfile.h"
#include "control/logic.h"
#include "security/dsse.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString StatementType = u"https://in-toto.io/Statement/v1"_s;
const QString PredicateType = u"https://slsa.dev/provenance/v1"_s;

QJsonObject digestJson(const Digest &digest)
{
    return {{u"sha256"_s, digest.toHex()}};
}

/// A ResourceDescriptor of in-toto.
QJsonObject resource(const QString &name, const QString &uri, const Digest &digest)
{
    QJsonObject object{{u"name"_s, name}, {u"digest"_s, digestJson(digest)}};
    if (!uri.isEmpty())
        object.insert(u"uri"_s, uri);
    return object;
}

QString uriOf(const RunOrigin &origin)
{
    return origin.source == "file"_L1 ? QUrl::fromLocalFile(origin.path).toString(QUrl::FullyEncoded) : QString();
}

/// All that went in: input, logic, rules, and what people put in the place of what was sent.
QJsonArray dependencies(const RunLineage &lineage)
{
    const RunRecord &run = lineage.detail.run;
    QJsonObject input =
        resource(run.inputName, lineage.input.origin ? uriOf(*lineage.input.origin) : QString(), run.input.digest);
    if (lineage.input.origin)
        input.insert(u"annotations"_s, toJson(*lineage.input.origin));
    QJsonArray all{input};
    for (const Logic &logic : logicsOf(lineage.detail))
        all.append(resource(u"pipeline/%1@%2"_s.arg(run.pipeline).arg(logic.version), {}, logic.digest));
    for (const ServiceRevision &revision : lineage.revisions)
        all.append(resource(u"service/%1@%2"_s.arg(revision.service.name).arg(revision.revision),
                            revision.service.baseUrl.toString(QUrl::FullyEncoded), revision.digest));
    if (run.rerunOf) // from which it may have taken over what was done
        all.append(QJsonObject{{u"name"_s, u"run/%1"_s.arg(run.rerunOf->toString())},
                               {u"uri"_s, u"cairn://run/%1"_s.arg(run.rerunOf->toString())}});
    for (const StepProgress &step : lineage.detail.progress.all()) {
        if (step.edited.isValid())
            all.append(resource(u"edited/%1"_s.arg(step.key().toString()), {}, step.edited.digest));
    }
    return all;
}

/// What was sent and answered on the way.
QJsonArray byproducts(const RunDetail &detail)
{
    QJsonArray all;
    for (const Attempt &attempt : detail.history.attempts) {
        const QString name = u"%1#%2"_s.arg(attempt.key().toString()).arg(attempt.number);
        if (attempt.request.isValid())
            all.append(resource(u"request/"_s + name, {}, attempt.request.digest));
        if (attempt.response.isValid())
            all.append(resource(u"response/"_s + name, {}, attempt.response.digest));
    }
    return all;
}

QJsonObject predicateOf(const RunLineage &lineage, const QString &workspace)
{
    const RunRecord &run = lineage.detail.run;
    const QJsonObject parameters{
        {u"pipeline"_s, run.pipeline},
        {u"version"_s, run.version},
        {u"input"_s, run.inputName},
        {u"submitter"_s, lineage.input.origin ? QJsonValue(lineage.input.origin->submitter) : QJsonValue()}};
    const QJsonObject build{{u"buildType"_s, AttestedBuildType},
                            {u"externalParameters"_s, parameters},
                            {u"internalParameters"_s, QJsonObject{{u"steps"_s, toJson(lineage).value(u"steps"_s)}}},
                            {u"resolvedDependencies"_s, dependencies(lineage)}};
    const QJsonObject builder{{u"id"_s, u"cairn://workspace/%1"_s.arg(workspace)},
                              {u"version"_s, QJsonObject{{u"cairn"_s, QCoreApplication::applicationVersion()}}}};
    const QJsonObject metadata{{u"invocationId"_s, u"cairn://run/%1"_s.arg(run.id.toString())},
                               {u"startedOn"_s, toRfc3339(run.startedAt.value_or(run.submittedAt))},
                               {u"finishedOn"_s, toRfc3339(run.finishedAt.value_or(run.submittedAt))}};
    return {{u"buildDefinition"_s, build},
            {u"runDetails"_s,
             QJsonObject{{u"builder"_s, builder}, {u"metadata"_s, metadata}, {u"byproducts"_s, byproducts(lineage.detail)}}}};
}

} // namespace

Result<QJsonObject> statementOf(const RunLineage &lineage, const QString &workspace)
{
    const RunRecord &run = lineage.detail.run;
    if (run.state != RunState::Succeeded && run.state != RunState::Degraded)
        return failure(ErrorKind::Usage,
                       u"only what has succeeded can be attested, and run %1 is %2"_s.arg(run.id.toString(), word(run.state)), {},
                       u"`cairn show %1` tells what it waits for"_s.arg(run.id.toString()));
    QJsonArray subjects;
    for (const RunOutput &output : outputsOf(lineage.detail))
        subjects.append(resource(output.name, {}, output.payload.digest));
    if (subjects.isEmpty())
        return failure(ErrorKind::Usage, u"run %1 has made nothing that could be attested"_s.arg(run.id.toString()));
    return QJsonObject{{u"_type"_s, StatementType},
                       {u"subject"_s, subjects},
                       {u"predicateType"_s, PredicateType},
                       {u"predicate"_s, predicateOf(lineage, workspace)}};
}

Result<QJsonObject> attest(const RunLineage &lineage, const QString &workspace, const QString &keyFile)
{
    const auto statement = statementOf(lineage, workspace);
    if (!statement)
        return statement;
    const auto key = SigningKey::openOrCreate(keyFile);
    if (!key)
        return tl::unexpected(key.error());
    return sealEnvelope(QJsonDocument(*statement).toJson(QJsonDocument::Compact), InTotoPayloadType, *key);
}

Result<QByteArray> saveAttestation(Store &store, RunId run, const QString &workspace, const QString &keyFile, const QString &path)
{
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    const auto lineage = readLineage(**reader, run);
    if (!lineage)
        return tl::unexpected(lineage.error());
    const auto envelope = attest(*lineage, workspace, keyFile);
    if (!envelope)
        return tl::unexpected(envelope.error());
    const QByteArray text = QJsonDocument(*envelope).toJson(QJsonDocument::Compact) + '\n';
    if (const auto written = writeOutput(path, text, OutputFile::Readers::AsUsual); !written)
        return tl::unexpected(written.error());
    const QString keyId = envelope->value(u"signatures"_s).toArray().first()[u"keyid"_s].toString();
    return QByteArray::fromBase64(keyId.toLatin1());
}

Result<Attestation> readAttestation(const QByteArray &envelope, const QByteArray &key)
{
    const auto opened = openEnvelope(envelope, key);
    if (!opened)
        return tl::unexpected(opened.error());
    Attestation read{opened->key, QJsonDocument::fromJson(opened->payload).object(), {}};
    const bool isStatement =
        opened->payloadType == InTotoPayloadType && read.statement.value(u"_type"_s).toString() == StatementType;
    if (!isStatement)
        return failure(ErrorKind::Damaged, u"it is signed, and no in-toto statement"_s);
    for (const QJsonValue &subject : read.statement.value(u"subject"_s).toArray()) {
        if (const auto digest = Digest::fromHex(subject[u"digest"_s][u"sha256"_s].toString()))
            read.subjects.insert(subject[u"name"_s].toString(), *digest);
    }
    return read;
}

} // namespace cairn
