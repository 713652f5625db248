#include "runbooksample.h"

#include <QDir>

namespace cairn::testing {

using namespace Qt::StringLiterals;

QByteArray RunbookSample::text()
{
    return "---\ntitle: The publisher is down\nmatch: { service: publish, category: service }\nseverity: high\nescalate: "
           "30m\n---\n"
           "The archive behind the publisher restarts **every night at 02:00**; give it ten minutes before you wake anybody. "
           "Its state is on <https://status.example.net/publish>.\n\n"
           "## Is it up?\n\n"
           "- [ ] Ask the publisher. A `503` means that the archive is not there yet.\n\n"
           "```action\ndo: probe\nlabel: Probe the publisher\npath: /health\n```\n\n"
           "- [ ] Not after ten minutes? Call the archive's people, see the\n  [telephone "
           "list](https://wiki.example.net/phones).\n\n"
           "```action\ndo: escalate\nlabel: Escalate\n```\n\n"
           "## Bring it back\n\n"
           "- [ ] One first. Only if its step **passes**, the rest.\n\n"
           "```action\ndo: retry\nlabel: Retry one\nat_most: 1\n```\n\n"
           "```action\ndo: retry\nlabel: Retry up to five\nat_most: 5\n```\n\n"
           "```action\ndo: open\nlabel: Show the runs\nwhat: runs\n```\n\n"
           "```action\ndo: open\nlabel: Show the policy\nwhat: policy\n```\n\n"
           "- [ ] Wait for **resolved**.\n";
}

RunbookSample::RunbookSample()
{
    workspace.addService(u"publish"_s);
    workspace.addPipeline(u"intake"_s, {u"publish"_s});
    for (const QString &name : {u"alder.pdf"_s, u"birch.pdf"_s, u"cedar.pdf"_s})
        m_runs.append(workspace.addRun(u"intake"_s, name, RunState::Blocked));
    setSteps(StepState::Blocked);
    workspace.write(u"cairn.yaml"_s, "workspace: harbour\n");
    for (const QString &folder : {u"services"_s, u"pipelines"_s})
        QDir().mkpath(workspace.path(folder));
    workspace.write(u"services/publish.yaml"_s, "service: publish\nbase_url: https://publish.example.net\n");
    workspace.write(
        u"pipelines/intake.yaml"_s,
        "pipeline: intake\nversion: 1\nsteps:\n  publish:\n    service: publish\n    request: { method: GET, path: / }\n");
    writeRunbook(u"publisher-down"_s, text());
}

void RunbookSample::writeRunbook(const QString &name, const QByteArray &text) const
{
    QDir().mkpath(workspace.path(u"runbooks"_s));
    workspace.write(u"runbooks/%1.md"_s.arg(name), text);
}

void RunbookSample::setSteps(StepState state, qsizetype most)
{
    Transaction transaction;
    for (const RunId run : m_runs.mid(0, most)) {
        Checkpoint checkpoint;
        checkpoint.run = run;
        checkpoint.step = StepId(u"publish"_s);
        checkpoint.state = state;
        checkpoint.status = state == StepState::Succeeded ? 200 : 503;
        if (state != StepState::Succeeded) {
            checkpoint.category = Category::Service;
            checkpoint.cause = u"the service answered 503 eight times"_s;
            checkpoint.decision = Action::Block;
        }
        checkpoint.actor = u"runner"_s;
        checkpoint.at = SystemClock().now();
        transaction.add(AddCheckpoint{checkpoint});
    }
    workspace.commit(std::move(transaction));
}

void RunbookSample::carryOutAll(const QString &result, bool accepted)
{
    const auto pending = workspace.reader().pendingCommands(100).value();
    for (const Command &command : pending)
        workspace.commit(Transaction(FinishCommand{command.id, accepted, result, SystemClock().now()}));
}

} // namespace cairn::testing
