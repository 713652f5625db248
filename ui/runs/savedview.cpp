#include "ui/runs/savedview.h"

#include <QCoreApplication>
#include <QSettings>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Views
{
    Q_DECLARE_TR_FUNCTIONS(SavedView)
};

QVariantMap toMap(const SavedView &view)
{
    if (!view.id.isEmpty())
        return {{u"id"_s, view.id}};
    return {{u"name"_s, view.name}, {u"filter"_s, view.filter}, {u"columns"_s, view.columns}};
}

SavedView fromMap(const QVariantMap &map)
{
    if (const QString id = map.value(u"id"_s).toString(); !id.isEmpty()) {
        for (const SavedView &view : builtInViews()) {
            if (view.id == id)
                return view;
        }
        return {}; // of another version
    }
    return {{}, map.value(u"name"_s).toString(), map.value(u"filter"_s).toString(), map.value(u"columns"_s).toStringList()};
}

} // namespace

QList<SavedView> builtInViews()
{
    return {{u"needs_person"_s, Views::tr("Needs a person"), u"state:blocked,outcome_unknown,paused"_s, {}},
            {u"under_way"_s, Views::tr("Under way"), u"state:pending,running"_s, {}},
            {u"waiting"_s, Views::tr("Waiting"), u"state:waiting_retry,waiting_callback,held"_s, {}},
            {u"today"_s, Views::tr("Today"), u"since:today"_s, {}},
            {u"network"_s, Views::tr("Failed by network"), u"category:network"_s, {}},
            {u"rate_limit"_s, Views::tr("Rate limited"), u"category:rate_limit"_s, {}}};
}

QList<SavedView> readViews(const QSettings &settings)
{
    if (!settings.contains(u"runs/views"_s))
        return builtInViews();
    QList<SavedView> views;
    for (const QVariant &entry : settings.value(u"runs/views"_s).toList()) {
        const SavedView view = fromMap(entry.toMap());
        if (!view.name.isEmpty())
            views.append(view);
    }
    return views;
}

void writeViews(QSettings &settings, const QList<SavedView> &views)
{
    if (views == builtInViews()) {
        settings.remove(u"runs/views"_s);
        return;
    }
    QVariantList entries;
    for (const SavedView &view : views)
        entries.append(toMap(view));
    settings.setValue(u"runs/views"_s, entries);
}

} // namespace cairn
