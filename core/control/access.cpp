#include "control/access.h"

#include "base/logging.h"
#include "control/audit.h"
#include "control/permittedupkeep.h"
#include "insight/policyreview.h"

#include <algorithm>
#include <grp.h>
#include <mutex>
#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cairn {

namespace {

// What each kind of write needs; one that is not named here does not compile.
template <typename W> constexpr Role LeastRole = W::itsRoleIsNotNamed;
template <> constexpr Role LeastRole<PutPipelineVersion> = Role::Editor;
template <> constexpr Role LeastRole<InheritTaken> = Role::Editor;
template <> constexpr Role LeastRole<PutServiceRevision> = Role::Editor;
template <> constexpr Role LeastRole<PutSchema> = Role::Editor;

template <> constexpr Role LeastRole<PutPayload> = Role::Operator;
template <> constexpr Role LeastRole<InsertRun> = Role::Operator;
template <> constexpr Role LeastRole<UpdateRun> = Role::Operator;
template <> constexpr Role LeastRole<BeginRun> = Role::Operator;
template <> constexpr Role LeastRole<MoveRun> = Role::Operator;
template <> constexpr Role LeastRole<AddCheckpoint> = Role::Operator;
template <> constexpr Role LeastRole<AddAttempt> = Role::Operator;
template <> constexpr Role LeastRole<AddSending> = Role::Operator;
template <> constexpr Role LeastRole<AddCommand> = Role::Operator;
template <> constexpr Role LeastRole<FinishCommand> = Role::Operator;
template <> constexpr Role LeastRole<AddEvent> = Role::Operator;
template <> constexpr Role LeastRole<MarkTaken> = Role::Operator;
template <> constexpr Role LeastRole<PutRefused> = Role::Operator;
template <> constexpr Role LeastRole<ForgetRefused> = Role::Operator;
template <> constexpr Role LeastRole<PutServiceState> = Role::Operator;
template <> constexpr Role LeastRole<PutCallback> = Role::Operator;
template <> constexpr Role LeastRole<AddCallbackMessage> = Role::Operator;
template <> constexpr Role LeastRole<MarkWebhook> = Role::Operator;
template <> constexpr Role LeastRole<WakeMessaged> = Role::Operator;
template <> constexpr Role LeastRole<WakeHeld> = Role::Operator;
template <> constexpr Role LeastRole<WakeAhead> = Role::Operator;
template <> constexpr Role LeastRole<EndLease> = Role::Operator;
template <> constexpr Role LeastRole<PutEventCursor> = Role::Operator;
template <> constexpr Role LeastRole<Tally> = Role::Operator;
template <> constexpr Role LeastRole<AddAudit> = Role::Operator;
template <> constexpr Role LeastRole<PutAuditSeal> = Role::Operator;
template <> constexpr Role LeastRole<HandleIncident> = Role::Operator;
template <> constexpr Role LeastRole<AddIncidentNote> = Role::Operator;
template <> constexpr Role LeastRole<AddBulk> = Role::Operator;
template <> constexpr Role LeastRole<AskBulk> = Role::Operator;
template <> constexpr Role LeastRole<MoveBulk> = Role::Operator;
template <> constexpr Role LeastRole<PutAlertPlace> = Role::Operator;
template <> constexpr Role LeastRole<PutAlertState> = Role::Operator;
template <> constexpr Role LeastRole<AddAlertDelivery> = Role::Operator;
template <> constexpr Role LeastRole<SettleAlertDelivery> = Role::Operator;
template <> constexpr Role LeastRole<StartRunbook> = Role::Operator;
template <> constexpr Role LeastRole<TickRunbook> = Role::Operator;
template <> constexpr Role LeastRole<AddRunbookDeed> = Role::Operator;

template <> constexpr Role LeastRole<PutOrigin> = Role::Operator;
template <> constexpr Role LeastRole<PutCredential> = Role::Admin;
template <> constexpr Role LeastRole<ForgetCredential> = Role::Admin;
template <> constexpr Role LeastRole<AddStoreKey> = Role::Admin;
template <> constexpr Role LeastRole<RewrapStoreKeys> = Role::Admin;
template <> constexpr Role LeastRole<ResealRows> = Role::Admin;
template <> constexpr Role LeastRole<MovePayloadFile> = Role::Admin;
template <> constexpr Role LeastRole<ForgetRemovals> = Role::Admin;
template <> constexpr Role LeastRole<ForgetLog> = Role::Admin;
template <> constexpr Role LeastRole<AskErasure> = Role::Admin;
template <> constexpr Role LeastRole<EraseRuns> = Role::Admin;
template <> constexpr Role LeastRole<RemoveRuns> = Role::Admin;

QString nameOfUser()
{
    const passwd *entry = ::getpwuid(::getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(::getuid());
}

QString nameOfGroup(gid_t id)
{
    const ::group *entry = ::getgrgid(id);
    return entry ? QString::fromLocal8Bit(entry->gr_name) : QString::number(id);
}

bool names(const RoleSettings::Holders &holders, const Person &person)
{
    return holders.users.contains(person.user) || std::any_of(person.groups.begin(), person.groups.end(),
                                                              [&](const QString &one) { return holders.groups.contains(one); });
}

/// Something may be kept for a shorter time: it is not certain what ruled before, or rules after, where a pipeline says nothing.
bool mayErase(const Retention &before, const Retention &after)
{
    const auto isKept = [](Milliseconds was, Milliseconds is) { return is == was || (was.count() > 0 && is > was); };
    return !isKept(before.payloads, after.payloads) || !isKept(before.runs, after.runs);
}

/// A sink that takes nothing.
class RefusedPayload final : public PayloadSink
{
public:
    explicit RefusedPayload(Error refusal) : m_refusal(std::move(refusal)) {}
    Result<void> write(QByteArrayView) override { return tl::unexpected(m_refusal); }
    qint64 size() const override { return 0; }
    void finish(std::function<void(Result<StagedPayload>)> done) override { done(tl::unexpected(m_refusal)); }

private:
    const Error m_refusal;
};

/// Payloads as those have them who may only look.
class PayloadsToLookAt final : public PayloadStore
{
public:
    PayloadsToLookAt(PayloadStore &payloads, Error refusal, std::function<void(const Error &)> refused)
        : m_payloads(payloads), m_refusal(std::move(refusal)), m_refused(std::move(refused))
    {
    }
    std::unique_ptr<PayloadSink> newPayload() override { return std::make_unique<RefusedPayload>(refuse()); }
    Result<StagedPayload> ingestFile(const QString &) override { return tl::unexpected(refuse()); }
    Result<StagedPayload> stage(const QByteArray &) override { return tl::unexpected(refuse()); }
    Result<std::unique_ptr<QIODevice>> open(const StagedPayload &payload) override { return m_payloads.open(payload); }

private:
    /// A thousand files are one order.
    const Error &refuse()
    {
        std::call_once(m_told, [this] { m_refused(m_refusal); });
        return m_refusal;
    }

    PayloadStore &m_payloads;
    const Error m_refusal;
    const std::function<void(const Error &)> m_refused;
    std::once_flag m_told;
};

/// What somebody tried, for the audit of a refusal.
struct Attempted
{
    QString what = u"ask for that"_s;
    QString subject = u"store"_s;
};

Attempted attemptedIn(const Command &command)
{
    const QString kind = word(command.kind);
    return command.run.isValid() ? Attempted{u"%1 run %2"_s.arg(kind, command.run.toString()), command.run.toString()}
                                 : Attempted{u"%1 (service %2)"_s.arg(kind, command.service), serviceSubject(command.service)};
}

Attempted attemptedIn(const Transaction &transaction)
{
    for (const Write &write : transaction.writes) {
        if (const auto *command = write.as<AddCommand>())
            return attemptedIn(command->command);
        if (const auto *act = write.as<HandleIncident>())
            return {u"%1 incident %2"_s.arg(word(act->act)).arg(act->incident), u"incident/%1"_s.arg(act->incident)};
        if (const auto *order = write.as<AddBulk>())
            return {u"%1 many runs"_s.arg(word(order->bulk.kind))};
        if (const auto *put = write.as<PutServiceRevision>())
            return {u"change service %1"_s.arg(put->revision.service.name), serviceSubject(put->revision.service.name)};
        if (const auto *put = write.as<PutPipelineVersion>())
            return {u"change pipeline %1"_s.arg(put->version.pipeline.name), put->version.pipeline.name};
        if (const auto *put = write.as<PutCredential>())
            return {u"set credential %1"_s.arg(put->record.key)};
        if (const auto *forget = write.as<ForgetCredential>())
            return {u"remove credential %1"_s.arg(forget->key)};
    }
    return {};
}

} // namespace

Person currentPerson()
{
    Person person{nameOfUser(), {nameOfGroup(::getgid())}};
    std::vector<gid_t> others(size_t(std::max(0, ::getgroups(0, nullptr))));
    const int count = ::getgroups(int(others.size()), others.data());
    for (int i = 0; i < count; ++i) {
        const QString name = nameOfGroup(others[size_t(i)]);
        if (!person.groups.contains(name))
            person.groups.append(name);
    }
    return person;
}

Role roleOf(const RoleSettings &settings, const Person &person)
{
    if (settings.holders.isEmpty() && !settings.isDoubtful)
        return Role::Admin;
    Role role = settings.holders.contains(Role::Viewer) ? Role::Nobody : Role::Viewer;
    for (auto holders = settings.holders.begin(); holders != settings.holders.end(); ++holders) {
        if (names(*holders, person))
            role = std::max(role, holders.key());
    }
    return settings.isDoubtful ? std::min(role, Role::Viewer) : role;
}

Role roleFor(const Write &write)
{
    return std::visit([]<typename W>(const W &) { return LeastRole<W>; }, write.any());
}

Role roleFor(const Transaction &transaction)
{
    Role least = Role::Viewer;
    for (const Write &write : transaction.writes)
        least = std::max(least, roleFor(write));
    return least;
}

Result<void> Access::require(Role least, const QString &what) const
{
    if (role >= least)
        return {};
    return failure(ErrorKind::Forbidden,
                   u"%1 may not %2: that needs the role %3, and this is %4"_s.arg(user, what, word(least),
                                                                                  role == Role::Nobody ? u"none"_s : word(role)),
                   u"cairn.yaml, roles"_s,
                   admins.isEmpty() ? u"Put right what `cairn check` says of cairn.yaml"_s
                                    : u"Ask %1"_s.arg(admins.join(", "_L1)));
}

Access accessOf(const RoleSettings &settings, const Person &person)
{
    const RoleSettings::Holders admins = settings.holders.value(Role::Admin);
    QStringList helpers = admins.users;
    for (const QString &group : admins.groups)
        helpers.append(u"somebody of the group %1"_s.arg(group));
    return {person.user, roleOf(settings, person), settings.isDoubtful ? QStringList() : helpers};
}

PermittedStore::PermittedStore(Store &store, Access access, const Clock &clock, QString actor)
    : m_store(store), m_access(std::move(access)), m_clock(clock), m_actor(std::move(actor))
{
    if (StoreUpkeep *upkeep = store.upkeep())
        m_upkeep = std::make_unique<PermittedUpkeep>(*upkeep, m_access, [this](const Error &error) { auditRefusal(error); });
    if (const auto permitted = m_access.require(Role::Operator, u"take files in"_s); !permitted)
        m_looking = std::make_unique<PayloadsToLookAt>(store.payloads(), permitted.error(),
                                                       [this](const Error &error) { auditRefusal(error); });
}

PayloadStore &PermittedStore::payloads()
{
    return m_looking ? *m_looking : m_store.payloads();
}

PermittedStore::~PermittedStore() = default;

void PermittedStore::auditRefusal(const Error &error, const QString &subject, Done done)
{
    m_store.commit(Transaction(audited(m_clock.now(), m_actor, u"access.refused"_s, subject, error.detail)), std::move(done));
}

Result<void> PermittedStore::require(Role least, const QString &what)
{
    auto permitted = m_access.require(least, what);
    if (!permitted)
        auditRefusal(permitted.error());
    return permitted;
}

/// A pipeline's retention erases the data of all its ended runs: it is set and shortened by whom erasing is allowed to.
Result<void> PermittedStore::permit(const Transaction &transaction)
{
    if (const auto permitted = m_access.require(roleFor(transaction), attemptedIn(transaction).what);
        !permitted || m_access.role >= Role::Admin)
        return permitted;
    for (const Write &write : transaction.writes) {
        const auto *put = write.as<PutPipelineVersion>();
        if (!put)
            continue;
        const QString &name = put->version.pipeline.name;
        auto reader = m_store.reader();
        const auto live = reader ? (*reader)->pipeline(name) : tl::unexpected(reader.error());
        if (!live && live.error().kind == ErrorKind::NotFound)
            continue; // nothing is there yet that could be erased
        if (mayErase(live ? live->pipeline.retention : Retention(), put->version.pipeline.retention))
            return m_access.require(Role::Admin, u"set or shorten what is kept of pipeline %1 (retention)"_s.arg(name));
    }
    return {};
}

/// Whoever is refused learns of it when it stands in the audit.
void PermittedStore::commit(Transaction transaction, Done done)
{
    const auto permitted = permit(transaction);
    if (permitted)
        return m_store.commit(std::move(transaction), std::move(done));
    auditRefusal(permitted.error(), attemptedIn(transaction).subject,
                 [done = std::move(done), error = permitted.error()](const Result<Committed> &) {
                     if (done)
                         done(tl::unexpected(error));
                 });
}

Result<std::unique_ptr<StoreReader>> PermittedStore::reader()
{
    if (const auto permitted = m_access.require(Role::Viewer, u"look at this store"_s); !permitted)
        return tl::unexpected(permitted.error());
    return m_store.reader();
}

Result<Lease> PermittedStore::acquireLease()
{
    if (const auto permitted = require(Role::Operator, u"carry runs"_s); !permitted)
        return tl::unexpected(permitted.error());
    return m_store.acquireLease();
}

} // namespace cairn
