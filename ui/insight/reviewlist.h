#pragma once

#include "control/policyreviewdesk.h"

#include <QWidget>

namespace cairn {

class ReviewsModel;
class ValueTable;

/// What a month says of all services: which reviews are overdue, to be signed off or done; each leads to its own.
class ReviewList : public QWidget
{
    Q_OBJECT
public:
    explicit ReviewList(Desk &desk, QWidget *parent = nullptr);

    /// Looks through the month of one service after the other, until it is to stop; done() tells that it was the last.
    void read(Month month, const LongWorkPtr &work);
    const ReviewsModel &model() const { return *m_model; }

Q_SIGNALS:
    void serviceWanted(const QString &name);
    /// One more is known.
    void progressed();
    void done(const cairn::LongWorkPtr &work);
    void failed(const cairn::Error &error);

private:
    void readNext(QStringList left, const LongWorkPtr &work);

    Desk &m_desk;
    PolicyReviewDesk m_reviews;
    Month m_month{};
    ReviewsModel *m_model;
    ValueTable *m_table;
};

} // namespace cairn
