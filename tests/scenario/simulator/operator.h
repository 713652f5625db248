#pragma once

#include "world.h"

namespace cairn::simulator {

/// The person at the console: looks now and then, settles what stands, and sometimes meddles with what moves. Knows what the
/// services know, and never asks for a thing to be done twice.
class Operator
{
public:
    using Submit = std::function<bool(const Command &)>;
    Operator(World &world, Submit submit) : m_world(world), m_submit(std::move(submit)), m_draw(world.plan.seed, 3) {}

    void begin();

private:
    void look();
    void consider(int run);
    bool settleUnknown(int run, int step);
    bool settleBlocked(int run, int step);
    void meddle(int run);
    void orderBreaker();
    void ask(CommandKind kind, int run, int step = -1);

    World &m_world;
    Submit m_submit;
    Draw m_draw;
    int m_orders = 0;
    std::map<int, int> m_retries; ///< asked for, by step
};

} // namespace cairn::simulator
