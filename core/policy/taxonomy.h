#pragma once

#include "model/exchange.h"
#include "model/service.h"

#include <QBitArray>

namespace cairn {

/// Whose business a failure is once automatic means are spent (design.md §5).
enum class Escalation { ServiceOwners, DataOwners, IntegrationOwners, Security, Operators };

/// What holds for all failures of a category, unless a service says otherwise.
struct CategoryTraits
{
    Category category;
    bool automatic; ///< repeated without a person
    Escalation escalation;
    const char *remedy; ///< one English sentence for the person who is asked
};

const CategoryTraits &traitsOf(Category category);

/// Attempts in all for failures of this category at this service; 1: never repeated by itself.
int mostAttempts(Category category, const RetryPolicy &retry);

/// What is recorded of a failure.
struct Failure
{
    Category category = Category::Internal;
    int status = 0; ///< of the answer that decided; 0: there was none
    TransportFault fault = TransportFault::None;
    bool callsService = true; ///< false: its step delivers a file
    bool isTakenUp = false;   ///< the service has what was asked for, and did not say how it went
};

/// What is at the bottom of a failure where its category alone would send the person who is asked to the wrong place.
enum class FailureKind {
    OfItsCategory,
    NothingThere,     ///< the service knows no such address, or takes no such request there
    NotReached,       ///< nothing answers at its address
    NotTrusted,       ///< what answers there makes no secure connection that may be trusted
    UnexpectedAnswer, ///< it took the request, and its answer is not what the pipeline expects
    OtherForm,        ///< likewise, and not of the form that the pipeline takes
    NoRequest,        ///< the pipeline's expressions make none: nothing was sent
    NotDone,          ///< the service has taken it up, and did not say in time how it went
    NoQuestion,       ///< they make none about what the service has taken up, or it refuses that
    UnusableSecret,   ///< nothing was sent
    LostPayload,      ///< what was to be sent cannot be read here any more
    PlaceTaken        ///< something lies where a file was to be delivered
};
FailureKind kindOf(const Failure &failure);

/// One English sentence for the person who is asked.
QString remedyFor(const Failure &failure);

/// Who is asked: the contract's owner for what is the service's own business, else the role in words. English, for records.
QString escalationOf(const Failure &failure, const Contract &contract);

/// What a service's category rules look at. `testsPassed` has a bit for each rule, set if its jq test gave true; rules whose test
/// was not run do not match.
struct Evidence
{
    int status = 0;
    QString problemType; ///< `type` of the answer's RFC 9457 problem details; empty: none
    QBitArray testsPassed;
};

/// The first rule that matches, or nullptr.
const CategoryRule *matchingRule(const QList<CategoryRule> &rules, const HeaderList &headers, const Evidence &evidence);

/// Problem types of draft-ietf-httpapi-ratelimit-headers, by which a service says that a quota is used up.
bool isQuotaProblem(QStringView problemType);

} // namespace cairn
