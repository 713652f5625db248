#pragma once

#include <QList>
#include <QStringList>

namespace cairn {

/// A line of one text beside a line of another.
struct DiffRow
{
    enum class Kind { Equal, Changed, Removed, Added };
    Kind kind = Kind::Equal;
    int left = -1; ///< number of the line, from 0; -1: there is none
    int right = -1;
    bool operator==(const DiffRow &) const = default;
};

/// What tells two texts apart, line by line.
struct PayloadDiff
{
    QList<DiffRow> rows;
    int differences = 0; ///< runs of rows that are not equal
    bool exact =
        true; ///< false: there was too much to compare; what lies between the first and last difference counts as changed
};

/// A comparison line by line (see compareLines), its removed and added lines beside one another. Pure.
PayloadDiff diffSideBySide(const QStringList &left, const QStringList &right, int mostEdits = 2000);

} // namespace cairn
