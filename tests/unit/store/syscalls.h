#pragma once

#include <QList>
#include <QString>

#include <functional>

/// Watches, and on request fails, what this process asks of the disk. The functions of the C library that write, sync and rename
/// are replaced in the test program; libraries that are linked dynamically (SQLite, Qt) meet the replacements as well.
namespace syscalls {

struct Entry
{
    enum Kind { Write, Sync, Rename, Note } kind;
    QString what; ///< path (of a rename: the new one), or the text of a note
};

void startRecording();
QList<Entry> stopRecording();
/// Puts a line of the test's own between the calls; from any thread.
void note(const QString &text);

/// From now on writes (or syncs) to files whose path contains `part` fail with `errnum`, once `bytes` more were written.
void failWrites(const QString &part, int errnum, qint64 bytes = 0);
void failSyncs(const QString &part, int errnum);
void succeed();

/// Does something of the test's just before the next write to such a file.
void beforeNextWrite(const QString &part, std::function<void()> act);

/// Every note comes after a sync of the file that follows the last write to it. `suffix` ends the file's path.
bool isSyncedBeforeEachNote(const QList<Entry> &entries, const QString &suffix);

} // namespace syscalls
