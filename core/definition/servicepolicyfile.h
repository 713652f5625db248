#pragma once

#include "definition/mapreader.h"
#include "model/service.h"

namespace cairn {

/// The word that stands for one of `choices`; leaves `out` alone, and reports, if it is none of them.
template <typename E>
void readChoice(const MapReader &map, const QString &key, const QList<std::pair<QString, E>> &choices, E &out)
{
    QString written;
    const YamlNode *found = map.text(key, written);
    if (!found)
        return;
    QStringList words;
    for (const auto &[word, value] : choices) {
        if (word == written) {
            out = value;
            return;
        }
        words.append(word);
    }
    map.report().add(found->at, QStringLiteral("'%1' cannot be '%2'").arg(key, written.left(40)),
                     QStringLiteral("Write one of: %1").arg(words.join(QStringLiteral(", "))));
}

/// Reads `policy:` of a service, or of cairn.yaml, over what `policy` is already: what services inherit. Reports rules that work
/// against each other. `rate` is taken as a whole, and may be `none`; `categories` come before those that are there.
void readPolicy(const MapReader &holder, Policy &policy);

/// Reads `contract:` and `idempotency:`.
void readContract(const MapReader &service, Contract &contract);
void readIdempotency(const MapReader &service, Milliseconds &lifetime);

/// Reads `tuning:`, and reports bounds that the policy as written lies outside of.
void readTuning(const MapReader &written, Service &service);

/// Reads `categories:`, a map of statuses or a list of rules.
void readCategoryRules(const MapReader &policy, QList<CategoryRule> &rules);

/// The category of `key`; leaves `out` alone, and reports, if it is none.
bool readCategory(FileReport &report, const YamlNode &written, Category &out);

} // namespace cairn
