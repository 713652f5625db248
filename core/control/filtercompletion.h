#pragma once

#include "store/store.h"

#include <QStringList>

namespace cairn {

/// The names that a store knows, as values for the filter line.
struct FilterVocabulary
{
    QStringList pipelines;
    QStringList services;
    QStringList steps;
    QStringList incidents; ///< numbers of those that are not resolved, newest first
    bool operator==(const FilterVocabulary &) const = default;
};

/// One way in which a filter line could go on.
struct FilterCandidate
{
    enum class Kind { Key, State, Category, Time, Pipeline, Service, Step, Incident };

    Kind kind = Kind::Key;
    QString word; ///< the key or the value alone: "state", "blocked", "my pipeline"
    QString text; ///< what is to stand in the replaced range, quoted where it must be: "state:", "blocked", "\"my pipeline\""
    bool operator==(const FilterCandidate &) const = default;
};

/// What fits at a place of a filter line, the best first. Accepting one replaces the characters from `from` until before `to`.
struct FilterCompletion
{
    QList<FilterCandidate> candidates;
    int from = 0;
    int to = 0;
};

/// Keys, then their values; states also one by one in a list with commas, and by themselves ("blo" → "state:blocked"). What
/// stands there whole already is not offered. Between words all keys are offered.
FilterCompletion completeFilter(const QString &line, int cursor, const FilterVocabulary &vocabulary);

/// The names that a store knows. Errors: those of the store.
Result<FilterVocabulary> readVocabulary(StoreReader &reader);

} // namespace cairn
