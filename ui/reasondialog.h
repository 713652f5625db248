#pragma once

#include "ui/whendone.h"
#include "ui/wording.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn {

class TonedLabel;

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
    /// Go calls this instead of closing: what was typed stays until what became of it is told by accept() or refuse(). The dialog
    /// cannot be left meanwhile.
    void whenGiven(const std::function<void()> &give) { m_give = give; }
    /// Likewise with what `give` begins; once that is there `done` has it.
    template <typename Give, typename Done> void whenGiven(Give give, Done done)
    {
        whenGiven([this, give, done] {
            whenDone(this, give(), [this, done](const auto &result) {
                if (!result)
                    return refuse(errorText(result.error()));
                done(*result);
                accept();
            });
        });
    }
    /// Says why not, and lets it be tried again.
    void refuse(const QString &why);
    void reject() override;

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
    void go();
    void updateGo();

    std::function<void()> m_give;
    bool m_isGiven = false; ///< and what became of it is not known yet
    QVBoxLayout *m_column;
    QLineEdit *m_reason = nullptr;
    QList<QLineEdit *> m_required;
    QPushButton *m_go;
    QPushButton *m_leave;
    TonedLabel *m_refusal;
};

} // namespace cairn
