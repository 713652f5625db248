#pragma once

#include "plan.h"

#include "model/exchange.h"

#include <QHash>

#include <memory>
#include <vector>

namespace cairn::simulator {

class SimExchange;

/// One runner's life, from its start until it is killed or stopped.
struct Life
{
    int number = 0;
    int events = 0;
    bool isDead = false;     ///< killed: the store and the network know it no more
    bool isTroubled = false; ///< the disk was full in its time
};

/// An answer as a service gives it.
struct Answer
{
    int status = 200;
    HeaderList headers;
    QByteArray body;
};

/// One request on its way, as the world sees it.
struct Wire
{
    int run = 0;
    int step = 0;
    int service = 0;
    bool isPoll = false;
    QByteArray job; ///< which one a poll asks for
    QByteArray span;
    std::shared_ptr<Life> life;
    Fault fault = Fault::None;
    bool isSent = false; ///< something of it may reach the service
    bool hasArrived = false;
    bool isRecalled = false; ///< it will never arrive
    Timestamp startedAt;
    SimExchange *client = nullptr; ///< nullptr: over, for the client
    std::optional<Exchange> told;  ///< how it ended for the client
    int recorded = 0;              ///< attempts in the store that name it
    bool isOpen() const { return client; }
};

/// One step of one run, as its service knows it.
struct Operation
{
    int effects = 0;  ///< in force
    int onTheWay = 0; ///< requests that may still have one
    QByteArray key;
    QByteArray body;
    std::optional<Answer> kept; ///< for the key
    int made = 0;               ///< effects ever
    int lastNumber = 0;         ///< of the attempts in the store, in the generation below
    int generation = 0;
    // what the client was told
    QString token;
    Digest delivered;
    // what became of the requests to a service that is not idempotent
    std::shared_ptr<Wire> last;
    int lastAt = 0;     ///< how many checkpoints there were then
    int unclearAt = -1; ///< likewise at the last end that leaves open whether it happened; -1: none
};

/// Something that a service does in its own time, and is asked about.
struct Job
{
    int run = 0;
    int step = 0;
    int questions = 0; ///< until it is over
    bool fails = false;
    bool hasFailed = false;
    QString token;
};

/// What the services know: the outside witness.
class Ledger
{
public:
    Operation &operation(int run, int step) { return m_operations[run * 64 + step]; }
    const Operation *find(int run, int step) const
    {
        const auto found = m_operations.constFind(run * 64 + step);
        return found == m_operations.cend() ? nullptr : &*found;
    }
    const QHash<int, Operation> &operations() const { return m_operations; }

    std::vector<std::shared_ptr<Wire>> wires;
    QHash<QByteArray, std::shared_ptr<Wire>> bySpan;
    QHash<QByteArray, Job> jobs;

private:
    QHash<int, Operation> m_operations;
};

} // namespace cairn::simulator
