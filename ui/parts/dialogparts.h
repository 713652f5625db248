#pragma once

#include <QLineEdit>

class QBoxLayout;
class QDialog;
class QDialogButtonBox;
class QFileDialog;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cairn {

// What dialogs that ask for something have in common, and other windows' first size.

/// Makes `dialog` one of that name that closes for good; all that it holds goes into the column.
QVBoxLayout *dialogColumn(QDialog &dialog, const QString &name, const QString &title);
/// The question, larger than the rest.
QLabel *dialogTitle(const QString &text);
/// What it is about, below the question; as it is, no markup.
QLabel *quietLine(const QString &name, const QString &text);
/// A line to be written, below its label, at the end of `column`.
QLineEdit *addLine(QBoxLayout *column, const QString &name, const QString &label);
/// The line for the reason, without which nothing is done, likewise.
QLineEdit *addReason(QBoxLayout *column, const QString &name);
enum class Reason { Required, Optional };
/// What stands above the line for it.
QString reasonLabel(Reason reason);

/// The two at the end of a dialog. Enter goes.
struct GoOrLeave
{
    QDialogButtonBox *box;
    QPushButton *go;
    QPushButton *leave; ///< rejects the dialog
};
/// After all else that the dialog's column holds. `leave` empty: it is left as it is.
GoOrLeave addGoOrLeave(QDialog &dialog, const QString &name, const QString &go, const QString &leave = {});

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
