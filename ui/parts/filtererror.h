#pragma once

#include "ui/parts/tonedlabel.h"

namespace cairn {

/// Says below the filter line what is wrong with it. Lies over what is there: pushed aside, the table would jump.
class FilterError : public TonedLabel
{
public:
    explicit FilterError(QWidget *parent);
    void say(const QString &text);
    /// Under the filter line, as wide as that.
    void placeUnder(const QRect &line);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace cairn
