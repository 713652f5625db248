#pragma once

#include "documentstore.h"
#include "message.h"

#include <QUrl>

#include <functional>

namespace cairn::demo {

/// Stores documents and hands them out again: the one demo service with effects, therefore the one that honours
/// Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header): the same request again gets the first answer again,
/// with `Idempotent-Replayed: true`; the key with another request is refused with 422.
///   PUT  v1/documents/NAME         body = the document
///   POST v1/documents              multipart/form-data with a part `document`, or JSON
///   GET  v1/documents[/ID[/PART]]  the list; the document; another of its parts
class PublishService final : public Service
{
public:
    /// What happened to the store since the start.
    struct Effects
    {
        qint64 created = 0;
        qint64 replaced = 0;
        qint64 replayed = 0; ///< answered from a key, without an effect
        qint64 refused = 0;  ///< a key came with another request
    };

    /// `base` is the URL that documents are published under.
    PublishService(DocumentStore store, const QUrl &base) : m_store(std::move(store)), m_base(base) {}

    Reply answer(const Call &call) override;
    const Effects &effects() const { return m_effects; }

private:
    Reply put(const Call &call, const QString &name);
    Reply post(const Call &call);
    Reply postForm(const Call &call);
    Reply postJson(const Call &call);
    Reply list() const;
    Reply get(const QString &id, const QString &part) const;

    /// Runs `effect` unless the call's idempotency key was answered before. `request` digests all that the key stands for.
    Reply once(const Call &call, const QString &request, const std::function<Reply()> &effect);
    Reply publish(const Document &document, int status);
    QString newId(const Call &call, const QString &fileName) const;

    DocumentStore m_store;
    QUrl m_base;
    Effects m_effects;
};

} // namespace cairn::demo
