#pragma once

#include "world.h"

namespace cairn::simulator {

/// The person at the console: looks now and then, settles what stands, and sometimes meddles with what moves. Knows what the
/// services know, and never asks for a thing to be done twice.
class Operator
{
public:
    /// What it has to do with the store.
    struct Hands
    {
        std::function<bool(const Transaction &)> submit;
        std::function<StagedPayload(const QByteArray &)> stage;
        /// A new run like this one, from a step on (-1: from the start), on the newest version or on its own.
        std::function<void(int run, int from, bool latest)> rerun;
    };
    Operator(World &world, Hands hands) : m_world(world), m_hands(std::move(hands)), m_draw(world.plan.seed, 3) {}

    void begin();

private:
    void look();
    void consider(int run);
    bool settle(const Place &place);
    bool settleUnknown(const Place &place);
    bool settleBlocked(const Place &place);
    bool hurry(const Place &place);
    void meddle(int run);
    void orderBreaker();
    void rerun(int run);
    bool resumeEdited(const Place &place);
    void ask(CommandKind kind, const Place &place, const QJsonObject &arguments = {}, const QByteArray &payload = {});

    bool hasNothingAtStake(const Place &place) const;
    bool mayRepeat(const Place &place) const;
    bool standsStill(int run) const;

    World &m_world;
    Hands m_hands;
    Draw m_draw;
    int m_orders = 0;
    int m_edits = 0;
    int m_reruns = 0;
    QHash<Place, int> m_retries; ///< asked for
};

} // namespace cairn::simulator
