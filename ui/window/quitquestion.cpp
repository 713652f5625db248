#include "ui/window/quitquestion.h"

#include "ui/services/policydraft.h"
#include "ui/window/statusbar.h"

#include <QEvent>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

QuitQuestion::QuitQuestion(QWidget &window, const StatusBar &counts, PolicyDraft &drafts, std::function<QStringList()> unsaved)
    : m_window(window), m_counts(counts), m_drafts(drafts), m_unsaved(std::move(unsaved))
{
    window.installEventFilter(this);
}

bool QuitQuestion::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_window || event->type() != QEvent::Close || m_waived || qGuiApp->isSavingSession())
        return false;
    const qint64 moving = m_carrying ? m_counts.moving() : 0;
    m_drafts.finish();
    const QStringList drafts = m_drafts.unapplied();
    const int files = m_counts.takingIn();
    const QStringList unsaved = m_unsaved ? m_unsaved() : QStringList();
    if (moving == 0 && files == 0 && drafts.isEmpty() && unsaved.isEmpty())
        return false;
    event->ignore();
    ask(moving, files, drafts, unsaved);
    return true;
}

void QuitQuestion::ask(qint64 moving, int files, const QStringList &drafts, const QStringList &unsaved)
{
    if (m_window.findChild<QMessageBox *>(u"quitQuestion"_s))
        return;
    QStringList facts;
    QStringList effects;
    if (moving > 0) {
        facts.append(tr("%Ln run(s) are on their way, and this console carries them.", nullptr, int(moving)));
        effects.append(tr("Without this console the runs stop where they are. They go on from there once a runner starts: "
                          "this console, or “cairn runner”. Nothing of them is lost."));
    }
    if (files > 0) {
        facts.append(tr("%Ln file(s) are not taken in yet.", nullptr, files));
        effects.append(tr("Files that are not taken in by then are not submitted."));
    }
    if (!drafts.isEmpty()) {
        facts.append(tr("%Ln draft(s) of a policy are not applied: %1.", nullptr, int(drafts.size())).arg(drafts.join(u", "_s)));
        effects.append(tr("Drafts are kept only while the console is open: they are lost."));
    }
    if (!unsaved.isEmpty()) {
        facts.append(tr("%Ln file(s) are changed and not saved: %1.", nullptr, int(unsaved.size())).arg(unsaved.join(u", "_s)));
        effects.append(tr("What is not saved is lost."));
    }
    auto *question = new QMessageBox(QMessageBox::Question, tr("Quit"), facts.join(u'\n'), QMessageBox::NoButton, &m_window);
    question->setTextFormat(Qt::PlainText);
    question->setObjectName(u"quitQuestion"_s);
    question->setInformativeText(effects.join(u'\n'));
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
