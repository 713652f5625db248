#pragma once
// Room `base`: what every other room stands on. Errors as values, identities, time, log categories. Knows nothing of Cairn's
// subject.

#include <QString>

#include <tl/expected.hpp>

namespace cairn {

/// What sort of thing went wrong, for programs; people read detail, where and remedy.
enum class ErrorKind {
    Usage,        ///< the caller asked for something that makes no sense
    Definition,   ///< a workspace file is wrong
    NotFound,     ///< nothing by that name
    Conflict,     ///< it is no longer as the caller believed
    Busy,         ///< somebody else holds it
    Io,           ///< the file system refused
    DiskFull,     ///< no space left
    Damaged,      ///< stored bytes are not what was stored: whatever needs them is hurt, and nothing else
    DamagedStore, ///< the database itself is, and nothing in it can be relied on
    NewerStore,   ///< written by a newer Cairn: the store, or something in it
    LeaseLost,    ///< another runner carries the store now
    Cancelled,    ///< given up on request
    Forbidden,    ///< the role of whoever asks does not allow it
    Internal,     ///< a defect of Cairn's own
};

/// An expected failure. Never translated below ui. What its reader can do something about carries a remedy.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail; ///< what happened, to what; one sentence without a full stop
    QString where;  ///< a path, file:line:column, or an id; may be empty
    QString remedy; ///< what the reader can do about it; empty where the detail says it, or nobody can

    bool operator==(const Error &) const = default;
};

template <typename T> using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure from a function that returns Result<T>.
inline tl::unexpected<Error> failure(ErrorKind kind, const QString &detail, const QString &where = {}, const QString &remedy = {})
{
    return tl::unexpected<Error>(Error{kind, detail, where, remedy});
}

/// Stable machine word of a kind ("definition", "disk_full", …), used in `--json` errors.
QString word(ErrorKind kind);

/// "where: detail. Remedy" on one line, for logs and terminals.
QString describe(const Error &error);
/// The same where the remedy stands beside it: "where: detail".
QString describeCause(const Error &error);

/// The Error for a failed system call; errnum is an errno value. ENOSPC and EDQUOT become DiskFull.
Error systemError(int errnum, const QString &doing, const QString &path);

} // namespace cairn
