#pragma once

#include "base/error.h"

namespace cairn {

/// The error of a file that the command line names, or of a folder to be filled: that it is not there, or may not be used, is a
/// mistake of whoever named it (Usage), and not one of the store. Others stay as they are.
Error aboutNamedFile(Error error, const QString &path);

/// What is in a file that the command line names, as far as `most` bytes. Errors: Usage.
Result<QByteArray> readNamedFile(const QString &path, qint64 most);

} // namespace cairn
