#pragma once

#include "model/incident.h"
#include "model/words.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>

namespace cairn {

/// How a state looks; run and step states share their looks, incidents have their own.
enum class Look {
    Pending,
    Ready,
    Running,
    WaitingRetry,
    WaitingCallback,
    Held,
    Paused,
    Blocked,
    OutcomeUnknown,
    Succeeded,
    Degraded,
    Skipped,
    Cancelled,
    IncidentOpen,
    Acknowledged,
    Escalated,
    Verifying,
    Resolved,
};
inline constexpr int LookCount = int(Look::Resolved) + 1;

/// The item role in which models hand a Look (as int) to delegates.
inline constexpr int LookRole = Qt::UserRole + 1;

/// All of them: first what needs a person, and of that first what nobody knows the outcome of; what is over last.
inline constexpr std::array StatesByUrgency{RunState::OutcomeUnknown,  RunState::Blocked,  RunState::WaitingRetry,
                                            RunState::WaitingCallback, RunState::Held,     RunState::Paused,
                                            RunState::Running,         RunState::Pending,  RunState::Succeeded,
                                            RunState::Degraded,        RunState::Cancelled};

Look lookOf(RunState state);
Look lookOf(StepState state);
Look lookOf(IncidentState state);
/// Failures look as the steps that they are: failing is blocked, on its way is running.
Look lookOf(MemberFate fate);

/// The one source of each state's colour, icon and word: never colour alone.
class StateLook
{
public:
    static QString word(Look look);                         ///< translated
    static QString iconName(Look look);                     ///< for paintIcon and tintedIcon
    static QColor ink(Look look, const QPalette &palette);  ///< readable on `wash` and on the palette's base (4.5:1)
    static QColor wash(Look look, const QPalette &palette); ///< the pill's opaque ground
};

bool isDark(const QPalette &palette);

/// Text of second rank: weaker than the palette's text, yet at 4.5:1 on its base.
QColor quietInk(const QPalette &palette);

/// `front` laid over `back` with the given opacity.
QColor blend(const QColor &front, const QColor &back, double opacity);

} // namespace cairn
