#pragma once

#include "place.h"
#include "plan.h"

#include "model/exchange.h"

#include <QHash>
#include <QUrl>

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
    bool isStopping = false; ///< it was told to stop: soon what is on the wire is cut off
};

/// An answer as a service gives it.
struct Answer
{
    int status = 200;
    HeaderList headers;
    QByteArray body;
};

/// What a request asks for.
enum class Errand {
    Do,      ///< the step's own
    Poll,    ///< whether what it asked for is done
    Inquire, ///< whether a request in doubt took effect
    CallOff, ///< that it be given up
};

/// One request on its way, as the world sees it.
struct Wire
{
    Place place;
    int service = 0;
    Errand errand = Errand::Do;
    QByteArray about; ///< which job or key it asks for; of the step's own request: its key
    QByteArray body;
    QByteArray span;
    std::shared_ptr<Life> life;
    Fault fault = Fault::None;
    bool isSent = false; ///< something of it may reach the service
    bool hasArrived = false;
    bool isRecalled = false; ///< it will never arrive
    Milliseconds startedAt{0};
    SimExchange *client = nullptr; ///< nullptr: over, for the client
    std::optional<Exchange> told;  ///< how it ended for the client
    int recorded = 0;              ///< attempts in the store that name it
    bool isOpen() const { return client; }
};

/// What a service has to say about what it did.
struct Yield
{
    QString token;
    int list = 0; ///< values made of the token
    bool go = false;
};

/// What a service called back, and the store took in.
struct Word
{
    int generation = 0;
    Digest body;
    bool isFailure = false;
    Milliseconds at{0};
};

/// One step of one run, or one item of it, as its service knows it.
struct Operation
{
    int effects = 0;  ///< in force
    int onTheWay = 0; ///< requests that may still have one
    Yield yield;
    QByteArray job;
    QHash<QByteArray, Answer> kept; ///< by key
    int made = 0;                   ///< effects ever
    bool isCalledOff = false;
    // what it was sent
    QByteArray key;
    QByteArray body;
    int version = 0; ///< of the pipeline, and the generation, that both are of
    int generation = 0;
    QHash<QByteArray, QByteArray> bodies; ///< by key
    std::optional<Milliseconds>
        keyKnownSince; ///< to its service; nullopt: not yet, or somebody has looked whether it may be gone
    // attempts in the store
    int lastNumber = 0; ///< in the generation below
    int numbersOf = 0;
    int attempts = 0; ///< of its own requests, since a person last let it go
    // what the client was told
    QString token;
    Digest delivered;
    std::optional<bool> inquired; ///< the last answer to an inquiry: it happened, it did not; nullopt: neither
    bool hasNoPlace = false;      ///< it waits for its service since that has called back unasked
    int heardOf = -1;             ///< generation that its service has called back about, with whatever word; -1: none
    std::optional<Word> word;     ///< the first that says how it went, of the newest generation
    // what became of the requests to a service that is not idempotent
    std::shared_ptr<Wire> last;
    int lastAt = 0;     ///< how many checkpoints there were then
    int unclearAt = -1; ///< likewise at the last end that leaves open whether it happened; -1: none
};

/// Something that a service does in its own time, and is asked about, or calls back about.
struct Job
{
    Place place;
    int questions = 0; ///< until it is over
    bool fails = false;
    bool hasFailed = false;
    Yield yield;
};

/// A message that a service sends by itself.
struct Letter
{
    Place place;
    QByteArray job; ///< empty: it is a stranger's
    QString state;
    QString path;
    QByteArray id; ///< its sender's; empty: it has none
    QByteArray body;
    int tries = 0;
    bool isStored = false;
};

/// What the services know: the outside witness.
class Ledger
{
public:
    Operation &operation(const Place &place) { return m_operations[place]; }
    const Operation *find(const Place &place) const
    {
        const auto found = m_operations.constFind(place);
        return found == m_operations.cend() ? nullptr : &*found;
    }
    const QHash<Place, Operation> &operations() const { return m_operations; }
    /// A job that has failed has had no effect.
    void fail(Job &job)
    {
        if (!std::exchange(job.hasFailed, true))
            --operation(job.place).effects;
    }

    std::vector<std::shared_ptr<Wire>> wires;
    QHash<QByteArray, std::shared_ptr<Wire>> bySpan;
    QHash<QByteArray, Job> jobs;
    QHash<Digest, std::shared_ptr<Letter>> letters; ///< by their body

private:
    QHash<Place, Operation> m_operations;
};

} // namespace cairn::simulator
