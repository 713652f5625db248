#pragma once

#include <QLineEdit>

class QBoxLayout;
class QDialogButtonBox;
class QFileDialog;
class QLabel;

namespace cairn {

// What dialogs that ask for something have in common, and other windows' first size.

/// The question, larger than the rest.
QLabel *dialogTitle(const QString &text);
/// What it is about, below the question; as it is, no markup.
QLabel *quietLine(const QString &name, const QString &text);
/// The line for the reason that is kept with what is asked for, with its label, at the end of `column`.
QLineEdit *addReason(QBoxLayout *column, const QString &name);
/// Asks where to write what is proposed as `file`, at home; a name without a suffix gets that of `file`. `kinds`: as QFileDialog
/// has them, parted by ;;. Not open yet; closes for good.
QFileDialog *saveDialog(QWidget *window, const QString &name, const QString &title, const QString &kinds, const QString &file);
/// In logical pixels: the size that is wanted, or what the window's screen has room for beside its panels and a window's frame.
QSize withinScreen(const QWidget &window, const QSize &wanted);
/// Puts a window where it was when it was closed, see QSettings `key`; the first time it gets `size`. Where the screen has become
/// smaller since, it fits into it.
void restoreWindow(QWidget &window, const QString &key, const QSize &size);
/// Buttons with room around their words.
void widen(const QDialogButtonBox &buttons);

} // namespace cairn
