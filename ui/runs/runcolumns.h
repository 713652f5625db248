#pragma once

#include "model/records.h"

#include <QStringList>

namespace cairn {

// The columns of the list of runs (RunsModel::Column): their names and what stands in them.

/// The word by which a column is remembered.
QString runColumnWord(int column);
/// -1 for any other text.
int runColumnFromWord(const QString &word);
QString runColumnTitle(int column);
/// Numbers stand at the right.
Qt::Alignment runColumnAlignment(int column);

/// What a run shows in a column; the service, which a run's record does not hold, is the model's affair.
QString runCell(const RunRecord &run, int column);
/// What is exact about it, or what does not fit.
QString runCellTip(const RunRecord &run, int column);

} // namespace cairn
