#include "ui/insight/whatifwording.h"

#include "insight/harm.h"
#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

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

/// Of times to recover. Where nothing fails there is none, whatever single tries came to.
WhatIfFigure recovery(const QString &name, const QString &tip, std::optional<Spread> WhatIfSide::*time, const WhatIf &whatIf)
{
    const auto of = [time](const WhatIfSide &side) { return side.failed.median > 0 ? side.*time : std::nullopt; };
    WhatIfFigure figure{name,
                        tip + u' ' + Words::tr("Calls that are left to people count in none of these times."),
                        of(whatIf.live),
                        of(whatIf.draft),
                        true,
                        Words::tr("%1 sooner"),
                        Words::tr("%1 later")};
    const double left = whatIf.draft.left.median - whatIf.live.left.median;
    figure.ofMore = left > 0 ? -1 : left < 0 ? 1 : 0;
    return figure;
}

/// "43 more (12 %)" of a figure that both have and that differs.
QString changeText(const WhatIfFigure &figure)
{
    const double live = figure.live->median;
    const double draft = figure.draft->median;
    const QString text = (draft < live ? figure.less : figure.more).arg(valueText(std::abs(draft - live), figure.isTime));
    return live == 0 ? text
                     : Words::tr("%1 (%2 %)", "difference, and its share of the live figure")
                           .arg(text, QLocale().toString(std::abs(draft - live) / live * 100, 'f', 0));
}

} // namespace

QList<WhatIfFigure> whatIfFigures(const WhatIf &whatIf)
{
    const WhatIfSide &live = whatIf.live;
    const WhatIfSide &draft = whatIf.draft;
    return {
        count(Words::tr("Calls left to people"), Words::tr("Calls that would have been blocked until a person did something."),
              live.left, draft.left),
        recovery(Words::tr("Time to recover, mean"),
                 Words::tr("From a call's first failure to its success. What is foreseen most surely: a median between short and "
                           "long outages moves with a single call."),
                 &WhatIfSide::recoveryMean, whatIf),
        recovery(
            Words::tr("Time to recover, median"),
            Words::tr("From a call's first failure to its success: half of those that failed and then succeeded took no longer."),
            &WhatIfSide::recoveryMedian, whatIf),
        recovery(
            Words::tr("Time to recover, nine of ten"),
            Words::tr("From a call's first failure to its success: nine of ten that failed and then succeeded took no longer."),
            &WhatIfSide::recoveryP90, whatIf),
        count(Words::tr("Requests sent"), Words::tr("First attempts and retries."), live.requests, draft.requests),
        count(Words::tr("Requests that failed"), Words::tr("Of the requests sent."), live.failed, draft.failed),
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
    if (valueText(figure.live->median, figure.isTime) == valueText(figure.draft->median, figure.isTime))
        return Words::tr("the same");
    const QString text = changeText(figure);
    if (figure.ofMore != 0)
        return (figure.ofMore > 0 ? Words::tr("of more calls: %1") : Words::tr("of fewer calls: %1")).arg(text);
    return text;
}

QString harmText(const WhatIf &whatIf)
{
    const auto harm = harmOf(whatIf);
    if (!harm)
        return {};
    const QString live = valueText(harm->live, harm->of == Harm::Recovery);
    const int draft = int(std::llround(harm->draft));
    switch (harm->of) {
    case Harm::Left:
        return Words::tr("For the worse: %Ln call(s) would be left to people instead of %1.", nullptr, draft).arg(live);
    case Harm::Requests: return Words::tr("For the worse: %Ln request(s) would be sent instead of %1.", nullptr, draft).arg(live);
    case Harm::Recovery:
        return Words::tr("For the worse: nine of ten recoveries would take up to %1 instead of %2.")
            .arg(valueText(harm->draft, true), live);
    }
    Q_UNREACHABLE();
    return {};
}

QString blindnessText(const Blindness &blindness)
{
    const double number = blindness.number;
    const int whole = int(std::llround(number));
    switch (blindness.kind) {
    case Blindness::NothingRecorded: return Words::tr("Nothing is recorded of the service in this period.");
    case Blindness::OlderIsCut:
        return Words::tr("The period holds more than is read at once: only its newest %Ln attempt(s) count.", nullptr, whole);
    case Blindness::OlderIsThinned:
        return Words::tr("The period begins where all runs are still there: of earlier ones some were removed (retention), and "
                         "what is left of them would mislead.");
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
