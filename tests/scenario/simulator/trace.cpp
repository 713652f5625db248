#include "trace.h"

#include <cstdio>
#include <cstring>

namespace cairn::simulator {

void Trace::add(const char *what, int run, int step, qint64 number, const QString &text)
{
    const qint64 now = m_clock.now().time_since_epoch().count();
    mix(quint64(now));
    for (const char *c = what; *c; ++c)
        mix(quint64(*c));
    mix(quint64(run * 64 + step));
    mix(quint64(number));
    for (const QChar c : text)
        mix(c.unicode());
    if (!m_isPrinted)
        return;
    const QString place = run < 0    ? QString()
                          : step < 0 ? QStringLiteral("run %1").arg(run)
                                     : QStringLiteral("run %1 s%2").arg(run).arg(step);
    std::fprintf(stdout, "%10.3f %-9s %-16s %lld %s\n", double(now % 100'000'000) / 1'000, qPrintable(place), what,
                 static_cast<long long>(number), qPrintable(text));
}

} // namespace cairn::simulator
