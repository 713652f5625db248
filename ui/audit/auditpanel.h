#pragma once

#include "control/desk.h"
#include "ui/audit/auditsubject.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QSettings;
class QSplitter;
class QStackedLayout;
class QToolButton;

namespace cairn {

class AuditEntryView;
class AuditFeed;
class AuditJobs;
class AuditModel;
class AuditTable;
class EmptyState;
class FilterError;
class TonedLabel;

/// The room of the audit: who did what, when and why, newest first; whether anybody has touched the record; a copy for others.
class AuditPanel : public QWidget
{
    Q_OBJECT
public:
    explicit AuditPanel(Desk &desk, QWidget *parent = nullptr);

    void focusFilter();
    void focusList();
    /// To verify, to export what matches, to export all.
    QList<QAction *> actions() const { return {m_verify, m_export, m_exportAll}; }

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// Somebody wants to see what an entry is about.
    void subjectWanted(const cairn::AuditSubject &subject);
    /// Somebody wants to tell others of the incident that an entry is about: as a file, or by a post-mortem.
    void incidentWanted(qint64 incident, bool asFile);
    void failed(const cairn::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildHead();
    void buildTable();
    void connectParts();
    void connectFeed();
    void setFilterText(const QString &text);
    void applyFilter();
    void renewFilter();
    void showEmptiness();
    void showNote();
    void showCurrent();
    void wantIncident(bool asFile);

    AuditModel *m_model;
    AuditFeed *m_feed;
    AuditJobs *m_jobs;
    QAction *m_verify;
    QAction *m_export;
    QAction *m_exportAll;
    QAction *m_saveIncident; ///< that the current entry is about
    QAction *m_draft;
    QLineEdit *m_filter;
    QTimer m_pause; ///< while somebody types
    QString m_line; ///< that is in force
    FilterError *m_wrong;
    TonedLabel *m_note;
    AuditTable *m_table;
    AuditEntryView *m_entry;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QSplitter *m_splitter;
    bool m_searching = false; ///< through older entries, for some that match
    bool m_gaveUp = false;    ///< it could not be read
    bool m_heldBack = false;
    bool m_newerAbove = false; ///< came in while somebody read
};

} // namespace cairn
