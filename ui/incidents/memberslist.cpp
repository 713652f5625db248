#include "ui/incidents/memberslist.h"

#include "control/submission.h"
#include "policy/eligible.h"
#include "ui/incidents/membersmodel.h"
#include "ui/look/incidentwording.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/commandwatch.h"
#include "ui/parts/offering.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/payload/editdialog.h"
#include "ui/run/commanddialog.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QLocale>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{300};
constexpr int ExportPage = 500;
constexpr int All = -2; // a group gives away -1 itself

QString countedText(const QString &text, qint64 count)
{
    return u"%1 %2"_s.arg(text, QLocale().toString(count));
}

/// When the chosen failure goes, as it does not fail any more, none is chosen: what is asked for next would be about another one.
/// The arrows go on from the one that takes its place.
class MembersTable : public ValueTable
{
protected:
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override
    {
        const int row = currentIndex().isValid() ? currentIndex().row() : m_instead.row();
        if (row >= start && row <= end) {
            setCurrentIndex({});
            m_instead = model()->index(end + 1 < model()->rowCount() ? end + 1 : start - 1, 0);
        }
        ValueTable::rowsAboutToBeRemoved(parent, start, end);
    }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override
    {
        if (!currentIndex().isValid() && m_instead.isValid())
            return m_instead;
        return ValueTable::moveCursor(action, modifiers);
    }

private:
    QPersistentModelIndex m_instead; ///< where none is chosen any more
};

} // namespace

MembersList::MembersList(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_root(root), m_incidents(desk), m_model(new MembersModel(this)),
      m_feed(new RowsFeed<MemberSummary>(desk, *m_model, RefreshRest, this)), m_fates(new QButtonGroup(this)),
      m_table(new MembersTable), m_edit(new QAction(tintedIcon(u"edit"_s), tr("&Edit and resume…"), m_table))
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
    for (MemberFate fate : allMemberFates())
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
    m_table->setTextElideMode(Qt::ElideMiddle); // names of one day begin alike
    m_table->setStateColumn(MembersModel::FateColumn);
    m_table->setColumnCharacters(MembersModel::InputColumn, 16);
    m_table->setColumnCharacters(MembersModel::StepColumn, 12);
    m_table->setColumnCharacters(MembersModel::PipelineColumn, 14);
    m_table->setColumnCharacters(MembersModel::SinceColumn, 11);
    m_table->setColumnCharacters(MembersModel::RunColumn, 15);
    m_table->setImportance({MembersModel::FateColumn, MembersModel::InputColumn,
                            MembersModel::RunColumn, // which tells them apart
                            MembersModel::StepColumn, MembersModel::SinceColumn, MembersModel::PipelineColumn},
                           2, {MembersModel::InputColumn});
    auto *open = new QAction(tintedIcon(u"open"_s), tr("Open the run"), m_table);
    open->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    open->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(open);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(open, &QAction::triggered, this, &MembersList::openCurrent);
    connect(m_table, &QTableView::doubleClicked, this, &MembersList::openCurrent);
    addDecisions();
    new TableExport(*m_table, u"failures"_s, [this] { return pages(); });
}

/// One at a time: of two that failed alike, one may have happened and the other not.
void MembersList::addDecisions()
{
    const auto add = [this](CommandKind kind, const QString &text, const QString &name, const QString &icon) {
        auto *action = new QAction(tintedIcon(icon), text, m_table);
        action->setObjectName(name);
        m_table->addAction(action);
        m_decisions.insert(kind, action);
        connect(action, &QAction::triggered, this, [this, kind] { decide(kind); });
    };
    add(CommandKind::Retry, tr("&Retry this one…"), u"memberRetry"_s, u"retry"_s);
    m_edit->setObjectName(u"memberEdit"_s);
    m_table->addAction(m_edit);
    connect(m_edit, &QAction::triggered, this, &MembersList::edit);
    add(CommandKind::Skip, tr("&Skip this one…"), u"memberSkip"_s, u"skipped"_s);
    add(CommandKind::MarkHappened, tr("It &happened"), u"memberHappened"_s, u"happened"_s);
    add(CommandKind::MarkNotHappened, tr("It did &not happen"), u"memberNotHappened"_s, u"not_happened"_s);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &MembersList::offerDecisions);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &MembersList::offerDecisions);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MembersList::offerDecisions);
    offerDecisions();
}

void MembersList::offerDecisions()
{
    for (auto decision = m_decisions.cbegin(); decision != m_decisions.cend(); ++decision)
        offer(*decision.value(), canAsk(decision.key()), m_desk, Role::Operator);
    offer(*m_edit, canAsk(CommandKind::Resume), m_desk, Role::Operator);
    const QModelIndex current = m_table->currentIndex();
    m_decisions[CommandKind::Retry]->setText(
        current.isValid() && m_model->row(current.row()).canBeAsked ? tr("&Ask its service again…") : tr("&Retry this one…"));
}

/// Of the current one. What nobody knows of is decided first, or its service asked, and goes on after that.
bool MembersList::canAsk(CommandKind kind) const
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return false;
    const MemberSummary &one = m_model->row(current.row());
    StepProgress row;
    row.state = one.member.stands;
    const bool isAsked = kind == CommandKind::Retry && one.canBeAsked;
    return one.member.fate == MemberFate::Failing && (isAsked || fitOf(kind, row, Step(), false) != Fit::No);
}

void MembersList::decide(CommandKind kind)
{
    if (!canAsk(kind))
        return;
    const MemberSummary member = m_model->row(m_table->currentIndex().row());
    const QString step = stepText(member.member.key.step, member.member.key.item);
    const QString which =
        u"%1 — %2 · %3"_s.arg(member.inputName, step, MembersModel::tr("Run %1").arg(member.member.run.toString()));
    CommandSubject about{1, which, {}, false, step};
    about.isAskedAbout = kind == CommandKind::Retry && member.canBeAsked;
    auto *dialog = new CommandDialog(kind, about, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog, kind, run = member.member.run, key = member.member.key] {
        request(commandFor(m_desk.clock(), kind, run, key, dialog->reason()));
    });
    dialog->open();
}

/// Whether it can be edited by now, the dialog says.
void MembersList::edit()
{
    if (!canAsk(CommandKind::Resume))
        return;
    const MemberSummary member = m_model->row(m_table->currentIndex().row());
    RunRecord run;
    run.id = member.member.run;
    run.inputName = member.inputName;
    auto *dialog = new EditDialog(m_desk, m_root, run, member.member.key, window());
    connect(dialog, &EditDialog::requested, this, &MembersList::watch);
    dialog->open();
}

void MembersList::watch(qint64 command)
{
    auto *outcome = new CommandWatch(m_desk, {command}, this);
    connect(outcome, &CommandWatch::accepted, this, &MembersList::told);
    connect(outcome, &CommandWatch::refused, this, &MembersList::failed);
}

void MembersList::request(const Command &command)
{
    whenDone(this, m_desk.request(command), [this, command](const Result<qint64> &recorded) {
        if (!recorded) {
            Q_EMIT failed(recorded.error());
            return;
        }
        Q_EMIT told(
            tr("“%1” is recorded for run %2; the runner carries it out.").arg(commandText(command.kind), command.run.toString()));
        watch(*recorded);
    });
}

/// What is shown may be a part of it. Failures move on while they are written down: in this order none is left out, or there
/// twice.
TableExport::Pages MembersList::pages()
{
    const auto last = std::make_shared<std::optional<IncidentMember>>();
    return [this, incident = m_incident, fate = fate(), last](const auto &then) {
        const auto page = m_incidents.memberSummaries(incident, fate, *last, ExportPage);
        whenDone(this, page, [last, then](const Result<QList<MemberSummary>> &read) {
            if (!read)
                return then(tl::unexpected(read.error()));
            if (read->isEmpty())
                return then(nullptr);
            *last = read->last().member;
            const auto rows = std::make_shared<MembersModel>();
            rows->replace(*read, true);
            then(rows);
        });
    };
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
        return m_incidents.memberSummaries(incident, fate, after ? std::optional(after->member) : std::nullopt, limit);
    });
}

void MembersList::setIncident(const Incident &incident)
{
    const MemberCounts &counts = incident.counts;
    const bool isAnother = std::exchange(m_incident, incident.id) != incident.id;
    if (isAnother)
        m_fates->button(counts.failing > 0 ? int(MemberFate::Failing) : All)->setChecked(true);
    m_fates->button(All)->setText(countedText(tr("All"), counts.total()));
    for (MemberFate fate : allMemberFates()) {
        const qint64 count = MemberCounts(counts).of(fate);
        m_fates->button(int(fate))->setText(countedText(fateText(fate), count));
        m_fates->button(int(fate))->setVisible(count > 0 || m_fates->checkedId() == int(fate));
    }
    if (!isAnother)
        return;
    m_model->replace({}, true);
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
