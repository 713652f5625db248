#pragma once

#include "insight/weather.h"
#include "model/service.h"

namespace cairn {

/// What an attempt meets under a policy.
struct Encounter
{
    std::optional<Category> category; ///< nullopt: it succeeds
    int status = 0;
    bool maybeHappened = false;
    bool isEstimate = false; ///< history does not tell: nobody asked then, or we did not wait long enough to know
    Milliseconds took{0};
    std::optional<Milliseconds> advised{};
    std::optional<bool> automatic{}; ///< what one of the policy's category rules says of it
    int attempts = 0;                ///< likewise, in all; 0: it says nothing
};

/// Judges what is recorded anew, by a policy's timeouts and category rules. (Of these, headers, problem types and jq tests are
/// not recorded: a rule that needs them holds where the answer was judged as it says.) Pure.
class Encounters
{
public:
    /// The policy outlives this.
    explicit Encounters(const Policy &policy) : m_policy(policy) {}
    Encounter of(const Weather::Forecast &met) const;

private:
    void limit(Encounter &encounter, const Weather::Forecast &met) const;
    void applyRules(Encounter &encounter) const;

    const Policy &m_policy;
};

} // namespace cairn
