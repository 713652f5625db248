#pragma once

#include <QDialog>

namespace cairn {

/// Asks whether a text is to take the place of what somebody else has written into its file meanwhile, and shows what that would
/// change.
class OverwriteDialog : public QDialog
{
    Q_OBJECT
public:
    /// `file` relative to the workspace; `theirs` is what it says now.
    OverwriteDialog(const QString &file, const QString &theirs, const QString &mine, QWidget *parent);
};

} // namespace cairn
