#pragma once

#include "place.h"

#include "base/timestamp.h"

#include <map>

namespace cairn::simulator {

/// All that happens in one simulation, as a number that two equal courses share; printed where one wants to read it.
class Trace
{
public:
    Trace(const Clock &clock, bool isPrinted) : m_clock(clock), m_isPrinted(isPrinted) {}
    void add(const char *what, const Place &place = {}, qint64 number = 0, const QString &text = {});
    quint64 hash() const { return m_hash; }

private:
    void mix(quint64 value) { m_hash = (m_hash ^ value) * 0x100000001B3u ^ (m_hash >> 29); }

    const Clock &m_clock;
    bool m_isPrinted;
    quint64 m_hash = 0xCBF29CE484222325u;
};

/// What really happened, so that one sees that it did.
using Counts = std::map<QByteArray, qint64>;

} // namespace cairn::simulator
