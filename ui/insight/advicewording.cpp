#include "ui/insight/advicewording.h"

#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(Advice)
};

QString duration(double ms)
{
    return durationText(Milliseconds(std::llround(ms)));
}

QString number(double value)
{
    return QLocale().toString(value, 'f', 0);
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString onDays(int days)
{
    return Words::tr("on %Ln day(s)", nullptr, days);
}

QString categoryOf(const Recommendation &advice)
{
    return categoryText(advice.category.value_or(Category::Service));
}

QString retryEvidence(const Recommendation &advice)
{
    const QString cases = number(advice.cases);
    const QString among = number(advice.among);
    const QString days = onDays(advice.days);
    if (advice.kind == AdviceKind::RetriesNeverHelp)
        return Words::tr("%1 of %2 such repeats failed again, %3.").arg(cases, among, days);
    if (advice.kind == AdviceKind::BudgetEmpty)
        return Words::tr("%1 of %2 retries could not be paid for when their time had come, %3; the budget holds %4 tokens.")
            .arg(cases, among, days, number(advice.present));
    if (advice.kind == AdviceKind::NoJitter)
        return Words::tr("%1 of %2 retries began within a tenth of a second of three others, %3; the backoff has no jitter.")
            .arg(cases, among, days);
    return Words::tr(
               "%1 of %2 times it asked for more than %3, %4: nine times in ten for up to %5, at most for %6. Such steps block.")
        .arg(cases, among, duration(advice.present), days, duration(advice.measured), duration(advice.beside));
}

QString timeoutEvidence(const Recommendation &advice)
{
    const QString cases = number(advice.cases);
    if (advice.kind == AdviceKind::TimeoutTooShort)
        return Words::tr("%1 of %2 attempts were ended after %3, %4; of the good answers one in a hundred takes %5 and longer.")
            .arg(cases, number(advice.among), duration(advice.present), onDays(advice.days), duration(advice.measured));
    if (advice.kind == AdviceKind::IdleTooShort)
        return Words::tr("%1 of %2 attempts were ended when nothing had moved for %3, %4; of the good answers one in a hundred "
                         "begins after %5 and later.")
            .arg(cases, number(advice.among), duration(advice.present), onDays(advice.days), duration(advice.measured));
    return Words::tr("%1 attempts were waited for the full %2, %3; of a thousand good answers 999 come within %4. In all it was "
                     "waited %5 too long.")
        .arg(cases, duration(advice.present), onDays(advice.days), duration(advice.measured), duration(advice.beside));
}

QString loadEvidence(const Recommendation &advice)
{
    const QString cases = number(advice.cases);
    const QString among = number(advice.among);
    if (advice.kind == AdviceKind::ConcurrencyTooHigh)
        return Words::tr(
                   "With up to %1 in flight an answer takes %2; with more it takes %3, and no more are answered. So it was with "
                   "%4 of %5 answers, %6.")
            .arg(number(advice.proposed), duration(advice.beside), duration(advice.measured), cases, among, onDays(advice.days));
    if (advice.kind == AdviceKind::RateTooLow)
        return Words::tr(
                   "In %1 of %2 busy stretches of %3 the rate of %4 was used up. Answers took %5 then, hardly longer than else, "
                   "and the service never said “slow down”.")
            .arg(cases, among, duration(advice.beside), number(advice.present), duration(advice.measured));
    const QString text =
        advice.beside >= 60'000
            ? Words::tr("%1 of %2 attempts were answered with “slow down”, %3; while it said so, it took about %4 a minute.")
            : Words::tr("%1 of %2 attempts were answered with “slow down”, %3; while it said so, it took about %4 a second.");
    return text.arg(cases, among, onDays(advice.days), number(advice.measured));
}

} // namespace

QString adviceTitleText(const Recommendation &advice)
{
    switch (advice.kind) {
    case AdviceKind::RetriesNeverHelp:
        return advice.proposed <= 1 ? Words::tr("Retries after failures of the kind “%1” never help").arg(categoryOf(advice))
                                    : Words::tr("Beyond attempt %1, retries after failures of the kind “%2” never help")
                                          .arg(number(advice.proposed), categoryOf(advice));
    case AdviceKind::BudgetEmpty: return Words::tr("Retries wait for the retry budget");
    case AdviceKind::TimeoutTooShort: return Words::tr("The attempt timeout cuts off answers that are only slow");
    case AdviceKind::IdleTooShort: return Words::tr("The idle timeout cuts off answers that only begin late");
    case AdviceKind::TimeoutTooLong: return Words::tr("Attempts that hang are waited for far too long");
    case AdviceKind::BreakerFlaps: return Words::tr("The breaker closes too early");
    case AdviceKind::RetryAfterCut: return Words::tr("The service asks for longer silence than is allowed");
    case AdviceKind::ConcurrencyTooHigh: return Words::tr("More requests at once than the service bears");
    case AdviceKind::RateTooHigh: return Words::tr("The service is asked too often");
    case AdviceKind::RateTooLow: return Words::tr("The rate holds back what the service would take");
    case AdviceKind::NoJitter: return Words::tr("Retries come back all at once");
    case AdviceKind::PollTooTight:
        return Words::tr("Step %1 of %2 asks too often whether its job is done").arg(advice.poll.second, advice.poll.first);
    }
    Q_UNREACHABLE();
}

QString adviceEvidenceText(const Recommendation &advice)
{
    switch (advice.kind) {
    case AdviceKind::RetriesNeverHelp:
    case AdviceKind::BudgetEmpty:
    case AdviceKind::NoJitter:
    case AdviceKind::RetryAfterCut: return retryEvidence(advice);
    case AdviceKind::TimeoutTooShort:
    case AdviceKind::IdleTooShort:
    case AdviceKind::TimeoutTooLong: return timeoutEvidence(advice);
    case AdviceKind::ConcurrencyTooHigh:
    case AdviceKind::RateTooHigh:
    case AdviceKind::RateTooLow: return loadEvidence(advice);
    case AdviceKind::BreakerFlaps:
        return Words::tr("%1 of %2 openings came soon after it had closed, %3; it stays open for %4.")
            .arg(number(advice.cases), number(advice.among), onDays(advice.days), duration(advice.present));
    case AdviceKind::PollTooTight:
        return Words::tr("Half of its %1 jobs took %2 and longer; asked every %3, that is %4 questions for one answer.")
            .arg(number(advice.cases), duration(advice.measured), duration(advice.present), number(advice.beside));
    }
    Q_UNREACHABLE();
}

QString confidenceText(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Weak: return Words::tr("Weak evidence");
    case Confidence::Fair: return Words::tr("Fair evidence");
    case Confidence::Strong: break;
    }
    return Words::tr("Strong evidence");
}

QString adviceElsewhereText(const Recommendation &advice)
{
    if (advice.draft)
        return {};
    return Words::tr("In the pipeline's file, ask every %1 (await: poll: every).").arg(duration(advice.proposed));
}

} // namespace cairn
