#include "ui/memberslist.h"

#include "ui/incidentwording.h"
#include "ui/membersmodel.h"
#include "ui/tintedicon.h"
#include "ui/valuetable.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QLocale>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{300};
constexpr int All = -2; // a group gives away -1 itself

QString countedText(const QString &text, qint64 count)
{
    return u"%1 %2"_s.arg(text, QLocale().toString(count));
}

} // namespace

MembersList::MembersList(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_model(new MembersModel(this)),
      m_feed(new RowsFeed<MemberSummary>(desk, *m_model, RefreshRest, this)), m_fates(new QButtonGroup(this)),
      m_table(new ValueTable)
{
    setObjectName(u"membersList"_s);
    buildTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildFates());
    column->addWidget(m_table, 1);
    m_feed->onFailed([this](const Error &error) { Q_EMIT failed(error); });
    connect(m_model, &MembersModel::moreWanted, m_feed, [this] { m_feed->fetchMore(); });
    connect(m_fates, &QButtonGroup::idClicked, this, &MembersList::ask);
}

QWidget *MembersList::buildFates()
{
    auto *fates = new QWidget;
    auto *row = new QHBoxLayout(fates);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(2);
    const auto add = [&](int id, const QString &name) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_fates->addButton(button, id);
        row->addWidget(button);
    };
    add(All, u"members_all"_s);
    for (MemberFate fate : {MemberFate::Failing, MemberFate::Moving, MemberFate::Passed, MemberFate::Left})
        add(int(fate), u"members_%1"_s.arg(word(fate)));
    row->addStretch();
    m_fates->button(All)->setChecked(true);
    return fates;
}

void MembersList::buildTable()
{
    m_table->setObjectName(u"membersTable"_s);
    m_table->setAccessibleName(tr("Failures"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStateColumn(MembersModel::FateColumn);
    m_table->setColumnCharacters(MembersModel::InputColumn, 26);
    m_table->setColumnCharacters(MembersModel::StepColumn, 12);
    m_table->setColumnCharacters(MembersModel::PipelineColumn, 14);
    m_table->setColumnCharacters(MembersModel::SinceColumn, 11);
    m_table->setImportance({MembersModel::FateColumn, MembersModel::InputColumn, MembersModel::StepColumn,
                            MembersModel::SinceColumn, MembersModel::PipelineColumn},
                           2, {MembersModel::InputColumn});
    auto *open = new QAction(tintedIcon(u"open"_s), tr("Open the run"), m_table);
    open->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    open->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(open);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(open, &QAction::triggered, this, &MembersList::openCurrent);
    connect(m_table, &QTableView::doubleClicked, this, &MembersList::openCurrent);
}

void MembersList::openCurrent()
{
    if (m_table->currentIndex().isValid())
        Q_EMIT runWanted(m_model->row(m_table->currentIndex().row()).member.run);
}

std::optional<MemberFate> MembersList::fate() const
{
    const int id = m_fates->checkedId();
    return id == All ? std::nullopt : std::optional(MemberFate(id));
}

void MembersList::ask()
{
    m_feed->ask([this, incident = m_incident, fate = fate()](const std::optional<MemberSummary> &after, int limit) {
        return m_desk.memberSummaries(incident, fate, after ? std::optional(after->member) : std::nullopt, limit);
    });
}

void MembersList::setIncident(const Incident &incident)
{
    const MemberCounts &counts = incident.counts;
    m_fates->button(All)->setText(countedText(tr("All"), counts.total()));
    for (MemberFate fate : {MemberFate::Failing, MemberFate::Moving, MemberFate::Passed, MemberFate::Left}) {
        const qint64 count = MemberCounts(counts).of(fate);
        m_fates->button(int(fate))->setText(countedText(fateText(fate), count));
        m_fates->button(int(fate))->setVisible(count > 0 || m_fates->checkedId() == int(fate));
    }
    if (incident.id == m_incident)
        return;
    m_incident = incident.id;
    m_model->replace({}, true);
    m_fates->button(All)->setChecked(true);
    ask();
}

void MembersList::focusTable()
{
    m_table->setFocus(Qt::OtherFocusReason);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void MembersList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed->setActive(true);
}

void MembersList::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed->setActive(false);
}

} // namespace cairn
