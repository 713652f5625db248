#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace cairn {

/// Asks where a new workspace is to be made, and with what in it; or where the demo's is.
class FolderDialog : public QDialog
{
    Q_OBJECT
public:
    enum Purpose { NewWorkspace, Demo };

    /// `examples`: what a new workspace may begin with. `suggested`: a folder that does not exist yet.
    FolderDialog(Purpose purpose, const QStringList &examples, const QString &suggested, QWidget *parent = nullptr);

    QString folder() const;  ///< absolute; empty: a temporary one (demo only)
    QString example() const; ///< empty: none

private:
    void buildDemo();
    void buildExamples(const QStringList &examples);
    QWidget *buildFolder(const QString &suggested);
    void browse();
    void judge();

    Purpose m_purpose;
    QRadioButton *m_temporary = nullptr;
    QRadioButton *m_kept = nullptr;
    QComboBox *m_example = nullptr;
    QLineEdit *m_folder;
    QLabel *m_hint;
    QPushButton *m_go;
};

} // namespace cairn
