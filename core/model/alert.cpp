#include "model/alert.h"

#include "model/wordtable.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr Words<AlertOccasion, 6> OccasionWords{{
    {AlertOccasion::Open, QLatin1String("open")},
    {AlertOccasion::Reopened, QLatin1String("reopened")},
    {AlertOccasion::Acknowledged, QLatin1String("acknowledged")},
    {AlertOccasion::Escalated, QLatin1String("escalated")},
    {AlertOccasion::Verifying, QLatin1String("verifying")},
    {AlertOccasion::Resolved, QLatin1String("resolved")},
}};
constexpr Words<AlertNews, 5> NewsWords{{
    {AlertNews::Fired, QLatin1String("fired")},
    {AlertNews::Repeated, QLatin1String("repeated")},
    {AlertNews::Changed, QLatin1String("changed")},
    {AlertNews::Resolved, QLatin1String("resolved")},
    {AlertNews::Test, QLatin1String("test")},
}};
constexpr Words<AlertFate, 3> DeliveryWords{{
    {AlertFate::Waiting, QLatin1String("waiting")},
    {AlertFate::Sent, QLatin1String("sent")},
    {AlertFate::Refused, QLatin1String("refused")},
}};

template <typename List> auto *named(const List &list, const QString &name)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto &one) { return one.name == name; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

QString word(AlertOccasion occasion)
{
    return wordIn(OccasionWords, occasion);
}

std::optional<AlertOccasion> alertOccasionFromWord(QStringView text)
{
    return valueIn(OccasionWords, text);
}

QList<AlertOccasion> allAlertOccasions()
{
    QList<AlertOccasion> all;
    for (const auto &entry : OccasionWords)
        all.append(entry.first);
    return all;
}

QString word(AlertNews news)
{
    return wordIn(NewsWords, news);
}

std::optional<AlertNews> alertNewsFromWord(QStringView text)
{
    return valueIn(NewsWords, text);
}

QString word(AlertFate fate)
{
    return wordIn(DeliveryWords, fate);
}

std::optional<AlertFate> alertFateFromWord(QStringView text)
{
    return valueIn(DeliveryWords, text);
}

const AlertRoute *AlertSettings::route(const QString &name) const
{
    return named(routes, name);
}

const AlertRule *AlertSettings::rule(const QString &name) const
{
    return named(rules, name);
}

AlertSettings AlertSettings::standard()
{
    AlertRoute desktop;
    desktop.name = DesktopRoute;
    AlertRule all;
    all.name = QStringLiteral("incidents");
    all.to = {DesktopRoute};
    return {{desktop}, {all}};
}

} // namespace cairn
