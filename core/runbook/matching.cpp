#include "runbook/matching.h"

#include <algorithm>
#include <tuple>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String OutcomeUnknown("outcome_unknown");

bool statusFits(const QStringList &statuses, const Symptoms &symptoms)
{
    const QString &code = symptoms.print.code;
    return std::any_of(statuses.begin(), statuses.end(), [&](const QString &status) {
        return status == OutcomeUnknown   ? symptoms.isUndecided
               : status.endsWith("xx"_L1) ? code.size() == 3 && code.front() == status.front() && code.front().isDigit()
                                          : code == status;
    });
}

bool anyOf(const QStringList &wanted, const QStringList &present)
{
    return std::any_of(wanted.begin(), wanted.end(), [&](const QString &one) { return present.contains(one); });
}

} // namespace

std::optional<int> fitOf(const RunbookMatch &match, const Symptoms &symptoms)
{
    const Fingerprint &print = symptoms.print;
    const std::pair<bool, bool> conditions[]{
        // whether it is asked, whether it is met
        {!match.services.isEmpty(), match.services.contains(print.service)},
        {!match.steps.isEmpty(), match.steps.contains(print.step.name())},
        {!match.categories.isEmpty(), match.categories.contains(print.category)},
        {!match.statuses.isEmpty(), statusFits(match.statuses, symptoms)},
        {!match.pipelines.isEmpty(), anyOf(match.pipelines, symptoms.pipelines)},
    };
    int fit = 0;
    for (const auto &[asked, met] : conditions) {
        if (asked && !met)
            return std::nullopt;
        fit += asked;
    }
    return fit > 0 ? std::optional(fit) : std::nullopt;
}

QList<Runbook> matchingRunbooks(const QList<Runbook> &all, const Symptoms &symptoms)
{
    using Place = std::tuple<int, bool, bool, QString, qsizetype>; // less is better
    QList<Place> places;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Runbook &one = all.at(i);
        if (const auto fit = fitOf(one.match, symptoms))
            places.append({-*fit, !one.match.statuses.contains(OutcomeUnknown), one.isShipped(), one.name, i});
    }
    std::sort(places.begin(), places.end());
    QList<Runbook> fitting;
    for (const Place &place : std::as_const(places))
        fitting.append(all.at(std::get<4>(place)));
    return fitting;
}

} // namespace cairn
