#pragma once

#include "base/ids.h"
#include "base/timestamp.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

/// Kinds of sensitive data that Cairn knows by itself.
enum class DataKind {
    Card, ///< payment cards
    Iban, ///< bank accounts
    Email,
    Phone,
    NationalId, ///< US social security, German tax id, UK national insurance
    PrivateKey, ///< PEM
    Token,      ///< JWT, AWS, GitHub, Slack, and what follows "Bearer"
};
QString word(DataKind kind);
std::optional<DataKind> dataKindFromWord(QStringView text);
QList<DataKind> allDataKinds();

/// A class of data by name, and how it is found.
struct DataClass
{
    enum class By {
        Detector, ///< `how` is the word of a DataKind
        Regex,    ///< `how` is a regular expression (RE2) over the bytes
        Jq,       ///< `how` is a jq test over {body}: it is there where the test holds
    };
    QString name;
    By by = By::Detector;
    QString how;
    bool operator==(const DataClass &) const = default;
};
QString word(DataClass::By by);
std::optional<DataClass::By> dataClassByFromWord(QStringView text);

/// What of a pipeline's data goes to no service that is not cleared for it.
struct DataRule
{
    QList<DataClass> protect;
    bool quarantine = false; ///< the whole run is set aside, not only the step that would have sent it
    bool operator==(const DataRule &) const = default;
};

/// What must lie beside an input file for it to be taken.
struct ProvenanceRule
{
    enum class Sidecar {
        None,
        Sha256,   ///< FILE.sha256, as sha256sum writes it: against damage on the way
        Minisign, ///< FILE.minisig: who made it
    };
    Sidecar sidecar = Sidecar::None;
    QStringList keys;     ///< minisign public keys, base64: any of them will do
    bool required = true; ///< false: a file without one is taken, one with a wrong one is not
    bool operator==(const ProvenanceRule &) const = default;
};
QString word(ProvenanceRule::Sidecar sidecar);
std::optional<ProvenanceRule::Sidecar> sidecarFromWord(QStringView text);

/// Where a run's input came from, as it was taken.
struct RunOrigin
{
    QString source;                        ///< "file", "webhook"
    QString path;                          ///< absolute; of a webhook: its message's id
    qint64 ownerId = -1;                   ///< uid; -1: not known
    QString owner;                         ///< login name at that time
    std::optional<Timestamp> modifiedAt{}; ///< of the file
    QString submitter;                     ///< "ann@host"; "runner" for what it found in a watched folder
    ProvenanceRule::Sidecar sidecar = ProvenanceRule::Sidecar::None; ///< that was there and right
    QString keyId;                                                   ///< of the minisign key, 16 hexadecimal digits
    QString comment;                                                 ///< the signature's trusted comment
    bool operator==(const RunOrigin &) const = default;
};

} // namespace cairn
