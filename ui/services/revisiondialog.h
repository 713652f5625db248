#pragma once

#include "control/revising.h"
#include "ui/parts/reasondialog.h"

namespace cairn {

/// Says what making a definition the live one will change, and asks for the reason that is kept with it.
class RevisionDialog : public ReasonDialog
{
    Q_OBJECT
public:
    enum class Why { Applied, TakenFromFile, RolledBack };

    /// `live`: what it is to follow.
    RevisionDialog(Why why, const ServiceRevision &live, const ServiceRevision &wanted, QWidget *parent);
};

} // namespace cairn
