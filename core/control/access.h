#pragma once

#include "model/role.h"
#include "store/store.h"

namespace cairn {

/// Somebody, as the operating system knows them.
struct Person
{
    QString user;
    QStringList groups;
};
/// Who this process belongs to (its real user), with all their groups. Asks the system's directory, which may wait.
Person currentPerson();

/// The highest role that names the person or a group of theirs. Without any roles: Admin. With roles, whoever is not named is a
/// Viewer, unless viewers are named: then Nobody. Where the settings are doubtful nobody is more than a Viewer. Pure.
Role roleOf(const RoleSettings &settings, const Person &person);

/// The least role that may ask for it. Every kind of write has one. Pure.
Role roleFor(const Write &write);
/// The least role that may ask for all of it. Pure.
Role roleFor(const Transaction &transaction);

/// Somebody with a role: what they ask for is checked against it.
struct Access
{
    QString user; ///< for the refusal
    Role role = Role::Viewer;
    QStringList admins; ///< users and groups, whom the refusal points to

    /// Errors: Forbidden, with who can help.
    Result<void> require(Role least, const QString &what) const;
};
Access accessOf(const RoleSettings &settings, const Person &person);

/// The store as programs of people have it: refuses what their role does not allow, with Forbidden, and audits the refusal.
/// Carrying runs (the lease) needs an operator. Thread-safe like the store it stands before, which outlives it.
class PermittedStore final : public Store
{
public:
    PermittedStore(Store &store, Access access, const Clock &clock, QString actor);
    ~PermittedStore() override;

    void commit(Transaction transaction, Done done) override;
    Result<std::unique_ptr<StoreReader>> reader() override;
    /// Below operator it takes nothing in: what no row may name would only lie there.
    PayloadStore &payloads() override;
    Result<Lease> acquireLease() override;
    void releaseLease() override { m_store.releaseLease(); }
    std::optional<QString> leaseHolder() override { return m_store.leaseHolder(); }
    StoreUpkeep *upkeep() override { return m_upkeep.get(); }
    /// Of what is no order to the store. A refusal is audited as well. Errors: Forbidden.
    Result<void> require(Role least, const QString &what);

private:
    Result<void> permit(const Transaction &transaction);
    void auditRefusal(const Error &error, const QString &subject = QStringLiteral("store"), Done done = {});

    Store &m_store;
    const Access m_access;
    const Clock &m_clock;
    const QString m_actor;
    std::unique_ptr<StoreUpkeep> m_upkeep;   ///< null if the store has none
    std::unique_ptr<PayloadStore> m_looking; ///< null if the role may take payloads in
};

} // namespace cairn
