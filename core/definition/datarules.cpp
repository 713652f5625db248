#include "definition/datarules.h"

#include "definition/datatest.h"
#include "definition/expression.h"
#include "definition/nearest.h"
#include "definition/templatecheck.h"

#include <QDir>

#include <re2/re2.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules WorkspaceDataKeys{u"data"_s, {u"classes"_s}, {}};
const KeyRules ClassKeys{u"a class of data"_s, {u"detect"_s, u"regex"_s, u"jq"_s}, {}};
const KeyRules PipelineDataKeys{u"data"_s, {u"protect"_s, u"otherwise"_s}, {}};
const KeyRules ServiceDataKeys{u"data"_s, {u"cleared_for"_s}, {}};
const KeyRules ProvenanceKeys{u"provenance"_s, {u"sidecar"_s, u"key"_s, u"required"_s}, {}};

constexpr qint64 LargestKeyFile = 4096;

QStringList namesOf(const QList<DataClass> &classes)
{
    QStringList names;
    for (const DataClass &one : classes)
        names.append(one.name);
    return names;
}

/// Why a pattern cannot be used; empty if it can.
QString faultOf(const QString &pattern)
{
    const QByteArray text = pattern.toUtf8();
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20); // a pattern that needs more would be slow on every byte
    const RE2 program(re2::StringPiece(text.constData(), size_t(text.size())), options);
    if (!program.ok())
        return QString::fromStdString(program.error()).left(200);
    return RE2::PartialMatch(re2::StringPiece(), program) ? u"it matches nothing at all as well"_s : QString();
}

/// The simplest body that a jq test cannot be evaluated on; empty: there is none.
QByteArray failsOn(const QString &how)
{
    ExpressionEngine engine;
    for (const QByteArray &body : {"{}"_ba, "[]"_ba, "null"_ba}) {
        if (!engine.testBody(dataTest(how), body))
            return body;
    }
    return {};
}

void checkRegex(const QString &pattern, SourcePosition at, FileReport &report)
{
    if (const QString fault = faultOf(pattern); !fault.isEmpty())
        report.add(at, u"this regular expression cannot be used: %1"_s.arg(fault),
                   u"Write one that RE2 knows (no look-around, no back-references) and that matches at least one character"_s);
    else if (pattern.contains(u'\b'))
        report.add(at, u"there is a control character in it: in \"double quotes\", \\b is a backspace"_s,
                   u"Write the expression in 'single quotes', where a backslash is one"_s);
    else if (pattern.size() > 2 && pattern.startsWith(u'/') && pattern.endsWith(u'/'))
        report.warn(at, u"the slashes belong to it: only what stands between slashes is found"_s,
                    u"Leave them out, unless that is meant"_s);
}

void checkJq(const YamlNode &node, FileReport &report)
{
    const qsizetype before = report.errors();
    TemplateUse test{&node, {}};
    test.isTest = true;
    test.sees = {u"body"_s};
    checkTest(test, report);
    if (report.errors() > before)
        return;
    if (endsSearches(node.text))
        report.add(
            node.at, u"this jq test goes on after a try, or a ? that is behind no path, which would hide later errors too"_s,
            u"Write .id? and .rows[]? for what may not be there, and | strings or | objects before what takes only those"_s);
    else if (const QByteArray body = failsOn(node.text); !body.isEmpty())
        report.warn(node.at, u"this jq test fails on a body of %1, and what it fails on is not sent"_s.arg(QLatin1String(body)),
                    u"Write what holds there as well, like .body.rows[].id | strings | test(\"^P-\")"_s);
}

void checkHow(const DataClass &read, const YamlNode &node, FileReport &report)
{
    if (read.by == DataClass::By::Regex)
        checkRegex(read.how, node.at, report);
    else if (read.by == DataClass::By::Jq)
        checkJq(node, report);
    else if (!dataKindFromWord(read.how))
        report.add(node.at, u"there is no detector '%1'"_s.arg(read.how.left(64)),
                   suggestion(read.how, namesOf(builtInDataClasses()), u"Detectors"_s));
}

void readClass(const YamlEntry &entry, FileReport &report, QList<DataClass> &classes)
{
    const QString &name = entry.key.text;
    if (!isName(name))
        report.add(entry.key.at, u"'%1' is not a name for a class of data"_s.arg(name.left(80)),
                   u"Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"_s);
    else if (dataKindFromWord(name))
        report.add(entry.key.at, u"'%1' is a class that Cairn knows by itself"_s.arg(name), u"Give yours another name"_s);
    const MapReader map(report, entry.value, ClassKeys);
    if (entry.value.kind != YamlNode::Kind::Map)
        return;
    DataClass read{name, DataClass::By::Detector, {}};
    int ways = 0;
    for (const DataClass::By by : {DataClass::By::Detector, DataClass::By::Regex, DataClass::By::Jq}) {
        if (!map.has(word(by)))
            continue;
        ++ways;
        read.by = by;
        if (const YamlNode *node = map.text(word(by), read.how))
            checkHow(read, *node, report);
    }
    if (ways != 1 && !map.hasUnknown())
        report.add(entry.key.at, u"a class of data is found in one way, and '%1' has %2"_s.arg(name.left(64)).arg(ways),
                   u"Write one of detect: KIND, regex: PATTERN, jq: TEST"_s);
    classes.append(read);
}

/// A list of names, each of them once.
QList<NamePlace> readNames(const MapReader &map, const QString &key, FileReport &report)
{
    QList<NamePlace> names;
    const YamlNode *node = map.value(key);
    if (!node)
        return names;
    if (node->kind != YamlNode::Kind::List) {
        report.add(node->at, u"'%1' must be a list of classes of data"_s.arg(key), u"Write %1: [card, iban]"_s.arg(key));
        return names;
    }
    for (const YamlNode &item : node->items) {
        const bool isTwice = std::any_of(names.begin(), names.end(), [&](const NamePlace &one) { return one.name == item.text; });
        if (item.kind != YamlNode::Kind::Scalar || item.text.isEmpty())
            report.add(item.at, u"'%1' must hold names of classes of data"_s.arg(key), u"Write %1: [card, iban]"_s.arg(key));
        else if (isTwice)
            report.add(item.at, u"'%1' is named twice"_s.arg(item.text.left(64)), u"Name it once"_s);
        else
            names.append({item.text, item.at});
    }
    return names;
}

/// The key itself as minisign writes it: base64 of "Ed", eight bytes that name it and 32 of the key.
bool isMinisignKey(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (*decoded).size() == 42 && (*decoded).startsWith("Ed");
}

/// The key that is written there or lies in the file of that name; empty, and a report, if it is none.
QString readKey(const YamlNode &node, FileReport &report, const QString &root)
{
    if (isMinisignKey(node.text))
        return node.text;
    const QString name = QDir::cleanPath(node.text);
    QFile file(QDir(root).filePath(name));
    if (node.kind != YamlNode::Kind::Scalar || QDir::isAbsolutePath(name) || name.startsWith("../"_L1) ||
        !file.open(QIODevice::ReadOnly)) {
        report.add(
            node.at,
            u"'%1' is neither a minisign public key nor a file of the workspace that can be read"_s.arg(node.text.left(80)),
            u"Write key: FILE with a path relative to the workspace, or the key itself (RW…)"_s);
        return {};
    }
    const QStringList lines = QString::fromUtf8(file.read(LargestKeyFile)).split(u'\n');
    for (const QString &line : lines) {
        if (isMinisignKey(line.trimmed()))
            return line.trimmed();
    }
    report.add(node.at, u"%1 holds no minisign public key"_s.arg(name),
               u"`minisign -G` makes a pair; its .pub file belongs here"_s);
    return {};
}

void readKeys(const MapReader &map, FileReport &report, const QString &root, ProvenanceRule &rule)
{
    const YamlNode *node = map.value(u"key"_s);
    if (!node)
        return;
    if (rule.sidecar != ProvenanceRule::Sidecar::Minisign)
        report.add(map.keyPlace(u"key"_s), u"a key belongs to signatures, and this is a checksum"_s,
                   u"Write sidecar: minisign, or leave the key out"_s);
    const std::vector<YamlNode> single{*node};
    for (const YamlNode &one : node->kind == YamlNode::Kind::List ? node->items : single) {
        if (const QString key = readKey(one, report, root); !key.isEmpty())
            rule.keys.append(key);
    }
}

} // namespace

QList<DataClass> builtInDataClasses()
{
    QList<DataClass> classes;
    for (const DataKind kind : allDataKinds())
        classes.append({word(kind), DataClass::By::Detector, word(kind)});
    return classes;
}

QList<DataClass> readDataClasses(const YamlNode &node, FileReport &report)
{
    QList<DataClass> classes;
    const MapReader map(report, node, WorkspaceDataKeys);
    const YamlNode *found = map.value(u"classes"_s);
    if (!found)
        return classes;
    if (found->kind != YamlNode::Kind::Map)
        report.add(found->at, u"'classes' must be a map of names"_s,
                   u"Write classes: { customer: { regex: \"KD-[0-9]{8}\" } }"_s);
    for (const YamlEntry &entry : found->entries)
        readClass(entry, report, classes);
    return classes;
}

DataRule readDataRule(const YamlNode &node, FileReport &report, const QList<DataClass> &defined)
{
    DataRule rule;
    const MapReader map(report, node, PipelineDataKeys);
    if (node.kind != YamlNode::Kind::Map)
        return rule;
    const QList<DataClass> known = builtInDataClasses() + defined;
    if (map.require(u"protect"_s, u"Write protect: [card, iban]"_s)) {
        for (const NamePlace &place : readNames(map, u"protect"_s, report)) {
            const auto found =
                std::find_if(known.begin(), known.end(), [&](const DataClass &one) { return one.name == place.name; });
            if (found != known.end())
                rule.protect.append(*found);
            else
                report.add(place.at, u"there is no class of data '%1'"_s.arg(place.name.left(64)),
                           suggestion(place.name, namesOf(known), u"Classes"_s));
        }
    }
    QString otherwise = u"block"_s;
    const YamlNode *written = map.text(u"otherwise"_s, otherwise);
    rule.quarantine = otherwise == "quarantine"_L1;
    if (written && !rule.quarantine && otherwise != "block"_L1)
        report.add(written->at, u"'otherwise' is block or quarantine, and not '%1'"_s.arg(otherwise.left(40)),
                   suggestion(otherwise, {u"block"_s, u"quarantine"_s}, u"Choices"_s));
    return rule;
}

QList<NamePlace> readClearance(const YamlNode &node, FileReport &report, Service &service)
{
    const MapReader map(report, node, ServiceDataKeys);
    const QList<NamePlace> places = readNames(map, u"cleared_for"_s, report);
    for (const NamePlace &place : places)
        service.clearedFor.append(place.name);
    return places;
}

ProvenanceRule readProvenance(const YamlNode &node, FileReport &report, const QString &root)
{
    ProvenanceRule rule;
    const MapReader map(report, node, ProvenanceKeys);
    if (node.kind != YamlNode::Kind::Map || !map.require(u"sidecar"_s, u"Write sidecar: sha256 or sidecar: minisign"_s))
        return rule;
    QString written;
    const YamlNode *found = map.text(u"sidecar"_s, written);
    const auto sidecar = sidecarFromWord(written);
    if (sidecar)
        rule.sidecar = *sidecar;
    if (found && rule.sidecar == ProvenanceRule::Sidecar::None)
        report.add(found->at, u"'%1' is no kind of sidecar"_s.arg(written.left(40)),
                   suggestion(written, {u"sha256"_s, u"minisign"_s}, u"Kinds"_s));
    map.boolean(u"required"_s, rule.required);
    readKeys(map, report, root, rule);
    if (rule.sidecar == ProvenanceRule::Sidecar::Minisign)
        map.require(u"key"_s, u"Name the public keys whose signatures count: key: keys/vendor.pub"_s);
    return rule;
}

} // namespace cairn
