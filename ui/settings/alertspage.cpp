#include "ui/settings/alertspage.h"

#include "control/actor.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/offering.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/parts/whydialog.h"

#include <QBoxLayout>
#include <QDir>
#include <QEvent>
#include <QPushButton>
#include <QStandardItemModel>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds AlertsRest{1'000};
constexpr int AlertsSide = 16;
const QString WorkspaceFile = u"cairn.yaml"_s;

enum RouteColumn { RouteName, RouteKind, RoutePlace, RouteRules, RouteSent, RouteState, RouteResult, RouteColumns };

QString kindOf(const AlertRoute &route)
{
    switch (route.kind) {
    case AlertRoute::Webhook: return AlertsPage::tr("Webhook");
    case AlertRoute::Alertmanager: return u"Alertmanager"_s;
    case AlertRoute::Desktop: break;
    }
    return AlertsPage::tr("Desktop");
}

/// What waits counts, although a newer message of another incident may have got through.
AlertFate fateOf(const AlertRouteUse &use)
{
    return use.waiting.isEmpty() ? use.newest->fate : AlertFate::Waiting;
}

std::pair<QString, Look> stateOf(const AlertRouteUse &use)
{
    if (!use.newest)
        return {AlertsPage::tr("Never used"), Look::Pending};
    switch (fateOf(use)) {
    case AlertFate::Waiting: return {AlertsPage::tr("Waits"), use.obstacle().isEmpty() ? Look::WaitingRetry : Look::Blocked};
    case AlertFate::Sent: return {AlertsPage::tr("Sent"), Look::Succeeded};
    case AlertFate::Refused: break;
    }
    return {AlertsPage::tr("Refused"), Look::Blocked};
}

QString resultOf(const AlertRouteUse &use)
{
    if (use.waiting.isEmpty())
        return use.newest ? use.newest->result : QString();
    const int count = int(use.waiting.size());
    const QString waits = (count < WaitingAlertsShown ? AlertsPage::tr("%Ln message(s) wait since %1", nullptr, count)
                                                      : AlertsPage::tr("%Ln or more messages wait since %1", nullptr, count))
                              .arg(localTime(use.waiting.first().at));
    return use.obstacle().isEmpty() ? waits : waits + u": "_s + use.obstacle();
}

} // namespace

AlertsPage::AlertsPage(Desk &desk, const QString &workspaceRoot, QWidget *parent)
    : QWidget(parent), m_sitting(desk), m_desk(desk), m_root(workspaceRoot), m_refresher(AlertsRest, this),
      m_model(new QStandardItemModel(0, RouteColumns, this)), m_table(new ValueTable),
      m_chosen(new TonedLabel(TonedLabel::Plain, u"alertsChosen"_s)),
      m_outcome(new TonedLabel(TonedLabel::Plain, u"alertsOutcome"_s)),
      m_leftOut(new TonedLabel(TonedLabel::Bad, u"alertsLeftOut"_s)),
      m_send(new QPushButton(tintedIcon(u"probe"_s), tr("&Send a test…")))
{
    setObjectName(u"alertsPage"_s);
    buildTable();
    auto *text = new TonedLabel(TonedLabel::Quiet, u"alertsText"_s);
    text->setText(tr("Routes and rules are part of the workspace, so that everyone who works on it has the same: they stand "
                     "under “alerts” in %1. A runner reads them when it starts.")
                      .arg(QDir::toNativeSeparators(QDir(m_root).filePath(u"cairn.yaml"_s))));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(AlertsSide, 10, AlertsSide, AlertsSide);
    column->setSpacing(10);
    column->addWidget(sectionTitle(tr("Whom incidents are told")));
    column->addWidget(text);
    column->addWidget(m_leftOut);
    column->addWidget(m_table, 1);
    column->addWidget(m_chosen);
    column->addWidget(m_outcome);
    column->addLayout(buildButtons());
    m_leftOut->hide();
    m_outcome->hide();
    connect(&m_refresher, &Refresher::due, this, &AlertsPage::ask);
    m_refresher.follow(desk, *this);
    connect(&m_watch, &FolderWatch::changed, this, [this] {
        watchFile();
        m_refresher.wake();
    });
    watchFile();
    presentCurrent();
}

/// With its folder: editors put another file in its place.
void AlertsPage::watchFile()
{
    m_watch.watch({m_root, QDir(m_root).filePath(WorkspaceFile)});
}

void AlertsPage::buildTable()
{
    m_model->setHorizontalHeaderLabels(
        {tr("Route"), tr("Kind"), tr("Goes to"), tr("Told by"), tr("Last sent"), tr("State"), tr("Last result")});
    m_table->setObjectName(u"alertRoutes"_s);
    new TableExport(*m_table, u"alert-routes"_s);
    m_table->setAccessibleName(tr("Routes of alerts"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStateColumn(RouteState);
    m_table->setColumnCharacters(RouteName, 12);
    m_table->setColumnCharacters(RouteKind, 13);
    m_table->setColumnCharacters(RoutePlace, 28);
    m_table->setColumnCharacters(RouteRules, 20);
    m_table->setColumnCharacters(RouteSent, 20);
    m_table->setColumnCharacters(RouteResult, 30);
    m_table->setImportance({RouteName, RouteState, RoutePlace, RouteSent, RouteRules, RouteKind, RouteResult}, 2,
                           {RouteResult, RoutePlace});
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AlertsPage::presentCurrent);
    connect(m_table, &QTableView::activated, m_send, &QPushButton::click);
}

QBoxLayout *AlertsPage::buildButtons()
{
    m_send->setObjectName(u"sendTestAlert"_s);
    connect(m_send, &QPushButton::clicked, this, &AlertsPage::askForTest);
    auto *open = new QPushButton(tintedIcon(u"open"_s), tr("&Open cairn.yaml"));
    open->setObjectName(u"openAlertsFile"_s);
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT fileWanted(WorkspaceFile); });
    auto *read = new QPushButton(tintedIcon(u"room_help"_s), tr("Read abo&ut alerts"));
    read->setObjectName(u"readAboutAlerts"_s);
    connect(read, &QPushButton::clicked, this, [this] { Q_EMIT guideWanted(u"alerts.md"_s); });
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton *button : {m_send, open, read})
        row->addWidget(button);
    row->addStretch();
    return row;
}

void AlertsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange)
        present();
}

void AlertsPage::ask()
{
    whenDone(this, m_desk.routes(m_root), [this](const Result<AlertRoutes> &routes) {
        m_refresher.done();
        if (!routes)
            return Q_EMIT failed(routes.error());
        m_routes = *routes;
        present();
        followTest();
    });
}

void AlertsPage::present()
{
    m_model->setRowCount(int(m_routes.routes.size()));
    for (int row = 0; row < m_model->rowCount(); ++row)
        presentRow(row, m_routes.routes.at(row));
    QStringList wrong;
    for (const Problem &one : m_routes.leftOut)
        wrong.append(one.toString());
    m_leftOut->setText(wrong.join(u'\n'));
    m_leftOut->setVisible(!wrong.isEmpty());
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, RouteName));
    presentCurrent();
}

void AlertsPage::presentRow(int row, const AlertRouteUse &use)
{
    const auto [state, look] = stateOf(use);
    const QStringList texts{use.route.name,
                            kindOf(use.route),
                            placeOf(use.route),
                            use.rules.isEmpty() ? tr("no rule") : use.rules.join(u", "_s),
                            use.sentAt ? localTime(*use.sentAt) : tr("never"),
                            state,
                            resultOf(use)};
    for (int column = 0; column < texts.size(); ++column) {
        m_model->setData(m_model->index(row, column), texts.at(column));
        m_model->setData(m_model->index(row, column), texts.at(column), Qt::ToolTipRole);
    }
    m_model->setData(m_model->index(row, RouteState), int(look), LookRole);
    m_model->setData(m_model->index(row, RouteSent), utcTime(use.sentAt), ExportRole);
    if (use.sentAt)
        m_model->setData(m_model->index(row, RouteSent), utcTime(use.sentAt), Qt::ToolTipRole);
}

const AlertRouteUse *AlertsPage::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_routes.routes.size() ? &m_routes.routes.at(row) : nullptr;
}

void AlertsPage::presentCurrent()
{
    QStringList parts;
    if (const AlertRouteUse *use = current()) {
        const QString place = placeOf(use->route);
        parts.append(place.isEmpty() ? use->route.name : u"%1 → %2"_s.arg(use->route.name, place));
        parts.append(stateOf(*use).first);
        parts.append(resultOf(*use));
        parts.removeAll(QString());
    }
    m_chosen->setText(parts.join(u" · "_s));
    offer(*m_send, current(), m_sitting, Role::Operator);
}

void AlertsPage::askForTest()
{
    if (!current())
        return;
    const AlertRoute route = current()->route;
    auto *dialog =
        new WhyDialog({u"testAlert"_s, tr("Send a test"), tr("Send a test to %1?").arg(route.name),
                       tr("It goes the way of all alerts, and says that it is a test. The audit tells of it."), tr("Send")},
                      tr("&Why?"), this);
    dialog->whenGiven([this, dialog, route] { return m_desk.test(route, m_root, currentActor(), dialog->reason()); },
                      [this](qint64 id) {
                          m_test = id;
                          m_outcome->hide();
                          m_refresher.wake();
                      });
    dialog->open();
}

void AlertsPage::followTest()
{
    if (!m_test)
        return;
    whenDone(this, m_desk.delivery(*m_test), [this, asked = *m_test](const Result<AlertDelivery> &test) {
        if (m_test != asked)
            return; // another was sent meanwhile
        if (!test)
            return Q_EMIT failed(test.error());
        if (test->fate != AlertFate::Waiting)
            m_test.reset();
        presentTest(*test);
    });
}

void AlertsPage::presentTest(const AlertDelivery &test)
{
    const auto say = [this](TonedLabel::Tone tone, const QString &text) {
        m_outcome->setTone(tone);
        m_outcome->setText(text);
        m_outcome->show();
    };
    if (test.fate == AlertFate::Sent)
        say(TonedLabel::Plain, test.route == DesktopRoute
                                   ? tr("Consoles that are open on this workspace show the test, or say why they cannot.")
                                   : tr("%1 has taken the test (%2).").arg(test.route, test.result));
    else if (test.fate == AlertFate::Refused)
        say(TonedLabel::Bad, tr("%1 refuses the test: %2").arg(test.route, test.result));
    else if (!m_routes.isCarried)
        say(TonedLabel::Bad, tr("The test to %1 waits for a runner: none is there.").arg(test.route));
    else if (!test.result.isEmpty())
        say(TonedLabel::Bad, tr("%1 has not taken the test yet; the runner goes on trying: %2").arg(test.route, test.result));
    else
        say(TonedLabel::Plain, tr("The test to %1 is on its way. A route that was written after the runner was started is known "
                                  "to it once it is started again.")
                                   .arg(test.route));
}

} // namespace cairn
