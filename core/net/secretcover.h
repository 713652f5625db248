#pragma once

#include "net/httpclient.h"

namespace cairn {

/// The ways in which the secret of a request stands on the wire, and in which an answer may quote it: as it is, encoded for a
/// query, as a string of JSON, with a user name before it in base64. None for credentials that are never sent themselves.
QList<QByteArray> quotableForms(const CredentialRule &rule, QByteArrayView secret);

/// Whether a text is so long, or so mixed, that it stands nowhere by accident. Others are left in bodies, where they may be data.
bool isUnmistakable(QByteArrayView text);

/// A sink before another one that covers with asterisks what a service sends back of the secret it was shown: what is recorded of
/// an answer, and goes to other services, never has it. As many bytes come out as went in, the last few only with finish().
/// Belongs to one exchange.
class SecretCover final : public ResponseSink
{
public:
    explicit SecretCover(ResponseSink &behind) : m_behind(behind) {}
    ~SecretCover() override;

    /// Before the first byte; forms that are not unmistakable are left out.
    void setForms(const QList<QByteArray> &forms);
    Result<void> accept(QByteArrayView bytes) override;
    /// Hands on what is still held back.
    Result<void> finish();
    /// Something was covered.
    bool hasCovered() const { return m_hasCovered; }

private:
    void cover(QByteArray &bytes);

    ResponseSink &m_behind;
    QList<QByteArray> m_forms;
    qsizetype m_held = 0; ///< bytes at the end that may be the beginning of a form
    QByteArray m_tail;
    bool m_hasCovered = false;
};

} // namespace cairn
