#include "ui/look/statelook.h"

#include <QCoreApplication>

#include <array>

namespace cairn {

namespace {

struct Row
{
    Look look;
    const char *word;
    const char *icon;
    QRgb light; ///< ink on light ground
    QRgb dark;  ///< ink on dark ground
};

constexpr QRgb GreyInk = 0xff565c64, GreyInkDark = 0xffb4bac2;
constexpr QRgb SlateInk = 0xff3f536b, SlateInkDark = 0xffa9bcd4;

constexpr std::array<Row, LookCount> Rows{{
    {Look::Pending, QT_TRANSLATE_NOOP("StateLook", "Pending"), "pending", GreyInk, GreyInkDark},
    {Look::Ready, QT_TRANSLATE_NOOP("StateLook", "Ready"), "ready", GreyInk, GreyInkDark},
    {Look::Running, QT_TRANSLATE_NOOP("StateLook", "Running"), "running", 0xff1353ad, 0xff8ab8ff},
    {Look::WaitingRetry, QT_TRANSLATE_NOOP("StateLook", "Waiting to retry"), "waiting_retry", 0xff7f5200, 0xfff2bf55},
    {Look::WaitingCallback, QT_TRANSLATE_NOOP("StateLook", "Awaiting callback"), "waiting_callback", 0xff633ab0, 0xffc8acff},
    {Look::Held, QT_TRANSLATE_NOOP("StateLook", "Held"), "held", SlateInk, SlateInkDark},
    {Look::Paused, QT_TRANSLATE_NOOP("StateLook", "Paused"), "paused", SlateInk, SlateInkDark},
    {Look::Blocked, QT_TRANSLATE_NOOP("StateLook", "Blocked"), "blocked", 0xffb01c1c, 0xffff9189},
    {Look::OutcomeUnknown, QT_TRANSLATE_NOOP("StateLook", "Outcome unknown"), "outcome_unknown", 0xff9c1069, 0xffff93d3},
    {Look::Succeeded, QT_TRANSLATE_NOOP("StateLook", "Succeeded"), "succeeded", 0xff17672d, 0xff7fd794},
    {Look::Degraded, QT_TRANSLATE_NOOP("StateLook", "Degraded"), "degraded", 0xff006464, 0xff63d2cd},
    {Look::Skipped, QT_TRANSLATE_NOOP("StateLook", "Skipped"), "skipped", GreyInk, GreyInkDark},
    {Look::Cancelled, QT_TRANSLATE_NOOP("StateLook", "Cancelled"), "cancelled", GreyInk, GreyInkDark},
    {Look::IncidentOpen, QT_TRANSLATE_NOOP("StateLook", "Open"), "incident_open", 0xffb01c1c, 0xffff9189},
    {Look::Acknowledged, QT_TRANSLATE_NOOP("StateLook", "Acknowledged"), "acknowledged", 0xff7f5200, 0xfff2bf55},
    {Look::Escalated, QT_TRANSLATE_NOOP("StateLook", "Escalated"), "escalated", 0xff9c1069, 0xffff93d3},
    {Look::Verifying, QT_TRANSLATE_NOOP("StateLook", "Verifying"), "verifying", 0xff1353ad, 0xff8ab8ff},
    {Look::Resolved, QT_TRANSLATE_NOOP("StateLook", "Resolved"), "resolved", 0xff17672d, 0xff7fd794},
}};

const Row &rowOf(Look look)
{
    return Rows[size_t(look)];
}

} // namespace

Look lookOf(RunState state)
{
    switch (state) {
    case RunState::Pending: return Look::Pending;
    case RunState::Running: return Look::Running;
    case RunState::WaitingRetry: return Look::WaitingRetry;
    case RunState::WaitingCallback: return Look::WaitingCallback;
    case RunState::Held: return Look::Held;
    case RunState::Paused: return Look::Paused;
    case RunState::Blocked: return Look::Blocked;
    case RunState::OutcomeUnknown: return Look::OutcomeUnknown;
    case RunState::Succeeded: return Look::Succeeded;
    case RunState::Degraded: return Look::Degraded;
    case RunState::Cancelled: return Look::Cancelled;
    }
    Q_UNREACHABLE();
    return Look::Pending;
}

Look lookOf(StepState state)
{
    switch (state) {
    case StepState::Pending: return Look::Pending;
    case StepState::Ready: return Look::Ready;
    case StepState::InFlight: return Look::Running;
    case StepState::WaitingRetry: return Look::WaitingRetry;
    case StepState::WaitingCallback: return Look::WaitingCallback;
    case StepState::Held: return Look::Held;
    case StepState::OutcomeUnknown: return Look::OutcomeUnknown;
    case StepState::Blocked: return Look::Blocked;
    case StepState::Succeeded: return Look::Succeeded;
    case StepState::Skipped: return Look::Skipped;
    case StepState::Degraded: return Look::Degraded;
    case StepState::Cancelled: return Look::Cancelled;
    }
    Q_UNREACHABLE();
    return Look::Pending;
}

Look lookOf(IncidentState state)
{
    switch (state) {
    case IncidentState::Open: return Look::IncidentOpen;
    case IncidentState::Acknowledged: return Look::Acknowledged;
    case IncidentState::Escalated: return Look::Escalated;
    case IncidentState::Verifying: return Look::Verifying;
    case IncidentState::Resolved: return Look::Resolved;
    }
    Q_UNREACHABLE();
    return Look::IncidentOpen;
}

Look lookOf(MemberFate fate)
{
    switch (fate) {
    case MemberFate::Failing: return Look::Blocked;
    case MemberFate::Moving: return Look::Running;
    case MemberFate::Passed: return Look::Succeeded;
    case MemberFate::Left: return Look::Skipped;
    case MemberFate::Cancelled: return Look::Cancelled;
    }
    Q_UNREACHABLE();
    return Look::Blocked;
}

QString StateLook::word(Look look)
{
    return QCoreApplication::translate("StateLook", rowOf(look).word);
}

QString StateLook::iconName(Look look)
{
    return QString::fromLatin1(rowOf(look).icon);
}

QColor StateLook::ink(Look look, const QPalette &palette)
{
    return isDark(palette) ? rowOf(look).dark : rowOf(look).light;
}

QColor StateLook::wash(Look look, const QPalette &palette)
{
    return blend(ink(look, palette), palette.color(QPalette::Base), isDark(palette) ? 0.17 : 0.10);
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

QColor quietInk(const QPalette &palette)
{
    return blend(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.70);
}

QColor blend(const QColor &front, const QColor &back, double opacity)
{
    const auto mix = [opacity](double a, double b) { return float(a * opacity + b * (1 - opacity)); };
    return QColor::fromRgbF(mix(front.redF(), back.redF()), mix(front.greenF(), back.greenF()), mix(front.blueF(), back.blueF()));
}

} // namespace cairn
