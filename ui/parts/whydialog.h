#pragma once

#include "ui/parts/reasondialog.h"

namespace cairn {

/// Asks for nothing but the reason, which must be given.
class WhyDialog : public ReasonDialog
{
    Q_OBJECT
public:
    WhyDialog(const Text &text, const QString &label, QWidget *parent = nullptr);
};

} // namespace cairn
