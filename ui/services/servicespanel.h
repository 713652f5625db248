#pragma once

#include "control/desk.h"
#include "ui/parts/refresher.h"

#include <QTimer>
#include <QWidget>

class QSettings;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace cairn {

class EmptyState;
class FramedLine;
class PolicyDraft;
class ServiceHeading;
class ServiceList;
class ServicePage;
class ServicesModel;

/// The room of services: all of them at the left, and at the right pages about the chosen one.
class ServicesPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ServicesPanel(Desk &desk, QWidget *parent = nullptr);

    PolicyDraft &draft() { return *m_draft; }
    /// In the order of the tabs; the panel owns it and passes its signals on. Pages are told apart by their object names.
    void addPage(ServicePage *page, const QString &title);

    /// Chooses a service, also one that is not loaded yet; `page`: an object name, or empty to stay on the present one.
    void showService(const QString &name, const QString &page = {});
    QString currentService() const;
    /// Of these the workspace's files say something else than is live.
    void setDiffering(const QSet<QString> &names);
    void focusList();
    void focusFilter();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// To be written into the filter of the list of runs.
    void runsWanted(const QString &filter);
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QWidget *buildList();
    QWidget *buildRight();
    void connectParts();
    void read();
    void take(const Dashboard &dashboard);
    bool isLive(const QString &name) const;
    void forgetWanted();
    void present(const QString &name);
    void presentHeading();
    void refreshPage();
    void showPage(const QString &name);

    Desk &m_desk;
    Refresher m_refresher;
    QTimer m_heartbeat;
    PolicyDraft *m_draft;
    ServicesModel *m_model;
    FramedLine *m_filter;
    ServiceList *m_list;
    ServiceHeading *m_heading;
    QTabWidget *m_tabs;
    QSplitter *m_splitter;
    EmptyState *m_empty;
    QStackedWidget *m_whole;
    QList<ServicePage *> m_pages; ///< as their tabs
    QList<ServiceHealth> m_services;
    QSet<QString> m_differing;
    QString m_wanted;     ///< to be chosen once it is loaded
    bool m_asked = false; ///< somebody asked for it, and is told if there is none
    QString m_shown;      ///< what the pages were told last
};

} // namespace cairn
