#pragma once

#include <QDialog>

namespace cairn {

/// Asks whether one's own text or what somebody else has written into its file meanwhile is to be lost, and shows what that would
/// change.
class OverwriteDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Way { SaveOver, Discard };

    /// `file` relative to the workspace; `theirs` is what it says now.
    OverwriteDialog(Way way, const QString &file, const QString &theirs, const QString &mine, QWidget *parent);
};

} // namespace cairn
