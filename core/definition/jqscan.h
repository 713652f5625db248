#pragma once

#include <QList>
#include <QString>

namespace cairn {

/// One lexical piece of a jq program.
struct JqToken
{
    enum class Kind {
        Word,  ///< a name, keyword or @format
        Field, ///< .name
        Text,  ///< a string, or the part of one between interpolations, quotes included
        Number,
        Symbol, ///< any other single character
    };
    Kind kind;
    QStringView text;
    qsizetype at; ///< index in the scanned text

    bool is(QChar symbol) const { return kind == Kind::Symbol && text.front() == symbol; }
};

/// A jq program taken apart as far as is needed to know where it ends and which names it uses; libjq judges the rest.
struct JqScan
{
    QList<JqToken> tokens; ///< views into the scanned text
    qsizetype end = 0;     ///< index after the last character read; at the "}}" if closed
    bool closed = false;   ///< ended by "}}" outside all brackets and strings
    bool comment = false;  ///< a # comment was passed over
    QString fault;         ///< unbalanced brackets or quotes; empty if there are none
    qsizetype faultAt = 0;
};

/// Scans `text` from index `from` to its end, or with `untilClose` to the first "}}" that is not part of the program.
JqScan scanJq(QStringView text, qsizetype from = 0, bool untilClose = false);

} // namespace cairn
