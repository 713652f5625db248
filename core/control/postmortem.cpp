#include "control/postmortem.h"

#include "control/episode.h"
#include "control/incidenttimeline.h"
#include "control/markdown.h"
#include "insight/policyreview.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostLines = 120; ///< of the timeline
constexpr int MostFiles = 20;

QString nameOf(const Fingerprint &print)
{
    const QString place = print.service.isEmpty() ? print.step.name() : u"%1, step %2"_s.arg(print.service, print.step.name());
    return u"%1: %2 %3"_s.arg(place, word(print.category), print.code).trimmed();
}

std::optional<Timestamp> firstNote(const IncidentBundle &bundle, QLatin1String kind)
{
    for (const IncidentNote &note : bundle.about.notes) {
        if (note.kind == kind)
            return note.at;
    }
    return std::nullopt;
}

/// How often each of some texts was said, the most frequent first.
QList<std::pair<QString, int>> counted(const QStringList &texts)
{
    QMap<QString, int> counts;
    for (const QString &text : texts)
        ++counts[text];
    QList<std::pair<QString, int>> sorted;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        sorted.append({it.key(), it.value()});
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    return sorted;
}

/// The draft, part by part.
class Draft
{
public:
    Draft(const IncidentBundle &bundle, Timestamp begin) : m_bundle(bundle), m_incident(bundle.about.incident), m_begin(begin) {}

    QString write()
    {
        heading();
        impact();
        timeline();
        causes();
        help();
        followUps();
        questions();
        return m_lines.join(u'\n') + u'\n';
    }

private:
    void line(const QString &text = {}) { m_lines.append(text); }
    void section(const QString &title)
    {
        line();
        line(u"## "_s + title);
        line();
    }

    void heading();
    void impact();
    void duration();
    void files();
    void timeline();
    void causes();
    void help();
    void followUps();
    void questions();
    bool cameBack() const { return m_begin != m_incident.firstAt; }
    QString sinceBegin(Timestamp time) const
    {
        return u"%1 after %2"_s.arg(toText(time - m_begin), cameBack() ? u"it came back"_s : u"the first failure"_s);
    }
    QStringList todo() const;
    void hintPolicy(QStringList &found) const;
    QList<IncidentMoment> keyMoments() const;
    QStringList helpers() const;
    bool usedRunbook() const;

    const IncidentBundle &m_bundle;
    const Incident &m_incident;
    const Timestamp m_begin; ///< its first failure, or when it came back
    QStringList m_lines;
};

void Draft::heading()
{
    line(u"# Post-mortem: incident %1, %2"_s.arg(m_incident.id).arg(plainInMarkdown(nameOf(m_incident.fingerprint))));
    line();
    line(u"*Draft of %1 from what Cairn recorded in workspace %2. Times are in UTC.*"_s.arg(markdownTime(m_bundle.createdAt),
                                                                                            plainInMarkdown(m_bundle.workspace)));
}

void Draft::impact()
{
    section(u"Impact"_s);
    const MemberCounts &counts = m_incident.counts;
    line(u"- State: %1"_s.arg(word(m_incident.state())));
    line(u"- Failures: %1, of which %2 passed later, %3 went on without the step, %4 were cancelled, %5 are on their way, "
         "%6 still need a person"_s.arg(counts.total())
             .arg(counts.passed)
             .arg(counts.left)
             .arg(counts.cancelled)
             .arg(counts.moving)
             .arg(counts.failing));
    QStringList pipelines;
    for (auto it = m_bundle.about.pipelines.cbegin(); it != m_bundle.about.pipelines.cend(); ++it)
        pipelines.append(u"%1 (%2)"_s.arg(plainInMarkdown(it.key()), QString::number(it.value())));
    line(u"- Pipelines, with their failures: %1"_s.arg(pipelines.join(u", "_s)));
    duration();
    files();
}

void Draft::duration()
{
    line(u"- First failure: %1"_s.arg(markdownTime(m_incident.firstAt)));
    if (cameBack())
        line(u"- Came back: %1"_s.arg(markdownTime(m_begin)));
    line(u"- Last failure: %1"_s.arg(markdownTime(m_incident.lastAt)));
    if (m_incident.resolvedAt)
        line(u"- Resolved: %1, %2"_s.arg(markdownTime(*m_incident.resolvedAt), sinceBegin(*m_incident.resolvedAt)));
    else
        line(u"- Not resolved when this was written"_s);
    if (m_incident.reopened > 0)
        line(u"- It came back %1 times after it was resolved; the failures above are of all the times, what follows of the last"_s
                 .arg(m_incident.reopened));
}

void Draft::files()
{
    QStringList names;
    for (const BundledRun &run : m_bundle.runs)
        names.append(run.run.inputName);
    names.removeDuplicates();
    const qsizetype more = std::max<qsizetype>(0, names.size() - MostFiles);
    names = names.mid(0, MostFiles);
    std::transform(names.begin(), names.end(), names.begin(), plainInMarkdown);
    if (!names.isEmpty())
        line(u"- Files: %1%2"_s.arg(names.join(u", "_s), more > 0 ? u", and %1 more"_s.arg(more) : QString()));
    if (m_bundle.runsLeftOut > 0)
        line(u"- Told of here, with their files, causes and what helped: %1 runs. %2 more failed so%3 and are left out"_s.arg(
            QString::number(m_bundle.runs.size()), QString::number(m_bundle.runsLeftOut),
            cameBack() ? u", now or before,"_s : QString()));
}

/// Without the attempts and state changes of each run: these are counted below.
QList<IncidentMoment> Draft::keyMoments() const
{
    QList<IncidentMoment> moments = timelineOf(m_bundle);
    moments.removeIf([](const IncidentMoment &moment) {
        return moment.kind == IncidentMoment::Kind::Attempt || moment.kind == IncidentMoment::Kind::State;
    });
    return moments;
}

void Draft::timeline()
{
    section(u"Timeline"_s);
    const auto noted = firstNote(m_bundle, "acknowledge"_L1);
    if (noted)
        line(u"Acknowledged %1.\n"_s.arg(sinceBegin(*noted)));
    if (m_bundle.notesShortened && !m_bundle.about.notes.isEmpty())
        line(u"What was noted of the incident before %1 is left out.\n"_s.arg(markdownTime(m_bundle.about.notes.first().at)));
    line(u"| Time | Who | What | Why, or what came of it |"_s);
    line(u"| --- | --- | --- | --- |"_s);
    const QList<IncidentMoment> moments = keyMoments();
    for (const IncidentMoment &moment : moments.mid(0, MostLines)) {
        const QString target = moment.run.isValid() ? u" (run %1%2)"_s.arg(moment.run.toString(),
                                                                           moment.step.isEmpty() ? QString() : u'/' + moment.step)
                                                    : QString();
        line(u"| %1 | %2 | %3 | %4 |"_s.arg(markdownTime(moment.at), markdownCell(moment.actor),
                                            markdownCell(moment.what + target), markdownCell(moment.why)));
    }
    if (moments.size() > MostLines)
        line(u"\n%1 later lines are left out; the incident file has them all."_s.arg(moments.size() - MostLines));
}

void Draft::causes()
{
    section(u"Causes"_s);
    const Fingerprint &print = m_incident.fingerprint;
    line(u"- Kind of failure: %1%2"_s.arg(word(print.category),
                                          print.code.isEmpty() ? QString() : u" (%1)"_s.arg(plainInMarkdown(print.code))));
    line(u"- Step: %1"_s.arg(plainInMarkdown(print.step.name())));
    if (!print.service.isEmpty())
        line(u"- Service: %1"_s.arg(plainInMarkdown(print.service)));
    QStringList said;
    for (const BundledRun &run : m_bundle.runs) {
        for (const Attempt &attempt : run.history.attempts) {
            if (attempt.step == print.step && attempt.category)
                said.append(attempt.cause.isEmpty() ? word(*attempt.category) : attempt.cause);
        }
    }
    line(u"- Failed attempts in the %1 runs told of here: %2"_s.arg(m_bundle.runs.size()).arg(said.size()));
    for (const auto &[cause, count] : counted(said).mid(0, 10))
        line(u"  - %1 × %2"_s.arg(count).arg(plainInMarkdown(cause)));
    line(u"- Root cause: ______"_s);
}

/// What a run's failing step waited between, if it passed in the end.
struct Recovery
{
    Timestamp failed;
    Timestamp passed;
    bool covers(Timestamp time) const { return time >= failed && time <= passed; }
};

std::optional<Recovery> recoveryOf(const BundledRun &run, const StepId &step)
{
    const auto &checkpoints = run.history.checkpoints;
    const auto failed = std::find_if(checkpoints.begin(), checkpoints.end(), [&](const Checkpoint &checkpoint) {
        return checkpoint.step == step &&
               (checkpoint.state == StepState::Blocked || checkpoint.state == StepState::OutcomeUnknown);
    });
    const auto passed = std::find_if(failed, checkpoints.end(), [&](const Checkpoint &checkpoint) {
        return checkpoint.step == step && checkpoint.state == StepState::Succeeded;
    });
    if (failed == checkpoints.end() || passed == checkpoints.end())
        return std::nullopt;
    return Recovery{failed->at, passed->at};
}

/// The last thing that somebody had done for a run in that time, and the last step of a runbook in it.
QString helperOf(const BundledRun &run, const QList<IncidentNote> &notes, const Recovery &recovery)
{
    QString helper = u"nothing that is recorded"_s;
    for (const Command &command : run.commands) {
        if (!command.accepted || !recovery.covers(command.createdAt))
            continue;
        helper = word(command.kind);
        if (command.arguments.contains("edited"_L1))
            helper += u" with an edited payload"_s;
        else if (command.arguments.contains("latest"_L1))
            helper += u" on the newest pipeline version"_s;
    }
    QString step;
    for (const IncidentNote &note : notes) {
        if (note.kind == "runbook.action"_L1 && recovery.covers(note.at))
            step = note.detail;
    }
    return step.isEmpty() ? helper : u"%1 (runbook: %2)"_s.arg(helper, plainInMarkdown(step));
}

QStringList Draft::helpers() const
{
    QStringList found;
    for (const BundledRun &run : m_bundle.runs) {
        if (const auto recovery = recoveryOf(run, m_incident.fingerprint.step))
            found.append(helperOf(run, m_bundle.about.notes, *recovery));
    }
    return found;
}

void Draft::help()
{
    section(u"What helped"_s);
    const auto found = counted(helpers());
    if (found.isEmpty())
        line(u"None of the runs told of here has passed the step after it failed."_s);
    for (const auto &[helper, count] : found)
        line(u"- %1: the last thing done before the step passed, in %2 runs"_s.arg(helper, QString::number(count)));
    for (const AuditEntry &entry : m_bundle.audit) {
        const bool isOfService =
            entry.subject == m_incident.fingerprint.service || entry.subject == serviceSubject(m_incident.fingerprint.service);
        if (isOfService && entry.at >= m_begin)
            line(u"- Done to the service meanwhile: %1, %2 (%3)"_s.arg(plainInMarkdown(entry.action), markdownTime(entry.at),
                                                                       plainInMarkdown(entry.actor)));
    }
}

bool Draft::usedRunbook() const
{
    const bool noted = std::any_of(m_bundle.about.notes.begin(), m_bundle.about.notes.end(),
                                   [](const IncidentNote &note) { return note.kind.startsWith("runbook"_L1); });
    return noted || std::any_of(m_bundle.audit.begin(), m_bundle.audit.end(),
                                [](const AuditEntry &entry) { return entry.action.startsWith("runbook"_L1); });
}

/// Retries that ended while it went on are too short for such an outage.
void Draft::hintPolicy(QStringList &found) const
{
    const Timestamp end = m_incident.resolvedAt.value_or(m_incident.lastAt);
    Milliseconds longest{0};
    int attempts = 0;
    for (const BundledRun &run : m_bundle.runs) {
        std::optional<Timestamp> first, last;
        int tries = 0;
        for (const Attempt &attempt : run.history.attempts) {
            if (attempt.step != m_incident.fingerprint.step || attempt.generation > 0)
                continue;
            first = first.value_or(attempt.startedAt);
            last = attempt.startedAt;
            ++tries;
        }
        if (first && *last - *first >= longest) {
            longest = *last - *first;
            attempts = std::max(attempts, tries);
        }
    }
    const Milliseconds outage = end - m_begin;
    if (attempts > 1 && longest < outage)
        found.append(u"Retries of one step spanned at most %1 (%2 attempts), and the incident %3: consider whether the policy of "
                     "the service should try for longer (Services, what-if)"_s.arg(toText(longest))
                         .arg(attempts)
                         .arg(toText(outage)));
}

QStringList Draft::todo() const
{
    QStringList found;
    if (m_incident.counts.failing > 0)
        found.append(u"%1 failures still need a person"_s.arg(m_incident.counts.failing));
    if (!firstNote(m_bundle, "acknowledge"_L1) && !m_bundle.notesShortened)
        found.append(u"Nobody acknowledged the incident: find out whether anybody was told of it"_s);
    if (!usedRunbook() && !m_bundle.notesShortened)
        found.append(u"No runbook was used: write one for %1, or say why the one there is was of no help"_s.arg(
            plainInMarkdown(nameOf(m_incident.fingerprint))));
    if (m_bundle.about.responsibility.escalateTo.isEmpty() && !m_incident.fingerprint.service.isEmpty())
        found.append(u"Name who comes after the owner: escalate\\_to in the contract of %1"_s.arg(
            plainInMarkdown(m_incident.fingerprint.service)));
    if (m_incident.reopened > 0)
        found.append(u"It came back: what removes the cause for good?"_s);
    hintPolicy(found);
    return found;
}

void Draft::followUps()
{
    section(u"Follow-ups"_s);
    for (const QString &item : todo())
        line(u"- [ ] "_s + item);
    line(u"- [ ] ______"_s);
}

void Draft::questions()
{
    section(u"Open questions"_s);
    for (const QString &question : {u"Why did it happen?"_s, u"How was it noticed, and could it have been noticed earlier?"_s,
                                    u"Who outside was affected, and have they been told?"_s, u"What went well?"_s,
                                    u"What will be changed, by whom, until when?"_s})
        line(u"- %1 ______"_s.arg(question));
}

} // namespace

QString postMortem(const IncidentBundle &bundle)
{
    const Episode episode = episodeOf(bundle.about);
    return episode.endBefore ? Draft(keepAfter(bundle, *episode.endBefore), episode.begin).write()
                             : Draft(bundle, episode.begin).write();
}

} // namespace cairn
