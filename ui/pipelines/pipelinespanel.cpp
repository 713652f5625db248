#include "ui/pipelines/pipelinespanel.h"

#include "ui/editor/filepage.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/framedline.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/unsavedline.h"
#include "ui/parts/whendone.h"
#include "ui/pipelines/pipelinelist.h"
#include "ui/pipelines/pipelinepage.h"
#include "ui/pipelines/pipelinesmodel.h"
#include "ui/pipelines/workspacebox.h"

#include "control/exporting.h"
#include "control/review.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds RefreshRest{500}; ///< runs are counted whole
}

PipelinesPanel::PipelinesPanel(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_root(root), m_refresher(RefreshRest), m_workspace(new WorkspaceBox(desk, root)),
      m_model(new PipelinesModel(this)), m_filtered(new QSortFilterProxyModel(this)),
      m_filter(new FramedLine(u"pipelineFilter"_s, tr("Find a pipeline"))), m_list(new PipelineList),
      m_page(new PipelinePage(desk)), m_file(new FilePage(desk, root)), m_unsaved(new UnsavedLine), m_right(new QStackedWidget),
      m_splitter(new QSplitter), m_empty(new EmptyState), m_whole(new QStackedWidget)
{
    setObjectName(u"pipelinesPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_right->addWidget(m_page);
    m_right->addWidget(m_file);
    QScrollArea *right = scrolled(m_right);
    m_splitter->setObjectName(u"pipelinesSplitter"_s);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({300, 900});
    right->setMinimumWidth(420);
    m_whole->addWidget(m_splitter);
    m_whole->addWidget(m_empty);
    m_empty->say(tr("Looking for pipelines…"), {}, {});
    m_whole->setCurrentWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_workspace);
    column->addWidget(m_unsaved);
    column->addWidget(m_whole, 1);
    connectParts();
}

QWidget *PipelinesPanel::buildList()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_filtered);
    m_list->setAcceptDrops(m_desk.may(Role::Operator));
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::returnPressed, this, &PipelinesPanel::focusList);
    return m_filter->above(*m_list, 220);
}

void PipelinesPanel::connectParts()
{
    m_refresher.follow(m_desk, *this);
    connect(&m_refresher, &Refresher::due, this, &PipelinesPanel::read);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &PipelinesPanel::followChoice);
    connect(m_list, &PipelineList::filesDropped, this, &PipelinesPanel::filesDropped);
    connect(m_list, &QAbstractItemView::clicked, this, &PipelinesPanel::leaveFile);
    connect(m_page, &PipelinePage::runsWanted, this, &PipelinesPanel::runsWanted);
    connect(m_page, &PipelinePage::submitRequested, this, &PipelinesPanel::submitRequested);
    connect(m_page, &PipelinePage::filesDropped, this, &PipelinesPanel::filesDropped);
    connect(m_page, &PipelinePage::failed, this, &PipelinesPanel::failed);
    connect(m_workspace, &WorkspaceBox::told, this, &PipelinesPanel::told);
    connect(m_workspace, &WorkspaceBox::failed, this, &PipelinesPanel::failed);
    connect(m_workspace, &WorkspaceBox::placeWanted, this, &PipelinesPanel::showFile);
    connect(m_workspace, &WorkspaceBox::reviewed, this, &PipelinesPanel::takeReview);
    connect(m_file, &FilePage::closeWanted, this, &PipelinesPanel::leaveFile);
    connect(m_file, &FilePage::unsavedChanged, this, &PipelinesPanel::presentUnsaved);
    connect(m_unsaved, &UnsavedLine::fileWanted, this, &PipelinesPanel::openFile);
    connect(m_file, &FilePage::told, this, &PipelinesPanel::told);
    connect(m_file, &FilePage::failed, this, &PipelinesPanel::failed);
    connect(m_page, &PipelinePage::editWanted, this, [this] { editPipeline(currentPipeline()); });
}

void PipelinesPanel::read()
{
    whenDone(this, m_desk.pipelineUses(), [this](const Result<QList<PipelineUse>> &uses) {
        m_refresher.done();
        if (uses)
            take(*uses);
        else
            Q_EMIT failed(uses.error());
    });
}

void PipelinesPanel::take(const QList<PipelineUse> &uses)
{
    const QString current = currentPipeline();
    const QScopedValueRollback keeps(m_keepsFile, true);
    m_model->setUses(uses);
    m_loaded = true;
    if (!m_wanted.isEmpty() && !m_model->find(m_wanted))
        forgetWanted();
    const QString chosen = m_wanted.isEmpty() ? current : m_wanted;
    presentEmptiness();
    if (uses.isEmpty())
        return;
    choose(m_model->find(chosen) ? chosen : uses.first().head().name);
    presentCurrent();
}

/// There is none of that name.
void PipelinesPanel::forgetWanted()
{
    const QString name = std::exchange(m_wanted, {});
    if (std::exchange(m_asked, false))
        Q_EMIT failed({ErrorKind::NotFound, tr("There is no pipeline %1 in this workspace").arg(name), {}, {}});
}

void PipelinesPanel::choose(const QString &name)
{
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        const QModelIndex index = m_filtered->index(row, 0);
        if (index.data().toString() != name)
            continue;
        if (m_list->currentIndex() != index)
            m_list->setCurrentIndex(index);
        m_wanted.clear();
        m_asked = false;
        return;
    }
}

void PipelinesPanel::presentCurrent()
{
    if (const PipelineUse *use = m_model->find(currentPipeline()))
        m_page->setUse(*use);
}

/// List and page say the same, whether somebody went there with the mouse or with keys.
void PipelinesPanel::followChoice()
{
    presentCurrent();
    if (!m_keepsFile)
        leaveFile();
}

bool PipelinesPanel::showsFile() const
{
    return m_right->currentWidget() == m_file;
}

void PipelinesPanel::presentUnsaved()
{
    QStringList files = m_file->unsaved();
    if (showsFile())
        files.removeAll(m_file->file());
    m_unsaved->setFiles(files);
}

void PipelinesPanel::presentEmptiness()
{
    const bool none = m_model->rowCount() == 0;
    m_whole->setCurrentWidget(none && !showsFile() ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!none || !m_loaded)
        return;
    const auto &files = m_workspace->review().files;
    if (files && !files->pipelines.isEmpty())
        m_empty->say(tr("No pipeline is live yet"), tr("The workspace's files have some: apply them, above."), {});
    else
        m_empty->say(tr("No pipelines yet"),
                     tr("Write one as <code>pipelines/NAME.yaml</code> in the workspace; what is wrong with it is "
                        "said here while you write."),
                     {});
}

void PipelinesPanel::showFile(const QString &file, int line)
{
    m_file->showFile(file, line);
    m_right->setCurrentWidget(m_file);
    m_whole->setCurrentWidget(m_splitter);
    presentUnsaved();
}

/// What is being read stays where it is.
void PipelinesPanel::takeReview()
{
    presentEmptiness();
    QSet<QString> pipelines, services;
    for (const Drift &drift : m_workspace->review().drift) {
        if (drift.kind == Drift::Kind::Service)
            services.insert(drift.name);
        else if (drift.kind != Drift::Kind::Schema)
            pipelines.insert(drift.name);
    }
    m_model->setDiffering(pipelines);
    presentCurrent();
    Q_EMIT differingServices(services);
    if (showsFile())
        m_file->refresh();
}

void PipelinesPanel::servePage(QWidget &page)
{
    m_workspace->servePage(page);
}

void PipelinesPanel::offerApply()
{
    m_workspace->offerApply();
}

void PipelinesPanel::editPipeline(const QString &name)
{
    if (name != currentPipeline())
        showPipeline(name);
    const auto work = [root = m_root, name] { return fileOfPipeline(root, name); };
    whenDone(this, m_desk.work<QString>(work), [this](const Result<QString> &file) {
        if (!file) {
            Q_EMIT failed(file.error());
            return;
        }
        openFile(*file);
    });
}

void PipelinesPanel::openFile(const QString &file)
{
    showFile(file, 0);
    m_file->setFocus();
}

QStringList PipelinesPanel::unsavedFiles() const
{
    return m_file->unsaved();
}

void PipelinesPanel::leaveFile()
{
    const bool hadFocus = m_file->isAncestorOf(focusWidget());
    m_right->setCurrentWidget(m_page);
    presentEmptiness();
    presentUnsaved();
    if (hadFocus)
        focusList();
}

bool PipelinesPanel::goBack()
{
    if (!showsFile())
        return false;
    if (!m_file->stepBack())
        leaveFile();
    return true;
}

void PipelinesPanel::showPipeline(const QString &name)
{
    m_wanted = name;
    m_asked = !name.isEmpty();
    m_filter->clear();
    leaveFile();
    choose(name);
    if (m_asked)
        m_refresher.wake(); // it may be new
}

QString PipelinesPanel::currentPipeline() const
{
    return m_list->currentIndex().data().toString();
}

void PipelinesPanel::focusList()
{
    focusOnceSeen(this, m_list);
}

void PipelinesPanel::focusFilter()
{
    if (showsFile() && m_file->isAncestorOf(focusWidget()))
        return m_file->openFind();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void PipelinesPanel::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"pipelines/splitter"_s).toByteArray());
    m_wanted = settings.value(u"pipelines/current"_s).toString();
}

void PipelinesPanel::save(QSettings &settings) const
{
    settings.setValue(u"pipelines/splitter"_s, m_splitter->saveState());
    settings.setValue(u"pipelines/current"_s, currentPipeline());
}

} // namespace cairn
