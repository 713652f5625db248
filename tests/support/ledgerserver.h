#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QThread>

#include <atomic>
#include <chrono>
#include <functional>

class QTcpSocket;

namespace cairn::testing {

/// One request as the service saw it.
struct LedgerEntry
{
    QByteArray method;
    QByteArray path;
    QByteArray key;        ///< Idempotency-Key, unquoted
    QByteArray trace;      ///< traceparent
    QByteArray bodySha256; ///< hexadecimal
    qint64 bodySize = 0;
    QByteArray body; ///< the first 64 KiB of it
    QHash<QByteArray, QByteArray> headers;
    std::chrono::steady_clock::time_point arrived; ///< when it was there whole
};

/// What the service does with a request that it has read whole.
struct LedgerAnswer
{
    int status = 200;
    QByteArray body = "{\"ok\":true}";
    QByteArray extraHeaders; ///< "Retry-After: 1\r\n"
    enum class End {
        Normal,
        ResetBeforeReply,
        CloseBeforeReply,
        Truncate,
        CutWithoutLength,
        WholeWithoutLength,
        Silent
    } end = End::Normal;
    int delayMs = 0;
    const std::atomic<bool> *until = nullptr; ///< kept back until it is true
};
/// It has the request, and says nothing for as long as the test takes.
LedgerAnswer silent();
/// It has the request, and the connection is reset.
LedgerAnswer reset();

/// An HTTP service on 127.0.0.1 that writes down every request before it answers: the judge outside of Cairn. On a thread of
/// its own; the calls below are thread-safe.
class LedgerServer : public QThread
{
public:
    /// Decides answers; called on the server's thread with the entry and its number (from 1).
    using Behaviour = std::function<LedgerAnswer(const LedgerEntry &, int number)>;

    explicit LedgerServer(Behaviour behaviour = {});
    ~LedgerServer() override;

    quint16 port() const { return m_port; }
    QList<LedgerEntry> entries() const;
    int count() const { return m_count; }
    /// How long after the one before it request `number` (from 1) came.
    std::chrono::milliseconds pauseBefore(int number) const;

protected:
    void run() override;

private:
    struct Connection;
    void read(Connection &connection);
    bool takeRequest(Connection &connection);
    void reply(Connection &connection, const LedgerAnswer &answer);
    void replyLater(Connection &connection, const LedgerAnswer &answer);
    static void write(QTcpSocket &socket, const LedgerAnswer &answer);

    Behaviour m_behaviour;
    std::atomic<quint16> m_port = 0;
    std::atomic<int> m_count = 0;
    mutable QMutex m_mutex;
    QList<LedgerEntry> m_entries;
};

} // namespace cairn::testing
