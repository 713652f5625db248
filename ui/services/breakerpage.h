#pragma once

#include "control/breakerdesk.h"
#include "ui/parts/refresher.h"
#include "ui/parts/tonedlabel.h"
#include "ui/services/servicepage.h"

#include <QTimer>

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace cairn {

class BreakerHistory;
class EmptyState;

/// The breaker desk: how a service's breaker stands and why, what waits behind it, when the next call goes, what became of it;
/// forces it open or closed, releases in waves, lets it decide again, probes the service.
class BreakerPage : public ServicePage
{
    Q_OBJECT
public:
    explicit BreakerPage(Desk &desk, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildState();
    QWidget *buildOrders();
    QLabel *addFact(QGridLayout *grid, const QString &name, const QString &objectName);
    void showFact(QLabel *value, const QString &text);
    QPushButton *addOrder(QLayout *row, CommandKind kind, const QString &icon, const QString &name, const QString &text);
    void ask();
    void take(const Result<BreakerDetail> &detail);
    void present();
    void presentState();
    void choose(CommandKind kind);
    /// Which service was meant when somebody decided: another may be shown by the time it is carried out.
    struct Order
    {
        CommandKind kind;
        QString service;
    };
    void probe(const Order &order);
    void await(const Order &order, qint64 command);
    void answer(const Order &order, const QString &text, TonedLabel::Tone tone);

    Desk &m_desk;
    BreakerDesk m_breakers;
    Refresher m_refresher;
    QTimer m_second; ///< counts down
    QString m_service;
    std::optional<BreakerDetail> m_detail;
    std::optional<CommandKind> m_answered; ///< what the answer is about, if it is seen
    bool m_inForce = false;                ///< some order, when it was looked last
    quint64 m_asked = 0;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_cause;
    QHash<QLabel *, QLabel *> m_factNames;
    QLabel *m_order = nullptr;
    QLabel *m_window = nullptr;
    QLabel *m_progress = nullptr;
    QLabel *m_next = nullptr;
    QPushButton *m_held;
    QHash<CommandKind, QPushButton *> m_orders;
    TonedLabel *m_answer;
    BreakerHistory *m_history;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
};

} // namespace cairn
