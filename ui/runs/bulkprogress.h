#pragma once

#include "control/bulkdesk.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cairn {

class TonedLabel;

/// How far an order about many targets is and, honestly, what has come of it: follows its row, which the runner changes. Closing
/// the window changes nothing about the order.
class BulkProgress : public QDialog
{
    Q_OBJECT
public:
    /// `expected`: how many targets were counted when it was given.
    BulkProgress(Desk &desk, qint64 bulk, qint64 expected, const QString &actor, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Somebody wants the list of runs that this filter line means.
    void listWanted(const QString &filter);
    void failed(const cairn::Error &error);

private:
    void build();
    QPushButton *addButton(const QString &text, const QString &name);
    void refresh();
    void present(const Bulk &bulk);
    void explain(const Bulk &bulk);
    void askWhyRefused();
    void move(BulkState to);

    Desk &m_desk;
    BulkDesk m_bulks;
    qint64 m_id;
    qint64 m_expected;
    QString m_actor;
    QLabel *m_what;
    QLabel *m_counts;
    TonedLabel *m_note;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QPushButton *m_goOn;
    QPushButton *m_list;
    QPushButton *m_close;
    QString m_refusals; ///< why some could not be asked, most of them first
    BulkState m_state = BulkState::Running;
    qint64 m_refused = 0; ///< of which that was asked
    bool m_isOver = false;
    bool m_asking = false;
    bool m_again = false; ///< something changed while the row was being read
};

/// "97 passed, 3 failed again, 2 could not be asked, 5 under way".
QString bulkCountsText(const BulkCounts &counts);

} // namespace cairn
