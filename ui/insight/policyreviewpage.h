#pragma once

#include "control/policyreviewdesk.h"
#include "ui/parts/openquestion.h"
#include "ui/services/servicepage.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace cairn {

class EmptyState;
class ReviewList;
class TonedLabel;

/// What a month says about a service's policy, to be signed off by somebody; or which services' reviews stand out.
class PolicyReviewPage : public ServicePage
{
    Q_OBJECT
public:
    explicit PolicyReviewPage(Desk &desk, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;
    /// All services' reviews, instead of the chosen one's.
    void listAll();

Q_SIGNALS:
    /// Of those that are listed: to be chosen.
    void serviceWanted(const QString &name);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildHead();
    void connectList();
    void fillMonths();
    Month month() const;
    void restart();
    void read();
    void present();
    void presentState();
    void presentAll();
    void addFindings(QBoxLayout *column);
    void addIncidents(QBoxLayout *column);
    void addRevisions(QBoxLayout *column);
    void askToSign();

    const Desk &m_desk;
    PolicyReviewDesk m_reviews;
    Refresher m_refresher;
    OpenQuestion m_question{m_refresher};
    QString m_service;
    std::optional<ServiceReview> m_review;
    QComboBox *m_month;
    QCheckBox *m_all;
    TonedLabel *m_state;
    QPushButton *m_sign;
    QScrollArea *m_scroll;
    ReviewList *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_whole;
};

} // namespace cairn
