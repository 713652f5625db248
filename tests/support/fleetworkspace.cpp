#include "fleetworkspace.h"

#include <QDir>
#include <QFile>

namespace cairn::testing {

using namespace Qt::StringLiterals;
using Kind = FleetStep::Kind;

namespace {

void writeFile(const QString &path, const QString &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    const QByteArray bytes = content.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QString stepYaml(const FleetStep &step, const char *needs)
{
    QString yaml = u"  %1:\n"_s.arg(QLatin1String(step.name));
    if (needs)
        yaml += u"    needs: [%1]\n"_s.arg(QLatin1String(needs));
    if (!step.service)
        return yaml + u"    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n"_s;
    if (step.kind == Kind::Optional)
        yaml += u"    critical: false\n"_s;
    yaml += u"    service: %1\n"_s.arg(QLatin1String(step.service));
    if (step.kind == Kind::CalledBack)
        return yaml + u"    request: { method: POST, path: /v1/jobs, body: { json: { tell: \"${{ .callback.url }}\" } } }\n"
                      "    await: { callback: { until: '.body.done' }, timeout: 8h }\n"_s;
    yaml += u"    request: { method: POST, path: /v1/%1, body: { file: \"${{ .input }}\" } }\n"_s.arg(QLatin1String(step.name));
    if (step.kind == Kind::Polled)
        yaml +=
            u"    await: { poll: { path: \"/v1/jobs/${{ .response.body.id }}\", every: 2s, until: '.body.done' }, timeout: 15m }\n"_s;
    return yaml;
}

QString pipelineYaml(const FleetPipeline &pipeline)
{
    QString yaml = u"pipeline: %1\nversion: 1\nsteps:\n"_s.arg(QLatin1String(pipeline.name));
    const char *before = nullptr;
    for (const FleetStep &step : pipeline.steps) {
        yaml += stepYaml(step, before);
        before = step.name;
    }
    return yaml;
}

} // namespace

const QList<FleetPipeline> &fleetPipelines()
{
    static const QList<FleetPipeline> pipelines{
        {"invoice-intake",
         "invoice-2026-%1-%2.pdf",
         34,
         {{"scan", "antivirus"},
          {"extract", "ocr", Kind::Polled},
          {"enrich", "geo", Kind::Optional},
          {"book", "ledger"},
          {"deliver", nullptr}}},
        {"claims",
         "claim_%1_%2.tif",
         18,
         {{"scan", "antivirus"}, {"extract", "ocr", Kind::Polled}, {"archive", "archive"}, {"notify", "mailer", Kind::Optional}}},
        {"photos", "%2-%1.jpg", 20, {{"thumbnail", "imaging"}, {"locate", "geo"}, {"publish", "archive"}, {"deliver", nullptr}}},
        {"contracts",
         "contract %1 %2.docx",
         8,
         {{"scan", "antivirus"}, {"sign", "signing", Kind::CalledBack}, {"archive", "archive"}, {"notify", "mailer"}}},
        {"statements", "statement-%1.xml", 12, {{"convert", "imaging", Kind::Polled}, {"book", "ledger"}, {"notify", "mailer"}}},
        {"parcels", "parcel-%1-%2.json", 8, {{"locate", "geo"}, {"label", "imaging"}, {"book", "ledger"}, {"deliver", nullptr}}},
    };
    return pipelines;
}

QStringList fleetServices()
{
    return {u"antivirus"_s, u"ocr"_s, u"geo"_s, u"ledger"_s, u"archive"_s, u"mailer"_s, u"imaging"_s, u"signing"_s};
}

void writeFleetWorkspace(const QString &folder)
{
    const QDir root(folder);
    writeFile(root.filePath(u"cairn.yaml"_s), u"workspace: fleet\nlistener: { address: 127.0.0.1, port: 18099 }\n"_s);
    for (const QString &service : fleetServices())
        writeFile(root.filePath(u"services/%1.yaml"_s.arg(service)),
                  u"service: %1\nbase_url: http://127.0.0.1:9\ncontract: { owner: %1-team }\n"
                  "policy: { retry: { attempts: 6 }, concurrency: { max: 16 } }\n"_s.arg(service));
    for (const FleetPipeline &pipeline : fleetPipelines())
        writeFile(root.filePath(u"pipelines/%1.yaml"_s.arg(QLatin1String(pipeline.name))), pipelineYaml(pipeline));
}

} // namespace cairn::testing
