#include "policy/recorded.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView ByOrder("by order: ");
constexpr QLatin1StringView InWaves("in waves, by order: ");
constexpr QLatin1StringView WrittenTo("written to ");

QString silenceOf(const QString &service)
{
    return service + " does not answer: "_L1;
}

} // namespace

QString breakerCause(const Breaker::Order *order, const CallWindow::Counts &openedFor)
{
    if (order)
        return (order->inWaves ? InWaves : ByOrder) + order->reason;
    const QString calls = openedForText(openedFor);
    return calls.isEmpty() ? QString() : u"after %1"_s.arg(calls);
}

std::optional<BreakerCause> readBreakerCause(const QString &cause)
{
    if (cause.startsWith(ByOrder))
        return BreakerCause{BreakerCause::Ordered, cause.sliced(ByOrder.size())};
    if (cause.startsWith(InWaves))
        return BreakerCause{BreakerCause::Released, cause.sliced(InWaves.size())};
    static const QRegularExpression Calls(u"^after (\\d+) of (\\d+) calls (failed|were slow)$"_s);
    const auto calls = Calls.match(cause);
    if (!calls.hasMatch())
        return std::nullopt;
    return BreakerCause{calls.captured(3) == "failed"_L1 ? BreakerCause::Failed : BreakerCause::Slow,
                        {},
                        calls.captured(1).toLongLong(),
                        calls.captured(2).toLongLong()};
}

QString breakerTold(const QString &service, const QString &cause)
{
    return cause.isEmpty() ? service : service + u' ' + cause;
}

QString causeInTold(const QString &told)
{
    return told.section(u' ', 1);
}

QString probeResult(const QString &service, int status, const QString &detail, const QString &time)
{
    if (status == 0)
        return silenceOf(service) + u"%1 (after %2)"_s.arg(detail, time);
    const QString form = status >= 500 ? u"%1 answers, but with HTTP %2 (in %3)"_s : u"%1 answers: HTTP %2 in %3"_s;
    return form.arg(service).arg(status).arg(time);
}

std::optional<ProbeResult> readProbeResult(const QString &service, const QString &result)
{
    if (const QString silence = silenceOf(service); result.startsWith(silence))
        return ProbeResult{0, result.sliced(silence.size())};
    static const QRegularExpression Answer(u"answers(?:, but with|:) HTTP (\\d+) \\(?in ([^()]+)\\)?$"_s);
    const auto answer = Answer.match(result);
    return answer.hasMatch() ? std::optional(ProbeResult{answer.captured(1).toInt(), answer.captured(2)}) : std::nullopt;
}

QString deliveredTo(const QString &place)
{
    return WrittenTo + place;
}

QString readDelivered(const QString &reason)
{
    return reason.startsWith(WrittenTo) ? reason.sliced(WrittenTo.size()) : QString();
}

} // namespace cairn
