#include "ui/bulkcommand.h"

#include "ui/commanddialog.h"
#include "ui/explanation.h"
#include "ui/progressdialog.h"
#include "ui/whendone.h"
#include "ui/wording.h"

#include <QLocale>

#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 200;

qint64 total(const QMap<RunState, qint64> &byState)
{
    return std::accumulate(byState.begin(), byState.end(), qint64(0));
}

/// Those in states in which a command makes sense, or the others.
QMap<RunState, qint64> suited(CommandKind kind, const QMap<RunState, qint64> &byState, bool wanted = true)
{
    QMap<RunState, qint64> some;
    for (const auto &[state, count] : byState.asKeyValueRange()) {
        if (commandsFor(state).contains(kind) == wanted)
            some.insert(state, count);
    }
    return some;
}

} // namespace

BulkCommand::BulkCommand(Desk &desk, CommandKind kind, MatchingRuns runs, const QString &actor, QWidget *window)
    : QObject(window), m_desk(desk), m_kind(kind), m_runs(std::move(runs)), m_window(window)
{
    m_command.kind = kind;
    m_command.actor = actor;
}

void BulkCommand::start()
{
    whenDone(this, m_desk.census(m_runs.filter), [this](const Result<RunCensus> &census) {
        if (census)
            confirm(*census);
        else
            refuse(census.error());
    });
}

void BulkCommand::refuse(const Error &error)
{
    Q_EMIT failed(error);
    deleteLater();
}

QString BulkCommand::leftOutText() const
{
    const QMap<RunState, qint64> others = suited(m_kind, m_byState, false);
    if (others.isEmpty())
        return {};
    return tr("%1 of the %2 are left out, because their state does not allow it: %3.")
        .arg(QLocale().toString(total(others)), QLocale().toString(total(m_byState)), statesText(others));
}

void BulkCommand::confirm(const RunCensus &census)
{
    m_byState = census.byState;
    m_before = RunId(census.newest.value() + 1); // what is submitted from now on was not meant
    const QMap<RunState, qint64> those = suited(m_kind, m_byState);
    m_expected = total(those);
    if (m_expected == 0) {
        refuse({ErrorKind::Conflict, tr("“%1” can be asked for none of these runs").arg(commandText(m_kind)), {}, leftOutText()});
        return;
    }
    m_suited = m_runs.filter;
    m_suited.states = those.keys();
    CommandSubject subject;
    subject.count = m_expected;
    subject.what = tr("All that match the filter: %1").arg(statesText(those));
    subject.leftOut = leftOutText();
    auto *dialog = new CommandDialog(m_kind, subject, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { begin(dialog->reason()); });
    connect(dialog, &QDialog::rejected, this, &QObject::deleteLater);
    dialog->open();
}

void BulkCommand::begin(const QString &reason)
{
    m_command.reason = reason;
    m_command.createdAt = SystemClock().now();
    m_progress = new ProgressDialog(commandText(m_kind), tr("Asking the runner: %1").arg(commandText(m_kind)), m_window);
    connect(m_progress, &ProgressDialog::stopWanted, this, [this] { m_stopped = true; });
    m_progress->setProgress(0, m_expected);
    m_progress->open();
    readPage();
}

void BulkCommand::readPage()
{
    whenDone(this, m_desk.searchRuns(m_suited, m_before, PageSize), [this](const Result<RunPage> &page) {
        if (!page)
            m_error = page.error();
        if (m_stopped || !page || (page->runs.isEmpty() && !page->searchedTo.isValid())) {
            finish();
            return;
        }
        const bool full = page->runs.size() == PageSize || !page->searchedTo.isValid();
        m_before = full ? page->runs.last().id : page->searchedTo;
        if (page->runs.isEmpty())
            readPage();
        else
            record(page->runs);
    });
}

void BulkCommand::record(const QList<RunRecord> &page)
{
    QList<Command> commands;
    for (const RunRecord &run : page) {
        m_command.run = run.id;
        commands.append(m_command);
    }
    whenDone(this, m_desk.requestAll(commands), [this](const Result<qint64> &recorded) {
        if (!recorded) {
            m_error = recorded.error();
            finish();
            return;
        }
        m_asked += *recorded;
        if (m_progress)
            m_progress->setProgress(m_asked, m_expected);
        readPage();
    });
}

void BulkCommand::finish()
{
    QStringList lines;
    const qint64 rest = m_expected - m_asked;
    if (m_error)
        lines.append(errorText(*m_error));
    if (rest > 0 && (m_error || m_stopped))
        lines.append(tr("%1 have not been asked for.").arg(QLocale().toString(rest)));
    else if (rest > 0)
        lines.append(tr("%1 are left out: they are no longer in such a state.").arg(QLocale().toString(rest)));
    lines.append(leftOutText());
    lines.append(tr("The runner carries it out; the list shows what becomes of the runs."));
    lines.removeAll(QString());
    const QString result = m_stopped || m_error
                               ? tr("Stopped: “%1” is asked for %2 of %3 runs")
                                     .arg(commandText(m_kind), QLocale().toString(m_asked), QLocale().toString(m_expected))
                               : tr("“%1” is asked for %Ln run(s)", nullptr, int(m_asked)).arg(commandText(m_kind));
    if (m_progress)
        m_progress->finish(result, lines.join(u'\n'), m_error.has_value());
    deleteLater();
}

} // namespace cairn
