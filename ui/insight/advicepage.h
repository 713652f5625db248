#pragma once

#include "control/advicedesk.h"
#include "ui/parts/openquestion.h"
#include "ui/services/servicepage.h"

class QCheckBox;
class QComboBox;
class QScrollArea;
class QStackedWidget;

namespace cairn {

class EmptyState;
class TonedLabel;

/// What history says about a service's policy, as a list of cards with what can be done about each.
class AdvicePage : public ServicePage
{
    Q_OBJECT
public:
    explicit AdvicePage(Desk &desk, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;

Q_SIGNALS:
    /// "Open as draft": for PolicyDraft::setService.
    void draftWanted(const cairn::Service &service, const cairn::Service &from);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildHead();
    void presentHead();
    Milliseconds period() const;
    void restart();
    void read();
    void take(const ServiceAdvice &advice);
    void present();
    void presentEmptiness();
    void dismiss(const AdviceItem &item);

    Desk &m_desk;
    AdviceDesk m_advices;
    Refresher m_refresher;
    OpenQuestion m_question{m_refresher};
    QString m_service;
    std::optional<ServiceAdvice> m_advice;
    QComboBox *m_period;
    QCheckBox *m_dismissed;
    TonedLabel *m_basis;
    TonedLabel *m_tuning; ///< what Cairn may change by itself
    QScrollArea *m_scroll;
    EmptyState *m_empty;
    QStackedWidget *m_whole;
};

} // namespace cairn
