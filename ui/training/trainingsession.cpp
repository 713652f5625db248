#include "ui/training/trainingsession.h"

#include "control/actor.h"
#include "ui/parts/whendone.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds LookAgain{500};
const QString Folder = u":/training/"_s;
} // namespace

QList<Exercise> shippedExercises()
{
    QList<Exercise> exercises;
    const QStringList names = QDir(Folder).entryList({u"*.yaml"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(Folder + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (const auto exercise = parseExercise(file.readAll(), name))
            exercises.append(*exercise);
    }
    std::sort(exercises.begin(), exercises.end(), [](const Exercise &a, const Exercise &b) { return a.number < b.number; });
    return exercises;
}

TrainingSession::TrainingSession(Desk &desk, FaultBoard &board, const QString &folder, QObject *parent)
    : QObject(parent), m_desk(desk), m_board(board), m_training(desk, folder), m_exercises(shippedExercises())
{
    m_timer.setInterval(LookAgain);
    connect(&m_timer, &QTimer::timeout, this, &TrainingSession::look);
    whenDone(this, m_training.log(), [this](const Result<TrainingLog> &log) {
        m_loaded = true;
        if (log)
            m_log = *log;
        else
            Q_EMIT failed(log.error());
        pace();
        Q_EMIT changed();
    });
}

const ExerciseTry *TrainingSession::current() const
{
    return m_log.isEmpty() || m_log.last().endedAt ? nullptr : &m_log.last();
}

const ExerciseTry *TrainingSession::latest(const QString &exercise) const
{
    const auto found =
        std::find_if(m_log.rbegin(), m_log.rend(), [&](const ExerciseTry &one) { return one.exercise == exercise; });
    return found == m_log.rend() ? nullptr : &*found;
}

void TrainingSession::start(const Exercise &exercise)
{
    if (isBusy())
        return;
    if (current())
        close(false); // its faults go off below
    m_starting = true;
    Q_EMIT changed();
    whenDone(this, m_board.clearAll(), [this, exercise](const Result<FaultState> &state) {
        takeFaults(state);
        if (state)
            switchOn(exercise, exercise.faults.keys());
        else
            m_starting = false;
    });
}

/// One service after the other; then the files.
void TrainingSession::switchOn(const Exercise &exercise, QStringList services)
{
    if (services.isEmpty())
        return submit(exercise);
    const QString service = services.takeFirst();
    QJsonObject settings;
    for (const QString &word : exercise.faults.value(service)) {
        if (const FaultSwitch *fault = faultSwitch(word))
            settings = switchedOn(settings, *fault);
    }
    whenDone(this, m_board.set(service, settings), [this, exercise, services](const Result<FaultState> &state) {
        takeFaults(state);
        if (state)
            switchOn(exercise, services);
        else
            m_starting = false;
    });
}

void TrainingSession::submit(const Exercise &exercise)
{
    whenDone(this, m_training.begin(exercise), [this](const Result<ExerciseTry> &begun) {
        m_starting = false;
        if (begun) {
            m_log.append(*begun);
            keep();
            pace();
        } else {
            Q_EMIT failed(begun.error());
        }
        Q_EMIT changed();
    });
}

void TrainingSession::repair()
{
    clearFaults();
}

void TrainingSession::giveUp()
{
    if (current())
        end(false);
}

void TrainingSession::showHint()
{
    if (!current())
        return;
    const Exercise *exercise = exerciseOf(m_exercises, *current());
    if (!exercise || current()->hints >= exercise->hints.size())
        return;
    ++m_log.last().hints;
    keep();
    Q_EMIT changed();
}

void TrainingSession::setFault(const QString &service, const FaultSwitch &fault, bool on)
{
    const QJsonObject now = m_faults.settings.value(service);
    whenDone(this, m_board.set(service, on ? switchedOn(now, fault) : switchedOff(now, fault)),
             [this](const Result<FaultState> &state) { takeFaults(state); });
}

void TrainingSession::clearFaults()
{
    whenDone(this, m_board.clearAll(), [this](const Result<FaultState> &state) { takeFaults(state); });
}

void TrainingSession::setWatched(bool watched)
{
    m_watched = watched;
    pace();
}

void TrainingSession::pace()
{
    if (!m_watched && !current()) {
        m_timer.stop();
    } else if (!m_timer.isActive()) {
        m_timer.start();
        look();
    }
}

void TrainingSession::look()
{
    if (m_looking)
        return;
    m_looking = true;
    whenDone(this, m_board.read(), [this](const Result<FaultState> &state) {
        takeFaults(state);
        m_looking = current() != nullptr;
        if (m_looking)
            whenDone(this, m_training.evidence(*current()),
                     [this](const Result<ExerciseEvidence> &found) { takeEvidence(found); });
    });
}

void TrainingSession::takeFaults(const Result<FaultState> &state)
{
    if (!state)
        return tellTrouble(state.error());
    m_trouble.reset();
    if (*state == m_faults)
        return;
    m_faults = *state;
    if (!m_starting)
        noteRepair();
    Q_EMIT changed();
}

/// The faults of the exercise are off, whoever switched them off.
void TrainingSession::noteRepair()
{
    if (!current() || current()->repairedAt)
        return;
    const Exercise *exercise = exerciseOf(m_exercises, *current());
    if (!exercise)
        return;
    for (const auto &[service, words] : exercise->faults.asKeyValueRange()) {
        for (const QString &word : words) {
            const FaultSwitch *fault = faultSwitch(word);
            if (fault && isOn(*fault, m_faults.settings.value(service)))
                return;
        }
    }
    m_log.last().repairedAt = m_desk.clock().now();
    keep();
}

void TrainingSession::takeEvidence(const Result<ExerciseEvidence> &evidence)
{
    m_looking = false;
    if (!evidence)
        return tellTrouble(evidence.error());
    const Exercise *exercise = current() ? exerciseOf(m_exercises, *current()) : nullptr;
    // it may have been another's that was asked for
    const bool isItsOwn = exercise && evidence->runs.size() == current()->runs.size() &&
                          (evidence->runs.isEmpty() || evidence->runs.first().id == current()->runs.first());
    if (!isItsOwn)
        return;
    ExerciseEvidence whole = *evidence;
    whole.notices = m_faults.notices;
    whole.repairedAt = current()->repairedAt;
    const ExerciseFindings findings = judge(*exercise, whole);
    if (findings == current()->findings)
        return;
    m_log.last().findings = findings;
    if (findings.isOver())
        return end(findings.isReached());
    keep();
    Q_EMIT changed();
}

void TrainingSession::close(bool reached)
{
    m_log.last().endedAt = m_desk.clock().now();
    m_log.last().reached = reached;
    keep();
    if (!reached)
        whenDone(this, m_training.abandon(m_log.last(), currentActor()), [this](const Result<qint64> &asked) {
            if (!asked)
                tellTrouble(asked.error());
        });
}

/// What the exercise has switched on goes off with it.
void TrainingSession::end(bool reached)
{
    close(reached);
    pace();
    clearFaults();
    Q_EMIT changed();
}

/// One after the other, so that an older state never comes last.
void TrainingSession::keep()
{
    if (m_keeping) {
        m_keepAgain = true;
        return;
    }
    m_keeping = true;
    whenDone(this, m_training.keep(m_log), [this](const Result<bool> &kept) {
        m_keeping = false;
        if (!kept)
            tellTrouble(kept.error());
        if (std::exchange(m_keepAgain, false))
            keep();
    });
}

/// Once, however often it is met.
void TrainingSession::tellTrouble(const Error &error)
{
    if (m_trouble == error)
        return;
    m_trouble = error;
    Q_EMIT failed(error);
    Q_EMIT changed();
}

} // namespace cairn
