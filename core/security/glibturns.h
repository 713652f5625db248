#pragma once

#include <QTimer>

namespace cairn {

/// Lets GLib report what libsecret was asked on this thread, whose event loop is Qt's own (base/eventloops.h): a GLib context
/// that is looked at again and again, between begin() and end(). Lives on one thread, which it must not outlive.
class GlibTurns
{
public:
    GlibTurns();
    GlibTurns(const GlibTurns &) = delete;
    GlibTurns &operator=(const GlibTurns &) = delete;

    void begin();
    void end();

private:
    QTimer m_timer;
    int m_begun = 0;
};

} // namespace cairn
