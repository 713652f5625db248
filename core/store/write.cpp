#include "store/writes.h"

namespace cairn {

template <typename W>
requires(!std::is_same_v<W, Write>) Write::Write(W write) : m_any(std::move(write)) {}
Write::Write(const Write &other) = default;
Write::Write(Write &&other) noexcept = default;
Write &Write::operator=(const Write &other) = default;
Write &Write::operator=(Write &&other) noexcept = default;
Write::~Write() = default;

Transaction::Transaction() = default;
Transaction::Transaction(const Transaction &other) = default;
Transaction::Transaction(Transaction &&other) noexcept = default;
Transaction &Transaction::operator=(const Transaction &other) = default;
Transaction &Transaction::operator=(Transaction &&other) noexcept = default;
Transaction::~Transaction() = default;

void Transaction::add(Write write)
{
    writes.push_back(std::move(write));
}

template Write::Write(PutPayload);
template Write::Write(PutPipelineVersion);
template Write::Write(PutServiceRevision);
template Write::Write(InsertRun);
template Write::Write(PutOrigin);
template Write::Write(UpdateRun);
template Write::Write(BeginRun);
template Write::Write(AddCheckpoint);
template Write::Write(AddAttempt);
template Write::Write(AddSending);
template Write::Write(AddCommand);
template Write::Write(FinishCommand);
template Write::Write(AddEvent);
template Write::Write(MarkTaken);
template Write::Write(InheritTaken);
template Write::Write(PutRefused);
template Write::Write(ForgetRefused);
template Write::Write(PutServiceState);
template Write::Write(PutCallback);
template Write::Write(AddCallbackMessage);
template Write::Write(MarkWebhook);
template Write::Write(WakeMessaged);
template Write::Write(WakeHeld);
template Write::Write(WakeAhead);
template Write::Write(EndLease);
template Write::Write(PutSchema);
template Write::Write(MoveRun);
template Write::Write(PutEventCursor);
template Write::Write(Tally);
template Write::Write(AddAudit);
template Write::Write(PutAuditSeal);
template Write::Write(HandleIncident);
template Write::Write(AddIncidentNote);
template Write::Write(AddBulk);
template Write::Write(AskBulk);
template Write::Write(MoveBulk);
template Write::Write(PutAlertPlace);
template Write::Write(PutAlertState);
template Write::Write(AddAlertDelivery);
template Write::Write(SettleAlertDelivery);
template Write::Write(StartRunbook);
template Write::Write(TickRunbook);
template Write::Write(AddRunbookDeed);
template Write::Write(PutCredential);
template Write::Write(ForgetCredential);
template Write::Write(AddStoreKey);
template Write::Write(RewrapStoreKeys);
template Write::Write(ResealRows);
template Write::Write(MovePayloadFile);
template Write::Write(ForgetRemovals);
template Write::Write(ForgetLog);
template Write::Write(AskErasure);
template Write::Write(EraseRuns);
template Write::Write(RemoveRuns);

} // namespace cairn
