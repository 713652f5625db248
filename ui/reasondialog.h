#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn {

/// Says what is going to be done, and asks for what it takes and for the reason that is kept with it.
class ReasonDialog : public QDialog
{
    Q_OBJECT
public:
    struct Text
    {
        QString name;   ///< of the dialog as an object
        QString window; ///< title of the window
        QString title;  ///< the question
        QString effect; ///< what it will do
        QString go;     ///< the verb
    };
    ReasonDialog(const Text &text, QWidget *parent);

    QString reason() const;

protected:
    /// Below the effect, above the reason.
    QLineEdit *addLine(const QString &label, const QString &name, const QString &preset);
    void addContent(QWidget *content);
    void addReason(const QString &label);
    /// Without it, there is nothing to do.
    void require(QLineEdit *line);
    /// After all contents: the buttons, and the focus on the first line.
    void finish(QLineEdit *first);

private:
    void updateGo();

    QVBoxLayout *m_column;
    QLineEdit *m_reason = nullptr;
    QList<QLineEdit *> m_required;
    QPushButton *m_go;
    QPushButton *m_leave;
};

} // namespace cairn
