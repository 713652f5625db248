#pragma once

#include "control/breakerdesk.h"

#include <QWidget>

class QComboBox;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace cairn {

class BreakerStrip;

/// What became of a service's breaker: as a strip over a day, a week or a month, and moment by moment as far back as somebody
/// looks.
class BreakerHistory : public QWidget
{
    Q_OBJECT
public:
    explicit BreakerHistory(Desk &desk, QWidget *parent = nullptr);

    /// Forgets what is known of the service before.
    void setService(const QString &name);
    /// What is newly read stands before what was loaded further back.
    void take(const BreakerDetail &detail);
    /// Time goes on.
    void tick();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void present();
    QListWidgetItem *itemOf(const BreakerMoment &moment) const;
    void listMoments();
    int rowOf(qint64 event) const;
    void askOlder();
    void askBeginning();
    Timestamp spanStart() const;

    Desk &m_desk;
    BreakerDesk m_breakers;
    QString m_service;
    QList<BreakerMoment> m_moments;      ///< newest first, as far back as somebody looked
    QList<BreakerMoment> m_listed;       ///< what stands in the list
    std::optional<Timestamp> m_recorded; ///< when the service was, first
    bool m_whole = false;
    bool m_askingOlder = false;
    QComboBox *m_span;
    BreakerStrip *m_strip;
    QListWidget *m_list;
    QPushButton *m_older;
};

} // namespace cairn
