#include "guiworkspace.h"
#include "expected.h"
#include "rawstore.h"
#include "wholefile.h"

#include "definition/canonical.h"

#include <QFile>
#include <QSettings>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

Step stepOf(const QString &text)
{
    Step step;
    const QString name = text.section(QLatin1Char('<'), 0, 0);
    step.id = StepId(name.endsWith(QLatin1Char('*')) ? name.chopped(1) : name);
    if (name.endsWith(QLatin1Char('*')))
        step.forEach = u"${{ .steps.%1.body.parts }}"_s.arg(text.section(QLatin1Char('<'), 1));
    for (const QString &need : text.section(QLatin1Char('<'), 1).split(QLatin1Char(','), Qt::SkipEmptyParts))
        step.needs.append(StepId(need));
    if (step.id.name() == "deliver"_L1)
        step.deliver = Delivery{u"outbox"_s, u"${{ .input.name }}"_s, u"${{ .input }}"_s};
    else
        step.service = step.id.name();
    return step;
}

} // namespace

GuiWorkspace::GuiWorkspace()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(u"settings"_s));
    m_store = expected(openSqliteStore({m_folder.filePath(u".cairn"_s), false}));
    m_reader = expected(m_store->reader());
    m_desk = std::make_unique<Desk>(*m_store, m_clock);
}

void GuiWorkspace::write(const QString &name, const QByteArray &content) const
{
    if (!putWhole(m_folder.path(), path(name), content))
        qFatal("%s cannot be written", qPrintable(name));
}

void GuiWorkspace::addPipeline(const QString &name, const QStringList &steps, const QString &match)
{
    PipelineVersion version;
    version.pipeline.name = name;
    version.pipeline.input.match = match;
    for (const QString &step : steps)
        version.pipeline.steps.append(stepOf(step));
    version.source = "pipeline: " + name.toUtf8();
    version.digest = digestOf(version.pipeline);
    version.id = expected(m_store->commitAndWait(Transaction(PutPipelineVersion{version, m_clock.now()}))).definitionId;
    m_pipelines.insert(name, version);
}

void GuiWorkspace::addService(const QString &name)
{
    ServiceRevision revision;
    revision.service.name = name;
    revision.service.baseUrl = QUrl(u"https://%1.example.net"_s.arg(name));
    revision.source = "service: " + name.toUtf8();
    revision.digest = digestOf(revision.service);
    const PutServiceRevision put{revision, m_clock.now(), u"ann"_s, u"First version"_s};
    m_services.insert(name, expected(m_store->commitAndWait(Transaction(put))).definitionId);
}

void GuiWorkspace::countFigures()
{
    while (expected(m_store->commitAndWait(Transaction(Tally{m_clock.now()}))).tallyMore) {
    }
}

const PipelineVersion &GuiWorkspace::pipeline(const QString &name) const
{
    const auto found = m_pipelines.constFind(name);
    if (found == m_pipelines.cend())
        qFatal("no pipeline %s", qPrintable(name));
    return *found;
}

void GuiWorkspace::meddle(const QString &statement) const
{
    cairn::testing::RawStore(path(u".cairn"_s)).run(statement);
}

void GuiWorkspace::commit(Transaction transaction)
{
    expected(m_store->commitAndWait(std::move(transaction)));
}

RunId GuiWorkspace::addRun(const QString &pipelineName, const QString &input, RunState state)
{
    RunRecord run;
    run.submittedAt = m_clock.now();
    run.id = RunId::generate(run.submittedAt.time_since_epoch().count());
    run.pipelineVersionId = pipeline(pipelineName).id;
    run.state = state;
    run.inputName = input;
    run.input = {Digest::of(input.toUtf8()), input.size()};
    run.nextAt = run.submittedAt;
    commit(Transaction(InsertRun{run}));
    return run.id;
}

void GuiWorkspace::setState(RunId id, RunState state)
{
    RunRecord run = expected(m_reader->run(id));
    run.state = state;
    commit(Transaction(UpdateRun{run, m_clock.now()}));
}

} // namespace cairn::testing
