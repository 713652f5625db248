#pragma once

#include <QLineEdit>

class QBoxLayout;
class QDialogButtonBox;
class QLabel;

namespace cairn {

// What dialogs that ask for something have in common.

/// The question, larger than the rest.
QLabel *dialogTitle(const QString &text);
/// The line for the reason that is kept with what is asked for, with its label, at the end of `column`.
QLineEdit *addReason(QBoxLayout *column, const QString &name);
/// Buttons with room around their words.
void widen(const QDialogButtonBox &buttons);

} // namespace cairn
