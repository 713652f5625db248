#include "runner/incomingmessages.h"

#include "base/logging.h"
#include "control/judgement.h"
#include "control/storedheaders.h"
#include "store/upkeep.h"

#include <QMimeDatabase>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Ok = 200;
constexpr int Accepted = 202;
constexpr int Unauthorized = 401;
constexpr int NotFoundStatus = 404;
constexpr int Gone = 410;
constexpr int TooLarge = 413;
constexpr int TooMany = 429;
constexpr int Unavailable = 503;

/// The last part of `path` if the rest is `prefix`; empty otherwise.
QString lastPart(const QString &path, QLatin1String prefix)
{
    if (!path.startsWith(prefix))
        return {};
    const QString part = path.mid(prefix.size());
    return part.contains(u'/') ? QString() : QUrl::fromPercentEncoding(part.toLatin1());
}

/// What is kept of a message's header: what it says about its body, and no signatures.
QByteArray keptHeaders(const HeaderList &headers)
{
    HeaderList kept;
    for (const auto &[name, value] : headers) {
        if (name == "content-type" || name == "webhook-id" || name == "webhook-timestamp" || name == "user-agent")
            kept.append({name, value});
    }
    return storedHeaders(merged(std::move(kept)));
}

QString fileNameFor(const QByteArray &contentType, const QString &id)
{
    static const QRegularExpression unsafe(u"[^A-Za-z0-9._-]"_s);
    const QString type = QString::fromLatin1(contentType).section(u';', 0, 0).trimmed();
    const QString suffix = type.isEmpty() ? QString() : QMimeDatabase().mimeTypeForName(type).preferredSuffix();
    const QString name = QString(id).replace(unsafe, u"_"_s).left(100);
    return name + u'.' + (suffix.isEmpty() ? u"bin"_s : suffix);
}

} // namespace

IncomingMessages::IncomingMessages(Store &store, StoreReader &reader, const Clock &clock, ResumeQueue &home,
                                   ExpressionEngine &engine, Credentials credentials, Arrived arrived, TurnedAway turnedAway)
    : m_store(store), m_reader(reader), m_clock(clock), m_home(home), m_engine(engine), m_credentials(std::move(credentials)),
      m_arrived(std::move(arrived)), m_turnedAway(std::move(turnedAway)),
      m_listener([this](ListenerRequest request, Responder responder) {
          take(std::move(request), std::move(responder)); // detached: who stops it waits until nothing is under way
      })
{
}

Result<void> IncomingMessages::start(const ListenerSettings &settings)
{
    ListenerOptions options;
    options.address = QHostAddress(settings.address);
    options.port = quint16(settings.port);
    options.certificateFile = settings.certificate;
    options.keyFile = settings.key;
    options.maxBody = settings.maxBody;
    if (const auto started = m_listener.start(options); !started)
        return started;
    m_base = settings.publicUrl.isEmpty() ? m_listener.url().toString(QUrl::StripTrailingSlash) : settings.publicUrl;
    qCInfo(lcRunner).noquote() << "listening for callbacks and webhooks at" << m_listener.url().toString();
    return {};
}

Result<void> IncomingMessages::start(const MessageDoor &door)
{
    m_base = door([this](const ListenerRequest &request, const Responder &responder) { take(request, responder); });
    return {};
}

/// `settled` is called once the messages that came before are written, unless that is so already.
void IncomingMessages::stop(std::function<void()> settled)
{
    m_listener.stop();
    m_settled = std::move(settled);
}

QCoro::Task<> IncomingMessages::take(ListenerRequest request, Responder responder)
{
    ++m_pending;
    const QString id = lastPart(request.path, "/callbacks/"_L1);
    const QString name = lastPart(request.path, "/webhooks/"_L1);
    if (!id.isEmpty())
        co_await takeCallback(id, request, responder);
    else if (!name.isEmpty())
        co_await takeWebhook(name, request, responder);
    else
        responder.answer(NotFoundStatus);
    letGo();
}

void IncomingMessages::letGo()
{
    --m_pending;
    if (m_pending == 0 && m_settled)
        m_settled();
}

/// The message, if it is signed as it must be.
QCoro::Task<Result<Message>> IncomingMessages::messageOf(const ListenerRequest &request, QString secret)
{
    Message message;
    message.at = m_clock.now();
    message.headers = keptHeaders(request.headers);
    message.id = QString::fromLatin1(headerValue(request.headers, "webhook-id").left(200));
    if (message.id.isEmpty())
        message.id = u"sha256-"_s + Digest::of(request.body).toHex();
    if (secret.isEmpty())
        co_return message;
    AskedSecret asked(m_home, m_credentials, secret,
                      m_clock.now()); // which may take longer than anybody who is not known should hold us up
    const auto texts = co_await asked.done();
    if (!texts) // ours to mend, and not the sender's to know
        co_return tl::unexpected(Error{ErrorKind::Io, texts.error().detail, texts.error().where, texts.error().remedy});
    co_return verified(std::move(message), request, secret, *texts);
}

/// `texts`: the secrets of that name, one or, after a rotation, two.
Result<Message> IncomingMessages::verified(Message message, const ListenerRequest &request, const QString &secret,
                                           const QStringList &texts)
{
    const auto keys = webhookKeys(texts);
    if (!keys)
        return tl::unexpected(Error{ErrorKind::Io, keys.error().detail, secret, keys.error().remedy}); // ours, not the sender's
    const auto known = verifyWebhook(*keys, request.headers, request.body, message.at);
    if (!known)
        return tl::unexpected(known.error());
    message.id = QString::fromLatin1(known->id);
    return message;
}

/// Acknowledges once it is durable.
void IncomingMessages::commit(Transaction transaction, RunId run, const StepKey &step, const Responder &responder, int status,
                              const Fields &fields)
{
    ++m_pending;
    m_store.commit(std::move(transaction), [this, run, step, responder, status, fields](const Result<Committed> &done) {
        if (done) {
            responder.answer(status, fields);
        } else if (done.error().kind == ErrorKind::Conflict && !step.step.isEmpty()) { // the run was erased meanwhile
            responder.answer(Gone);
        } else {
            qCWarning(lcRunner) << "a message could not be stored:" << describe(done.error());
            responder.answer(Unavailable);
        }
        m_home.post([this, run, step, isStored = done.has_value()] {
            if (isStored)
                m_arrived(run, step);
            letGo();
        });
    });
}

/// The step tells of it: its service calls, perhaps, and shares another secret with us.
void IncomingMessages::refuseCallback(const Callback &callback, const Error &error, const Responder &responder)
{
    if (error.kind != ErrorKind::Usage)
        m_turnedAway(callback.run, callback.key, u"%1 %2"_s.arg(CallNotChecked, describeCause(error)));
    else if (m_unsigned.isDue(callback.id, m_clock.now()))
        m_turnedAway(callback.run, callback.key, u"%1 %2"_s.arg(CallTurnedAway, error.detail));
    refuse(u"a call back to run %1 step %2"_s.arg(callback.run.toString(), callback.key.toString()), error, responder);
}

void IncomingMessages::refuse(const QString &what, const Error &error, const Responder &responder)
{
    if (error.kind != ErrorKind::Usage) {
        qCWarning(lcRunner).noquote() << what << CallNotChecked << describe(error);
        return responder.answer(Unavailable);
    }
    if (m_unsigned.isDue(what, m_clock.now()))
        qCWarning(lcRunner).noquote() << what << CallTurnedAway << error.detail;
    responder.answer(Unauthorized, QJsonObject{{u"error"_s, error.detail}});
}

/// Or to be. (That it cannot be told is no matter: the commit looks as well.)
bool IncomingMessages::isErased(RunId run) const
{
    const auto erasure = m_store.upkeep() ? m_store.upkeep()->erasureOf(run) : Result<std::optional<Erasure>>(std::nullopt);
    return erasure && erasure->has_value();
}

/// Whether a message may be more than a report of progress, as far as can be told here. What cannot be understood may be.
bool IncomingMessages::mayDecide(const CallbackRule &rule, const QByteArray &headers, const QByteArray &body) const
{
    StepResult result{Ok, readHeaders(headers), {}};
    if (saysJson(result.headers))
        result.body = body;
    const auto maySay = [&](const QString &test) {
        return !whyNoJson(result, test).isEmpty() || answerSays(result, test, m_engine).value_or(true);
    };
    return rule.until.isEmpty() || maySay(rule.until) || (!rule.failWhen.isEmpty() && maySay(rule.failWhen));
}

/// One that comes early waits in the store for its step; one that comes late stays there, to be seen.
QCoro::Task<> IncomingMessages::takeCallback(QString id, const ListenerRequest &request, const Responder &responder)
{
    const auto callback = m_reader.callback(id);
    if (!callback)
        co_return responder.answer(callback.error().kind == ErrorKind::NotFound ? NotFoundStatus : Unavailable);
    const auto run = m_reader.run(callback->run);
    const auto version = run ? m_reader.pipelineVersion(run->pipelineVersionId) : tl::unexpected(run.error());
    const Step *step = version ? version->pipeline.step(callback->key.step) : nullptr;
    if (!step || !step->callback)
        co_return responder.answer(Unavailable);
    auto message = co_await messageOf(request, step->callback->secret);
    if (!message)
        co_return refuseCallback(*callback, message.error(), responder);
    if (isFinished(run->state) && isErased(run->id))
        co_return responder.answer(Gone);
    const auto known = m_reader.callbackMessages(id, MostCallbackMessages);
    if (!known)
        co_return responder.answer(Unavailable);
    const bool isRepeat = std::any_of(known->begin(), known->end(), [&](const Message &one) { return one.id == message->id; });
    if (isRepeat || (known->size() >= MostProgressMessages && !mayDecide(*step->callback, message->headers, request.body)))
        co_return responder.answer(Accepted);
    if (known->size() >= MostCallbackMessages)
        co_return responder.answer(TooMany);
    auto staged = m_store.payloads().stage(request.body);
    if (!staged)
        co_return responder.answer(Unavailable);
    message->body = staged->ref;
    Transaction transaction(PutPayload{std::move(*staged)}, AddCallbackMessage{id, *message, callback->run});
    commit(std::move(transaction), callback->run, callback->key, responder, Accepted, std::nullopt);
}

QCoro::Task<> IncomingMessages::takeWebhook(QString pipeline, const ListenerRequest &request, const Responder &responder)
{
    const auto version = m_reader.pipeline(pipeline);
    if (!version)
        co_return responder.answer(version.error().kind == ErrorKind::NotFound ? NotFoundStatus : Unavailable);
    const QString &secret = version->pipeline.input.webhookSecret;
    if (secret.isEmpty())
        co_return responder.answer(NotFoundStatus);
    const auto message = co_await messageOf(request, secret);
    if (!message)
        co_return refuse(u"a webhook for %1"_s.arg(pipeline), message.error(), responder);
    if (const qint64 most = version->pipeline.input.maxSize; most > 0 && request.body.size() > most)
        co_return responder.answer(TooLarge);
    const auto told = [](RunId run) { return QJsonObject{{u"run"_s, run.toString()}}; };
    const auto before = m_reader.runOfWebhook(pipeline, message->id);
    if (before && *before)
        co_return responder.answer(Accepted, told(**before));
    auto staged = m_store.payloads().stage(request.body);
    if (!before || !staged)
        co_return responder.answer(Unavailable);
    RunRecord run =
        newRun(*version, fileNameFor(headerValue(request.headers, "content-type"), message->id), staged->ref, m_clock.now());
    RunOrigin origin;
    origin.source = u"webhook"_s;
    origin.path = message->id;
    origin.submitter = u"runner"_s;
    Transaction transaction(PutPayload{std::move(*staged)}, InsertRun{run}, PutOrigin{run.id, origin},
                            MarkWebhook{pipeline, message->id, run.id, run.submittedAt});
    commit(std::move(transaction), run.id, {}, responder, Accepted, told(run.id));
}

} // namespace cairn
