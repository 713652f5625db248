#include "ui/payloadmask.h"

#include "ui/whendone.h"

namespace cairn {

PayloadMask::PayloadMask(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk) {}

PayloadMask::~PayloadMask()
{
    stop();
}

void PayloadMask::stop()
{
    if (m_stop)
        *m_stop = true;
}

void PayloadMask::start(const PayloadRef &ref, const QString &what)
{
    stop();
    m_ref = ref;
    m_what = what;
    m_sightings.clear();
    if (!ref.isValid())
        return set(State::None);
    set(State::Looking);
    m_stop = std::make_shared<std::atomic_bool>(false);
    whenDone(this, m_desk.lookThrough(ref, m_stop), [this, stop = m_stop](const Result<QList<DataSighting>> &found) {
        if (stop != m_stop)
            return; // of another payload
        if (found)
            m_sightings = *found;
        set(!found ? State::Failed : m_sightings.isEmpty() ? State::Clean : State::Masked);
    });
}

void PayloadMask::reveal(const QString &reason)
{
    whenDone(this, m_desk.noteReveal(m_ref, m_what, reason), [this, ref = m_ref](const Result<Committed> &noted) {
        if (!noted)
            Q_EMIT failed(noted.error());
        else if (ref == m_ref)
            set(State::Revealed);
    });
}

void PayloadMask::set(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace cairn
