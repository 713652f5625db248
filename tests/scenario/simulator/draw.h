#pragma once

#include <QtGlobal>

#include <initializer_list>

namespace cairn::simulator {

/// Random numbers that a seed alone decides: SplitMix64 (Steele, Lea, Flood 2014), independent of any library's distributions.
class Draw
{
public:
    /// Numbers of different seeds and streams have nothing to do with each other.
    Draw(quint64 seed, quint64 stream) : m_state(mixed(mixed(seed) + stream)) {}

    quint64 next() { return mixed(m_state += 0x9E3779B97F4A7C15u); }
    int below(int limit) { return int(next() % quint64(limit)); }
    int between(int lowest, int highest) { return lowest + below(highest - lowest + 1); }
    bool chance(int percent) { return below(100) < percent; }
    /// As often below 2 as between 2 and 4, 4 and 8, …: small numbers are as interesting as large ones.
    int scaled(int bits)
    {
        const int magnitude = 1 << below(bits);
        return magnitude + below(magnitude);
    }
    template <typename T> T pick(std::initializer_list<T> choices) { return *(choices.begin() + below(int(choices.size()))); }

private:
    static quint64 mixed(quint64 z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

    quint64 m_state;
};

} // namespace cairn::simulator
