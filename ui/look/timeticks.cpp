#include "ui/look/timeticks.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Second = 1'000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;
constexpr qint64 Steps[] = {1,           2,        5,          10,         20,          50,          100,
                            200,         500,      Second,     2 * Second, 5 * Second,  10 * Second, 15 * Second,
                            30 * Second, Minute,   2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute,
                            Hour,        2 * Hour, 6 * Hour,   12 * Hour,  Day,         2 * Day,     7 * Day};

/// The smallest that needs no more marks than there may be; beyond weeks, multiples of them.
qint64 stepFor(qint64 span, int most)
{
    const auto enough = [&](qint64 step) { return span / step + 1 <= most; };
    const auto found = std::find_if(std::begin(Steps), std::end(Steps), enough);
    if (found != std::end(Steps))
        return *found;
    qint64 step = 7 * Day;
    while (!enough(step))
        step *= 2;
    return step;
}

/// As exact as the distance between marks demands.
QString label(qint64 at, qint64 step)
{
    if (at == 0)
        return u"0"_s;
    const QLocale locale;
    if (step < Second && at < Minute) {
        const int digits = step < 10 ? 3 : step < 100 ? 2 : 1;
        return locale.toString(double(at) / Second, 'f', digits) + QLatin1Char('s');
    }
    QStringList parts;
    const auto part = [&](qint64 unit, qint64 above, QLatin1Char letter) {
        const qint64 count = above > 0 ? at % above / unit : at / unit;
        if (count > 0)
            parts.append(QString::number(count) + letter);
    };
    part(Day, 0, QLatin1Char('d'));
    part(Hour, Day, QLatin1Char('h'));
    part(Minute, Hour, QLatin1Char('m'));
    part(Second, Minute, QLatin1Char('s'));
    if (step < Second && at % Second > 0)
        parts.append(QString::number(at % Second) + "ms"_L1);
    return parts.join(QLatin1Char(' '));
}

} // namespace

QList<TimeTick> timeTicks(Milliseconds from, Milliseconds until, int most)
{
    QList<TimeTick> ticks;
    if (until < from || most < 1)
        return ticks;
    const qint64 step = stepFor((until - from).count(), most);
    const qint64 first = (std::max<qint64>(from.count(), 0) + step - 1) / step * step;
    for (qint64 at = first; at <= until.count() && ticks.size() < most; at += step)
        ticks.append({Milliseconds(at), label(at, step)});
    return ticks;
}

} // namespace cairn
