#pragma once

#include <QList>
#include <QStringList>

class QSettings;

namespace cairn {

/// A filter that somebody wants to come back to, with or without the columns it is read with.
struct SavedView
{
    QString id; ///< of a view of our own, whose name follows the language; empty: somebody's
    QString name;
    QString filter;      ///< as written in the filter line
    QStringList columns; ///< words of columns from left to right; empty: as they are
    bool operator==(const SavedView &) const = default;
};

/// What everybody begins with.
QList<SavedView> builtInViews();

/// The remembered views in their order; the built-in ones if nothing is remembered.
QList<SavedView> readViews(const QSettings &settings);
void writeViews(QSettings &settings, const QList<SavedView> &views);

} // namespace cairn
