#include "policy/waves.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

int sizeAfter(int wave)
{
    constexpr int Second = 5;
    return wave == 0 ? 1 : wave < Second ? Second : std::min(2 * wave, LargestWave);
}

/// Why a wave went so badly that the order stops; empty if it did not.
QString tooManyFailed(const WaveInput &input, bool isOver)
{
    const BulkCounts &counts = input.sinceWave;
    const qint64 known = counts.passed + counts.failed;
    if (counts.failed == 0 || (!isOver && known < MinSettled))
        return {};
    if (double(counts.failed) < input.stopAt * double(known))
        return {};
    return u"%1 of %2 in a wave of %3 failed again"_s.arg(counts.failed).arg(known).arg(input.wave);
}

} // namespace

WaveStep nextWave(const WaveInput &input)
{
    if (input.listed)
        return {};
    const int room = std::max(input.room, 0);
    if (!input.canary)
        return {room, 0, {}};
    const qint64 sent = input.sinceWave.asked - input.sinceWave.refused;
    const bool isOver = sent >= input.wave && input.sinceWave.outstanding() <= 0;
    if (const QString why = tooManyFailed(input, isOver); !why.isEmpty())
        return {0, 0, why};
    const int size = isOver ? sizeAfter(input.wave) : input.wave;
    const int missing = isOver ? size : int(std::max<qint64>(input.wave - sent, 0));
    const int ask = input.breakerOpen ? 0 : std::min(missing, room);
    return {ask, isOver && ask > 0 ? size : 0, {}};
}

} // namespace cairn
