#include "ui/runbooks/runbookspanel.h"

#include "ui/editor/filepage.h"
#include "ui/editor/problemsmodel.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/framedline.h"
#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/unsavedline.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/runbooks/runbookpage.h"
#include "ui/runbooks/runbooksmodel.h"
#include "ui/runbooks/runbookwording.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int MostProblemRows = 4; ///< without scrolling
}

RunbooksPanel::RunbooksPanel(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_sitting(desk), m_runbooks(desk, root), m_model(new RunbooksModel(this)),
      m_filtered(new QSortFilterProxyModel(this)), m_problemsModel(new ProblemsModel(this)),
      m_filter(new FramedLine(u"runbookFilter"_s, tr("Find a runbook"))), m_table(new ValueTable), m_problems(new ValueTable),
      m_title(new QLabel), m_facts(new TonedLabel(TonedLabel::Quiet)),
      m_edit(new QPushButton(tintedIcon(u"edit"_s), tr("Edit the file…"))), m_page(new RunbookPage),
      m_file(new FilePage(desk, root)), m_unsaved(new UnsavedLine), m_empty(new EmptyState), m_right(new QStackedWidget),
      m_splitter(new QSplitter)
{
    setObjectName(u"runbooksPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    buildProblems();
    m_right->addWidget(m_empty);
    m_right->addWidget(buildPage());
    m_right->addWidget(m_file);
    m_right->setMinimumWidth(420);
    m_empty->say(tr("Looking for runbooks…"), {}, {});
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(m_right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({540, 740});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_problems);
    column->addWidget(m_unsaved);
    column->addWidget(m_splitter, 1);
    connectParts();
}

QWidget *RunbooksPanel::buildList()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setFilterRole(RunbooksModel::SearchRole);
    m_table->setObjectName(u"runbooksTable"_s);
    new TableExport(*m_table, u"runbooks"_s);
    m_table->setAccessibleName(tr("Runbooks"));
    m_table->setModel(m_filtered);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnCharacters(RunbooksModel::SeverityColumn, 8);
    m_table->setColumnCharacters(RunbooksModel::MatchColumn, 22);
    m_table->setStretchColumn(RunbooksModel::TitleColumn);
    return m_filter->above(*m_table, 260);
}

QWidget *RunbooksPanel::buildPage()
{
    m_title->setObjectName(u"runbookTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setFont(sectionFont(font(), 1.35));
    m_facts->setObjectName(u"runbookFacts"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *page = new QWidget;
    auto *head = new QVBoxLayout;
    head->setContentsMargins(14, 12, 14, 8);
    head->setSpacing(4);
    m_edit->setObjectName(u"editRunbook"_s);
    listInPalette(*m_edit, tr("Runbooks"));
    auto *title = new QHBoxLayout;
    title->addWidget(m_title, 1);
    title->addWidget(m_edit, 0, Qt::AlignTop);
    head->addLayout(title);
    head->addWidget(m_facts);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_page, 1);
    return page;
}

void RunbooksPanel::buildProblems()
{
    m_problems->setObjectName(u"runbookProblems"_s);
    new TableExport(*m_problems, u"problems"_s);
    m_problems->setAccessibleName(tr("Problems in the runbooks' files"));
    m_problems->setModel(m_problemsModel);
    m_problems->setSelectionMode(QAbstractItemView::SingleSelection);
    m_problems->setColumnCharacters(ProblemsModel::PlaceColumn, 26);
    m_problems->setColumnCharacters(ProblemsModel::RemedyColumn, 46);
    m_problems->setStretchColumn(ProblemsModel::WhatColumn);
    m_problems->hide();
}

void RunbooksPanel::connectParts()
{
    connect(&m_watch, &FolderWatch::changed, this, [this] {
        m_stale = true;
        if (isVisible())
            readFiles();
    });
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::returnPressed, this, &RunbooksPanel::focusList);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunbooksPanel::presentCurrent);
    connect(m_page, &RunbookPage::linkWanted, this, &RunbooksPanel::linkWanted);
    connect(m_problems, &QTableView::clicked, this, [this](const QModelIndex &index) { openProblem(index.row()); });
    connect(m_problems, &QTableView::activated, this, [this](const QModelIndex &index) { openProblem(index.row()); });
    connect(m_table, &QTableView::clicked, this, &RunbooksPanel::leaveFile);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const Runbook *runbook = m_model->find(currentRunbook()))
            editRunbook(runbook->name, runbook->file);
    });
    connect(m_file, &FilePage::closeWanted, this, &RunbooksPanel::leaveFile);
    connect(m_file, &FilePage::unsavedChanged, this, &RunbooksPanel::presentUnsaved);
    connect(m_unsaved, &UnsavedLine::fileWanted, this, [this](const QString &file) {
        showFile(file, 0);
        m_file->setFocus();
    });
    connect(m_file, &FilePage::told, this, &RunbooksPanel::told);
    connect(m_file, &FilePage::failed, this, &RunbooksPanel::failed);
}

void RunbooksPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        readFiles();
}

void RunbooksPanel::readFiles()
{
    if (m_reading)
        return; // still stale, and read again after that
    m_reading = true;
    m_stale = false;
    whenDone(this, m_runbooks.list(), [this](const Result<RunbookList> &list) {
        m_reading = false;
        if (list)
            take(*list);
        else
            Q_EMIT failed(list.error());
        if (m_stale && isVisible())
            readFiles();
    });
}

void RunbooksPanel::take(const RunbookList &list)
{
    const QString current = currentRunbook();
    const QScopedValueRollback keeps(m_keepsFile, showsFile());
    m_list = list;
    m_watch.watch(list.watched);
    m_model->setRunbooks(list.all);
    presentProblems();
    if (!m_wanted.isEmpty() && !m_model->find(m_wanted))
        forgetWanted();
    const QString chosen = m_wanted.isEmpty() ? current : m_wanted;
    choose(m_model->find(chosen) ? chosen : list.all.isEmpty() ? QString() : list.all.first().name);
    if (m_keepsFile)
        m_file->refresh();
}

/// There is none of that name.
void RunbooksPanel::forgetWanted()
{
    const QString name = std::exchange(m_wanted, {});
    if (std::exchange(m_asked, false))
        Q_EMIT failed({ErrorKind::NotFound, tr("There is no runbook %1 in this workspace").arg(name), {}, {}});
}

void RunbooksPanel::choose(const QString &name)
{
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        if (m_filtered->index(row, 0).data(RunbooksModel::NameRole).toString() != name)
            continue;
        m_table->setCurrentIndex(m_filtered->index(row, 0));
        m_wanted.clear();
        m_asked = false;
        break;
    }
    presentCurrent();
}

void RunbooksPanel::presentCurrent()
{
    const Runbook *runbook = m_model->find(currentRunbook());
    if (!runbook) {
        m_empty->say(tr("No runbook chosen"),
                     tr("Choose one to read it. Write your own as <code>runbooks/NAME.md</code>; "
                        "the guide says how."),
                     {});
        if (!m_keepsFile)
            m_right->setCurrentIndex(0);
        presentUnsaved();
        return;
    }
    m_title->setText(runbook->title);
    m_facts->setText(tr("%1 · severity %2 · for %3\n%4")
                         .arg(runbook->name, severityText(runbook->severity), matchText(runbook->match), whereText(*runbook)));
    m_page->setRunbook(*runbook, RunbookPage::Use::Reading);
    m_edit->setToolTip({});
    offer(*m_edit, !runbook->isShipped(), m_sitting, Role::Editor);
    if (!m_keepsFile)
        m_right->setCurrentIndex(1);
    presentUnsaved();
}

void RunbooksPanel::presentProblems()
{
    m_problemsModel->setProblems(m_list.problems);
    const int rows = m_problemsModel->rowCount();
    m_problems->setVisible(rows > 0);
    const int height = m_problems->verticalHeader()->defaultSectionSize();
    m_problems->setFixedHeight(m_problems->horizontalHeader()->sizeHint().height() + std::min(rows, MostProblemRows) * height +
                               2);
}

void RunbooksPanel::openProblem(int row)
{
    const Problem problem = m_problemsModel->rows().value(row);
    showFile(problem.file, problem.line);
}

void RunbooksPanel::showFile(const QString &file, int line)
{
    m_file->showFile(file, line);
    m_right->setCurrentWidget(m_file);
    presentUnsaved();
}

void RunbooksPanel::leaveFile()
{
    const bool hadFocus = m_file->isAncestorOf(focusWidget());
    presentCurrent();
    if (hadFocus)
        focusList();
}

bool RunbooksPanel::showsFile() const
{
    return m_right->currentWidget() == m_file;
}

bool RunbooksPanel::goBack()
{
    if (!showsFile())
        return false;
    if (!m_file->stepBack())
        leaveFile();
    return true;
}

void RunbooksPanel::presentUnsaved()
{
    QStringList files = m_file->unsaved();
    if (showsFile())
        files.removeAll(m_file->file());
    m_unsaved->setFiles(files);
}

QStringList RunbooksPanel::unsavedFiles() const
{
    return m_file->unsaved();
}

void RunbooksPanel::showRunbook(const QString &name)
{
    m_wanted = name;
    m_asked = !name.isEmpty();
    m_filter->clear();
    choose(name);
    if (m_asked && !m_stale && !m_reading)
        forgetWanted();
}

void RunbooksPanel::editRunbook(const QString &name, const QString &file)
{
    if (name != currentRunbook())
        showRunbook(name);
    showFile(file, 0);
    m_file->setFocus();
}

QString RunbooksPanel::currentRunbook() const
{
    return m_table->currentIndex().data(RunbooksModel::NameRole).toString();
}

void RunbooksPanel::focusList()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

void RunbooksPanel::focusFilter()
{
    if (showsFile() && m_file->isAncestorOf(focusWidget()))
        return m_file->openFind();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RunbooksPanel::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"runbooks/splitter"_s).toByteArray());
    m_wanted = settings.value(u"runbooks/current"_s).toString();
}

void RunbooksPanel::save(QSettings &settings) const
{
    settings.setValue(u"runbooks/splitter"_s, m_splitter->saveState());
    settings.setValue(u"runbooks/current"_s, currentRunbook());
}

} // namespace cairn
