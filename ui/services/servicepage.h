#pragma once

#include "base/error.h"

#include <QWidget>

namespace cairn {

/// One page of the room of services: something told of, or done about, the service that is chosen at its left.
class ServicePage : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Another service is chosen, also one that is not recorded (any more). Called whether the page is seen or not, and before
    /// the room's draft turns to it.
    virtual void setService(const QString &name) = 0;
    /// Something was committed to the store, or the page has come to be seen: called for the page that is seen alone.
    virtual void refresh() = 0;

Q_SIGNALS:
    // Not to be declared again by pages; the room passes them on.

    /// To be written into the filter of the list of runs.
    void runsWanted(const QString &filter);
    void told(const QString &text);
    void failed(const cairn::Error &error);
};

} // namespace cairn
