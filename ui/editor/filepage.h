#pragma once

#include "control/desk.h"
#include "ui/editor/overwritedialog.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QToolButton;

namespace cairn {

class CodeView;
class ElidedLabel;
class FindBar;
class StepGraph;
class TextJudge;
class TonedLabel;
struct Judgement;

/// A file of the workspace, read and written: what is wrong is said at its lines while somebody types, and a pipeline is shown as
/// a picture below it. What is not saved is kept while the console runs; what is saved is live once it is applied.
class FilePage : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    FilePage(Desk &desk, const QString &root, QWidget *parent = nullptr);

    /// `name` is relative to the workspace; `line` from 1, 0: the line does not matter.
    void showFile(const QString &name, int line = 0);
    /// Files may have been changed by others: what is shown follows, unless somebody has begun to change it here.
    void refresh();
    const QString &file() const { return m_file; }
    /// Files that were changed here and are not saved.
    QStringList unsaved() const;
    void openFind();
    /// Closes the line for finding if it is open; false: there is nothing to go back from.
    bool stepBack();

Q_SIGNALS:
    void closeWanted();
    /// See unsaved(); also told when they are the same.
    void unsavedChanged();
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Draft
    {
        QByteArray begun;
        QString text;
    };
    QWidget *buildHead();
    void connectParts();
    void addStep(const QKeySequence &key, int direction);
    void putAway();
    void present(const QString &text);
    void begin(const QByteArray &text);
    void read(int line);
    void take(const std::optional<QByteArray> &now, int line);
    void judge();
    void presentJudgement(const Judgement &judged);
    void presentState();
    QString judgementText() const;
    void find(const QString &text, bool backwards);
    void goToProblem(int direction);
    void save();
    void ask(OverwriteDialog::Way way, const std::function<void()> &then);
    void write(const std::optional<QByteArray> &over);
    void takeWritten(const QString &name, const QByteArray &written);
    void discard();
    void takeTheirs(const QByteArray &theirs);
    QByteArray text() const;
    bool isChanged() const { return m_isText && text() != m_begun; }
    bool isOvertaken() const { return m_isRead && m_onDisk != m_begun; }

    Desk &m_desk;
    const QString m_root;
    QString m_file;
    std::optional<QByteArray> m_onDisk; ///< nothing: it is not there any more
    QByteArray m_begun;                 ///< what was on disk when somebody began to change it
    QHash<QString, Draft> m_drafts;     ///< of other files
    qsizetype m_errors = 0;
    qsizetype m_warnings = 0;
    bool m_isJudged = false; ///< the text as it stands
    bool m_isRead = false;   ///< what is on disk is known
    bool m_isText = true;    ///< it comes back from the editor as it was
    bool m_isWriting = false;
    TextJudge *m_judge;
    QTimer m_typing;
    ElidedLabel *m_name;
    TonedLabel *m_state;
    QToolButton *m_discard;
    QToolButton *m_save;
    CodeView *m_text;
    FindBar *m_find;
    StepGraph *m_graph;
};

} // namespace cairn
