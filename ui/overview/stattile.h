#pragma once

#include "ui/look/statelook.h"

#include <QAbstractButton>

#include <optional>

namespace cairn {

/// One figure with its name, as a card; a click lists what it counts.
class StatTile : public QAbstractButton
{
    Q_OBJECT
public:
    /// `look`: of the state that is counted; nullopt for figures that are no state.
    StatTile(const QString &title, std::optional<Look> look, QWidget *parent = nullptr);

    /// `detail`: what stands below the figure. `loud`: it wants to be seen (something needs a person).
    void setFigure(const QString &figure, const QString &detail, bool loud);
    QString figure() const { return m_figure; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont figureFont() const;

    std::optional<Look> m_look;
    QString m_figure;
    QString m_detail;
    bool m_loud = false;
};

} // namespace cairn
