#include "ui/payload/payloadmask.h"

#include "ui/parts/whendone.h"

namespace cairn {

PayloadMask::PayloadMask(Desk &desk, const QString &root, QObject *parent)
    : QObject(parent), m_desk(desk, root), m_mayAudit(desk.may(Role::Operator))
{
}

PayloadMask::~PayloadMask()
{
    stop();
}

void PayloadMask::setOutside()
{
    m_isOutside = true;
    Q_EMIT changed();
}

void PayloadMask::stop()
{
    if (m_work)
        m_work->stop = true;
}

void PayloadMask::start(const DataSource &source, const QString &what)
{
    stop();
    m_source = source;
    m_what = what;
    m_sightings.clear();
    m_covering = {Cover::everything(), {}};
    m_work = std::make_shared<LongWork>();
    if (!source.ref.isValid())
        return set(State::None);
    set(State::Looking);
    whenDone(this, m_desk.covering(source), [this, work = m_work](const Result<Covering> &covering) {
        if (work == m_work) // and not of another payload
            settle(covering);
    });
}

void PayloadMask::settle(const Result<Covering> &covering)
{
    m_covering = covering.value_or(Covering{Cover::standard(), {}});
    set(covering ? State::Looking : State::Failed);
    Q_EMIT settled();
    if (!covering)
        return;
    whenDone(this, m_desk.lookThrough(m_source, m_covering, m_work),
             [this, work = m_work](const Result<QList<DataSighting>> &found) {
                 if (work != m_work)
                     return;
                 if (found)
                     m_sightings = *found;
                 set(!found ? State::Failed : m_sightings.isEmpty() ? State::Clean : State::Masked);
             });
}

void PayloadMask::reveal(const QString &reason)
{
    if (m_isOutside)
        return set(State::Revealed);
    whenDone(this, m_desk.noteReveal(m_source.ref, m_what, reason), [this, work = m_work](const Result<Committed> &noted) {
        if (!noted)
            Q_EMIT failed(noted.error());
        else if (work == m_work)
            set(State::Revealed);
    });
}

void PayloadMask::set(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace cairn
