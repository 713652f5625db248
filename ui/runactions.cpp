#include "ui/runactions.h"

#include "ui/commanddialog.h"
#include "ui/explanation.h"
#include "ui/tintedicon.h"
#include "ui/whendone.h"
#include "ui/wording.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Who is recorded as having asked.
QString userName()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty())
            return name;
    }
    return u"console"_s;
}

/// Those for which it can be asked.
QList<RunRecord> suited(CommandKind kind, const QList<RunRecord> &runs)
{
    QList<RunRecord> suitable;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(suitable),
                 [kind](const RunRecord &run) { return commandsFor(run.state).contains(kind); });
    return suitable;
}

/// The fate of several commands that were sent together.
struct Batch
{
    int open = 0;
    int recorded = 0;
    std::optional<Error> error;
};

} // namespace

RunActions::RunActions(Desk &desk, QWidget *window) : QObject(window), m_desk(desk), m_window(window), m_actor(userName())
{
    const auto key = [](const char *text) { return QKeySequence(QString::fromLatin1(text)); };
    m_open = addAction(tr("&Open"), u"openRun"_s, u"open"_s, {key("Return"), key("Enter")});
    m_open->setShortcutContext(Qt::WidgetShortcut); // Enter means something else in the filter and on buttons
    connect(m_open, &QAction::triggered, this, &RunActions::openRequested);

    m_commands = {
        {CommandKind::Retry, addAction(tr("&Retry"), u"retryRun"_s, u"retry"_s, {key("Ctrl+R")})},
        {CommandKind::Skip, addAction(tr("&Skip step"), u"skipStep"_s, u"skipped"_s, {})},
        {CommandKind::Pause, addAction(tr("&Pause run"), u"pauseRun"_s, u"paused"_s, {key("Ctrl+P")})},
        {CommandKind::Unpause, addAction(tr("&Go on"), u"unpauseRun"_s, u"running"_s, {key("Ctrl+G")})},
        {CommandKind::Cancel, addAction(tr("&Cancel run"), u"cancelRun"_s, u"cancel"_s, {key("Delete"), key("Ctrl+Backspace")})},
        {CommandKind::MarkHappened, addAction(tr("It &happened"), u"markHappened"_s, u"happened"_s, {})},
        {CommandKind::MarkNotHappened, addAction(tr("It did &not happen"), u"markNotHappened"_s, u"not_happened"_s, {})},
    };
    for (const auto &[kind, action] : m_commands.asKeyValueRange())
        connect(action, &QAction::triggered, this, [this, kind = kind] { ask(kind, m_runs); });

    m_copyId = addAction(tr("Copy run &id"), u"copyRunId"_s, u"copy"_s, {key("Ctrl+Shift+C")});
    connect(m_copyId, &QAction::triggered, this, [this] {
        QStringList ids;
        for (const RunRecord &run : std::as_const(m_runs))
            ids.append(run.id.toString());
        QGuiApplication::clipboard()->setText(ids.join(QLatin1Char('\n')));
    });
    setRuns({});
}

QAction *RunActions::addAction(const QString &text, const QString &name, const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(tintedIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    if (!keys.isEmpty())
        action->setToolTip(
            u"%1 (%2)"_s.arg(action->text().remove(QLatin1Char('&')), keys.first().toString(QKeySequence::NativeText)));
    return action;
}

QList<QAction *> RunActions::all() const
{
    const auto separator = [this] {
        auto *line = new QAction(const_cast<RunActions *>(this));
        line->setSeparator(true);
        return line;
    };
    return {m_open,
            separator(),
            command(CommandKind::Retry),
            command(CommandKind::MarkHappened),
            command(CommandKind::MarkNotHappened),
            command(CommandKind::Skip),
            command(CommandKind::Pause),
            command(CommandKind::Unpause),
            command(CommandKind::Cancel),
            separator(),
            m_copyId};
}

void RunActions::setRuns(const QList<RunRecord> &runs)
{
    m_runs = runs;
    m_open->setEnabled(!runs.isEmpty());
    m_copyId->setEnabled(!runs.isEmpty());
    for (const auto &[kind, action] : m_commands.asKeyValueRange())
        action->setEnabled(!suited(kind, runs).isEmpty());
}

void RunActions::ask(CommandKind kind, const QList<RunRecord> &candidates)
{
    const QList<RunRecord> runs = suited(kind, candidates);
    if (runs.isEmpty())
        return;
    auto *dialog = new CommandDialog(kind, runs, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, kind, runs] { send(kind, runs, dialog->reason()); });
    dialog->open();
}

void RunActions::send(CommandKind kind, const QList<RunRecord> &runs, const QString &reason)
{
    auto batch = std::make_shared<Batch>();
    batch->open = int(runs.size());
    Command command;
    command.kind = kind;
    command.actor = m_actor;
    command.reason = reason;
    command.createdAt = SystemClock().now();
    for (const RunRecord &run : runs) {
        command.run = run.id;
        whenDone(this, m_desk.request(command), [this, batch, kind](const Result<qint64> &id) {
            if (id)
                ++batch->recorded;
            else
                batch->error = id.error();
            if (--batch->open > 0)
                return;
            if (batch->error)
                Q_EMIT failed(*batch->error);
            else
                Q_EMIT told(tr("“%1” is recorded for %Ln run(s); the runner carries it out.", nullptr, batch->recorded)
                                .arg(commandText(kind)));
        });
    }
}

} // namespace cairn
