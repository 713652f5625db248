#include "pipelinesworkspace.h"

#include "control/apply.h"
#include "definition/workspace.h"

#include <QDir>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Photos = "# Pictures of the harbour, made small.\n"
                        "pipeline: photos\n"
                        "version: 1\n"
                        "input: { match: \"*.jpg\" }\n"
                        "steps:\n"
                        "  thumbnail:\n"
                        "    service: thumbnail\n"
                        "    request: { method: POST, path: /v1/thumbnails, body: { file: \"${{ .input }}\" } }\n";

} // namespace

PipelinesWorkspace::PipelinesWorkspace()
{
    for (const auto &folder : {u"services"_s, u"pipelines"_s})
        QDir(root()).mkpath(folder);
    write(u"cairn.yaml"_s, "workspace: harbour-office\n");
    for (const QString &service : {u"antivirus"_s, u"ocr"_s, u"thumbnail"_s, u"archive"_s})
        write(u"services/%1.yaml"_s.arg(service),
              "service: " + service.toUtf8() + "\nbase_url: https://" + service.toUtf8() + ".example.net\nidempotent: true\n");
    write(u"pipelines/photos.yaml"_s, Photos);
    write(u"pipelines/intake.yaml"_s, intake(1));
    apply();
    write(u"pipelines/intake.yaml"_s, intake(2, "/v2/scan"));
    apply();
}

QByteArray PipelinesWorkspace::intake(int version, const QByteArray &path)
{
    return "# Invoices from the mail room.\n"
           "pipeline: invoice-intake\n"
           "version: " +
           QByteArray::number(version) +
           "\n"
           "input: { watch: inbox, match: \"*.pdf\", max_size: 200MB }\n"
           "deadline: 2h\n"
           "steps:\n"
           "  scan:\n"
           "    service: antivirus\n"
           "    request: { method: POST, path: " +
           path +
           ", body: { file: \"${{ .input }}\" } }\n"
           "    response: { expect: \".body.clean == true\" }\n"
           "  extract:\n"
           "    needs: [scan]\n"
           "    service: ocr\n"
           "    request: { method: POST, path: /v1/text, body: { file: \"${{ .input }}\" } }\n"
           "  thumbnail:\n"
           "    needs: [scan]\n"
           "    critical: false   # nice to have\n"
           "    service: thumbnail\n"
           "    request: { method: POST, path: /v1/thumbnails, body: { file: \"${{ .input }}\" } }\n"
           "  store:\n"
           "    needs: [extract, thumbnail]\n"
           "    service: archive\n"
           "    request: { method: PUT, path: \"/documents/${{ .run.id }}\", body: { json: \"${{ .steps.extract.body }}\" } }\n"
           "  deliver:\n"
           "    needs: [store]\n"
           "    deliver: { to: outbox, name: \"${{ .input.name }}.json\", content: \"${{ .steps.extract.body }}\" }\n";
}

void PipelinesWorkspace::apply()
{
    const auto applied = applyWorkspace(m_workspace.store(), loadWorkspace(root()), SystemClock(), u"ann"_s, u"for a test"_s);
    if (!applied)
        qFatal("%s", qPrintable(describe(applied.error())));
}

RunId PipelinesWorkspace::addRun(const QString &pipeline, int version, RunState state)
{
    const auto heads = m_workspace.reader().pipelineHeads();
    RunRecord run;
    run.submittedAt = SystemClock().now();
    run.id = RunId::generate(run.submittedAt.time_since_epoch().count());
    for (const PipelineHead &head : *heads) {
        if (head.name == pipeline && head.version == version)
            run.pipelineVersionId = head.id;
    }
    if (run.pipelineVersionId == 0)
        qFatal("no version %d of %s", version, qPrintable(pipeline));
    run.state = state;
    run.inputName = u"invoice-%1.pdf"_s.arg(++m_added);
    run.input = {Digest::of(run.inputName.toUtf8()), 100};
    run.nextAt = run.submittedAt;
    m_workspace.commit(Transaction(InsertRun{run}));
    return run.id;
}

} // namespace cairn::testing
