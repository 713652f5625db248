#pragma once

#include <QtGlobal>

#include <ctime>

/// Measures what this process computes, in milliseconds: another one that keeps the processor does not count.
class ProcessorTimer
{
public:
    qint64 elapsed() const { return qint64(std::clock() - m_start) * 1'000 / CLOCKS_PER_SEC; }

private:
    const std::clock_t m_start = std::clock();
};
