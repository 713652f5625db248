#pragma once

#include "control/datadesk.h"
#include "definition/problem.h"

namespace cairn {

/// A class of data, and what definitions say of it.
struct DataClassUse
{
    enum class Said { BuiltIn, Settings, Pipeline };
    DataClass what;
    Said said = Said::BuiltIn;
    QStringList blockedIn{};     ///< pipelines of which it goes to no service that is not cleared for it
    QStringList quarantinedIn{}; ///< likewise; the whole run is set aside
    QStringList clearedFor{};    ///< services
};

/// Which data is sensitive here, and where it may go.
struct DataProtection
{
    QList<DataClassUse> classes;
    QList<Problem> leftOut; ///< what is wrong in cairn.yaml
};

/// The built-in classes, `defined` (those of cairn.yaml), and others that the newest versions of pipelines were applied with.
/// Errors: those of the store.
Result<QList<DataClassUse>> readDataClassUses(StoreReader &reader, const QList<DataClass> &defined);

/// What becomes of a text.
struct DataTrial
{
    QString shown;             ///< to whom looks at a payload
    QString passedOn;          ///< of what is recorded, in a file for others
    QList<DataSighting> found; ///< what of it is covered in payloads
};

/// A Desk's side for what rules say of sensitive data.
class DataProtectionDesk
{
public:
    DataProtectionDesk(Desk &desk, const QString &root) : m_desk(desk), m_root(root) {}

    QFuture<Result<DataProtection>> rules();
    /// Nothing of it is kept. Errors: those of readOwnClasses and coveringOf.
    QFuture<Result<DataTrial>> tryOut(const QString &text);

private:
    Desk &m_desk;
    QString m_root;
};

} // namespace cairn
