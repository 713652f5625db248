#include "ui/pipelines/workspacebox.h"

#include "ui/editor/problemsmodel.h"
#include "ui/editor/reviewtext.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/offering.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/pipelines/applydialog.h"

#include "control/actor.h"
#include "control/apply.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds FilesRest{2'000};
constexpr int MostRows = 5; ///< without scrolling
constexpr int MostColumnWidth = 420;
constexpr int IconSide = 20;
} // namespace

WorkspaceBox::WorkspaceBox(Desk &desk, const QString &root, QWidget *parent)
    : QFrame(parent), m_desk(desk), m_root(root), m_refresher(FilesRest), m_icon(new QWidget), m_title(new QLabel),
      m_text(new TonedLabel(TonedLabel::Quiet)), m_apply(new QPushButton(tr("&Apply…"))), m_model(new ProblemsModel(this)),
      m_table(new ValueTable)
{
    setObjectName(u"workspaceBox"_s);
    buildTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 8, 14, 8);
    column->setSpacing(6);
    column->addWidget(buildHead());
    column->addWidget(m_table);
    m_title->setText(tr("Reading the workspace's files…"));
    m_apply->hide();
    m_table->hide();

    connect(&m_watch, &FolderWatch::changed, this, [this] {
        m_stale = true;
        if (isSeen())
            readFiles();
    });
    connect(&m_desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &WorkspaceBox::readDrift);
    connect(m_apply, &QPushButton::clicked, this, &WorkspaceBox::askToApply);
}

QWidget *WorkspaceBox::buildHead()
{
    m_icon->setFixedSize(IconSide, IconSide);
    m_title->setObjectName(u"workspaceTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(sectionFont(font()));
    m_text->setObjectName(u"workspaceText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_apply->setObjectName(u"workspaceApply"_s);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(m_title);
    texts->addWidget(m_text);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_apply);
    return head;
}

void WorkspaceBox::buildTable()
{
    m_table->setObjectName(u"problemsTable"_s);
    new TableExport(*m_table, u"problems"_s);
    m_table->setAccessibleName(tr("Problems in the workspace's files"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStretchColumn(ProblemsModel::WhatColumn);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) { openProblem(index.row()); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { openProblem(index.row()); });
}

void WorkspaceBox::servePage(QWidget &page)
{
    m_page = &page;
    page.installEventFilter(this);
}

bool WorkspaceBox::eventFilter(QObject *page, QEvent *event)
{
    if (page == m_page && event->type() == QEvent::Show)
        look();
    return QFrame::eventFilter(page, event);
}

void WorkspaceBox::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    look();
}

bool WorkspaceBox::isSeen() const
{
    return isVisible() || (m_page && m_page->isVisible());
}

void WorkspaceBox::look()
{
    if (m_stale)
        readFiles();
    else
        m_refresher.wake();
}

void WorkspaceBox::readFiles()
{
    if (m_reading)
        return; // still stale, and read again after that
    m_reading = true;
    m_stale = false;
    whenDone(this, m_desk.review(m_root), [this](const Result<WorkspaceReview> &review) { take(review); });
}

void WorkspaceBox::take(const Result<WorkspaceReview> &review)
{
    m_reading = false;
    if (!review) {
        m_stale = true; // read again when it is looked at next
        m_isOffered = false;
        offer(*m_apply, true, m_desk, Role::Editor);
        m_title->setText(tr("The workspace's files could not be read"));
        Q_EMIT failed(review.error());
        return;
    }
    m_review = *review;
    m_watch.watch(m_review.watched);
    present();
    if (m_stale && isSeen())
        readFiles();
    else
        answerOffer();
}

void WorkspaceBox::readDrift()
{
    if (!m_review.files || !isSeen()) {
        m_refresher.done();
        return;
    }
    const auto files = m_review.files;
    whenDone(this, m_desk.drift(files), [this, files](const Result<QList<Drift>> &drift) {
        m_refresher.done();
        if (!drift || files != m_review.files || *drift == m_review.drift)
            return;
        m_review.drift = *drift;
        present();
    });
}

void WorkspaceBox::present()
{
    const ReviewSummary summary = summaryOf(m_review);
    m_look = summary.look;
    m_title->setText(summary.title);
    m_text->setText(summary.text);
    m_text->setVisible(!summary.text.isEmpty());
    m_apply->setVisible(summary.offersApply);
    m_apply->setToolTip(summary.canApply ? tr("Make what the files say live") : summary.text);
    offer(*m_apply, summary.canApply, m_desk, Role::Editor);
    setAccessibleName(u"%1. %2"_s.arg(summary.title, summary.text));
    m_model->setProblems(m_review.files->problems);
    fitTable();
    update();
    Q_EMIT reviewed();
}

/// While nobody looked, more than the files may have become another.
void WorkspaceBox::offerApply()
{
    m_isOffered = true;
    m_stale = true;
    readFiles();
}

void WorkspaceBox::answerOffer()
{
    if (std::exchange(m_isOffered, false) && m_apply->isVisible() && m_apply->isEnabled())
        askToApply();
}

void WorkspaceBox::fitTable()
{
    const int rows = m_model->rowCount();
    m_table->setVisible(rows > 0);
    if (rows == 0)
        return;
    for (int column : {ProblemsModel::PlaceColumn, ProblemsModel::RemedyColumn}) {
        m_table->setColumnWidth(column, 0);
        m_table->growColumn(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + 8, MostColumnWidth));
    }
    const int rowHeight = m_table->verticalHeader()->defaultSectionSize();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + std::min(rows, MostRows) * rowHeight + 2);
}

void WorkspaceBox::openProblem(int row)
{
    const Problem problem = m_model->rows().value(row);
    if (!problem.file.isEmpty())
        Q_EMIT placeWanted(problem.file, problem.line);
}

/// What the dialog has shown becomes live, not what may have come into the folder since.
void WorkspaceBox::askToApply()
{
    auto *dialog = new ApplyDialog(m_review.drift, window());
    const auto give = [this, dialog, files = m_review.files] {
        return m_desk.apply(files, currentActor(), dialog->reason(), dialog->retired());
    };
    dialog->whenGiven(give, [this](const Applied &applied) {
        Q_EMIT told(appliedText(applied));
        m_stale = true;
        readFiles();
    });
    dialog->open();
}

void WorkspaceBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool calm = m_look == Look::Succeeded || m_look == Look::Pending;
    painter.fillRect(rect(), calm ? palette().color(QPalette::Base) : StateLook::wash(m_look, palette()));
    const QRect icon(m_icon->mapTo(this, QPoint(0, 0)), m_icon->size());
    paintIcon(painter, icon, StateLook::iconName(m_look), StateLook::ink(m_look, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1),
                     blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.2));
}

} // namespace cairn
