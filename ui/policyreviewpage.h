#pragma once

#include "control/policyreviewdesk.h"
#include "ui/openquestion.h"
#include "ui/servicepage.h"

class QBoxLayout;
class QComboBox;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace cairn {

class EmptyState;
class TonedLabel;

/// What a month says about a service's policy, to be signed off by somebody.
class PolicyReviewPage : public ServicePage
{
    Q_OBJECT
public:
    explicit PolicyReviewPage(Desk &desk, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildHead();
    void fillMonths();
    Month month() const;
    void restart();
    void read();
    void present();
    void presentState();
    void addFindings(QBoxLayout *column);
    void addIncidents(QBoxLayout *column);
    void addRevisions(QBoxLayout *column);
    void askToSign();
    void sign(const ServiceReview &review, const QString &note);

    const Desk &m_desk;
    PolicyReviewDesk m_reviews;
    Refresher m_refresher;
    OpenQuestion m_question{m_refresher};
    QString m_service;
    std::optional<ServiceReview> m_review;
    QComboBox *m_month;
    TonedLabel *m_state;
    QPushButton *m_sign;
    QScrollArea *m_scroll;
    EmptyState *m_empty;
    QStackedWidget *m_whole;
};

} // namespace cairn
