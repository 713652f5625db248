#include "ui/look/wording.h"

#include "base/error.h"
#include "ui/look/timedisplay.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Wording
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

QString shown(Timestamp time, TimeForm form, TimePrecision precision)
{
    return formatTime(time, SystemClock().now(), form, precision, QLocale(), QTimeZone::systemTimeZone());
}

} // namespace

QString categoryText(Category category)
{
    switch (category) {
    case Category::Network: return Wording::tr("Network");
    case Category::Timeout: return Wording::tr("Timeout");
    case Category::RateLimit: return Wording::tr("Rate limit");
    case Category::Service: return Wording::tr("Service error");
    case Category::Auth: return Wording::tr("Credentials");
    case Category::Data: return Wording::tr("Data");
    case Category::Schema: return Wording::tr("Schema");
    case Category::Conflict: return Wording::tr("Conflict");
    case Category::Policy: return Wording::tr("Policy");
    case Category::Internal: return Wording::tr("Internal");
    }
    Q_UNREACHABLE();
    return {};
}

QString faultText(TransportFault fault)
{
    switch (fault) {
    case TransportFault::None: return {};
    case TransportFault::BadUrl: return Wording::tr("URL not allowed");
    case TransportFault::HostNotFound: return Wording::tr("Host not found");
    case TransportFault::ConnectionRefused: return Wording::tr("Connection refused");
    case TransportFault::ConnectTimeout: return Wording::tr("Connect timeout");
    case TransportFault::TlsFailed: return Wording::tr("TLS failed");
    case TransportFault::ConnectionClosed: return Wording::tr("Connection closed");
    case TransportFault::IdleTimeout: return Wording::tr("Idle timeout");
    case TransportFault::AttemptTimeout: return Wording::tr("Attempt timeout");
    case TransportFault::TruncatedBody: return Wording::tr("Answer cut short");
    case TransportFault::BodyTooLarge: return Wording::tr("Answer too large");
    case TransportFault::RequestUnreadable: return Wording::tr("Payload unreadable");
    case TransportFault::SinkFailed: return Wording::tr("Answer not stored");
    case TransportFault::InvalidResponse: return Wording::tr("Not valid HTTP");
    case TransportFault::Redirected: return Wording::tr("Redirected");
    case TransportFault::CredentialUnusable: return Wording::tr("Credential unusable");
    case TransportFault::CredentialUnavailable: return Wording::tr("Credential not to be had");
    case TransportFault::Cancelled: return Wording::tr("Cut off");
    }
    Q_UNREACHABLE();
    return {};
}

QString answerText(const Attempt &attempt)
{
    if (attempt.fault != TransportFault::None)
        return faultText(attempt.fault);
    return attempt.status > 0 ? Wording::tr("HTTP %1").arg(attempt.status) : QString();
}

QString decisionText(Action action)
{
    switch (action) {
    case Action::Succeed: return Wording::tr("Passed");
    case Action::Retry: return Wording::tr("Retry");
    case Action::Block: return Wording::tr("Block");
    case Action::GiveUp: return Wording::tr("Go on without");
    case Action::AskOutcome: return Wording::tr("Ask a person");
    case Action::Await: return Wording::tr("Wait");
    case Action::Hold: return Wording::tr("Hold");
    case Action::FanOut: return Wording::tr("Carry out the items");
    }
    Q_UNREACHABLE();
    return {};
}

QString decisionText(const Attempt &attempt)
{
    if (attempt.decision == Action::Retry && attempt.delay)
        return Wording::tr("Retry in %1").arg(durationText(*attempt.delay));
    return decisionText(attempt.decision);
}

QString commandText(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Retry: return Wording::tr("Retry");
    case CommandKind::Resume: return Wording::tr("Resume");
    case CommandKind::Skip: return Wording::tr("Skip step");
    case CommandKind::Cancel: return Wording::tr("Cancel run");
    case CommandKind::Pause: return Wording::tr("Pause run");
    case CommandKind::Unpause: return Wording::tr("Go on");
    case CommandKind::MarkHappened: return Wording::tr("It happened");
    case CommandKind::MarkNotHappened: return Wording::tr("It did not happen");
    case CommandKind::OpenBreaker: return Wording::tr("Open the breaker");
    case CommandKind::CloseBreaker: return Wording::tr("Close the breaker");
    case CommandKind::FreeBreaker: return Wording::tr("Let the breaker decide");
    case CommandKind::ReleaseBreaker: return Wording::tr("Release in waves");
    case CommandKind::ProbeService: return Wording::tr("Probe the service");
    }
    Q_UNREACHABLE();
    return {};
}

QString stepText(const StepId &step, int item)
{
    return item == NoItem ? step.name() : u"%1 %2"_s.arg(step.name()).arg(item);
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString errorText(const Error &error)
{
    const auto sentence = [](const QString &text) { return text.endsWith(u'.') ? text : text + u'.'; }; // some are whole ones
    const QString what = sentence(error.where.isEmpty() ? capitalized(error.detail) // what stands before it is a name
                                                        : u"%1: %2"_s.arg(error.where, error.detail));
    return error.remedy.isEmpty() ? what : what + u' ' + sentence(error.remedy);
}

QString localTime(Timestamp time)
{
    return shown(time, TimeDisplay::form(), TimePrecision::Minutes);
}

QString localTime(const std::optional<Timestamp> &time)
{
    return time ? localTime(*time) : QString();
}

QString localTimeExact(Timestamp time)
{
    return shown(time, TimeDisplay::form(), TimePrecision::Seconds);
}

QString clockTime(Timestamp time)
{
    const TimeForm form = TimeDisplay::form() == TimeForm::Utc ? TimeForm::Utc : TimeForm::Local;
    return shown(time, form, TimePrecision::Seconds);
}

QString utcTime(const std::optional<Timestamp> &time)
{
    return time ? toRfc3339(*time) : QString();
}

QString durationText(Milliseconds duration)
{
    return toText(duration).replace(u'.', QLocale().decimalPoint());
}

QString percentText(double share, int decimals)
{
    return Wording::tr("%1 %").arg(QLocale().toString(100 * share, 'f', decimals));
}

QString countdownText(const std::optional<Timestamp> &at, Timestamp now)
{
    if (!at)
        return {};
    const auto left = std::chrono::ceil<std::chrono::seconds>(*at - now);
    return left.count() <= 0 ? Wording::tr("now") : Wording::tr("in %1").arg(durationText(left));
}

int counted(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString timingText(const ExchangeTiming &timing)
{
    return Wording::tr("Took %1: queued %2, connecting %3, first byte after %4")
        .arg(durationText(timing.total), durationText(timing.queued), durationText(timing.connect),
             durationText(timing.firstByte));
}

} // namespace cairn
