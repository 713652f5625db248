#pragma once

#include "control/desk.h"
#include "control/ownclasses.h"

#include <QJsonArray>

namespace cairn {

/// How much of a class of sensitive data there is in a payload.
struct DataSighting
{
    QString name;     ///< of the class: a DataKind's word, or one of the workspace's own
    qint64 count = 0; ///< 0: all of it is
};

/// A payload to be looked into.
struct DataSource
{
    PayloadRef ref;
    std::optional<QByteArray> bytes{}; ///< where they are at hand; the store need not have it then
};

/// That somebody sees a payload unmasked from now on. `shownAs`: as it is titled where it is shown, and its run.
AddAudit noteOfReveal(const Digest &payload, const QString &shownAs, const QString &actor, const QString &reason, Timestamp at);

/// A Desk's side for sensitive data: what there is of it in a payload, and who has looked at it.
class DataDesk
{
public:
    static constexpr qint64 MostLookedThrough = 2LL << 30; ///< bytes: some seconds

    /// `root`: the workspace's folder; empty: there is none.
    explicit DataDesk(Desk &desk, const QString &root = {}) : m_desk(desk), m_root(root) {}

    /// What of it is to be covered, whatever has become of its bytes. Errors: Usage (it is too large for classes that are found
    /// by jq), those of StoreReader::peekPayload and readOwnClasses.
    QFuture<Result<Covering>> covering(const DataSource &source);
    /// Looks through all of it in the background for what `covering` covers; the most frequent first. Once it is to stop it gives
    /// up with the error Cancelled. Errors: Usage (it is too large), those of StoreReader::peekPayload.
    QFuture<Result<QList<DataSighting>>> lookThrough(const DataSource &source, const Covering &covering, const LongWorkPtr &work);
    /// As `cairn show --json` tells of each, in this order. Errors: those of readRunDetail and coverBeside.
    QFuture<Result<QJsonArray>> runsAsJson(const QList<RunId> &runs);
    /// Audits that somebody sees it unmasked from now on. `what`: the payload as its window is titled, and its run.
    QFuture<Result<Committed>> noteReveal(const PayloadRef &payload, const QString &what, const QString &reason);

private:
    Desk &m_desk;
    QString m_root;
};

} // namespace cairn
