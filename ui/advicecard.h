#pragma once

#include "control/serviceadvice.h"

#include <QWidget>

class QBoxLayout;

namespace cairn {

/// One piece of advice: what is wrong, what was seen, what to change, and what simulation says of it.
class AdviceCard : public QWidget
{
    Q_OBJECT
public:
    explicit AdviceCard(const AdviceItem &item, QWidget *parent = nullptr);

    const AdviceItem &item() const { return m_item; }

Q_SIGNALS:
    void draftWanted();
    void dismissWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addChanges(QBoxLayout *column);
    void addEffect(QBoxLayout *column);
    void addActions(QBoxLayout *column);

    AdviceItem m_item;
};

} // namespace cairn
