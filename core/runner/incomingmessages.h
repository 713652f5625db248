#pragma once

#include "control/submission.h"
#include "definition/settings.h"
#include "net/listener.h"
#include "net/webhooksignature.h"
#include "runner/askedsecret.h"
#include "runner/runcarrier.h"
#include "runner/storebridge.h"

namespace cairn {

/// Another way in for messages than a listener: is told who takes them, and says what services reach it by.
using MessageDoor = std::function<QString(Listener::Handler)>;

/// Takes in what services send: callbacks of steps (POST /callbacks/ID) and webhooks that start runs (POST /webhooks/PIPELINE).
/// A message is acknowledged once it is durable, repeats are acknowledged and change nothing, and who does not know an address or
/// its secret learns nothing of callbacks. Lives on the runner's thread.
class IncomingMessages
{
public:
    using Arrived = std::function<void(RunId, const StepKey &)>;
    using TurnedAway = std::function<void(RunId, const StepKey &, const QString &why)>;

    /// `arrived` is told of the step that a message is for; of a run that it has started, without a step. `turnedAway` of a step
    /// that was called back by one whose call could not be checked, or is not signed as it must be; of the latter, which anybody
    /// could send, now and then.
    IncomingMessages(Store &store, StoreReader &reader, const Clock &clock, ResumeQueue &home, ExpressionEngine &engine,
                     Credentials credentials, Arrived arrived, TurnedAway turnedAway);

    /// Errors: those of Listener::start().
    Result<void> start(const ListenerSettings &settings);
    /// The same without a listener: messages come in through this door.
    Result<void> start(const MessageDoor &door);
    void stop(std::function<void()> settled);
    /// Messages are being checked or written.
    bool isBusy() const { return m_pending > 0; }
    /// What services reach it by, without a slash at its end; empty unless started.
    QString base() const { return m_base; }

private:
    using Fields = std::optional<QJsonObject>;

    QCoro::Task<> take(ListenerRequest request, Responder responder);
    QCoro::Task<> takeCallback(QString id, const ListenerRequest &request, const Responder &responder);
    QCoro::Task<> takeWebhook(QString pipeline, const ListenerRequest &request, const Responder &responder);
    QCoro::Task<Result<Message>> messageOf(const ListenerRequest &request, QString secret);
    static Result<Message> verified(Message message, const ListenerRequest &request, const QString &secret,
                                    const QStringList &texts);
    void letGo();
    void commit(Transaction transaction, RunId run, const StepKey &step, const Responder &responder, int status,
                const Fields &fields);
    void refuseCallback(const Callback &callback, const Error &error, const Responder &responder);
    void refuse(const QString &what, const Error &error, const Responder &responder);
    bool isErased(RunId run) const;
    bool mayDecide(const CallbackRule &rule, const QByteArray &headers, const QByteArray &body) const;

    Store &m_store;
    StoreReader &m_reader;
    const Clock &m_clock;
    ResumeQueue &m_home;
    ExpressionEngine &m_engine; ///< judges messages when many have come
    Credentials m_credentials;
    Arrived m_arrived;
    TurnedAway m_turnedAway;
    LogRest m_unsigned; ///< what was called without a signature that fits
    Listener m_listener;
    QString m_base;
    int m_pending = 0;
    std::function<void()> m_settled;
};

} // namespace cairn
