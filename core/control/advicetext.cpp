#include "control/advicetext.h"

#include "insight/harm.h"

#include <QLocale>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString duration(double ms)
{
    return toText(Milliseconds(std::llround(ms)));
}

QString number(double value)
{
    return QLocale::c().toString(value, 'f', 0);
}

QString number(qint64 value)
{
    return QLocale::c().toString(value);
}

QString onDays(int days)
{
    return days == 1 ? u"on one day"_s : u"on %1 days"_s.arg(days);
}

QString categoryName(const Recommendation &advice)
{
    return word(advice.category.value_or(Category::Service));
}

QString perUnit(const Recommendation &advice)
{
    return advice.beside >= 60'000 ? u"a minute"_s : u"a second"_s;
}

QString loadEvidence(const Recommendation &advice)
{
    return u"With up to %1 in flight an answer takes %2; with more it takes %3, and no more are answered. So it was with %4 of %5 answers, %6."_s
        .arg(number(advice.proposed), duration(advice.beside), duration(advice.measured), number(advice.cases),
             number(advice.among), onDays(advice.days));
}

QString rateEvidence(const Recommendation &advice)
{
    if (advice.kind == AdviceKind::RateTooHigh)
        return u"%1 of %2 attempts were answered with \"slow down\", %3; while it said so, it took about %4 %5."_s.arg(
            number(advice.cases), number(advice.among), onDays(advice.days), number(advice.measured), perUnit(advice));
    return u"In %1 of %2 busy stretches of %3 the rate of %4 was used up. Answers took %5 then, hardly longer than else, and the "
           "service never said \"slow down\"."_s.arg(number(advice.cases), number(advice.among), duration(advice.beside),
                                                     number(advice.present), duration(advice.measured));
}

void addFigure(QStringList &lines, const QString &what, const Spread &live, const Spread &draft)
{
    if (std::llround(live.median) != std::llround(draft.median))
        lines.append(u"%1 %2 → %3"_s.arg(what, number(live.median), number(draft.median)));
}

void addTime(QStringList &lines, const QString &what, const std::optional<Spread> &live, const std::optional<Spread> &draft)
{
    if (live && draft && duration(live->median) != duration(draft->median))
        lines.append(u"%1 %2 → %3"_s.arg(what, duration(live->median), duration(draft->median)));
}

} // namespace

QString adviceTitle(const Recommendation &advice)
{
    switch (advice.kind) {
    case AdviceKind::RetriesNeverHelp:
        return advice.proposed <= 1 ? u"Retries after %1 failures never help"_s.arg(categoryName(advice))
                                    : u"Retries after %1 failures beyond attempt %2 never help"_s.arg(categoryName(advice),
                                                                                                      number(advice.proposed));
    case AdviceKind::BudgetEmpty: return u"Retries wait for the retry budget"_s;
    case AdviceKind::TimeoutTooShort: return u"The attempt timeout cuts off answers that are only slow"_s;
    case AdviceKind::IdleTooShort: return u"The idle timeout cuts off answers that only begin late"_s;
    case AdviceKind::TimeoutTooLong: return u"Attempts that hang are waited for far too long"_s;
    case AdviceKind::BreakerFlaps: return u"The breaker closes too early"_s;
    case AdviceKind::RetryAfterCut: return u"The service asks for longer silence than is allowed"_s;
    case AdviceKind::ConcurrencyTooHigh: return u"More requests at once than the service bears"_s;
    case AdviceKind::RateTooHigh: return u"The service is asked too often"_s;
    case AdviceKind::RateTooLow: return u"The rate holds back what the service would take"_s;
    case AdviceKind::NoJitter: return u"Retries come back all at once"_s;
    case AdviceKind::PollTooTight:
        return u"Step %1 of pipeline %2 asks too often whether its job is done"_s.arg(advice.poll.second, advice.poll.first);
    }
    Q_UNREACHABLE();
}

QString adviceEvidence(const Recommendation &advice)
{
    const QString cases = number(advice.cases);
    const QString among = number(advice.among);
    const QString days = onDays(advice.days);
    switch (advice.kind) {
    case AdviceKind::RetriesNeverHelp: return u"%1 of %2 such repeats failed again, %3."_s.arg(cases, among, days);
    case AdviceKind::BudgetEmpty:
        return u"%1 of %2 retries could not be paid for when their time had come, %3; the budget holds %4 tokens."_s.arg(
            cases, among, days, number(advice.present));
    case AdviceKind::TimeoutTooShort:
        return u"%1 of %2 attempts were ended after %3, %4; of the good answers one in a hundred takes %5 and longer."_s.arg(
            cases, among, duration(advice.present), days, duration(advice.measured));
    case AdviceKind::IdleTooShort:
        return u"%1 of %2 attempts were ended when nothing had moved for %3, %4; of the good answers one in a hundred begins after %5 and later."_s
            .arg(cases, among, duration(advice.present), days, duration(advice.measured));
    case AdviceKind::TimeoutTooLong:
        return u"%1 attempts were waited for the full %2, %3; of a thousand good answers 999 come within %4. In all it was waited %5 too long."_s
            .arg(cases, duration(advice.present), days, duration(advice.measured), duration(advice.beside));
    case AdviceKind::BreakerFlaps:
        return u"%1 of %2 openings came soon after it had closed, %3; it stays open for %4."_s.arg(cases, among, days,
                                                                                                   duration(advice.present));
    case AdviceKind::RetryAfterCut:
        return u"%1 of %2 times it asked for more than %3, %4: nine times in ten for up to %5, at most for %6. Such steps block."_s
            .arg(cases, among, duration(advice.present), days, duration(advice.measured), duration(advice.beside));
    case AdviceKind::ConcurrencyTooHigh: return loadEvidence(advice);
    case AdviceKind::RateTooHigh:
    case AdviceKind::RateTooLow: return rateEvidence(advice);
    case AdviceKind::NoJitter:
        return u"%1 of %2 retries began within a tenth of a second of three others, %3; the backoff has no jitter."_s.arg(
            cases, among, days);
    case AdviceKind::PollTooTight:
        return u"Half of its %1 jobs took %2 and longer; asked every %3, that is %4 questions for one answer."_s.arg(
            cases, duration(advice.measured), duration(advice.present), number(advice.beside));
    }
    Q_UNREACHABLE();
}

QString adviceRemedy(const QString &service, const AdviceItem &item)
{
    const Recommendation &advice = item.advice;
    if (!advice.draft)
        return u"in pipelines/%1.yaml, step %2, write await: { poll: { every: %3 … } }"_s.arg(
            advice.poll.first, advice.poll.second, duration(advice.proposed));
    QStringList words{u"cairn service set"_s, service};
    for (const ServiceChange &change : item.changes)
        words.append(u"%1=%2"_s.arg(change.path, change.after));
    return words.join(u' ') + u" --reason \"advice: %1\""_s.arg(advice.key());
}

QString drawback(const AdviceItem &item)
{
    const auto harm = item.effect ? harmOf(*item.effect) : std::nullopt;
    return harm ? toText(*harm) : QString();
}

QStringList effectParts(const WhatIf &effect)
{
    QStringList lines;
    addTime(lines, u"recovery, median"_s, effect.live.recoveryMedian, effect.draft.recoveryMedian);
    addTime(lines, u"recovery, 90 %"_s, effect.live.recoveryP90, effect.draft.recoveryP90);
    addFigure(lines, u"requests"_s, effect.live.requests, effect.draft.requests);
    addFigure(lines, u"failed requests"_s, effect.live.failed, effect.draft.failed);
    addFigure(lines, u"left to people"_s, effect.live.left, effect.draft.left);
    addFigure(lines, u"breaker openings"_s, effect.live.openings, effect.draft.openings);
    addFigure(lines, u"most requests in a second"_s, effect.live.peak, effect.draft.peak);
    addTime(lines, u"waiting at the gate, in all"_s, effect.live.held, effect.draft.held);
    return lines;
}

} // namespace cairn
