#pragma once

#include "model/pipeline.h"
#include "ui/look/statelook.h"

#include <QAbstractButton>

namespace cairn {

/// What a step's node shows of a run.
struct StepFace
{
    Look look = Look::Pending;
    int tries = 0;
    int items = 0; ///< into how many it was fanned out; 0: it was not
    int passed = 0;
    int failed = 0;
    bool operator==(const StepFace &) const = default;
};

/// A step in the picture of its pipeline: name, service, and how it stands in a run, if there is one. It stays the same widget
/// while its state changes.
class StepNode : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StepNode(const Step &step, QWidget *parent = nullptr);

    const StepId &step() const { return m_step; }
    /// nullopt: no run is shown.
    void setFace(const std::optional<StepFace> &face);
    std::optional<StepFace> face() const { return m_face; }
    void setZoom(double zoom);
    void setCurrent(bool current);
    /// What it needs at a zoom of 1, whatever its state.
    QSize naturalSize(bool withFace) const;

Q_SIGNALS:
    void opened();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    QString counter() const;
    QString stateLine() const;
    void describe();
    void paintGround(QPainter &painter, const QRectF &area) const;
    void paintBar(QPainter &painter, const QRectF &area) const;

    StepId m_step;
    QString m_place; ///< its service, or where it delivers to
    bool m_fansOut;
    bool m_current = false;
    double m_zoom = 1;
    std::optional<StepFace> m_face;
};

} // namespace cairn
