#pragma once

#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

namespace cairn {

/// Says what is going to be done, and asks for what it takes and for the reason that is kept with it.
class ReasonDialog : public QDialog
{
    Q_OBJECT
public:
    struct Text
    {
        QString name;         ///< of the dialog as an object
        QString window;       ///< title of the window
        QString title;        ///< the question
        QString effect;       ///< what it will do
        QString go;           ///< the verb
        bool isFinal = false; ///< it cannot be undone: Enter leaves it as it is
    };
    ReasonDialog(const Text &text, QWidget *parent);

    QString reason() const;
    /// Go calls this instead of closing: what was typed stays until what became of it is told by accept() or refuse(). The dialog
    /// can be neither changed nor left meanwhile: it is disabled.
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
    /// Says why not, and lets it be tried again, from where it was given.
    void refuse(const QString &why);
    /// Says why it cannot be any more: it can only be left.
    void refuseForGood(const QString &why);
    void reject() override;

protected:
    /// What it is about: between the question and what it will do.
    void addSubject(QWidget *subject);
    /// Below what it will do.
    QLineEdit *addLine(const QString &label, const QString &name, const QString &preset);
    void addContent(QWidget *content);
    /// `label` empty: as everywhere.
    void addReason(Reason reason, const QString &label = {});
    /// Without it, there is nothing to do.
    void require(QLineEdit *line);
    /// After all contents: the buttons, and the focus on the first line, or else on the reason.
    void finish(QLineEdit *first = nullptr);
    /// Whoever has begun to write it goes on.
    void setReason(const QString &reason);
    /// All that is asked for beside what is required.
    virtual bool isComplete() const { return true; }
    void updateGo();
    void keyPressEvent(QKeyEvent *event) override;

private:
    void go();
    void say(TonedLabel::Tone tone, const QString &text);

    const Text m_text;
    std::function<void()> m_give;
    bool m_isOver = false;         ///< refused for good
    QPointer<QWidget> m_givenFrom; ///< had the focus then
    QTimer m_moment;               ///< since it was given, or refused
    QVBoxLayout *m_column;
    QLabel *m_effect;
    QLineEdit *m_reason = nullptr;
    QList<QLineEdit *> m_required;
    QPushButton *m_go = nullptr;
    QPushButton *m_leave = nullptr;
    TonedLabel *m_refusal;
};

} // namespace cairn
