#pragma once

#include "control/desk.h"
#include "ui/parts/refresher.h"

#include <QWidget>

class QSettings;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace cairn {

class EmptyState;
class FilePage;
class FramedLine;
class PipelineList;
class PipelinePage;
class PipelinesModel;
class UnsavedLine;
class WorkspaceBox;

/// The room of pipelines: whether the workspace's files are in order and live, the pipelines, and the chosen one.
class PipelinesPanel : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    PipelinesPanel(Desk &desk, const QString &root, QWidget *parent = nullptr);

    /// Chooses a pipeline, also one that is not loaded yet.
    void showPipeline(const QString &name);
    QString currentPipeline() const;
    /// Chooses it, and opens its file.
    void editPipeline(const QString &name);
    /// Asks whether to make live what the workspace's files say.
    void offerApply();
    /// While that page is seen, too, it is said which services differ.
    void servePage(QWidget &page);
    /// Any of the workspace's, relative to it, to be read and written.
    void openFile(const QString &file);
    void focusList();
    /// The list's filter, or in a file what finds text there.
    void focusFilter();
    /// Leaves a file for the pipeline; false: none is shown.
    bool goBack();
    /// Files that were changed here and are not saved.
    QStringList unsavedFiles() const;

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// To be written into the filter of the list of runs.
    void runsWanted(const QString &filter);
    /// Those of which the workspace's files say something else than is live; see servePage().
    void differingServices(const QSet<QString> &names);
    /// Let a person choose files for this pipeline.
    void submitRequested(const QString &pipeline);
    void filesDropped(const QString &pipeline, const QStringList &paths);
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QWidget *buildList();
    void connectParts();
    void read();
    void take(const QList<PipelineUse> &uses);
    void choose(const QString &name);
    void forgetWanted();
    void presentCurrent();
    void followChoice();
    void presentEmptiness();
    void presentUnsaved();
    bool showsFile() const;
    void showFile(const QString &file, int line);
    void leaveFile();
    void takeReview();

    Desk &m_desk;
    const QString m_root;
    Refresher m_refresher;
    WorkspaceBox *m_workspace;
    PipelinesModel *m_model;
    QSortFilterProxyModel *m_filtered;
    FramedLine *m_filter;
    PipelineList *m_list;
    PipelinePage *m_page;
    FilePage *m_file;
    UnsavedLine *m_unsaved;
    QStackedWidget *m_right;
    QSplitter *m_splitter;
    EmptyState *m_empty;
    QStackedWidget *m_whole;
    QString m_wanted;     ///< to be chosen once it is loaded
    bool m_asked = false; ///< somebody asked for it, and is told if there is none
    bool m_loaded = false;
    bool m_keepsFile = false; ///< the list is read anew while somebody reads a file
};

} // namespace cairn
