#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace cairn {

class PolicyDraft;
class StatusBar;

/// Asks before a window is closed with which something would go: drafts that nobody has applied or saved, files that are not
/// taken in yet, and, where its program carries runs, while there are any that move, for they would stop until a runner starts.
/// Asks nothing when the session ends.
class QuitQuestion : public QObject
{
    Q_OBJECT
public:
    /// `counts` knows how many runs and files there are, `unsaved` which definitions were changed and not saved; all outlive
    /// this.
    QuitQuestion(QWidget &window, const StatusBar &counts, PolicyDraft &drafts, std::function<QStringList()> unsaved = {});

    /// Whether the runs are carried by this program.
    void setCarrying(bool carrying) { m_carrying = carrying; }
    /// The program ends because somebody told it so from outside: there may be nobody who answers.
    void waive() { m_waived = true; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void ask(qint64 moving, int files, const QStringList &drafts, const QStringList &unsaved);

    QWidget &m_window;
    const StatusBar &m_counts;
    PolicyDraft &m_drafts;
    const std::function<QStringList()> m_unsaved;
    bool m_carrying = false;
    bool m_waived = false;
};

} // namespace cairn
