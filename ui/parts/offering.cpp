#include "ui/parts/offering.h"

#include "control/desk.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace cairn {

namespace {

class Offering
{
    Q_DECLARE_TR_FUNCTIONS(Offering)
};

template <typename Control> void offerOne(Control &control, bool possible, const Desk &desk, Role least)
{
    control.setEnabled(possible && desk.may(least));
    if (!desk.may(least))
        control.setToolTip(roleNeededText(least));
}

} // namespace

void offer(QWidget &control, bool possible, const Desk &desk, Role least)
{
    offerOne(control, possible, desk, least);
}

void offer(QAction &action, bool possible, const Desk &desk, Role least)
{
    offerOne(action, possible, desk, least);
}

QString roleNeededText(Role least)
{
    return Offering::tr("That needs the role %1; the roles in cairn.yaml say who has it").arg(word(least));
}

} // namespace cairn
