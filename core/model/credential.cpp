#include "model/credential.h"

#include "model/wordtable.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr WordTable<CredentialKind, 6> KindWords{{
    {CredentialKind::Bearer, "bearer"_L1},
    {CredentialKind::Basic, "basic"_L1},
    {CredentialKind::ApiKey, "api_key"_L1},
    {CredentialKind::OAuth2, "oauth2"_L1},
    {CredentialKind::Mtls, "mtls"_L1},
    {CredentialKind::Hmac, "hmac"_L1},
}};
} // namespace

QString word(CredentialKind kind)
{
    return kind == CredentialKind::None ? QString() : wordIn(KindWords, kind);
}

std::optional<CredentialKind> credentialKindFromWord(const QString &word)
{
    return valueIn(KindWords, word);
}

QString previousKey(const QString &key)
{
    return key + u".previous"_s;
}

} // namespace cairn
