#include "ui/run/timelinelayout.h"

#include "ui/look/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostItemRows = 40; ///< of one step
constexpr int MostPlainRows = 6; ///< more than that go without a row if nothing but a success is to be told of them

class Tell
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

/// What is recorded of one step or item.
struct Story
{
    QList<const Checkpoint *> checkpoints;
    QList<int> attempts; ///< places in the history
};

QString lines(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

bool isWait(StepState state)
{
    return state == StepState::WaitingRetry || state == StepState::WaitingCallback || state == StepState::Held ||
           state == StepState::OutcomeUnknown || state == StepState::Blocked;
}

/// Builds one row from what is recorded.
class RowBuilder
{
public:
    RowBuilder(const RunDetail &detail, Timestamp end) : m_detail(detail), m_end(end) {}

    TimelineRow build(const StepKey &key, const Story &story)
    {
        TimelineRow row{key, {}, 0};
        m_name = stepText(key.step, key.item);
        for (int attempt : story.attempts)
            row.spans.append(attemptSpan(attempt));
        for (qsizetype i = 0; i < story.checkpoints.size(); ++i) {
            if (const auto span = checkpointSpan(story, i))
                row.spans.append(*span);
        }
        std::stable_sort(row.spans.begin(), row.spans.end(), [](const auto &a, const auto &b) { return a.from < b.from; });
        return row;
    }

private:
    TimelineSpan attemptSpan(int place) const
    {
        const Attempt &attempt = m_detail.history.attempts[place];
        TimelineSpan span;
        span.look = attempt.category ? Look::Blocked : Look::Succeeded;
        span.from = attempt.startedAt;
        span.until = attempt.startedAt + attempt.timing.total;
        span.attempt = place;
        const auto within = [&](Milliseconds time) { return std::clamp(attempt.startedAt + time, span.from, span.until); };
        span.connecting = within(attempt.timing.queued);
        span.asking = within(attempt.timing.queued + attempt.timing.connect);
        span.answering = attempt.timing.firstByte > Milliseconds(0) ? within(attempt.timing.firstByte) : span.until;
        span.answering = std::max(span.answering, span.asking);
        span.label = attempt.category ? categoryText(*attempt.category) : QString();
        const QString answer = answerText(attempt);
        QString head = Tell::tr("%1, attempt %2").arg(m_name).arg(attempt.number);
        if (!answer.isEmpty())
            head = Tell::tr("%1: %2").arg(head, answer);
        if (!span.label.isEmpty())
            head += u" · "_s + span.label;
        span.text = lines({head, timingText(attempt.timing), attempt.cause, utcTime(span.from)});
        return span;
    }

    /// The first attempt since then, before the next checkpoint; nullopt if there was none.
    std::optional<Timestamp> attemptSince(const Story &story, Timestamp from) const
    {
        const auto startOf = [this](int place) { return m_detail.history.attempts[place].startedAt; };
        const auto found = std::lower_bound(story.attempts.begin(), story.attempts.end(), from,
                                            [&](int place, Timestamp time) { return startOf(place) < time; });
        return found == story.attempts.end() ? std::nullopt : std::optional(startOf(*found));
    }

    std::optional<TimelineSpan> checkpointSpan(const Story &story, qsizetype i) const
    {
        const Checkpoint &checkpoint = *story.checkpoints[i];
        const bool byPerson = checkpoint.actor != "runner"_L1;
        TimelineSpan span;
        span.look = lookOf(checkpoint.state);
        span.from = span.until = checkpoint.at;
        if (isWait(checkpoint.state))
            span.kind = TimelineSpan::Wait;
        else if (checkpoint.state == StepState::InFlight)
            span.kind = TimelineSpan::Work;
        else if (byPerson || (story.attempts.isEmpty() && isPassed(checkpoint.state)))
            span.kind = TimelineSpan::Moment;
        else
            return std::nullopt;
        if (span.kind != TimelineSpan::Moment && !stretch(span, story, i))
            return std::nullopt;
        span.text = textOf(span, checkpoint, byPerson);
        return span;
    }

    /// Until the next checkpoint, or the attempt that ends it; false if it took no time.
    bool stretch(TimelineSpan &span, const Story &story, qsizetype i) const
    {
        const Checkpoint &checkpoint = *story.checkpoints[i];
        std::optional<Timestamp> end;
        if (i + 1 < story.checkpoints.size())
            end = story.checkpoints[i + 1]->at;
        if (checkpoint.state != StepState::WaitingCallback &&
            !checkpoint.items) { // it is asked about, its items are sent meanwhile
            if (const auto attempt = attemptSince(story, checkpoint.at))
                end = end ? std::min(*end, *attempt) : *attempt;
        }
        span.open = !end && !isFinished(m_detail.run.state);
        span.until = std::max(end.value_or(m_end), span.from);
        return span.until > span.from || span.open;
    }

    QString textOf(const TimelineSpan &span, const Checkpoint &checkpoint, bool byPerson) const
    {
        const QString word = StateLook::word(span.look);
        QString head = Tell::tr("%1: %2").arg(m_name, word);
        if (span.open)
            head = Tell::tr("%1: %2, for %3 so far").arg(m_name, word, toText(span.until - span.from));
        else if (span.kind != TimelineSpan::Moment)
            head = Tell::tr("%1: %2, for %3").arg(m_name, word, toText(span.until - span.from));
        return lines({head, checkpoint.category ? categoryText(*checkpoint.category) : QString(), checkpoint.cause,
                      checkpoint.reason, byPerson ? Tell::tr("By %1").arg(checkpoint.actor) : QString(), utcTime(span.from)});
    }

    const RunDetail &m_detail;
    Timestamp m_end;
    QString m_name;
};

/// More than one plain success.
bool isRemarkable(const Story &story, const RunHistory &history)
{
    return story.attempts.size() != 1 || history.attempts[story.attempts.first()].category ||
           std::any_of(story.checkpoints.begin(), story.checkpoints.end(),
                       [](const Checkpoint *checkpoint) { return checkpoint->state != StepState::Succeeded; });
}

QHash<StepKey, Story> storiesOf(const RunHistory &history)
{
    QHash<StepKey, Story> stories;
    for (const Checkpoint &checkpoint : history.checkpoints)
        stories[checkpoint.key()].checkpoints.append(&checkpoint);
    for (int i = 0; i < history.attempts.size(); ++i)
        stories[history.attempts[i].key()].attempts.append(i);
    return stories;
}

/// The step's row and those of its items. Only what is shown is built: there may be thousands.
QList<TimelineRow> rowsOf(const StepId &step, int items, RowBuilder &builder, const QHash<StepKey, Story> &stories,
                          const RunHistory &history)
{
    QList<StepKey> all, remarkable;
    for (int item = 0; item < items; ++item) {
        const auto story = stories.constFind(StepKey(step, item));
        if (story == stories.cend())
            continue;
        all.append(story.key());
        if (isRemarkable(*story, history))
            remarkable.append(story.key());
    }
    QList<TimelineRow> rows{builder.build(step, stories.value(step))};
    for (const StepKey &key : (all.size() <= MostPlainRows ? all : remarkable).mid(0, MostItemRows)) {
        const TimelineRow row = builder.build(key, stories.value(key));
        if (!row.spans.isEmpty())
            rows.append(row);
    }
    rows.first().leftOut = int(all.size() - rows.size()) + 1;
    if (rows.size() == 1 && rows.first().spans.isEmpty())
        rows.clear();
    return rows;
}

} // namespace

Timeline timelineOf(const RunDetail &detail, Timestamp now)
{
    Timeline timeline;
    timeline.isOpen = !isFinished(detail.run.state);
    timeline.from = detail.run.startedAt.value_or(detail.run.submittedAt);
    timeline.until = timeline.isOpen ? std::max(now, timeline.from) : detail.run.finishedAt.value_or(timeline.from);
    RowBuilder builder(detail, timeline.until);
    const QHash<StepKey, Story> stories = storiesOf(detail.history);
    for (const StepProgress &step : detail.progress.steps())
        timeline.rows += rowsOf(step.id, int(detail.progress.items(step.id).size()), builder, stories, detail.history);
    timeline.busyUntil = timeline.from;
    for (const TimelineRow &row : std::as_const(timeline.rows)) {
        for (const TimelineSpan &span : row.spans) {
            timeline.from = std::min(timeline.from, span.from);
            timeline.until = std::max(timeline.until, span.until);
            timeline.busyUntil = std::max(timeline.busyUntil, span.open ? span.from : span.until);
        }
    }
    return timeline;
}

Timestamp homeEnd(const Timeline &timeline)
{
    const Milliseconds busy = std::max(timeline.busyUntil - timeline.from, Milliseconds(1'000));
    return std::min(timeline.until, timeline.from + busy + busy / 3);
}

} // namespace cairn
