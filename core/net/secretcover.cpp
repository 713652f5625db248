#include "net/secretcover.h"

#include "net/proof.h"

#include <algorithm>

#include <sodium.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongEnough = 16;  ///< bytes that no data has by accident
constexpr qsizetype MixedEnough = 8;  ///< bytes with letters and digits, likewise
constexpr qsizetype ShortestForm = 4; ///< shorter ones would be found everywhere

bool isDigitOf(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetterOf(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// As a JSON string has it; `slash`: as PHP writes one.
QByteArray inJson(QByteArray text, const QByteArray &slash)
{
    return text.replace('\\', "\\\\").replace('"', "\\\"").replace('/', slash);
}

} // namespace

QList<QByteArray> quotableForms(const CredentialRule &rule, QByteArrayView secret)
{
    if (secret.isEmpty() || rule.kind == CredentialKind::None || rule.kind == CredentialKind::Mtls ||
        rule.kind == CredentialKind::Hmac)
        return {};
    const QByteArray plain = secret.toByteArray();
    const QByteArray encoded = plain.toPercentEncoding();
    QList<QByteArray> forms{plain, encoded, inJson(plain, "/"), inJson(plain, "\\/")};
    if (rule.kind == CredentialKind::Basic)
        forms.append(basicAuthorization(rule.user.toUtf8(), secret).mid(6));
    // the longest first: one may be a part of another
    std::stable_sort(forms.begin(), forms.end(),
                     [](const QByteArray &one, const QByteArray &other) { return one.size() > other.size(); });
    QList<QByteArray> kept;
    for (const QByteArray &form : std::as_const(forms)) {
        if (form.size() >= ShortestForm && !kept.contains(form))
            kept.append(form);
    }
    return kept;
}

bool isUnmistakable(QByteArrayView text)
{
    return text.size() >= LongEnough || (text.size() >= MixedEnough && std::any_of(text.begin(), text.end(), isDigitOf) &&
                                         std::any_of(text.begin(), text.end(), isLetterOf));
}

SecretCover::~SecretCover()
{
    for (QByteArray &form : m_forms)
        sodium_memzero(form.data(), size_t(form.size()));
}

void SecretCover::setForms(const QList<QByteArray> &forms)
{
    for (const QByteArray &form : forms) {
        if (!isUnmistakable(form))
            continue;
        m_forms.append(form);
        m_held = std::max(m_held, form.size() - 1);
    }
}

void SecretCover::cover(QByteArray &bytes)
{
    for (const QByteArray &form : std::as_const(m_forms)) {
        for (qsizetype at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + form.size())) {
            std::fill_n(bytes.begin() + at, form.size(), '*');
            m_hasCovered = true;
        }
    }
}

Result<void> SecretCover::accept(QByteArrayView bytes)
{
    if (m_forms.isEmpty())
        return m_behind.accept(bytes);
    m_tail.append(bytes.data(), bytes.size());
    cover(m_tail);
    const qsizetype whole = m_tail.size() - m_held;
    if (whole <= 0)
        return {};
    const auto accepted = m_behind.accept(QByteArrayView(m_tail).first(whole));
    m_tail.remove(0, whole);
    return accepted;
}

Result<void> SecretCover::finish()
{
    const QByteArray rest = std::exchange(m_tail, {});
    return rest.isEmpty() ? Result<void>() : m_behind.accept(rest);
}

} // namespace cairn
