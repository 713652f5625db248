#include "ui/incidents/incidentfilewindow.h"

#include "control/incidenttimeline.h"
#include "ui/incidents/incidentmomentsmodel.h"
#include "ui/incidents/postmortemview.h"
#include "ui/look/consolesettings.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/notice.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/payload/payloadopener.h"
#include "ui/run/rundetailpanel.h"
#include "ui/runs/runsmodel.h"
#include "ui/runs/runsview.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSplitter>
#include <QTabWidget>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString stateText(IncidentState state)
{
    switch (state) {
    case IncidentState::Open: return IncidentFileWindow::tr("open");
    case IncidentState::Acknowledged: return IncidentFileWindow::tr("acknowledged");
    case IncidentState::Escalated: return IncidentFileWindow::tr("escalated");
    case IncidentState::Verifying: return IncidentFileWindow::tr("verifying");
    case IncidentState::Resolved: return IncidentFileWindow::tr("resolved");
    }
    Q_UNREACHABLE();
    return {};
}

QString windowTitleOf(const Incident &incident)
{
    const Fingerprint &print = incident.fingerprint;
    const QString place = print.service.isEmpty() ? print.step.name() : u"%1, %2"_s.arg(print.service, print.step.name());
    return IncidentFileWindow::tr("Incident %1: %2, %3 %4")
        .arg(QString::number(incident.id), place, categoryText(print.category), print.code)
        .trimmed();
}

} // namespace

IncidentFileWindow::IncidentFileWindow(std::shared_ptr<OpenedIncident> opened, TemporaryCopies &copies, QWidget *console)
    : QWidget(console, Qt::Window), m_opened(std::move(opened)), m_desk(m_opened->store(), m_clock, nullptr, Role::Viewer),
      m_payloads(new PayloadOpener(m_desk, copies, {}, this)), m_title(new ElidedLabel),
      m_facts(new TonedLabel(TonedLabel::Plain)), m_origin(new TonedLabel(TonedLabel::Quiet)), m_tabs(new QTabWidget),
      m_moments(new IncidentMomentsModel(this)), m_timeline(new ValueTable), m_model(new RunsModel(this)), m_runs(new RunsView),
      m_detail(new RunDetailPanel(m_desk, {})), m_notice(nullptr)
{
    setObjectName(u"incidentFileWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setWindowTitle(tr("%1 – read-only").arg(QFileInfo(m_opened->path()).fileName()));
    m_tabs->setObjectName(u"incidentFileTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildTimeline(), tr("Timeline"));
    m_runsPage = buildRuns();
    m_tabs->addTab(m_runsPage, tr("Runs (%L1)").arg(m_opened->bundle().runs.size()));
    auto *draft = new PostMortemView;
    draft->setBundle(m_opened->bundle());
    m_tabs->addTab(draft, tr("Post-mortem"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(8);
    column->addWidget(buildHeading());
    column->addWidget(m_tabs, 1);
    m_notice = new Notice(this);
    connect(draft, &PostMortemView::told, m_notice, &Notice::tell);
    connect(draft, &PostMortemView::failed, this, [this](const Error &error) { m_notice->warn(errorText(error)); });
    connectParts();
    showFacts();
    restoreWindow(*this, u"incidentFile/geometry"_s, {1180, 760});
}

/// Windows of payloads ask the desk, which goes with this one.
IncidentFileWindow::~IncidentFileWindow()
{
    qDeleteAll(findChildren<QWidget *>(u"payloadWindow"_s, Qt::FindDirectChildrenOnly));
    delete m_tabs;
}

QWidget *IncidentFileWindow::buildHeading()
{
    m_title->setObjectName(u"incidentFileTitle"_s);
    m_title->setFont(sectionFont(font(), 1.25));
    m_title->setText(windowTitleOf(m_opened->bundle().about.incident));
    m_facts->setObjectName(u"incidentFileFacts"_s);
    m_origin->setObjectName(u"incidentFileOrigin"_s);
    for (QLabel *label : {static_cast<QLabel *>(m_facts), static_cast<QLabel *>(m_origin)}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *heading = new QWidget;
    auto *column = new QVBoxLayout(heading);
    column->setContentsMargins(14, 0, 14, 0);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_origin);
    return heading;
}

QWidget *IncidentFileWindow::buildTimeline()
{
    m_moments->setMoments(timelineOf(m_opened->bundle()));
    m_timeline->setObjectName(u"incidentFileTimeline"_s);
    new TableExport(*m_timeline, u"timeline"_s);
    m_timeline->setAccessibleName(tr("Timeline"));
    m_timeline->setModel(m_moments);
    m_timeline->setStateColumn(IncidentMomentsModel::WhatColumn);
    m_timeline->setColumnCharacters(IncidentMomentsModel::AtColumn, 14);
    m_timeline->setColumnCharacters(IncidentMomentsModel::ActorColumn, 12);
    m_timeline->setColumnCharacters(IncidentMomentsModel::RunColumn, 15);
    m_timeline->setColumnCharacters(IncidentMomentsModel::StepColumn, 11);
    m_timeline->setColumnCharacters(IncidentMomentsModel::WhatColumn, 30);
    m_timeline->setStretchColumn(IncidentMomentsModel::WhyColumn);
    return m_timeline;
}

QWidget *IncidentFileWindow::buildRuns()
{
    QList<RunRecord> records;
    for (const BundledRun &run : m_opened->bundle().runs)
        records.prepend(run.run);
    std::sort(records.begin(), records.end(), [](const RunRecord &a, const RunRecord &b) { return a.id > b.id; });
    m_model->reset(records, true);
    m_runs->setObjectName(u"incidentFileRuns"_s);
    m_runs->setAccessibleName(tr("Runs"));
    m_runs->setModel(m_model);
    m_detail->setReadOnly();
    m_payloads->setOutside();
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_runs);
    splitter->addWidget(m_detail);
    splitter->setSizes({420, 760});
    splitter->setStretchFactor(1, 1);
    return splitter;
}

void IncidentFileWindow::connectParts()
{
    auto *close = new QAction(this);
    close->setShortcut(QKeySequence::Close);
    connect(close, &QAction::triggered, this, &QWidget::close);
    addAction(close);
    connect(m_runs->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &IncidentFileWindow::showCurrentRun);
    connect(m_timeline, &QAbstractItemView::activated, this, &IncidentFileWindow::showMoment);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_tabs->currentWidget() == m_runsPage && !m_runs->currentIndex().isValid())
            m_runs->setCurrentIndex(m_model->index(0, 0));
    });
    connect(m_detail, &RunDetailPanel::payloadWanted, this,
            [this](const PayloadRef &payload, const QString &title, const PayloadOrigin &origin) {
                if (m_opened->bundle().payloads.contains(payload))
                    m_payloads->open(payload, title, m_detail->detail(), origin);
                else
                    m_notice->tell(tr("This payload is not in the file: whoever made it left it out."));
            });
    connect(m_detail, &RunDetailPanel::closeWanted, this, [this] { m_runs->setFocus(Qt::OtherFocusReason); });
    connect(m_detail, &RunDetailPanel::failed, this, [this](const Error &error) { m_notice->warn(errorText(error)); });
    connect(m_payloads, &PayloadOpener::failed, this, [this](const Error &error) { m_notice->warn(errorText(error)); });
}

void IncidentFileWindow::setOwnKey(const QByteArray &key)
{
    m_ownKey = key;
    showFacts();
}

void IncidentFileWindow::showFacts()
{
    const IncidentBundle &bundle = m_opened->bundle();
    const Incident &incident = bundle.about.incident;
    const MemberCounts &counts = incident.counts;
    QStringList facts{tr("%1: %L2 failing, %L3 on their way, %L4 passed, %L5 left out")
                          .arg(stateText(incident.state()))
                          .arg(counts.failing)
                          .arg(counts.moving)
                          .arg(counts.passed)
                          .arg(counts.left + counts.cancelled),
                      tr("first %1, last %2").arg(localTime(incident.firstAt), localTime(incident.lastAt))};
    if (bundle.runsLeftOut > 0)
        facts.append(tr("%L1 more runs are not in the file").arg(bundle.runsLeftOut));
    if (bundle.payloadsLeftOut > 0)
        facts.append(tr("%L1 payloads were left out").arg(bundle.payloadsLeftOut));
    m_facts->setText(facts.join(u" · "_s) + u'\n' + incident.cause);
    const QString key = QString::fromLatin1(bundle.key.toBase64());
    const QString whose = m_ownKey.isEmpty() ? tr("signed by key %1").arg(key)
                          : m_ownKey == bundle.key
                              ? tr("signed by this workspace's key")
                              : tr("signed by key %1, which is not this workspace's: ask its sender").arg(key);
    m_origin->setText(tr("Read-only. Made %1 by %2 in workspace %3; unchanged since, %4.")
                          .arg(localTime(bundle.createdAt), bundle.createdBy, bundle.workspace, whose));
}

void IncidentFileWindow::showCurrentRun()
{
    const int row = m_runs->currentIndex().row();
    if (row >= 0 && row < m_model->rowCount())
        m_detail->showRun(m_model->runs().at(row).id);
}

/// Enter on a line that is about a run leads to the run.
void IncidentFileWindow::showMoment()
{
    const IncidentMoment moment = m_moments->rows().value(m_timeline->currentIndex().row());
    const int row = moment.run.isValid() ? m_model->rowOf(moment.run) : -1;
    if (row < 0)
        return;
    m_runs->setCurrentIndex(m_model->index(row, 0));
    m_tabs->setCurrentWidget(m_runsPage);
    m_runs->setFocus(Qt::OtherFocusReason);
}

void IncidentFileWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange)
        showFacts();
}

/// Not a shortcut: what is open inside comes first.
void IncidentFileWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void IncidentFileWindow::closeEvent(QCloseEvent *event)
{
    remember(u"incidentFile/geometry"_s, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace cairn
