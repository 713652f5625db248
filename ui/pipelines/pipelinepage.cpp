#include "ui/pipelines/pipelinepage.h"

#include "ui/editor/linedtext.h"
#include "ui/editor/yamlhighlighter.h"
#include "ui/graph/stepgraph.h"
#include "ui/parts/whendone.h"
#include "ui/pipelines/changesview.h"
#include "ui/pipelines/droptarget.h"
#include "ui/pipelines/pipelineheading.h"
#include "ui/pipelines/versionsmodel.h"
#include "ui/pipelines/versionsview.h"

#include <QBoxLayout>
#include <QTabWidget>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

PipelinePage::PipelinePage(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_heading(new PipelineHeading(desk)), m_tabs(new QTabWidget), m_graph(new StepGraph),
      m_source(new LinedText), m_versionsModel(new VersionsModel(this)), m_versions(new VersionsView(*m_versionsModel)),
      m_changes(new ChangesView(desk))
{
    setObjectName(u"pipelinePage"_s);
    buildTabs();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addWidget(m_tabs, 1);
    connectParts();
}

void PipelinePage::buildTabs()
{
    m_tabs->setObjectName(u"pipelineTabs"_s);
    m_tabs->setDocumentMode(true);
    m_graph->setObjectName(u"pipelineGraph"_s);
    m_graph->setAccessibleName(tr("Steps of the pipeline"));
    m_source->setObjectName(u"pipelineSource"_s);
    m_source->setAccessibleName(tr("Source of the version"));
    new YamlHighlighter(m_source, m_source->document());
    m_tabs->addTab(m_graph, tr("Steps"));
    m_tabs->addTab(m_source, tr("Source"));
    m_tabs->addTab(m_versions, tr("Versions"));
    m_tabs->addTab(m_changes, tr("Changes"));
}

void PipelinePage::connectParts()
{
    connect(m_heading, &PipelineHeading::versionWanted, this, &PipelinePage::showVersion);
    connect(m_heading, &PipelineHeading::editWanted, this, &PipelinePage::editWanted);
    connect(m_heading, &PipelineHeading::submitWanted, this, [this] { Q_EMIT submitRequested(pipeline()); });
    connect(m_heading, &PipelineHeading::stateWanted, this,
            [this](RunState state) { Q_EMIT runsWanted(u"pipeline:%1 state:%2"_s.arg(pipeline(), word(state))); });
    connect(m_versions, &VersionsView::runsWanted, this, &PipelinePage::runsWanted);
    connect(m_versions, &VersionsView::versionWanted, this, [this](qint64 id) {
        showVersion(id);
        m_tabs->setCurrentWidget(m_source);
    });
    connect(m_changes, &ChangesView::failed, this, &PipelinePage::failed);
    auto *drop = new DropTarget(this, this, m_desk.may(Role::Operator));
    connect(drop, &DropTarget::dropped, this, [this](const QStringList &paths) { Q_EMIT filesDropped(pipeline(), paths); });
}

QString PipelinePage::pipeline() const
{
    return m_use.versions.isEmpty() ? QString() : m_use.head().name;
}

void PipelinePage::setUse(const PipelineUse &use)
{
    const bool another = pipeline() != use.head().name;
    m_use = use;
    if (another || m_follows)
        m_wanted = use.head().id;
    m_follows = m_wanted == use.head().id;
    m_heading->setUse(use, m_wanted);
    m_versionsModel->setVersions(use.versions);
    m_tabs->setTabText(m_tabs->indexOf(m_versions), tr("Versions (%L1)").arg(use.versions.size()));
    QList<PipelineHead> heads;
    std::transform(use.versions.begin(), use.versions.end(), std::back_inserter(heads),
                   [](const VersionUse &version) { return version.head; });
    m_changes->setVersions(heads);
    if (m_wanted != m_shown)
        readVersion(m_wanted);
}

void PipelinePage::showVersion(qint64 id)
{
    m_wanted = id;
    m_follows = id == m_use.head().id;
    m_heading->setUse(m_use, id);
    m_changes->showVersion(id);
    readVersion(id);
}

void PipelinePage::readVersion(qint64 id)
{
    whenDone(this, m_desk.pipelineVersion(id), [this, id](const Result<PipelineVersion> &version) {
        if (id != m_wanted || id == m_shown)
            return; // another was chosen meanwhile
        if (version)
            return present(*version);
        present({}); // nothing of another version is shown as this one's
        m_heading->setUnread();
        Q_EMIT failed(version.error());
    });
}

void PipelinePage::present(const PipelineVersion &version)
{
    m_shown = m_wanted;
    m_heading->setVersion(version);
    m_graph->setPipeline(version.pipeline);
    m_source->setSource(QString::fromUtf8(version.source));
    m_tabs->setTabText(0, tr("Steps (%L1)").arg(version.pipeline.steps.size()));
}

} // namespace cairn
