#pragma once

#include "definition/mapreader.h"

namespace cairn {

/// A piece of a runbook's body as it is written, before its YAML is read.
struct RunbookPiece
{
    enum class Kind { Text, Step, Action };
    Kind kind = Kind::Text;
    int line = 0; ///< of its first line; of an action: of the first within the fence
    QString text; ///< Markdown; of a step: beside its box; of an action: what is in the block
};

/// The page of a runbook, cut up: its front matter and the pieces of its body.
struct RunbookPage
{
    QByteArray front; ///< YAML between the two lines of dashes, with empty lines before so that places are those of the file
    bool hasFront = false;
    QList<RunbookPiece> pieces;
};

/// Cuts a page up by CommonMark's rules for fences (0.30, section 4.5) and GitHub's for task list items. What cannot be told
/// apart is reported.
RunbookPage cutRunbookPage(const QString &source, FileReport &report);

} // namespace cairn
