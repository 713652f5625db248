#pragma once

#include "control/desk.h"
#include "control/folderwatch.h"
#include "control/review.h"
#include "ui/look/statelook.h"
#include "ui/parts/refresher.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn {

class ProblemsModel;
class TonedLabel;
class ValueTable;

/// Says whether the workspace's files are in order and live: what is wrong with them, what differs, and how to make it so. Looks
/// again when files change, and when something is recorded. Asks nothing while nobody sees it or a page that it is told of.
class WorkspaceBox : public QFrame
{
    Q_OBJECT
public:
    WorkspaceBox(Desk &desk, const QString &root, QWidget *parent = nullptr);

    const WorkspaceReview &review() const { return m_review; }
    /// What differs is shown there as well.
    void servePage(QWidget &page);
    /// As its button does, once it is read anew what there is to apply; where there is nothing, the box says so.
    void offerApply();

Q_SIGNALS:
    /// A problem was chosen; its file is relative to the workspace.
    void placeWanted(const QString &file, int line);
    void reviewed();
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    bool eventFilter(QObject *page, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildHead();
    void buildTable();
    bool isSeen() const;
    void look();
    void readFiles();
    void take(const Result<WorkspaceReview> &review);
    void readDrift();
    void present();
    void fitTable();
    void openProblem(int row);
    void askToApply();
    void answerOffer();

    Desk &m_desk;
    const QString m_root;
    const QWidget *m_page = nullptr; ///< that it serves
    FolderWatch m_watch;
    Refresher m_refresher; ///< of what is recorded
    WorkspaceReview m_review;
    bool m_reading = false;
    bool m_stale = true;      ///< they are to be read again: files have changed, or somebody asks
    bool m_isOffered = false; ///< to be asked about once they are read
    Look m_look = Look::Pending;
    QWidget *m_icon;
    QLabel *m_title;
    TonedLabel *m_text;
    QPushButton *m_apply;
    ProblemsModel *m_model;
    ValueTable *m_table;
};

} // namespace cairn
