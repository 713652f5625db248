#include "control/exercise.h"

#include "control/faultboard.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"
#include "model/wordtable.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<CheckKind, 10> CheckWords{{
    {CheckKind::Passed, "passed"_L1},
    {CheckKind::Held, "held"_L1},
    {CheckKind::LeftAlone, "left_alone"_L1},
    {CheckKind::Acknowledged, "acknowledged"_L1},
    {CheckKind::Escalated, "escalated"_L1},
    {CheckKind::Resolved, "resolved"_L1},
    {CheckKind::Edited, "edited"_L1},
    {CheckKind::Decided, "decided"_L1},
    {CheckKind::SentOnce, "sent_once"_L1},
    {CheckKind::Canary, "canary"_L1},
}};

constexpr WordTable<MistakeKind, 4> MistakeWords{{
    {MistakeKind::RetriedBeforeRepair, "retried_before_repair"_L1},
    {MistakeKind::Retried, "retried"_L1},
    {MistakeKind::GaveUp, "gave_up"_L1},
    {MistakeKind::SentTwice, "sent_twice"_L1},
}};

const KeyRules ExerciseKeys{u"an exercise"_s,
                            {u"exercise"_s, u"number"_s, u"title"_s, u"story"_s, u"goal"_s, u"pipeline"_s, u"step"_s, u"files"_s,
                             u"faults"_s, u"repair"_s, u"runbook"_s, u"hints"_s, u"checks"_s, u"mistakes"_s},
                            {}};
const KeyRules FileKeys{u"a file"_s, {u"name"_s, u"text"_s}, {}};
const KeyRules KindKeys{u"a check or a mistake"_s, {u"kind"_s, u"text"_s}, {}};
constexpr int MostExercises = 99;

/// The items of a list that must be there; none, and a report, if it is not one.
const std::vector<YamlNode> &itemsOf(const MapReader &map, const QString &key)
{
    static const std::vector<YamlNode> none;
    const YamlNode *node = map.value(key);
    if (!node) {
        map.require(key, u"Write a list"_s);
        return none;
    }
    if (node->kind != YamlNode::Kind::List)
        map.report().add(node->at, u"'%1' is no list"_s.arg(key), u"Write its values one a line, each after a dash"_s);
    return node->items;
}

void readText(const MapReader &map, const QString &key, QString &out)
{
    if (map.require(key, u"Write %1: TEXT"_s.arg(key)))
        map.text(key, out);
}

QList<ExerciseFile> readFiles(const MapReader &map)
{
    QList<ExerciseFile> files;
    for (const YamlNode &item : itemsOf(map, u"files"_s)) {
        const MapReader reader(map.report(), item, FileKeys);
        ExerciseFile file;
        readText(reader, u"name"_s, file.name);
        readText(reader, u"text"_s, file.text);
        if (!file.name.isEmpty() && !isName(file.name))
            map.report().add(item.at, u"'%1' is no plain file name"_s.arg(file.name), u"Use letters, digits, '.', '_' and '-'"_s);
        files.append(file);
    }
    return files;
}

QMap<QString, QStringList> readFaults(const MapReader &map)
{
    QMap<QString, QStringList> faults;
    const YamlNode *node = map.value(u"faults"_s);
    if (!node) {
        map.require(u"faults"_s, u"Write faults: { SERVICE: [WORD] }"_s);
        return faults;
    }
    QStringList known;
    for (const FaultSwitch &one : faultSwitches())
        known.append(one.word);
    for (const YamlEntry &entry : node->entries) {
        for (const YamlNode &item : entry.value.items) {
            if (!known.contains(item.text))
                map.report().add(item.at, u"'%1' is no fault"_s.arg(item.text), suggestion(item.text, known, u"Faults"_s));
            faults[entry.key.text].append(item.text);
        }
    }
    if (faults.isEmpty())
        map.report().add(node->at, u"no fault is switched on"_s, u"Write faults: { SERVICE: [WORD] }"_s);
    return faults;
}

/// A list of {kind, text}, whose kinds are among `words`.
template <typename Made, typename Kind, size_t N>
QList<Made> readKinds(const MapReader &map, const QString &key, const WordTable<Kind, N> &words)
{
    QList<Made> made;
    for (const YamlNode &item : itemsOf(map, key)) {
        const MapReader reader(map.report(), item, KindKeys);
        QString kind;
        QString text;
        readText(reader, u"kind"_s, kind);
        readText(reader, u"text"_s, text);
        const auto known = valueIn(words, kind);
        if (!known && !kind.isEmpty()) {
            QStringList all;
            for (const auto &[one, word] : words)
                all.append(word);
            map.report().add(item.at, u"'%1' is none of the kinds"_s.arg(kind), suggestion(kind, all, u"Kinds"_s));
        }
        if (known)
            made.append(Made{*known, text});
    }
    return made;
}

Exercise readExercise(const MapReader &map)
{
    Exercise exercise;
    readName(map, u"exercise"_s, exercise.name);
    map.integer(u"number"_s, exercise.number, 1, MostExercises);
    readText(map, u"title"_s, exercise.title);
    readText(map, u"story"_s, exercise.story);
    readText(map, u"goal"_s, exercise.goal);
    readText(map, u"pipeline"_s, exercise.pipeline);
    QString step;
    readText(map, u"step"_s, step);
    exercise.step = StepId(step);
    exercise.files = readFiles(map);
    exercise.faults = readFaults(map);
    map.text(u"repair"_s, exercise.repair);
    readText(map, u"runbook"_s, exercise.runbook);
    for (const YamlNode &hint : itemsOf(map, u"hints"_s))
        exercise.hints.append(hint.text);
    exercise.checks = readKinds<ExerciseCheck>(map, u"checks"_s, CheckWords);
    exercise.mistakes = readKinds<ExerciseMistake>(map, u"mistakes"_s, MistakeWords);
    return exercise;
}

} // namespace

QString word(CheckKind kind)
{
    return wordIn(CheckWords, kind);
}

QString word(MistakeKind kind)
{
    return wordIn(MistakeWords, kind);
}

Parsed<Exercise> parseExercise(const QByteArray &source, const QString &file)
{
    const auto document = readYaml(source, file);
    if (!document)
        return tl::unexpected(QList<Problem>{document.error()});
    FileReport report(file, document->problems);
    const MapReader map(report, document->root, ExerciseKeys);
    const Exercise exercise = document->root.kind == YamlNode::Kind::Map ? readExercise(map) : Exercise();
    const QList<Problem> problems = report.sorted();
    if (!problems.isEmpty())
        return tl::unexpected(problems);
    return exercise;
}

} // namespace cairn
