#include "control/filtercompletion.h"

#include "control/filter.h"
#include "control/inbox.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Kind = FilterCandidate::Kind;

constexpr int LeastOfAWordAlone = 2; ///< letters of a state without its key
constexpr int IncidentsOffered = 20;

/// The word at the cursor; empty at the cursor itself between words. Words end where splitFilterLine ends them.
struct Word
{
    int from = 0;
    int to = 0;
};

Word wordAt(const QString &line, int cursor)
{
    for (const auto &[from, to] : filterWordPlaces(line)) {
        if (from <= cursor && cursor <= to)
            return {int(from), int(to)};
    }
    return {cursor, cursor};
}

QStringList stateWords()
{
    QStringList words;
    for (RunState state : allRunStates())
        words.append(word(state));
    return words;
}

QString quoted(const QString &value)
{
    static const QRegularExpression blank(u"\\s"_s);
    return value.contains(blank) ? u'"' + value + u'"' : value;
}

struct Values
{
    Kind kind;
    QStringList words;
};

/// What may follow a key; nothing for a key that is none.
std::optional<Values> valuesOf(const QString &key, const FilterVocabulary &vocabulary)
{
    if (key == "state"_L1 || key == "reached"_L1)
        return Values{Kind::State, stateWords()};
    if (key == "category"_L1)
        return Values{Kind::Category, categoryWords()};
    if (key == "since"_L1 || key == "until"_L1 || key.endsWith("_since"_L1) || key.endsWith("_until"_L1))
        return Values{Kind::Time, filterTimes()};
    if (key == "pipeline"_L1)
        return Values{Kind::Pipeline, vocabulary.pipelines};
    if (key == "tried"_L1)
        return Values{Kind::Service, QStringList(vocabulary.services) + vocabulary.steps};
    if (key == "service"_L1)
        return Values{Kind::Service, vocabulary.services};
    if (key == "step"_L1)
        return Values{Kind::Step, vocabulary.steps};
    if (key == "incident"_L1)
        return Values{Kind::Incident, vocabulary.incidents};
    return std::nullopt;
}

/// Those that begin with what is typed, then those that have it further in.
QList<FilterCandidate> fitting(const Values &values, const QString &typed)
{
    QList<FilterCandidate> begin;
    QList<FilterCandidate> further;
    for (const QString &value : values.words) {
        if (value.contains(u'"'))
            continue; // the line has no way to write it
        const qsizetype place = value.indexOf(typed, 0, Qt::CaseInsensitive);
        if (place >= 0)
            (place == 0 ? begin : further).append({values.kind, value, quoted(value)});
    }
    return begin + further;
}

/// Part of a list with commas: the rest of the list stays, and what it holds is not offered again.
FilterCompletion completeStates(const QString &line, int cursor, Word value, const Values &states)
{
    FilterCompletion completion;
    completion.from = value.from;
    completion.to = value.to;
    const qsizetype comma = line.lastIndexOf(u',', cursor - 1);
    if (cursor > value.from && comma >= value.from)
        completion.from = int(comma) + 1;
    if (const qsizetype next = line.indexOf(u',', cursor); next >= 0 && next < value.to)
        completion.to = int(next);
    const QString before = line.mid(value.from, completion.from - value.from);
    const QString after = line.mid(completion.to, value.to - completion.to);
    const QStringList taken = (before + after).split(u',', Qt::SkipEmptyParts);
    for (const FilterCandidate &candidate : fitting(states, line.mid(completion.from, cursor - completion.from))) {
        if (!taken.contains(candidate.word))
            completion.candidates.append(candidate);
    }
    return completion;
}

FilterCompletion completeValue(const QString &line, int cursor, Word value, const Values &values)
{
    const QString typed = line.mid(value.from, cursor - value.from);
    const bool quoteIsClosed = typed.size() > 1 && typed.startsWith(u'"') && typed.endsWith(u'"');
    if (quoteIsClosed)
        return {};
    if (values.kind == Kind::State)
        return completeStates(line, cursor, value, values);
    return {fitting(values, QString(typed).remove(u'"')), value.from, value.to};
}

/// Keys that begin so, and states that somebody names without a key.
FilterCompletion completeKey(const QString &line, int cursor, Word word)
{
    const QString typed = line.mid(word.from, cursor - word.from);
    FilterCompletion completion{{}, word.from, word.to};
    for (const QString &key : filterKeys()) {
        if (key.startsWith(typed, Qt::CaseInsensitive))
            completion.candidates.append({Kind::Key, key, key + u':'});
    }
    if (typed.size() < LeastOfAWordAlone)
        return completion;
    for (const QString &state : stateWords()) {
        if (state.startsWith(typed, Qt::CaseInsensitive))
            completion.candidates.append({Kind::State, state, u"state:"_s + state});
    }
    return completion;
}

} // namespace

FilterCompletion completeFilter(const QString &line, int cursor, const FilterVocabulary &vocabulary)
{
    cursor = std::clamp(cursor, 0, int(line.size()));
    const Word word = wordAt(line, cursor);
    const qsizetype colon = line.indexOf(u':', word.from);
    FilterCompletion completion;
    if (colon < 0 || colon >= cursor) {
        completion = completeKey(line, cursor, word);
        if (colon > 0 && colon < word.to) { // the value behind the key stays
            completion.to = int(colon) + 1;
            completion.candidates.removeIf([](const FilterCandidate &candidate) { return candidate.kind != Kind::Key; });
        }
    } else if (const auto values = valuesOf(line.mid(word.from, colon - word.from), vocabulary)) {
        completion = completeValue(line, cursor, {int(colon) + 1, word.to}, *values);
    }
    const QString present = line.mid(completion.from, completion.to - completion.from);
    completion.candidates.removeIf([&](const FilterCandidate &candidate) { return candidate.text == present; });
    return completion;
}

Result<FilterVocabulary> readVocabulary(StoreReader &reader)
{
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    const auto services = reader.services();
    if (!services)
        return tl::unexpected(services.error());
    IncidentFilter unresolved;
    unresolved.states = unresolvedStates();
    const auto incidents = reader.incidents(unresolved, std::nullopt, IncidentsOffered);
    if (!incidents)
        return tl::unexpected(incidents.error());
    FilterVocabulary names;
    for (const Incident &incident : *incidents)
        names.incidents.append(QString::number(incident.id));
    for (const PipelineVersion &version : *pipelines) {
        names.pipelines.append(version.pipeline.name);
        for (const Step &step : version.pipeline.steps) {
            names.steps.append(step.id.name());
            if (!step.service.isEmpty())
                names.services.append(step.service);
        }
    }
    for (const ServiceRevision &revision : *services)
        names.services.append(revision.service.name);
    for (QStringList *list : {&names.pipelines, &names.services, &names.steps}) {
        list->removeDuplicates();
        list->sort(Qt::CaseInsensitive);
    }
    return names;
}

} // namespace cairn
