#pragma once

#include "ui/look/statelook.h"

#include <QAbstractButton>

namespace cairn {

/// How many runs are in one state; a click lists them.
class StateChip : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StateChip(RunState state, QWidget *parent = nullptr);

    RunState state() const { return m_state; }
    void setCount(qint64 count);
    qint64 count() const { return m_count; }
    /// Icon and number only, where there is no room for words.
    void setCompact(bool compact);
    int width(bool compact) const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString label(bool compact) const;

    RunState m_state;
    qint64 m_count = 0;
    bool m_compact = false;
};

} // namespace cairn
