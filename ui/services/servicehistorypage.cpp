#include "ui/services/servicehistorypage.h"

#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/services/differencesview.h"
#include "ui/services/revisionsmodel.h"
#include "ui/services/servicefilebox.h"
#include "ui/services/servicereviser.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 FileChoice = -1; ///< among the ids of revisions
} // namespace

ServiceHistoryPage::ServiceHistoryPage(Desk &desk, const QString &root, QWidget *parent)
    : ServicePage(parent), m_desk(desk), m_reviser(new ServiceReviser(desk, this)), m_file(new ServiceFileBox(desk, root)),
      m_model(new RevisionsModel(this)), m_table(new ValueTable), m_before(new QComboBox), m_after(new QComboBox),
      m_rollBack(new QPushButton), m_differences(new DifferencesView)
{
    setObjectName(u"serviceHistoryPage"_s);
    m_table->setObjectName(u"revisionsTable"_s);
    new TableExport(*m_table, u"revisions"_s);
    m_table->setAccessibleName(tr("Revisions of the service"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnCharacters(RevisionsModel::RevisionColumn, 10);
    m_table->setColumnCharacters(RevisionsModel::RecordedColumn, 18);
    m_table->setColumnCharacters(RevisionsModel::ActorColumn, 18);
    m_table->setStretchColumn(RevisionsModel::ReasonColumn);
    auto *below = new QWidget;
    auto *lower = new QVBoxLayout(below);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(0);
    lower->addWidget(buildBar());
    lower->addWidget(m_differences, 1);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->setObjectName(u"serviceHistorySplitter"_s);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_table);
    parts->addWidget(below);
    parts->setSizes({220, 360});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_file);
    column->addWidget(parts, 1);
    connectParts();
}

QWidget *ServiceHistoryPage::buildBar()
{
    m_before->setObjectName(u"revisionBefore"_s);
    m_before->setAccessibleName(tr("Compare from revision"));
    m_after->setObjectName(u"revisionAfter"_s);
    m_after->setAccessibleName(tr("Compare to revision"));
    for (QComboBox *box : {m_before, m_after})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_rollBack->setObjectName(u"revisionRollBack"_s);
    listInPalette(*m_rollBack, tr("History"));
    auto *from = new QLabel(tr("Fro&m"));
    from->setBuddy(m_before);
    auto *to = new QLabel(tr("t&o"));
    to->setBuddy(m_after);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 4);
    row->setSpacing(8);
    row->addWidget(from);
    row->addWidget(m_before);
    row->addWidget(to);
    row->addWidget(m_after);
    row->addStretch();
    row->addWidget(m_rollBack);
    return bar;
}

void ServiceHistoryPage::connectParts()
{
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { chooseRow(current.row()); });
    for (QComboBox *box : {m_before, m_after})
        connect(box, &QComboBox::currentIndexChanged, this, &ServiceHistoryPage::compare);
    connect(m_rollBack, &QPushButton::clicked, this, &ServiceHistoryPage::rollBack);
    connect(m_file, &ServiceFileBox::fileRead, this, &ServiceHistoryPage::takeOnDisk);
    connect(m_file, &ServiceFileBox::compareWanted, this, &ServiceHistoryPage::compareFile);
    connect(m_file, &ServiceFileBox::takeWanted, this, &ServiceHistoryPage::takeFile);
    connect(m_file, &ServiceFileBox::told, this, &ServicePage::told);
    connect(m_file, &ServiceFileBox::failed, this, &ServicePage::failed);
    connect(m_reviser, &ServiceReviser::told, this, &ServicePage::told);
    connect(m_reviser, &ServiceReviser::failed, this, &ServicePage::failed);
    connect(m_reviser, &ServiceReviser::revised, this, [this] {
        m_table->setCurrentIndex(m_model->index(0, 0)); // one's own is what one wants to see
        refresh();
    });
}

void ServiceHistoryPage::setService(const QString &name)
{
    m_service = name;
    if (isVisible())
        refresh();
}

void ServiceHistoryPage::refresh()
{
    if (m_service.isEmpty())
        return;
    whenDone(this, ServiceDesk(m_desk).history(m_service),
             [this, name = m_service](const Result<QList<ServiceRevision>> &revisions) {
                 if (name != m_service)
                     return;
                 if (revisions)
                     take(*revisions);
                 else
                     Q_EMIT failed(revisions.error());
             });
}

void ServiceHistoryPage::take(const QList<ServiceRevision> &revisions)
{
    const QList<ServiceRevision> &known = m_model->rows();
    const bool same = !revisions.isEmpty() && !known.isEmpty() && known.first().id == revisions.first().id;
    if (!revisions.isEmpty())
        m_file->setLive(revisions.first());
    if (same)
        return;
    const int row = m_table->currentIndex().row();
    const bool follows = row <= 0 && m_before->currentIndex() <= 1 && m_after->currentIndex() <= 0;
    const qint64 chosen = follows ? 0 : known.at(std::max(row, 0)).id;
    const qint64 before = m_before->currentData().toLongLong(), after = m_after->currentData().toLongLong();
    m_model->setRevisions(revisions);
    fillChoices();
    if (!revisions.isEmpty())
        m_table->setCurrentIndex(m_model->index(0, 0));
    if (find(chosen))
        chooseAgain(chosen, before, after);
}

/// Somebody else's revision takes nothing away from who is reading.
void ServiceHistoryPage::chooseAgain(qint64 revision, qint64 before, qint64 after)
{
    const QList<ServiceRevision> &all = m_model->rows();
    m_table->setCurrentIndex(m_model->index(int(find(revision) - all.data()), 0));
    if (after == FileChoice)
        return compareFile();
    {
        const QSignalBlocker first(m_before), second(m_after);
        m_before->setCurrentIndex(std::max(0, m_before->findData(before)));
        m_after->setCurrentIndex(std::max(0, m_after->findData(after)));
    }
    compare();
}

void ServiceHistoryPage::fillChoices()
{
    const QSignalBlocker first(m_before), second(m_after);
    for (QComboBox *box : {m_before, m_after}) {
        box->clear();
        for (int row = 0; row < m_model->rowCount(); ++row)
            box->addItem(tr("revision %1").arg(m_model->index(row, RevisionsModel::RevisionColumn).data().toString()),
                         m_model->rows().at(row).id);
    }
}

/// What a revision changed is told by comparing it with the one before it; the first by what has become of it.
void ServiceHistoryPage::chooseRow(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    {
        const QSignalBlocker first(m_before), second(m_after);
        const bool isFirst = row + 1 == m_model->rowCount();
        m_before->setCurrentIndex(isFirst ? row : row + 1);
        m_after->setCurrentIndex(isFirst ? 0 : row);
    }
    m_rollBack->setText(tr("Roll &back to revision %1…").arg(m_model->rows().at(row).revision));
    const bool isOther = m_model->rows().at(row).digest != m_model->rows().first().digest;
    m_rollBack->setToolTip(isOther ? tr("Make a new revision that says what this one said") : tr("This is what is live"));
    offer(*m_rollBack, isOther, m_desk, Role::Editor);
    compare();
}

const ServiceRevision *ServiceHistoryPage::find(qint64 id) const
{
    const QList<ServiceRevision> &all = m_model->rows();
    const auto found = std::find_if(all.begin(), all.end(), [id](const ServiceRevision &revision) { return revision.id == id; });
    return found == all.end() ? nullptr : &*found;
}

void ServiceHistoryPage::compare()
{
    const ServiceRevision *before = find(m_before->currentData().toLongLong());
    const ServiceRevision *after = find(m_after->currentData().toLongLong());
    if (before && m_after->currentData().toLongLong() == FileChoice) {
        ServiceRevision file = m_onDisk.revision;
        file.source = m_onDisk.text;
        m_differences->compare(*before, file);
    } else if (before && after) {
        m_differences->compare(*before, *after);
    }
}

/// What is compared with the file is compared with what it says now.
void ServiceHistoryPage::takeOnDisk(const ServiceOnDisk &file)
{
    m_onDisk = file;
    const int choice = m_after->findData(FileChoice);
    if (choice < 0)
        return;
    if (!file.tells()) {
        {
            const QSignalBlocker quiet(m_after);
            m_after->removeItem(choice);
        }
        return chooseRow(m_table->currentIndex().row());
    }
    compare();
}

/// The boxes say what is compared, the file as one of them.
void ServiceHistoryPage::compareFile()
{
    if (m_model->rows().isEmpty())
        return;
    {
        const QSignalBlocker first(m_before), second(m_after);
        if (m_after->findData(FileChoice) < 0)
            m_after->addItem(m_onDisk.file, FileChoice);
        m_before->setCurrentIndex(0);
        m_after->setCurrentIndex(m_after->findData(FileChoice));
    }
    compare();
}

void ServiceHistoryPage::takeFile(const ServiceOnDisk &file)
{
    if (!m_model->rows().isEmpty() && file.canBeTaken())
        m_reviser->revise(RevisionDialog::Why::TakenFromFile, m_model->rows().first(), file.revision);
}

void ServiceHistoryPage::rollBack()
{
    const int row = m_table->currentIndex().row();
    if (row > 0 && row < m_model->rowCount())
        m_reviser->revise(RevisionDialog::Why::RolledBack, m_model->rows().first(), m_model->rows().at(row));
}

} // namespace cairn
