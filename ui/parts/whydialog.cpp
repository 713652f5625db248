#include "ui/parts/whydialog.h"

namespace cairn {

WhyDialog::WhyDialog(const Text &text, const QString &label, QWidget *parent) : ReasonDialog(text, parent)
{
    addReason(Reason::Required, label);
    finish();
}

} // namespace cairn
