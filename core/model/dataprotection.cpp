#include "model/dataprotection.h"

#include "model/wordtable.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<DataKind, 7> DataKindWords{{
    {DataKind::Card, "card"_L1},
    {DataKind::Iban, "iban"_L1},
    {DataKind::Email, "email"_L1},
    {DataKind::Phone, "phone"_L1},
    {DataKind::NationalId, "national_id"_L1},
    {DataKind::PrivateKey, "private_key"_L1},
    {DataKind::Token, "token"_L1},
}};
constexpr WordTable<DataClass::By, 3> FoundByWords{{
    {DataClass::By::Detector, "detect"_L1},
    {DataClass::By::Regex, "regex"_L1},
    {DataClass::By::Jq, "jq"_L1},
}};
constexpr WordTable<ProvenanceRule::Sidecar, 3> SidecarWords{{
    {ProvenanceRule::Sidecar::None, "none"_L1},
    {ProvenanceRule::Sidecar::Sha256, "sha256"_L1},
    {ProvenanceRule::Sidecar::Minisign, "minisign"_L1},
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
