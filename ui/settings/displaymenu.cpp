#include "ui/settings/displaymenu.h"

#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class MenuWords
{
    Q_DECLARE_TR_FUNCTIONS(DisplayMenu)
};

QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &text, const QString &name, int value)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setData(value);
    group->addAction(action);
    return action;
}

void check(const QActionGroup *group, int value)
{
    for (QAction *action : group->actions()) {
        if (action->data().toInt() == value)
            action->setChecked(true);
    }
}

void addThemes(QMenu *menu, Appearance &appearance)
{
    QMenu *themes = menu->addMenu(MenuWords::tr("&Colours"));
    themes->setObjectName(u"themeMenu"_s);
    auto *group = new QActionGroup(themes);
    addChoice(themes, group, MenuWords::tr("Colours of the &system"), u"themeSystem"_s, int(Theme::System));
    addChoice(themes, group, MenuWords::tr("&Light colours"), u"themeLight"_s, int(Theme::Light));
    addChoice(themes, group, MenuWords::tr("&Dark colours"), u"themeDark"_s, int(Theme::Dark));
    check(group, int(appearance.theme()));
    QObject::connect(group, &QActionGroup::triggered, &appearance,
                     [&appearance](QAction *action) { appearance.setTheme(Theme(action->data().toInt())); });
    QObject::connect(&appearance, &Appearance::changed, group, [group, &appearance] { check(group, int(appearance.theme())); });
}

void addTimes(QMenu *menu, TimeDisplay &times)
{
    QMenu *forms = menu->addMenu(MenuWords::tr("&Times"));
    forms->setObjectName(u"timesMenu"_s);
    auto *group = new QActionGroup(forms);
    addChoice(forms, group, MenuWords::tr("&Local times"), u"timesLocal"_s, int(TimeForm::Local));
    addChoice(forms, group, MenuWords::tr("Times in &UTC"), u"timesUtc"_s, int(TimeForm::Utc));
    addChoice(forms, group, MenuWords::tr("&Relative times (3 min ago)"), u"timesRelative"_s, int(TimeForm::Relative));
    check(group, int(TimeDisplay::form()));
    QObject::connect(group, &QActionGroup::triggered, &times,
                     [&times](QAction *action) { times.setForm(TimeForm(action->data().toInt())); });
    QObject::connect(&times, &TimeDisplay::changed, group, [group](TimeForm form) { check(group, int(form)); });
}

} // namespace

void addDisplayChoices(QMenu *menu, Appearance &appearance, TimeDisplay &times)
{
    addThemes(menu, appearance);
    addTimes(menu, times);
}

} // namespace cairn
