#pragma once

#include "model/records.h"
#include "ui/parts/reasondialog.h"

class QCheckBox;

namespace cairn {

/// Which runs a command is asked for.
struct CommandSubject
{
    qint64 count = 0;
    QString what;              ///< some of their names, or how many are in which state
    QString leftOut;           ///< who is not asked for, and why; empty if nobody
    bool offersCanary = false; ///< it can be tried on one first
    QString step{};            ///< the only one that is meant, as it is read; empty: what the runs stand at
    qint64 steps = 0;          ///< of one run, and items, that are named and alone meant; 0: see `step`
    bool ofManyRuns = false;   ///< those steps are
    QString reason{};          ///< that was written before
    bool isCanary = false;     ///< that was chosen before
    bool isAskedAbout = false; ///< of one step of unknown outcome: its service is, and nothing is sent
};

/// The first few of them, one a line, and how many more there are.
QString someLines(const QStringList &lines);
/// The first few by name.
QString someNames(const QList<RunRecord> &runs);
/// "3,900 Blocked, 81 Waiting to retry", in the order in which states are shown.
QString statesText(const QMap<RunState, qint64> &byState);
QString statesText(const QMap<StepState, qint64> &byState);

/// Of a retry of some whose outcome is unknown.
QString askedWhereUnknownText();
/// What happened elsewhere, or is left out, is worth nothing in the record without its ground.
bool needsReason(CommandKind kind);

/// Says what a command will do to which runs, and asks for the reason that is kept with it.
class CommandDialog : public ReasonDialog
{
    Q_OBJECT
public:
    CommandDialog(CommandKind kind, const CommandSubject &subject, QWidget *parent = nullptr);

    /// One is to go first, then five, then the rest in waves.
    bool wantsCanary() const;

private:
    QCheckBox *m_canary;
};

} // namespace cairn
