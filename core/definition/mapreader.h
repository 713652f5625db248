#pragma once

#include "base/timestamp.h"
#include "definition/yamltree.h"

#include <QJsonValue>
#include <QStringList>

namespace cairn {

/// The problems of one file as they are found.
class FileReport
{
public:
    explicit FileReport(QString file, QList<Problem> found = {}) : m_file(std::move(file)), m_problems(std::move(found)) {}

    void add(SourcePosition at, const QString &what, const QString &remedy);
    /// Of what can be, and is seldom meant.
    void warn(SourcePosition at, const QString &what, const QString &remedy);
    bool isClean() const { return m_problems.isEmpty(); }
    /// So many errors were added, listed or not. A part by which it grows is wrong somewhere.
    qsizetype errors() const { return m_errors; }
    /// All of them, in the order of the file.
    QList<Problem> sorted() const;

private:
    void append(const Problem &problem);

    QString m_file;
    QList<Problem> m_problems;
    qsizetype m_errors = 0;
};

/// What a map of a definition may hold.
struct KeyRules
{
    QString of; ///< "a step"
    QStringList valid;
    QStringList later; ///< of the full contract, which this version does not carry out
};

/// Reads the keys of one map, and reports every value that is not what it should be. The readers with an output argument leave
/// it alone when the key is absent or wrong.
class MapReader
{
public:
    /// Reports keys that are not among the rules, or that `node` is no map.
    MapReader(FileReport &report, const YamlNode &node, const KeyRules &rules);

    bool has(const QString &key) const { return m_node.entry(key); }
    /// Some key is unknown, and so may be what a missing one was meant to be.
    bool hasUnknown() const { return m_hasUnknown; }
    /// The value, unless it is absent or empty, which is reported.
    const YamlNode *value(const QString &key) const;
    /// Where the key stands; the map itself if it is absent.
    SourcePosition keyPlace(const QString &key) const;
    /// Reports that `key` is missing, unless it is there.
    bool require(const QString &key, const QString &remedy) const;

    /// A scalar of at least one character; its node, or nothing.
    const YamlNode *text(const QString &key, QString &out) const;
    void integer(const QString &key, int &out, int least, int most) const;
    void number(const QString &key, double &out, double least, double most) const;
    void boolean(const QString &key, bool &out) const;
    void duration(const QString &key, Milliseconds &out) const;
    void size(const QString &key, qint64 &out) const;

    FileReport &report() const { return m_report; }

private:
    void unknown(const YamlNode &key, const KeyRules &rules);

    FileReport &m_report;
    const YamlNode &m_node;
    bool m_hasUnknown = false;
};

/// A name of a pipeline, a service or a workspace: letters, digits, '.', '_', '-', at most 64, starting with a letter or digit.
bool isName(const QString &text);
/// A step's name: [a-z][a-z0-9_-]*, at most 64.
bool isStepName(const QString &text);

bool hasControl(const QString &text);

/// Reads the required `key` that names the whole definition.
SourcePosition readName(const MapReader &map, const QString &key, QString &out);

/// A scalar's value by the core schema of YAML 1.2: plain true, false, null and numbers are such, everything else is text.
/// Nothing, and a report, for numbers that JSON cannot say or that would silently change (00501).
std::optional<QJsonValue> scalarValue(const YamlNode &scalar, FileReport &report);

} // namespace cairn
