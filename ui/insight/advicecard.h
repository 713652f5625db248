#pragma once

#include "control/serviceadvice.h"

#include <QWidget>

class QBoxLayout;

namespace cairn {

class Desk;

/// One piece of advice: what is wrong, what was seen, what to change, and what simulation says of it. What can be done about it
/// depends on who sits at the desk.
class AdviceCard : public QWidget
{
    Q_OBJECT
public:
    AdviceCard(const AdviceItem &item, const Desk &desk, QWidget *parent = nullptr);

    const AdviceItem &item() const { return m_item; }

Q_SIGNALS:
    void draftWanted();
    void dismissWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addChanges(QBoxLayout *column);
    void addEffect(QBoxLayout *column);
    void addActions(QBoxLayout *column, const Desk &desk);

    AdviceItem m_item;
};

} // namespace cairn
