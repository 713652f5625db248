#pragma once

#include "control/breakerdesk.h"

#include <QWidget>

namespace cairn {

/// How a breaker stood over time, as one band: high and solid where it was open, hatched and half as high where it was half open,
/// low where it was closed, nothing before there was such a service. What is told in words below it stands in the list of its
/// moments.
class BreakerStrip : public QWidget
{
    Q_OBJECT
public:
    explicit BreakerStrip(QWidget *parent = nullptr);

    /// `moments`: newest first. `whole`: there was nothing before the oldest; else nothing is known of that time.
    void setMoments(const QList<BreakerMoment> &moments, bool whole);
    void setSpan(Timestamp from, Timestamp until);
    /// Before it there was no such service, and nothing to be drawn.
    void setBeginning(Timestamp beginning);

    /// What was so from one moment to another.
    struct Piece
    {
        Timestamp from;
        Timestamp until;
        std::optional<BreakerState> state; ///< nullopt: not known
        QString cause;
        bool operator==(const Piece &) const = default;
    };
    QList<Piece> pieces() const; ///< oldest first
    /// What stands at the marks of its axis, from the oldest.
    QStringList axisTexts() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF band() const;
    Timestamp moment(int mark) const;
    double placeOf(Timestamp moment) const;
    void paintPiece(QPainter &painter, const Piece &piece) const;
    void paintAxis(QPainter &painter) const;
    void describe();

    QList<BreakerMoment> m_moments;
    bool m_whole = true;
    Timestamp m_from{};
    Timestamp m_until{};
    Timestamp m_beginning{};
};

} // namespace cairn
