#include "ui/training/trainingpanel.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/training/exercisepage.h"
#include "ui/training/faultswitches.h"
#include "ui/training/trainingprogress.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListWidth = 290;

Look lookOf(const ExerciseTry *latest)
{
    return !latest ? Look::Pending : !latest->endedAt ? Look::Running : latest->reached ? Look::Succeeded : Look::Cancelled;
}

} // namespace

TrainingPanel::TrainingPanel(Desk &desk, FaultBoard &board, const QString &folder, QWidget *parent)
    : QWidget(parent), m_session(desk, board, folder), m_list(new QListWidget), m_pages(new QStackedWidget),
      m_progress(new TrainingProgressModel(m_session.exercises(), this))
{
    setObjectName(u"trainingPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setObjectName(u"exerciseList"_s);
    m_pages->setObjectName(u"trainingPages"_s);
    m_list->setAccessibleName(tr("Exercises"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedWidth(ListWidth);
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    for (const Exercise &exercise : m_session.exercises()) {
        auto *page = new ExercisePage(m_session, exercise);
        connect(page, &ExercisePage::runsWanted, this, &TrainingPanel::runsWanted);
        connect(page, &ExercisePage::runbookWanted, this, &TrainingPanel::runbookWanted);
        addPlace(exercise.name, tr("%L1. %2").arg(exercise.number).arg(exercise.title), page);
    }
    addPlace(u"progress"_s, tr("All tries"), buildProgress());
    addPlace(u"faults"_s, tr("Faults"), new FaultSwitches(m_session));
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 12, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    connect(&m_session, &TrainingSession::changed, this, &TrainingPanel::present);
    connect(&m_session, &TrainingSession::failed, this, &TrainingPanel::failed);
    present();
}

void TrainingPanel::addPlace(const QString &name, const QString &text, QWidget *page)
{
    auto *item = new QListWidgetItem(text, m_list);
    item->setData(Qt::UserRole, name);
    item->setSizeHint({0, fontMetrics().height() + 14});
    m_pages->addWidget(page);
}

QWidget *TrainingPanel::buildProgress()
{
    auto *table = new ValueTable;
    table->setObjectName(u"trainingProgress"_s);
    new TableExport(*table, u"training"_s);
    table->setAccessibleName(tr("Tries of the exercises"));
    table->setModel(m_progress);
    table->setStateColumn(TrainingProgressModel::OutcomeColumn);
    table->setColumnCharacters(TrainingProgressModel::StartedColumn, 16);
    table->setColumnCharacters(TrainingProgressModel::TookColumn, 8);
    table->setStretchColumn(TrainingProgressModel::ExerciseColumn);
    auto *text = new TonedLabel(TonedLabel::Quiet);
    text->setText(
        tr("Every try, the newest first. It is kept in this workspace; when each thing was done stands in the tooltips."));
    text->setWordWrap(true);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(28, 22, 28, 22);
    column->addWidget(text);
    column->addSpacing(6);
    column->addWidget(table);
    return page;
}

void TrainingPanel::present()
{
    const auto &exercises = m_session.exercises();
    for (int row = 0; row < exercises.size(); ++row) {
        const Look look = lookOf(m_session.latest(exercises.at(row).name));
        const auto drawn = [&](const QColor &ink) { return iconPixmap(StateLook::iconName(look), ink, 16, devicePixelRatioF()); };
        QIcon icon(drawn(StateLook::ink(look, palette())));
        icon.addPixmap(drawn(palette().color(QPalette::HighlightedText)), QIcon::Selected); // on the selection's own ground
        m_list->item(row)->setIcon(icon);
    }
    m_progress->setLog(m_session.log());
}

void TrainingPanel::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

void TrainingPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.setWatched(true);
}

void TrainingPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_session.setWatched(false);
}

} // namespace cairn
