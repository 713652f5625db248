#pragma once

#include "definition/problem.h"
#include "definition/yamltree.h"
#include "model/runbook.h"

namespace cairn {

/// A name that a runbook uses, and where; for checks across files.
struct RunbookUse
{
    enum class Of { Service, Pipeline, Step };
    Of of = Of::Service;
    QString name;
    SourcePosition at;
};

/// A runbook as read. It is whole only without problems.
struct RunbookFile
{
    Runbook runbook;
    QList<RunbookUse> uses;
    QList<Problem> problems;
};

/// Largest runbook that is read, in bytes.
inline constexpr qsizetype MaxRunbookBytes = 128 << 10;

/// `file` is relative to the workspace, "runbooks/NAME.md", and names the runbook. A shipped one is read with `file` its name
/// alone.
RunbookFile readRunbookFile(const QByteArray &source, const QString &file);

/// Every runbook of the workspace at `root`, by file name, without the checks that need other files. For worker threads.
QList<RunbookFile> readRunbookFolder(const QString &root);

} // namespace cairn
