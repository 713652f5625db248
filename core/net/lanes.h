#pragma once

#include <QNetworkAccessManager>

#include <memory>
#include <vector>

namespace cairn {

/// One manager and how much it carries.
struct Lane
{
    std::unique_ptr<QNetworkAccessManager> manager;
    int active = 0;
    bool retired = false; ///< takes no more exchanges, goes when its last one is over
};

/// The managers of one service. Each one runs a thread of its own and starts only so many exchanges at once; what it is given
/// beyond waits in a queue that Qt does not show. So no lane is ever given more than it can start.
class Lanes
{
public:
    /// HTTP/1.1: what QNetworkAccessManager opens to one host (fixed before Qt 6.5's QHttp1Configuration).
    static constexpr int Http1Capacity = 6;
    /// HTTP/2: streams that every service allows (RFC 9113 section 6.5.2 advises no fewer).
    static constexpr int Http2Capacity = 100;

    /// Applies to lanes taken from now on.
    void configure(int maxConcurrency, int capacity);
    int capacity() const { return m_capacity; }

    /// A place on the lane of the last one while it has any, else on the least busy one, made if need be; nullptr if
    /// maxConcurrency has been reached. What begins together so wakes one manager's thread, and not each in turn.
    Lane *take();
    void giveBack(Lane *lane);
    /// The connection of this lane is suspect: others are to open a new one.
    void retire(Lane *lane);
    /// None of the present connections is to carry what begins from now on.
    void retireAll();

    int active() const { return m_active; }
    int count() const { return int(m_lanes.size()); }

private:
    Lane *add();
    void dropIdleRetired();

    std::vector<std::unique_ptr<Lane>> m_lanes;
    Lane *m_last = nullptr; ///< that a place was taken on
    int m_limit = 1;        ///< lanes in use, retired ones aside
    int m_capacity = Http1Capacity;
    int m_active = 0;
};

} // namespace cairn
