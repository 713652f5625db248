#pragma once

#include "ui/window/openingtrouble.h"
#include "ui/window/recentworkspaces.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cairn {

class LinkCard;
class RecentList;

/// The first page, where no workspace is open: recent ones, and how to open, make or try one; says why one could not be opened.
/// Only asks: the program's composition does what is wanted and calls back.
class WelcomePage : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);

    void setRecent(const QList<RecentWorkspace> &workspaces);
    /// What a new workspace may begin with, and folders that are free.
    void setSuggestions(const QStringList &examples, const QString &newFolder, const QString &demoFolder);
    void showTrouble(const OpeningTrouble &trouble);
    /// What a link may not decide by itself; see LinkCard.
    LinkCard &linkCard() { return *m_link; }
    /// While `text` is done, nothing else can be asked for; empty: it is over.
    void setBusy(const QString &text);

Q_SIGNALS:
    void openWanted(const QString &path);
    void removeWanted(const QString &path);
    void createWanted(const QString &path, const QString &example);
    void demoWanted(const QString &path); ///< empty: a temporary folder

private:
    QWidget *buildHead();
    QWidget *buildRecent();
    QWidget *buildWays();
    QWidget *way(const QString &text, const QString &icon, const QString &name, const QString &explanation,
                 void (WelcomePage::*ask)());
    void askFolder();
    void askNew();
    void askDemo();

    RecentList *m_recent;
    QLabel *m_none;
    OpeningTroubleCard *m_trouble;
    LinkCard *m_link;
    QWidget *m_choices;
    QLabel *m_busy;
    QProgressBar *m_progress;
    QStringList m_examples;
    QString m_newFolder;
    QString m_demoFolder;
};

} // namespace cairn
