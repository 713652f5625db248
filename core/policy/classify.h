#pragma once

#include "model/exchange.h"
#include "model/pipeline.h"
#include "model/words.h"
#include "policy/taxonomy.h"

#include <optional>

namespace cairn {

/// What an exchange means: success, or a category with its cause.
struct Outcome
{
    std::optional<Category> category;    ///< nullopt: it succeeded
    QString cause;                       ///< one sentence, English
    bool maybeHappened = false;          ///< failed, but the service may have done what was asked
    std::optional<Milliseconds> advised; ///< the service asked to wait that long
    QString advisedBy{};                 ///< the header that said so; empty: Retry-After
    std::optional<bool> automatic{};     ///< what one of the service's category rules said of it
    int attempts = 0;                    ///< likewise, in all; 0: it said nothing
    bool lacksRoom = false;              ///< failed for want of space on this machine's disk alone
    bool isAnswered = false; ///< failed by the content of a whole answer: the service did what was asked, and not as it should
    bool quotaSpent = false; ///< refused because a quota is used up, which time may mend and asking again does not

    bool succeeded() const { return !category; }
};

/// Whether the service may have done what an attempt asked for that failed, as far as its record tells.
bool mayHaveHappened(TransportFault fault, int status, bool advised);

/// Whether such an end says nothing of the service: we cut it off, or there was no credential to send anything with.
bool tellsNothing(TransportFault fault);

/// Judges an exchange by transport fault and status (design.md §5); a refusal whose body was cut short by its status.
/// `rule.status` names the statuses that count as success; empty means 2xx. Content (expect, digests) is judged by
/// judgeContent(), which has the body.
Outcome classify(const Exchange &exchange, const ResponseRule &rule, Timestamp now);

/// The same with the service's own category rules and the answer's problem type. Rules speak of failed answers: neither of
/// successes, nor of exchanges that broke before a whole answer came, but for refusals.
Outcome classify(const Exchange &exchange, const ResponseRule &rule, Timestamp now, const QList<CategoryRule> &rules,
                 const Evidence &evidence);

/// Applies the first matching rule to a failed outcome; also for those that the runner found in an answer's content.
void applyRules(Outcome &outcome, const Exchange &exchange, const QList<CategoryRule> &rules, const Evidence &evidence);

} // namespace cairn
