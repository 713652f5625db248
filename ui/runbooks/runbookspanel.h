#pragma once

#include "control/folderwatch.h"
#include "control/runbookdesk.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSettings;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace cairn {

class EmptyState;
class FilePage;
class FramedLine;
class ProblemsModel;
class RunbookPage;
class RunbooksModel;
class TonedLabel;
class UnsavedLine;
class ValueTable;

/// The room of runbooks: which there are and for what, the chosen one to be read, and what is wrong with the workspace's files.
class RunbooksPanel : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    RunbooksPanel(Desk &desk, const QString &root, QWidget *parent = nullptr);

    void showRunbook(const QString &name);
    /// Chooses one of the workspace's own, and opens its file, relative to the workspace.
    void editRunbook(const QString &name, const QString &file);
    QFuture<Result<RunbookList>> runbooks() { return m_runbooks.list(); }
    QString currentRunbook() const;
    void focusList();
    /// The list's filter, or in a file what finds text there.
    void focusFilter();
    /// Leaves a file for the runbook; false: none is shown.
    bool goBack();
    /// Files that were changed here and are not saved.
    QStringList unsavedFiles() const;

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// A link of a page was followed.
    void linkWanted(const QUrl &url);
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildPage();
    void buildProblems();
    void connectParts();
    void readFiles();
    void take(const RunbookList &list);
    void choose(const QString &name);
    void forgetWanted();
    void presentCurrent();
    void presentProblems();
    void openProblem(int row);
    void showFile(const QString &file, int line);
    void leaveFile();
    void presentUnsaved();
    bool showsFile() const;

    const Desk &m_sitting; ///< whose role says what is offered
    RunbookDesk m_runbooks;
    FolderWatch m_watch;
    RunbooksModel *m_model;
    QSortFilterProxyModel *m_filtered;
    ProblemsModel *m_problemsModel;
    FramedLine *m_filter;
    ValueTable *m_table;
    ValueTable *m_problems;
    QLabel *m_title;
    TonedLabel *m_facts;
    QPushButton *m_edit;
    RunbookPage *m_page;
    FilePage *m_file;
    UnsavedLine *m_unsaved;
    EmptyState *m_empty;
    QStackedWidget *m_right;
    QSplitter *m_splitter;
    RunbookList m_list;
    QString m_wanted;     ///< to be chosen once it is loaded
    bool m_asked = false; ///< somebody asked for it, and is told if there is none
    bool m_stale = true;
    bool m_reading = false;
    bool m_keepsFile = false; ///< the list is read anew while somebody reads a file
};

} // namespace cairn
