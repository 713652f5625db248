#include "model/dataprotection.h"

#include "model/wordtable.h"

namespace cairn {

namespace {

constexpr Words<DataKind, 7> DataKindWords{{
    {DataKind::Card, QLatin1String("card")},
    {DataKind::Iban, QLatin1String("iban")},
    {DataKind::Email, QLatin1String("email")},
    {DataKind::Phone, QLatin1String("phone")},
    {DataKind::NationalId, QLatin1String("national_id")},
    {DataKind::PrivateKey, QLatin1String("private_key")},
    {DataKind::Token, QLatin1String("token")},
}};
constexpr Words<DataClass::By, 3> FoundByWords{{
    {DataClass::By::Detector, QLatin1String("detect")},
    {DataClass::By::Regex, QLatin1String("regex")},
    {DataClass::By::Jq, QLatin1String("jq")},
}};
constexpr Words<ProvenanceRule::Sidecar, 3> SidecarWords{{
    {ProvenanceRule::Sidecar::None, QLatin1String("none")},
    {ProvenanceRule::Sidecar::Sha256, QLatin1String("sha256")},
    {ProvenanceRule::Sidecar::Minisign, QLatin1String("minisign")},
}};

} // namespace

QString word(DataKind kind)
{
    return wordIn(DataKindWords, kind);
}

std::optional<DataKind> dataKindFromWord(QStringView text)
{
    return valueIn(DataKindWords, text);
}

QList<DataKind> allDataKinds()
{
    return valuesOf(DataKindWords);
}

QString word(DataClass::By by)
{
    return wordIn(FoundByWords, by);
}

std::optional<DataClass::By> dataClassByFromWord(QStringView text)
{
    return valueIn(FoundByWords, text);
}

QString word(ProvenanceRule::Sidecar sidecar)
{
    return wordIn(SidecarWords, sidecar);
}

std::optional<ProvenanceRule::Sidecar> sidecarFromWord(QStringView text)
{
    return valueIn(SidecarWords, text);
}

} // namespace cairn
