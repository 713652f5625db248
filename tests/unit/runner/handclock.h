#pragma once

#include "base/timestamp.h"

/// Time that passes when a test says so.
class HandClock final : public cairn::Clock
{
public:
    cairn::Timestamp now() const override { return m_now; }
    std::chrono::nanoseconds steady() const override { return m_steady; }
    void forward(cairn::Milliseconds by)
    {
        m_now += by;
        m_steady += by;
    }
    /// As somebody does who puts a clock right.
    void setBack(cairn::Milliseconds by) { m_now -= by; }

private:
    cairn::Timestamp m_now{std::chrono::seconds(1'000'000)};
    std::chrono::nanoseconds m_steady = std::chrono::seconds(5);
};
