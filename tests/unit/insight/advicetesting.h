#pragma once

#include "insight/advicerules.h"

#include "definition/servicechanges.h"

#include <QTest>

namespace cairn::advicetesting {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

inline const Timestamp Monday{std::chrono::sys_days(std::chrono::year(2026) / 11 / 16)};

/// `count` sightings on `days` days.
inline Sightings seen(qint64 count, int days = 4)
{
    Sightings sightings;
    for (qint64 i = 0; i < count; ++i)
        sightings.add(Monday + std::chrono::days(i % days));
    return sightings;
}

inline Latencies latencies(Milliseconds from, qint64 count)
{
    Latencies made;
    made.add(from, count);
    return made;
}

/// Enough attempts to talk about, and nothing wrong.
inline Telemetry quiet()
{
    Telemetry telemetry;
    telemetry.service = u"ocr"_s;
    telemetry.since = telemetry.ruledSince = Monday;
    telemetry.until = Monday + std::chrono::days(7);
    telemetry.facts = telemetry.attempts = telemetry.ruled = 2'000;
    telemetry.answers = latencies(200ms, 2'000);
    return telemetry;
}

inline Service live()
{
    Service service;
    service.name = u"ocr"_s;
    return service;
}

inline QStringList keys(const Telemetry &telemetry, const Service &service)
{
    QStringList found;
    for (const Recommendation &advice : recommend(telemetry, service))
        found.append(advice.key());
    return found;
}

/// The one piece of advice that there is.
inline Recommendation only(const Telemetry &telemetry, const Service &service)
{
    const QList<Recommendation> all = recommend(telemetry, service);
    return all.size() == 1 ? all.first() : Recommendation{AdviceKind::PollTooTight};
}

/// The change it proposes, "path before after" for each.
inline QStringList changes(const Recommendation &advice, const Service &service)
{
    QStringList texts;
    for (const ServiceChange &change : serviceChanges(service, *advice.draft))
        texts.append(u"%1 %2 %3"_s.arg(change.path, change.before, change.after));
    return texts;
}

inline RepeatFacts repeats(const QMap<int, std::pair<qint64, qint64>> &byNumber, int days = 4)
{
    RepeatFacts facts;
    for (auto it = byNumber.cbegin(); it != byNumber.cend(); ++it) {
        facts.made.insert(it.key(), seen(it->first, days));
        facts.passed.insert(it.key(), it->second);
    }
    return facts;
}

inline LoadFacts load(qint64 answers, double inFlight, double took)
{
    return {seen(answers), inFlight, took};
}

} // namespace cairn::advicetesting
