#pragma once

#include "definition/expression.h"
#include "model/pipeline.h"
#include "net/httpclient.h"
#include "store/store.h"

#include <QCache>

namespace cairn {

/// A step's request with all templates filled in.
struct BuiltRequest
{
    HttpRequest http;                    ///< without idempotency key and trace headers
    PayloadRef record;                   ///< what `STEP.in` shows: the body, or for multipart a JSON list of its parts
    std::optional<QByteArray> newRecord; ///< its bytes, unless it is a payload that is stored already
    QList<PayloadRef> files;             ///< stored payloads that go out in the body, in order
    QString address;                     ///< http.url, encoded
    Digest inputDigest;                  ///< of method, URL, content headers and body
};

/// What a step that could not be carried out is put down to: what its pipeline makes of its data, or that it could not be read.
Category categoryOf(ErrorKind kind);

/// Why a request could not be built, in terms of design.md §5.
struct BuildFailure
{
    Category category = Category::Data;
    QString cause;
};

/// Turns a step's declared request into bytes ready to send. What is new in it is in memory alone: it may turn out that it must
/// not be kept. Belongs to the thread of its reader.
class RequestBuilder
{
public:
    RequestBuilder(StoreReader &reader, ExpressionEngine &engine);

    /// `edited`, if it is valid, goes out in place of the body that the step describes.
    tl::expected<BuiltRequest, BuildFailure> build(const Step &step, const Service &service, const ExpressionContext &context,
                                                   const PayloadRef &edited = {});

    /// Of a file by its name alone: the same on every machine, and without reading it.
    QString mediaType(const QString &fileName);

    /// All bytes of a payload of at most `limit` bytes. Small ones are kept at hand for the steps that send them, for as long as
    /// the store has them as well (to the second).
    Result<QByteArray> bytesOf(const PayloadRef &payload, qint64 limit);
    /// All bytes of a request's record, at most 8 MiB of one that is stored.
    Result<QByteArray> recordOf(const BuiltRequest &built);

private:
    template <typename T> using Built = tl::expected<T, BuildFailure>;

    Built<QUrl> url(const Request &request, const Service &service, const ExpressionContext &context);
    Built<void> headers(BuiltRequest &built, const Request &request, const ExpressionContext &context);
    Built<void> body(BuiltRequest &built, const RequestBody &body, const ExpressionContext &context);
    Built<void> editedBody(BuiltRequest &built, const RequestBody &body, const PayloadRef &edited,
                           const ExpressionContext &context);
    Built<void> fileBody(BuiltRequest &built, const RequestBody &body, const ExpressionContext &context);
    Built<void> multipart(BuiltRequest &built, const RequestBody &body, const ExpressionContext &context);
    Built<void> bytesBody(BuiltRequest &built, QByteArray bytes, const QByteArray &contentType);
    Built<OutgoingBody> payloadBody(const PayloadRef &payload);
    Built<PayloadRef> payloadRef(const ExpressionContent &content, const QString &expression);
    Result<PayloadRef> knownPayload(const ExpressionContent &content);
    Built<QString> text(const QString &templateText, const ExpressionContext &context);

    StoreReader &m_reader;
    ExpressionEngine &m_engine;
    struct Recent
    {
        QByteArray bytes;
        std::chrono::steady_clock::time_point seenAt; ///< in the store
    };
    QCache<Digest, Recent> m_recent;      ///< cost in bytes
    QHash<QString, QString> m_mediaTypes; ///< by suffix
};

/// The payload that is meant; its size is looked up. Errors: Usage if none is, NotFound.
Result<PayloadRef> resolvePayload(StoreReader &reader, const ExpressionContent &content);

/// Idempotency key of an attempt: equal across retries, crashes and machines; different once the input or the resume
/// generation changes (design.md §3.3).
QString idempotencyKey(RunId run, const StepId &step, int item, const Digest &input, int generation);

} // namespace cairn
