#include "ui/insight/reviewlist.h"

#include "ui/insight/reviewsmodel.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"

#include <QBoxLayout>

namespace cairn {

using namespace Qt::StringLiterals;

ReviewList::ReviewList(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_reviews(desk), m_model(new ReviewsModel(this)), m_table(new ValueTable)
{
    setObjectName(u"reviewList"_s);
    m_table->setObjectName(u"reviewsTable"_s);
    new TableExport(*m_table, u"reviews"_s);
    m_table->setAccessibleName(tr("Reviews of all services"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStateColumn(ReviewsModel::StateColumn);
    m_table->setColumnCharacters(ReviewsModel::StateColumn, 20);
    m_table->setColumnCharacters(ReviewsModel::ServiceColumn, 18);
    m_table->setColumnCharacters(ReviewsModel::LatencyColumn, 18);
    m_table->setColumnCharacters(ReviewsModel::RecoveryColumn, 18);
    for (const int figures : {ReviewsModel::AttemptsColumn, ReviewsModel::FailedColumn, ReviewsModel::IncidentsColumn})
        m_table->setColumnCharacters(figures, 9);
    m_table->setImportance({ReviewsModel::StateColumn, ReviewsModel::ServiceColumn, ReviewsModel::LatencyColumn,
                            ReviewsModel::RecoveryColumn, ReviewsModel::IncidentsColumn, ReviewsModel::SignedColumn,
                            ReviewsModel::FailedColumn, ReviewsModel::AttemptsColumn},
                           2, {ReviewsModel::SignedColumn, ReviewsModel::ServiceColumn});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT serviceWanted(m_model->serviceAt(index.row())); });
}

void ReviewList::read(Month month, const LongWorkPtr &work)
{
    whenDone(this, m_desk.vocabulary(), [this, month, work](const Result<FilterVocabulary> &names) {
        if (work->stop)
            return;
        if (!names) {
            Q_EMIT done(work);
            return Q_EMIT failed(names.error());
        }
        m_model->setServices(names->services, std::exchange(m_month, month) == month);
        Q_EMIT progressed();
        readNext(names->services, work);
    });
}

/// One at a time: others want to read, too.
void ReviewList::readNext(QStringList left, const LongWorkPtr &work)
{
    if (left.isEmpty())
        return Q_EMIT done(work);
    const QString service = left.takeFirst();
    whenDone(this, m_reviews.review(service, m_month, work), [this, service, left, work](const Result<ServiceReview> &review) {
        if (work->stop)
            return;
        m_model->put(service, review, m_reviews.now());
        Q_EMIT progressed();
        readNext(left, work);
    });
}

} // namespace cairn
