#include "security/glibturns.h"

#include <QLibrary>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds EveryTurn{5};

using NewContext = void *(*)();
using PushContext = void (*)(void *context);
using Iterate = int (*)(void *context, int mayBlock);

/// Looked up when it is needed, as QtKeychain does with libsecret: where there is no GLib, there is no libsecret.
template <typename Function> Function ofGlib(const char *name)
{
    return reinterpret_cast<Function>(QLibrary::resolve(u"glib-2.0"_s, 0, name));
}

} // namespace

GlibTurns::GlibTurns()
{
    const auto make = ofGlib<NewContext>("g_main_context_new");
    const auto push = ofGlib<PushContext>("g_main_context_push_thread_default");
    const auto iterate = ofGlib<Iterate>("g_main_context_iteration");
    if (!make || !push || !iterate)
        return;
    void *const context = make(); // for as long as the thread
    push(context);
    m_timer.setInterval(EveryTurn);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [context, iterate] {
        while (iterate(context, false)) {
        }
    });
}

void GlibTurns::begin()
{
    if (++m_begun == 1)
        m_timer.start();
}

void GlibTurns::end()
{
    if (--m_begun == 0)
        m_timer.stop();
}

} // namespace cairn
