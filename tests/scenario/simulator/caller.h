#pragma once

#include "world.h"

namespace cairn::simulator {

/// What services send by themselves: that a job is done, or will not be, or goes on. Once or twice, early or late, or never; and
/// again if it was not acknowledged.
class Caller
{
public:
    explicit Caller(World &world) : m_world(world), m_draw(world.plan.seed, 4) {}

    /// A service has taken up a job, and was told where to call back.
    void begin(const QByteArray &job, const QUrl &url);

private:
    std::shared_ptr<Letter> letter(const QByteArray &job, const QString &path, const QString &state, int number);
    void post(const std::shared_ptr<Letter> &letter);
    void postAfter(Milliseconds delay, const std::shared_ptr<Letter> &letter);
    void again(const std::shared_ptr<Letter> &letter);
    void isAnswered(const std::shared_ptr<Letter> &letter, int status);

    World &m_world;
    Draw m_draw;
};

} // namespace cairn::simulator
