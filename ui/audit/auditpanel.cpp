#include "ui/audit/auditpanel.h"

#include "control/auditfilter.h"
#include "control/filter.h"
#include "ui/audit/auditentryview.h"
#include "ui/audit/auditfeed.h"
#include "ui/audit/auditjobs.h"
#include "ui/audit/auditmodel.h"
#include "ui/audit/audittable.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/filtererror.h"
#include "ui/parts/framedline.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/scrolled.h"

#include <QAction>
#include <QBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds TypingPause{300};
constexpr Milliseconds FilterAge = std::chrono::minutes(1);
} // namespace

AuditPanel::AuditPanel(Desk &desk, QWidget *parent)
    : QWidget(parent), m_model(new AuditModel(this)), m_feed(new AuditFeed(desk, *m_model, this)),
      m_jobs(new AuditJobs(desk, this)), m_verify(new QAction(tintedIcon(u"verify"_s), tr("&Verify the audit…"), this)),
      m_export(new QAction(tintedIcon(u"export"_s), tr("E&xport matching audit entries…"), this)),
      m_exportAll(new QAction(tr("Export the &whole audit…"), this)),
      m_saveIncident(new QAction(tr("&Save the incident as a file…"), this)),
      m_draft(new QAction(tr("&Draft a post-mortem…"), this)), m_filter(new FramedLine(u"auditFilter"_s, tr("Filter the audit"))),
      m_wrong(new FilterError(this)), m_note(new TonedLabel(TonedLabel::Quiet)), m_table(new AuditTable),
      m_entry(new AuditEntryView), m_empty(new EmptyState), m_stack(new QStackedLayout), m_splitter(new QSplitter)
{
    setObjectName(u"auditPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    buildTable();
    QScrollArea *entry = scrolled(m_entry);
    m_splitter->setObjectName(u"auditSplitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(entry);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({760, 420});
    entry->setMinimumWidth(260);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_empty->say(tr("Reading the audit…"), {}, {});
    m_stack->setCurrentWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addLayout(m_stack, 1);
    connectParts();
    showCurrent();
    applyFilter();
}

QWidget *AuditPanel::buildHead()
{
    m_verify->setObjectName(u"verifyAudit"_s);
    m_export->setObjectName(u"exportAudit"_s);
    m_exportAll->setObjectName(u"exportWholeAudit"_s);
    m_filter->setPlaceholderText(tr("Filter: actor:ann action:command.retry subject:RUN since:2h text"));
    m_note->setObjectName(u"auditNote"_s);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(10, 8, 10, 8);
    row->setSpacing(6);
    row->addWidget(m_filter, 1);
    row->addWidget(m_note);
    for (QAction *action : {m_verify, m_export}) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    return head;
}

void AuditPanel::buildTable()
{
    m_table->setObjectName(u"auditTable"_s);
    m_table->setAccessibleName(tr("Audit"));
    m_table->setModel(m_model);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_saveIncident->setObjectName(u"saveIncident"_s);
    m_draft->setObjectName(u"draftPostMortem"_s);
    m_table->addActions({m_saveIncident, m_draft});
    m_table->addActions(actions());
}

void AuditPanel::connectParts()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &AuditPanel::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        focusList();
    });
    auto *renewal = new QTimer(this);
    renewal->setObjectName(u"auditFilterRenewal"_s);
    connect(renewal, &QTimer::timeout, this, &AuditPanel::renewFilter);
    renewal->start(FilterAge);
    connectFeed();
    connect(m_model, &QAbstractItemModel::modelReset, this, &AuditPanel::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AuditPanel::showCurrent);
    connect(m_table, &AuditTable::opened, this,
            [this] { Q_EMIT subjectWanted(subjectOf(m_model->entries().value(m_table->currentIndex().row()))); });
    connect(m_entry, &AuditEntryView::subjectWanted, this, &AuditPanel::subjectWanted);
    connect(m_empty, &EmptyState::actionWanted, this,
            [this] { m_gaveUp ? m_feed->setFilter(m_feed->filter()) : setFilterText({}); });
    connect(m_saveIncident, &QAction::triggered, this, [this] { wantIncident(true); });
    connect(m_draft, &QAction::triggered, this, [this] { wantIncident(false); });
    connect(m_verify, &QAction::triggered, m_jobs, &AuditJobs::verify);
    connect(m_export, &QAction::triggered, this, [this] {
        renewFilter();
        m_jobs->chooseExport(m_feed->filter());
    });
    connect(m_exportAll, &QAction::triggered, this, [this] { m_jobs->chooseExport({}); });
}

/// What comes in, and whether somebody reads meanwhile.
void AuditPanel::connectFeed()
{
    connect(m_feed, &AuditFeed::loaded, this, [this] {
        m_gaveUp = false;
        showEmptiness();
        if (!m_table->currentIndex().isValid())
            m_table->follow();
    });
    connect(m_feed, &AuditFeed::searching, this, [this](bool on) {
        m_searching = on;
        showNote();
    });
    connect(m_feed, &AuditFeed::gaveUp, this, [this](const Error &error) {
        m_gaveUp = true;
        m_empty->say(tr("The audit could not be read"), errorText(error).toHtmlEscaped(), tr("Try again"));
    });
    connect(m_feed, &AuditFeed::heldBack, this, [this](bool held) {
        m_heldBack = held;
        showNote();
    });
    const auto noteReading = [this] {
        m_feed->setReading(m_table->isBeingRead());
        m_newerAbove = m_newerAbove && m_table->verticalScrollBar()->value() > 0;
        showNote();
    };
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, noteReading);
    connect(m_table, &AuditTable::readingChanged, this, noteReading);
    connect(m_feed, &AuditFeed::failed, this, &AuditPanel::failed);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        showEmptiness();
        m_newerAbove = m_newerAbove || (first == 0 && m_table->verticalScrollBar()->value() > 0);
        showNote();
    });
}

void AuditPanel::applyFilter()
{
    m_pause.stop();
    const auto filter = parseAuditFilter(splitFilterLine(m_filter->text()), SystemClock().now());
    if (!filter) { // the last good one stays in force
        m_wrong->say(errorText(filter.error()));
        m_wrong->placeUnder(m_filter->geometry());
        return;
    }
    m_wrong->hide();
    m_line = m_filter->text();
    m_feed->setFilter(*filter);
}

/// "since:1m" goes on with the time.
void AuditPanel::renewFilter()
{
    const auto filter = parseAuditFilter(splitFilterLine(m_line), SystemClock().now());
    if (!filter || *filter == m_feed->filter())
        return;
    m_feed->renewFilter(*filter);
    showEmptiness();
}

void AuditPanel::showNote()
{
    m_note->setText(m_searching    ? tr("Looking through older entries…")
                    : m_heldBack   ? tr("Newer entries wait while you read (Home shows them)")
                    : m_newerAbove ? tr("Newer entries above (Home shows them)")
                                   : QString());
}

void AuditPanel::showEmptiness()
{
    if (m_searching)
        m_empty->say(tr("Looking through older entries…"), {}, {});
    else if (m_feed->filter() == AuditFilter())
        m_empty->say(tr("Nothing is recorded yet"),
                     tr("What people do here and on the command line, and what comes of it, will appear by itself."), {});
    else
        m_empty->say(tr("No entry matches this filter"), tr("Entries that match will appear here by themselves."),
                     tr("Clear the filter"));
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_splitter);
}

void AuditPanel::showCurrent()
{
    const int row = m_table->currentIndex().row();
    const bool any = row >= 0 && row < m_model->rowCount();
    m_entry->setEntry(any ? std::optional(m_model->entries().at(row)) : std::nullopt);
    const bool isIncident = any && subjectOf(m_model->entries().at(row)).kind == AuditSubject::Kind::Incident;
    m_saveIncident->setEnabled(isIncident);
    m_draft->setEnabled(isIncident);
    m_feed->setReading(m_table->isBeingRead());
}

void AuditPanel::wantIncident(bool asFile)
{
    Q_EMIT incidentWanted(subjectOf(m_model->entries().value(m_table->currentIndex().row())).incident, asFile);
}

void AuditPanel::setFilterText(const QString &text)
{
    m_filter->setText(text);
    applyFilter();
}

void AuditPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void AuditPanel::focusList()
{
    focusOnceSeen(this, m_table);
}

void AuditPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_wrong->placeUnder(m_filter->geometry());
}

void AuditPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed->setWatched(true);
}

void AuditPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed->setWatched(false);
}

void AuditPanel::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"audit/splitter"_s).toByteArray());
}

void AuditPanel::save(QSettings &settings) const
{
    settings.setValue(u"audit/splitter"_s, m_splitter->saveState());
}

} // namespace cairn
