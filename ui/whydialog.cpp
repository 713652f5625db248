#include "ui/whydialog.h"

namespace cairn {

WhyDialog::WhyDialog(const Text &text, const QString &label, QWidget *parent) : ReasonDialog(text, parent)
{
    addReason(label);
    require(nullptr);
    finish(nullptr);
}

} // namespace cairn
