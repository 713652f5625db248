#pragma once

#include "base/ids.h"
#include "base/timestamp.h"
#include "model/dataprotection.h"

#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace cairn {

// Texts marked (template) may hold jq expressions in ${{ }}; room `definition` renders them.

/// What a request carries. Exactly one kind; a file is streamed, never loaded.
struct RequestBody
{
    enum class Kind { None, File, Raw, Json, Multipart };
    struct Part
    {
        QString name;
        QString value;       ///< (template) a text, or an expression giving a payload reference, sent as a file
        QString fileName;    ///< (template) overrides the payload's own name
        QString contentType; ///< (template)
        bool operator==(const Part &) const = default;
    };

    Kind kind = Kind::None;
    QString text;        ///< (template) File: expression giving a payload reference; Raw: the text itself
    QJsonValue json;     ///< Json: any value whose strings are templates
    QList<Part> parts;   ///< Multipart, in order
    QString contentType; ///< (template) empty: the kind's own
    bool operator==(const RequestBody &) const = default;
};

/// One HTTP request as written in a step.
struct Request
{
    QString method = QStringLiteral("GET");
    QString path;                               ///< (template) relative to the base URL, or absolute on the same origin
    QList<std::pair<QString, QString>> query;   ///< (template) values
    QList<std::pair<QString, QString>> headers; ///< (template) values
    RequestBody body;
    bool operator==(const Request &) const = default;
};

/// What is expected of a response.
struct ResponseRule
{
    QList<int> status; ///< accepted status codes; empty: any 2xx
    QString expect;    ///< jq test over the step's result {status, headers, body, sha256, size}; empty: none
    QString sha256;    ///< (template) the digest that the body must have; empty: not checked
    QString schema;    ///< `name@version` that the body must satisfy; empty: none
    bool operator==(const ResponseRule &) const = default;
};

/// How a step learns that what it asked for is done: it asks again and again.
struct Polling
{
    Request request;           ///< (template) its expressions also see .response, the answer to the step's own request
    Milliseconds every{2'000}; ///< from one answer to the next question
    QString until;             ///< jq test over the answer, as in ResponseRule::expect: it is done
    QString failWhen;          ///< jq test over the answer: it will never be; empty: none
    QString pending;           ///< jq test over the answer: not yet, though it looks like a failure; empty: none
    Milliseconds timeout{0};   ///< from the answer to the step's own request; 0: as long as the run may take
    bool operator==(const Polling &) const = default;
};

/// The same, but the service calls back.
struct CallbackRule
{
    QString secret;   ///< credential that messages are signed with (Standard Webhooks); empty: the URL itself is the secret
    QString until;    ///< jq test over the message, as in ResponseRule::expect: it is the last one; empty: any is
    QString failWhen; ///< jq test over the message: it will never be done; empty: none
    Milliseconds timeout{0}; ///< from the answer to the step's own request; more than 0
    bool operator==(const CallbackRule &) const = default;
};

/// Finds out whether a request took effect whose outcome is unknown. Whatever status the answer has, the tests decide.
struct Reconciliation
{
    Request request;     ///< (template) its expressions also see .idempotency_key, the one of the request in doubt
    QString happened;    ///< jq test over the answer: it did, and this answer stands for the step's own
    QString notHappened; ///< jq test over the answer: it did not
    bool operator==(const Reconciliation &) const = default;
};

/// How many of a fanned-out step's items must succeed.
struct PartialRule
{
    int count = 0;    ///< at least so many; 0: see `share`
    double share = 1; ///< (0, 1], of all items
    bool operator==(const PartialRule &) const = default;
};

/// Writes a payload into a folder of the local file system.
struct Delivery
{
    QString to;      ///< folder, relative to the workspace
    QString name;    ///< (template) file name, no separators
    QString content; ///< (template) payload reference, or any JSON value
    bool operator==(const Delivery &) const = default;
};

/// One node of the DAG: an HTTP exchange with a service, or a delivery.
struct Step
{
    StepId id;
    QList<StepId> needs;
    QString service; ///< empty for a delivery
    Request request;
    ResponseRule response;
    std::optional<Polling> poll;          ///< the step is done only when this says so
    std::optional<CallbackRule> callback; ///< or this; never both
    std::optional<Reconciliation> reconcile;
    std::optional<Request> cancel; ///< (template) tells the service to give up what it has taken up; sees .response
    std::optional<Delivery> deliver;
    QString requestSchema;         ///< `name@version` that a JSON body must satisfy before it is sent; empty: none
    Milliseconds latencyBudget{0}; ///< of one exchange; 0: the service's
    QString forEach;               ///< (template) one expression giving an array, an item for each value; empty: not fanned out
    int parallel = 8;              ///< items under way at once
    std::optional<PartialRule> partial; ///< nullopt: all items must succeed
    QString when;                       ///< (template) one expression; false or null skips the step; empty: always done
    bool critical = true;               ///< false: where it would block, the run goes on without it, degraded
    bool operator==(const Step &) const = default;

    bool isFannedOut() const { return !forEach.isEmpty(); }
    bool isAwaited() const { return poll || callback; }
};

/// Item number of a step that is not fanned out, and of a fanned-out step as a whole.
inline constexpr int NoItem = -1;

/// A step, or one item of it.
struct StepKey
{
    StepId step;
    int item = NoItem;

    StepKey() = default;
    StepKey(StepId id, int number = NoItem) : step(std::move(id)), item(number) {}
    QString toString() const { return item == NoItem ? step.name() : step.name() + QLatin1Char('/') + QString::number(item); }
    bool operator==(const StepKey &) const = default;
    friend size_t qHash(const StepKey &key, size_t seed = 0) { return qHashMulti(seed, key.step, key.item); }
};

/// Where a pipeline's inputs come from.
struct InputRule
{
    QString watch;                       ///< folder relative to the workspace; empty: submitted only
    QString match = QStringLiteral("*"); ///< file name pattern (wildcards)
    qint64 maxSize = 0;                  ///< bytes; 0: unlimited
    QString webhookSecret;               ///< credential that webhooks starting a run are signed with; empty: there are none
    ProvenanceRule provenance{};
    bool operator==(const InputRule &) const = default;
};

/// How long what runs leave behind is kept once they have ended.
struct Retention
{
    Milliseconds payloads{0}; ///< 0: for ever, or as cairn.yaml says
    Milliseconds runs{0};     ///< the same for the runs themselves, with all that is known of them
    bool operator==(const Retention &) const = default;
};

/// What rules a pipeline that says `own` where cairn.yaml says `standard`. Payloads are kept no longer than their runs, which go
/// once these are erased.
inline Retention ruling(const Retention &own, const Retention &standard)
{
    Retention kept{own.payloads.count() > 0 ? own.payloads : standard.payloads, own.runs.count() > 0 ? own.runs : standard.runs};
    if (kept.runs.count() > 0 && (kept.payloads.count() == 0 || kept.runs < kept.payloads))
        kept.payloads = kept.runs;
    return kept;
}

/// Steps in a DAG, in the order they were written.
struct Pipeline
{
    QString name;
    int version = 1;
    InputRule input;
    Milliseconds deadline{0}; ///< of a whole run from its submission; 0: none
    Retention retention;
    QList<Step> steps;
    DataRule data{};

    const Step *step(const StepId &id) const
    {
        for (const Step &candidate : steps) {
            if (candidate.id == id)
                return &candidate;
        }
        return nullptr;
    }
};

/// A pipeline as recorded in the store: immutable, addressed by its digest.
struct PipelineVersion
{
    qint64 id = 0;     ///< 0: not recorded yet
    Digest digest;     ///< of the canonical JSON
    QByteArray source; ///< the YAML text it was read from
    Pipeline pipeline;
};

} // namespace cairn
