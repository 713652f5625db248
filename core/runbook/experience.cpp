#include "runbook/experience.h"

#include <QMap>
#include <QSet>

namespace cairn {

namespace {

/// From one resolution of an incident to the next.
struct Episode
{
    bool alike = false;
    QSet<QString> tried;
    QString last;
    Timestamp lastAt{};
};

using EpisodeKey = std::pair<qint64, Timestamp>; // the incident, when it was resolved

bool changesNothing(const QString &key)
{
    const auto verb = runbookVerbFromWord(key.section(u' ', 0, 0));
    return !verb || onlyLooks(*verb);
}

QMap<EpisodeKey, Episode> episodesOf(const QList<PastDeed> &past, const Fingerprint &print)
{
    QMap<EpisodeKey, Episode> episodes;
    for (const PastDeed &deed : past) {
        if (!deed.resolvedAt || changesNothing(deed.key))
            continue;
        Episode &episode = episodes[{deed.incident, *deed.resolvedAt}];
        episode.alike = deed.print == print;
        episode.tried.insert(deed.key);
        if (episode.last.isEmpty() || deed.at > episode.lastAt) {
            episode.last = deed.key;
            episode.lastAt = deed.at;
        }
    }
    return episodes;
}

void count(QHash<QString, Helped> &helped, const Episode &episode, bool alike)
{
    for (const QString &key : episode.tried) {
        Helped &one = helped[key];
        one.alike = alike;
        one.of += 1;
        one.times += key == episode.last;
    }
}

} // namespace

QHash<QString, Helped> helpedBefore(const QList<PastDeed> &past, const Fingerprint &print)
{
    QHash<QString, Helped> alike;
    QHash<QString, Helped> ofCategory;
    for (const Episode &episode : episodesOf(past, print)) {
        if (episode.alike)
            count(alike, episode, true);
        count(ofCategory, episode, false);
    }
    for (auto it = alike.cbegin(); it != alike.cend(); ++it)
        ofCategory.insert(it.key(), it.value());
    return ofCategory;
}

} // namespace cairn
