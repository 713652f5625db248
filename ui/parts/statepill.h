#pragma once

#include "ui/look/statelook.h"
#include "ui/parts/tabledelegate.h"

#include <QWidget>

namespace cairn {

/// Draws a state as a pill: its ground, its icon and its word, in the area's left middle.
void paintPill(QPainter &painter, const QRect &area, Look look, const QPalette &palette, const QFont &font);
QSize pillSize(Look look, const QFont &font);
QSize pillSize(const QString &word, const QFont &font);
/// The same with another word than the state's own.
void paintPill(QPainter &painter, const QRect &area, Look look, const QString &word, const QPalette &palette, const QFont &font);
/// Width of the widest pill: what a column of states needs.
int widestPill(const QFont &font);

/// Draws the ground of a message in a state's colours, with a thin line around it.
void paintCard(QPainter &painter, const QRect &area, Look look, const QPalette &palette);

/// Paints the cells of a state column, whose model gives LookRole and the word.
class StatePillDelegate : public TableDelegate
{
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// One state on its own, in a heading.
class StatePill : public QWidget
{
public:
    explicit StatePill(QWidget *parent = nullptr);
    void setLook(Look look);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look = Look::Pending;
};

} // namespace cairn
