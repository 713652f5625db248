#include "ui/services/servicespanel.h"

#include "ui/parts/emptystate.h"
#include "ui/parts/framedline.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/whendone.h"
#include "ui/services/policydraft.h"
#include "ui/services/serviceheading.h"
#include "ui/services/servicelist.h"
#include "ui/services/servicepage.h"
#include "ui/services/servicesmodel.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds RefreshRest{1'000};
constexpr Milliseconds Heartbeat{5'000}; ///< breakers change by themselves
constexpr std::chrono::hours ToldOf{24};
} // namespace

ServicesPanel::ServicesPanel(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_refresher(RefreshRest), m_draft(new PolicyDraft(desk, this)),
      m_model(new ServicesModel(this)), m_filter(new FramedLine(u"serviceFilter"_s, tr("Find a service"))),
      m_list(new ServiceList(*m_model)), m_heading(new ServiceHeading), m_tabs(new QTabWidget), m_splitter(new QSplitter),
      m_empty(new EmptyState), m_whole(new QStackedWidget)
{
    setObjectName(u"servicesPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_splitter->setObjectName(u"servicesSplitter"_s);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(buildRight());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({240, 1000});
    m_whole->addWidget(m_splitter);
    m_whole->addWidget(m_empty);
    m_empty->say(tr("Looking for services…"), {}, {});
    m_whole->setCurrentWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_whole);
    connectParts();
}

QWidget *ServicesPanel::buildList()
{
    connect(m_filter, &QLineEdit::textChanged, m_list, &ServiceList::setNameFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, &ServicesPanel::focusList);
    return m_filter->above(*m_list, 190);
}

QWidget *ServicesPanel::buildRight()
{
    m_tabs->setObjectName(u"serviceTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Pages about the service"));
    auto *right = new QWidget;
    right->setMinimumWidth(420);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addWidget(m_tabs, 1);
    return right;
}

void ServicesPanel::connectParts()
{
    m_refresher.follow(m_desk, *this);
    connect(&m_heartbeat, &QTimer::timeout, &m_refresher, &Refresher::wake);
    m_heartbeat.start(Heartbeat);
    connect(&m_refresher, &Refresher::due, this, &ServicesPanel::read);
    connect(m_list, &ServiceList::serviceChosen, this, &ServicesPanel::present);
    connect(m_heading, &ServiceHeading::runsWanted, this, [this] { Q_EMIT runsWanted(u"service:%1"_s.arg(m_shown)); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &ServicesPanel::refreshPage);
    connect(m_draft, &PolicyDraft::failed, this, &ServicesPanel::failed);
    connect(m_draft, &PolicyDraft::proposed, this, [this] { showPage(u"policyPage"_s); });
}

void ServicesPanel::addPage(ServicePage *page, const QString &title)
{
    m_pages.append(page);
    m_tabs->addTab(scrolled(page), title);
    connect(page, &ServicePage::runsWanted, this, &ServicesPanel::runsWanted);
    connect(page, &ServicePage::told, this, &ServicesPanel::told);
    connect(page, &ServicePage::failed, this, &ServicesPanel::failed);
}

void ServicesPanel::read()
{
    const Timestamp lately = m_desk.clock().now() - ToldOf;
    whenDone(this, m_desk.dashboard(Period::Hour, lately), [this](const Result<Dashboard> &dashboard) {
        m_refresher.done();
        if (dashboard)
            take(*dashboard);
        else
            Q_EMIT failed(dashboard.error());
    });
}

void ServicesPanel::take(const Dashboard &dashboard)
{
    const Timestamp now = m_desk.clock().now();
    m_services = dashboard.services;
    if (!m_wanted.isEmpty() && !isLive(m_wanted))
        forgetWanted();
    const QString chosen = m_wanted.isEmpty() ? m_shown : m_wanted;
    m_model->setServices(dashboard.services, dashboard.figures.services, now);
    m_whole->setCurrentWidget(m_services.isEmpty() && m_shown.isEmpty() ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (m_services.isEmpty()) {
        m_empty->say(tr("No service is live yet"),
                     tr("Write one as <code>services/NAME.yaml</code> in the workspace, and apply it in the room of pipelines or "
                        "with <code>cairn apply</code>."),
                     {});
        return;
    }
    if (!chosen.isEmpty() && m_list->choose(chosen))
        m_wanted.clear();
    else if (m_list->currentService().isEmpty() && m_filter->text().isEmpty() && m_wanted.isEmpty())
        m_list->choose(m_services.first().revision.service.name);
    presentHeading();
    refreshPage();
}

bool ServicesPanel::isLive(const QString &name) const
{
    return std::any_of(m_services.begin(), m_services.end(),
                       [&](const ServiceHealth &health) { return health.revision.service.name == name; });
}

/// There is none of that name.
void ServicesPanel::forgetWanted()
{
    const QString name = std::exchange(m_wanted, {});
    if (std::exchange(m_asked, false))
        Q_EMIT failed({ErrorKind::NotFound, tr("There is no service %1 in this workspace").arg(name), {}, {}});
}

void ServicesPanel::present(const QString &name)
{
    if (name == m_shown)
        return;
    m_shown = name;
    for (ServicePage *page : std::as_const(m_pages))
        page->setService(name);
    m_draft->turnTo(name);
    presentHeading();
    refreshPage();
}

void ServicesPanel::presentHeading()
{
    const Timestamp now = m_desk.clock().now();
    for (const ServiceHealth &health : std::as_const(m_services)) {
        if (health.revision.service.name == m_shown)
            return m_heading->setHealth(health, now, m_differing.contains(m_shown));
    }
    m_heading->setUnknown(m_shown);
}

void ServicesPanel::setDiffering(const QSet<QString> &names)
{
    m_differing = names;
    m_model->setDiffering(names);
    presentHeading();
}

void ServicesPanel::refreshPage()
{
    if (ServicePage *page = m_pages.value(m_tabs->currentIndex()); page && !m_shown.isEmpty())
        page->refresh();
}

void ServicesPanel::showService(const QString &name, const QString &page)
{
    m_wanted = name;
    m_filter->clear();
    if (m_list->choose(name))
        m_wanted.clear();
    m_asked = !m_wanted.isEmpty();
    if (m_asked)
        m_refresher.wake(); // it may be new
    if (!page.isEmpty())
        showPage(page);
}

void ServicesPanel::showPage(const QString &name)
{
    for (int page = 0; page < m_pages.size(); ++page) {
        if (m_pages.at(page)->objectName() == name)
            m_tabs->setCurrentIndex(page);
    }
}

QString ServicesPanel::currentService() const
{
    return m_shown;
}

void ServicesPanel::focusList()
{
    focusOnceSeen(this, m_list);
}

void ServicesPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ServicesPanel::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"services/splitter"_s).toByteArray());
    m_wanted = settings.value(u"services/current"_s).toString();
    showPage(settings.value(u"services/page"_s).toString());
}

void ServicesPanel::save(QSettings &settings) const
{
    settings.setValue(u"services/splitter"_s, m_splitter->saveState());
    settings.setValue(u"services/current"_s, currentService());
    if (const ServicePage *page = m_pages.value(m_tabs->currentIndex()))
        settings.setValue(u"services/page"_s, page->objectName());
}

} // namespace cairn
