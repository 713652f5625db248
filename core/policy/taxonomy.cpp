#include "policy/taxonomy.h"

#include <algorithm>
#include <iterator>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// In the order of the enumeration, which traitsOf() relies on and a test checks.
constexpr CategoryTraits Traits[] = {
    {Category::Network, true, Escalation::ServiceOwners,
     "Check that the service is up and that this machine can reach it, then retry."},
    {Category::Timeout, true, Escalation::ServiceOwners,
     "Find out why the service is slow, or give it more time under timeout, then retry."},
    {Category::RateLimit, true, Escalation::ServiceOwners,
     "Wait until the service's quota is free again, or lower rate and concurrency, then retry."},
    {Category::Service, true, Escalation::ServiceOwners, "Ask the service's owners what failed, then retry."},
    {Category::Auth, false, Escalation::Security,
     "Renew the service's credential (give it one if its definition names none) or have the access granted, then retry."},
    {Category::Data, false, Escalation::DataOwners, "Correct the input, then resume with what was edited."},
    {Category::Schema, false, Escalation::IntegrationOwners,
     "Bring the pipeline and the service back to one format; then retry if the service was mended, or resume with --latest if "
     "the pipeline was."},
    {Category::Conflict, false, Escalation::ServiceOwners,
     "Look at what the service holds already, then retry, or skip the step if it is done."},
    {Category::Policy, false, Escalation::Security,
     "Have security decide whether this data may go there; only then clear the service and retry, or change the pipeline and "
     "resume with --latest."},
    {Category::Internal, false, Escalation::Operators,
     "Mend what Cairn itself lacks (space, permissions, a damaged payload), then retry."},
};

struct FailureKindTraits
{
    FailureKind kind;
    Escalation escalation;
    const char *remedy;
};

constexpr FailureKindTraits FailureKinds[] = {
    {FailureKind::NothingThere, Escalation::IntegrationOwners,
     "Compare the service's base_url and the step's method and path with what its owners say; mend and apply, then retry, or "
     "resume with --latest if the pipeline was changed."},
    {FailureKind::NotReached, Escalation::ServiceOwners,
     "Check that the service's base_url is right, that the service is up and that this machine can reach it, then retry."},
    {FailureKind::NotTrusted, Escalation::Security,
     "See whether the service's base_url is right (http or https, host and port) and what its tls names: mend and apply that, or "
     "have the service's certificate mended, then retry."},
    {FailureKind::UnexpectedAnswer, Escalation::ServiceOwners,
     "Ask the service's owners whether its answer is right. Once it is mended, retry, or, where it is not idempotent, skip the "
     "step or decide that it did not happen; if the pipeline expects too much, change it and resume with --latest."},
    {FailureKind::OtherForm, Escalation::IntegrationOwners,
     "Bring the pipeline and the service back to one format. If the service was mended, retry, or, where it is not idempotent, "
     "skip the step or decide that it did not happen; if the pipeline was, resume with --latest."},
    {FailureKind::NoRequest, Escalation::IntegrationOwners,
     "Nothing was sent: mend what the cause names in the pipeline, apply it, and resume with --latest; if the file is the wrong "
     "one, cancel the run and submit the right one."},
    {FailureKind::NotDone, Escalation::ServiceOwners,
     "Its service has taken it up: ask its owners how it stands, mend what else the cause names, or give it more time under "
     "timeout; then retry, which goes on waiting and sends nothing. If it will say nothing any more, `cairn rerun RUN --from "
     "STEP` "
     "has it done anew."},
    {FailureKind::NoQuestion, Escalation::IntegrationOwners,
     "Its service has taken it up: ask its owners how it stands, and skip the step once it is done; or mend how the pipeline "
     "asks, apply it, and resume with --latest. With an edited input it would be done once more."},
    {FailureKind::UnusableSecret, Escalation::Security,
     "Nothing was sent: set the service's secret with `cairn credential set`, or mend it, then retry."},
    {FailureKind::LostPayload, Escalation::Operators,
     "What was to be sent is lost or damaged here: `cairn doctor` names it. Put it back: `cairn submit` of the same file does, "
     "if "
     "it is a run's, or take it out of a backup; then retry."},
    {FailureKind::PlaceTaken, Escalation::IntegrationOwners,
     "Look at what has that name already: move it away and retry, or skip the step if it is what was to be delivered."},
};

/// nullptr: its category says it.
const FailureKindTraits *traitsOf(FailureKind kind)
{
    const auto row = std::find_if(std::begin(FailureKinds), std::end(FailureKinds),
                                  [kind](const FailureKindTraits &traits) { return traits.kind == kind; });
    return row == std::end(FailureKinds) ? nullptr : row;
}

bool isAnswered(const Failure &failure)
{
    return failure.status >= 200 && failure.status < 400;
}

bool isUnreached(const Failure &failure)
{
    return failure.fault == TransportFault::HostNotFound || failure.fault == TransportFault::ConnectionRefused ||
           failure.fault == TransportFault::ConnectTimeout;
}

FailureKind authKind(const Failure &failure)
{
    return failure.fault == TransportFault::CredentialUnusable ? FailureKind::UnusableSecret
           : failure.fault == TransportFault::TlsFailed        ? FailureKind::NotTrusted
                                                               : FailureKind::OfItsCategory;
}

/// The category says that sending it again changes nothing; why, the answer says, or that there is none.
FailureKind dataKind(const Failure &failure)
{
    if (failure.isTakenUp)
        return FailureKind::NoQuestion;
    if (failure.status == 404 || failure.status == 405 || failure.status == 410)
        return FailureKind::NothingThere;
    if (isAnswered(failure))
        return FailureKind::UnexpectedAnswer;
    return failure.status == 0 && failure.fault == TransportFault::None ? FailureKind::NoRequest : FailureKind::OfItsCategory;
}

bool matches(const CategoryRule &rule, const HeaderList &headers, const Evidence &evidence)
{
    if (rule.status != 0 && rule.status != evidence.status)
        return false;
    if (!rule.problemType.isEmpty() && rule.problemType != evidence.problemType)
        return false;
    if (rule.header.isEmpty())
        return true;
    return std::any_of(headers.begin(), headers.end(), [&](const auto &field) {
        return field.first == rule.header && (rule.headerValue.isEmpty() || field.second.trimmed() == rule.headerValue);
    });
}

QString roleText(Escalation escalation)
{
    switch (escalation) {
    case Escalation::ServiceOwners: return u"the service's owners"_s;
    case Escalation::DataOwners: return u"the data's owners"_s;
    case Escalation::IntegrationOwners: return u"the integration's owners"_s;
    case Escalation::Security: return u"security"_s;
    case Escalation::Operators: break;
    }
    return u"Cairn's operators"_s;
}

} // namespace

const CategoryTraits &traitsOf(Category category)
{
    return Traits[size_t(category)];
}

int mostAttempts(Category category, const RetryPolicy &retry)
{
    const auto given = retry.perCategory.constFind(category);
    if (given != retry.perCategory.cend())
        return *given;
    return traitsOf(category).automatic ? retry.attempts : 1;
}

FailureKind kindOf(const Failure &failure)
{
    switch (failure.category) {
    case Category::Network: return isUnreached(failure) ? FailureKind::NotReached : FailureKind::OfItsCategory;
    case Category::Timeout:
        return failure.isTakenUp      ? FailureKind::NotDone
               : isUnreached(failure) ? FailureKind::NotReached
                                      : FailureKind::OfItsCategory;
    case Category::Auth: return authKind(failure);
    case Category::Data: return dataKind(failure);
    case Category::Schema: return isAnswered(failure) ? FailureKind::OtherForm : FailureKind::OfItsCategory;
    case Category::Conflict: return failure.callsService ? FailureKind::OfItsCategory : FailureKind::PlaceTaken;
    case Category::Internal:
        return failure.fault == TransportFault::RequestUnreadable ? FailureKind::LostPayload : FailureKind::OfItsCategory;
    default: return FailureKind::OfItsCategory;
    }
}

QString remedyFor(const Failure &failure)
{
    const FailureKindTraits *own = traitsOf(kindOf(failure));
    return QString::fromLatin1(own ? own->remedy : traitsOf(failure.category).remedy);
}

QString escalationOf(const Failure &failure, const Contract &contract)
{
    const FailureKindTraits *own = traitsOf(kindOf(failure));
    const Escalation escalation = own ? own->escalation : traitsOf(failure.category).escalation;
    return escalation == Escalation::ServiceOwners && !contract.owner.isEmpty() ? contract.owner : roleText(escalation);
}

const CategoryRule *matchingRule(const QList<CategoryRule> &rules, const HeaderList &headers, const Evidence &evidence)
{
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const bool tested = rules[i].test.isEmpty() || (i < evidence.testsPassed.size() && evidence.testsPassed.testBit(i));
        if (tested && matches(rules[i], headers, evidence))
            return &rules[i];
    }
    return nullptr;
}

bool isQuotaProblem(QStringView problemType)
{
    static constexpr QLatin1String Registry("https://iana.org/assignments/http-problem-types#");
    if (!problemType.startsWith(Registry))
        return false;
    const QStringView name = problemType.mid(Registry.size());
    return name == "quota-exceeded"_L1 || name == "temporary-reduced-capacity"_L1 || name == "abnormal-usage-detected"_L1;
}

} // namespace cairn
