#include "trace.h"

#include <cstdio>
#include <cstring>

namespace cairn::simulator {

void Trace::add(const char *what, const Place &place, qint64 number, const QString &text)
{
    const qint64 now = m_clock.now().time_since_epoch().count();
    mix(quint64(now));
    for (const char *c = what; *c; ++c)
        mix(quint64(*c));
    mix(quint64((place.run * 64 + place.step) * 64 + place.item));
    mix(quint64(number));
    for (const QChar c : text)
        mix(c.unicode());
    if (!m_isPrinted)
        return;
    std::fprintf(stdout, "%10.3f %-10s %-16s %lld %s\n", double(now % 100'000'000) / 1'000, qPrintable(toString(place)), what,
                 static_cast<long long>(number), qPrintable(text));
}

} // namespace cairn::simulator
