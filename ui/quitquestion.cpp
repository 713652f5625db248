#include "ui/quitquestion.h"

#include "ui/statusbar.h"

#include <QEvent>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

QuitQuestion::QuitQuestion(QWidget &window, const StatusBar &counts) : m_window(window), m_counts(counts)
{
    window.installEventFilter(this);
}

bool QuitQuestion::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_window || event->type() != QEvent::Close || !m_carrying || m_waived || qGuiApp->isSavingSession())
        return false;
    const qint64 moving = m_counts.moving();
    if (moving == 0)
        return false;
    event->ignore();
    ask(moving);
    return true;
}

void QuitQuestion::ask(qint64 moving)
{
    if (m_window.findChild<QMessageBox *>(u"quitQuestion"_s))
        return;
    auto *question = new QMessageBox(QMessageBox::Question, tr("Quit"),
                                     tr("%Ln run(s) are on their way, and this console carries them.", nullptr, int(moving)),
                                     QMessageBox::NoButton, &m_window);
    question->setObjectName(u"quitQuestion"_s);
    question->setInformativeText(tr("Without it they stop where they are. They go on from there once a runner starts: this "
                                    "console, or “cairn runner”. Nothing is lost."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *quit = question->addButton(tr("&Quit"), QMessageBox::AcceptRole);
    quit->setObjectName(u"quitAnyway"_s);
    QPushButton *stay = question->addButton(tr("&Stay"), QMessageBox::RejectRole);
    stay->setObjectName(u"quitNot"_s);
    question->setDefaultButton(stay);
    question->setEscapeButton(stay);
    connect(question, &QDialog::finished, this, [this, question, quit] {
        if (question->clickedButton() != quit)
            return;
        m_waived = true;
        m_window.close();
    });
    question->open();
}

} // namespace cairn
