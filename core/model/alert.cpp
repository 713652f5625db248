#include "model/alert.h"

#include "model/wordtable.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<AlertOccasion, 6> OccasionWords{{
    {AlertOccasion::Open, "open"_L1},
    {AlertOccasion::Reopened, "reopened"_L1},
    {AlertOccasion::Acknowledged, "acknowledged"_L1},
    {AlertOccasion::Escalated, "escalated"_L1},
    {AlertOccasion::Verifying, "verifying"_L1},
    {AlertOccasion::Resolved, "resolved"_L1},
}};
constexpr WordTable<AlertNews, 5> NewsWords{{
    {AlertNews::Fired, "fired"_L1},
    {AlertNews::Repeated, "repeated"_L1},
    {AlertNews::Changed, "changed"_L1},
    {AlertNews::Resolved, "resolved"_L1},
    {AlertNews::Test, "test"_L1},
}};
constexpr WordTable<AlertFate, 3> DeliveryWords{{
    {AlertFate::Waiting, "waiting"_L1},
    {AlertFate::Sent, "sent"_L1},
    {AlertFate::Refused, "refused"_L1},
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
    all.name = u"incidents"_s;
    all.to = {DesktopRoute};
    return {{desktop}, {all}};
}

} // namespace cairn
