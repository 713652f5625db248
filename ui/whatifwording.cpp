#include "ui/whatifwording.h"

#include "ui/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cairn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(cairn::WhatIf)
};

QString valueText(double value, bool isTime)
{
    return isTime ? durationText(Milliseconds(std::llround(value))) : QLocale().toString(qint64(std::llround(value)));
}

WhatIfFigure count(const QString &name, const QString &tip, const Spread &live, const Spread &draft)
{
    return {name, tip, live, draft, false, Words::tr("%1 fewer"), Words::tr("%1 more")};
}

} // namespace

QList<WhatIfFigure> whatIfFigures(const WhatIf &whatIf)
{
    const WhatIfSide &live = whatIf.live;
    const WhatIfSide &draft = whatIf.draft;
    const QString sooner = Words::tr("%1 sooner");
    const QString later = Words::tr("%1 later");
    return {
        {Words::tr("Time to recover, mean"),
         Words::tr("From a call's first failure to its success. What is foreseen most surely: a median between short and long outages "
                   "moves with a single call."),
         live.recoveryMean, draft.recoveryMean, true, sooner, later},
        {Words::tr("Time to recover, median"),
         Words::tr("From a call's first failure to its success: half of those that failed and then succeeded took no longer."),
         live.recoveryMedian, draft.recoveryMedian, true, sooner, later},
        {Words::tr("Time to recover, nine of ten"),
         Words::tr("From a call's first failure to its success: nine of ten that failed and then succeeded took no longer."),
         live.recoveryP90, draft.recoveryP90, true, sooner, later},
        count(Words::tr("Requests sent"), Words::tr("First attempts and retries."), live.requests, draft.requests),
        count(Words::tr("Requests that failed"), Words::tr("Of the requests sent."), live.failed, draft.failed),
        count(Words::tr("Calls left to people"), Words::tr("Calls that would have been blocked until a person did something."),
              live.left, draft.left),
        count(Words::tr("Most requests in a second"), Words::tr("The peak of load on the service."), live.peak, draft.peak),
        count(Words::tr("Breaker openings"), Words::tr("How often the service would have been left alone for a while."),
              live.openings, draft.openings),
        {Words::tr("Time held"),
         Words::tr("How long calls waited for breaker, budget, rate or concurrency, all of them together."), live.held,
         draft.held, true, Words::tr("%1 less"), Words::tr("%1 more")},
    };
}

QString spreadText(const std::optional<Spread> &spread, bool isTime)
{
    if (!spread)
        return Words::tr("none");
    const QString median = valueText(spread->median, isTime);
    const QString least = valueText(spread->least, isTime);
    const QString most = valueText(spread->most, isTime);
    return least == most ? median : Words::tr("%1 (%2 to %3)").arg(median, least, most);
}

QString differenceText(const WhatIfFigure &figure)
{
    if (!figure.live || !figure.draft)
        return figure.live || figure.draft ? QString() : Words::tr("the same");
    const double live = figure.live->median;
    const double draft = figure.draft->median;
    if (valueText(live, figure.isTime) == valueText(draft, figure.isTime))
        return Words::tr("the same");
    const QString text = (draft < live ? figure.less : figure.more).arg(valueText(std::abs(draft - live), figure.isTime));
    return live == 0 ? text
                     : Words::tr("%1 (%2 %)", "difference, and its share of the live figure")
                           .arg(text, QLocale().toString(std::abs(draft - live) / live * 100, 'f', 0));
}

QString blindnessText(const Blindness &blindness)
{
    const double number = blindness.number;
    const int whole = int(std::llround(number));
    switch (blindness.kind) {
    case Blindness::NothingRecorded:
        return Words::tr("Nothing is recorded of the service in this period.");
    case Blindness::OlderIsCut:
        return Words::tr("The period holds more than is read at once: only its newest %Ln attempt(s) count.", nullptr, whole);
    case Blindness::NeverMade:
        return Words::
            tr("%1 % of the draft's requests come when nobody asked the service: what they meet is estimated from the attempts "
               "nearest in time.")
                .arg(QLocale().toString(number * 100, 'f', 1));
    case Blindness::EndedByUs:
        return Words::tr(
            "%Ln attempt(s) were ended by our own timeout; how long they would have taken is estimated from those that were "
            "answered.",
            nullptr, whole);
    case Blindness::OtherLoad:
        return Words::
            tr("The draft sends up to %1 times as many requests in a second as the service ever got here; whether it bears them "
               "is not known.")
                .arg(QLocale().toString(number, 'f', 1));
    case Blindness::OtherCategories:
        return Words::tr(
            "The draft judges answers by other rules. Headers and bodies are not replayed: rules that look at them count as "
            "they did.");
    case Blindness::NobodySteppedIn:
        return Words::tr("%Ln call(s) would be left to people; what they would do about them is not foreseen.", nullptr, whole);
    case Blindness::Ordered:
        return Words::tr(
            "The breaker did what an operator ordered %Ln time(s) (open, closed, release in waves). Orders are not replayed: the "
            "policy alone decides here.",
            nullptr, whole);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace cairn
