#pragma once

#include "definition/problem.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace cairn {

struct YamlEntry;

/// A place in a source file, both from 1, columns in characters.
struct SourcePosition
{
    int line = 0;
    int column = 0;
};

/// One node of a YAML document, with its place in the source.
struct YamlNode
{
    enum class Kind { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    QString text;         ///< of a scalar
    bool plain = false;   ///< a scalar without quotes, whose text may mean a number or a boolean
    qsizetype offset = 0; ///< of its first byte in the source
    SourcePosition at;
    std::vector<YamlNode> items;
    std::vector<YamlEntry> entries; ///< in the order written; a key occurs once

    const YamlEntry *entry(const QString &key) const;
};

/// A key of a map and what stands at it.
struct YamlEntry
{
    YamlNode key;
    YamlNode value;
};

/// A whole file: its root, and what is wrong but did not stop the reading (duplicate keys, aliases, tags).
struct YamlDocument
{
    YamlNode root;
    QList<Problem> problems;
    QByteArray source; ///< without a byte order mark; what offsets count in
};

/// Largest file that is read.
inline constexpr qsizetype MaxYamlBytes = 1 << 20;

/// Reads exactly one YAML document. Aliases, anchors, tags and merge keys are refused: the file says what it says where it says
/// it. Errors: the one problem that stopped the reading.
tl::expected<YamlDocument, Problem> readYaml(const QByteArray &source, const QString &file);

/// Line and column of the byte at `offset`.
SourcePosition positionAt(const QByteArray &source, qsizetype offset);

/// Where the character at `index` of a scalar's text stands in the source; the scalar's own place if that cannot be told.
SourcePosition positionInside(const QByteArray &source, const YamlNode &scalar, qsizetype index);

} // namespace cairn
