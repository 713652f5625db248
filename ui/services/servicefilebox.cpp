#include "ui/services/servicefilebox.h"

#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/whendone.h"

#include <QDir>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

ServiceFileBox::ServiceFileBox(Desk &desk, const QString &root, QWidget *parent)
    : MessageCard(u"serviceFile"_s, parent), m_desk(desk), m_root(root),
      m_compare(addButton(tr("&Compare"), u"serviceFileCompare"_s, tr("Show how the file differs from what is live"))),
      m_take(addButton(tr("&Take the file…"), u"serviceFileTake"_s, tr("Make what the file says live"))),
      m_write(addButton(tr("&Write the file…"), u"serviceFileWrite"_s, tr("Write what is live into the file")))
{
    setObjectName(u"serviceFileBox"_s);
    for (QPushButton *button : {m_compare, m_take, m_write})
        listInPalette(*button, tr("File of the service"));
    connect(&m_watch, &FolderWatch::changed, this, &ServiceFileBox::read);
    connect(m_compare, &QPushButton::clicked, this, &ServiceFileBox::compareWanted);
    connect(m_take, &QPushButton::clicked, this, [this] { Q_EMIT takeWanted(m_file); });
    connect(m_write, &QPushButton::clicked, this, &ServiceFileBox::askToWrite);
    hide(); // until it has something to say
}

void ServiceFileBox::setLive(const ServiceRevision &live)
{
    m_live = live;
    setVisible(isRead()); // the file of another service is nothing to be offered for this one
    if (isRead())
        present();
    else
        read();
}

void ServiceFileBox::read()
{
    const QString name = m_live.service.name;
    if (name.isEmpty())
        return;
    whenDone(this, ServiceDesk(m_desk).onDisk(m_root, name), [this, name](const Result<ServiceOnDisk> &file) {
        if (file && name == m_live.service.name) {
            m_readFor = name;
            take(*file);
        }
    });
}

void ServiceFileBox::take(const ServiceOnDisk &file)
{
    m_file = file;
    const QDir root(m_root);
    m_watch.watch({root.absolutePath(), root.absoluteFilePath(u"cairn.yaml"_s), root.absoluteFilePath(u"services"_s),
                   root.absoluteFilePath(file.file)});
    Q_EMIT fileRead(m_file);
    present();
    show();
}

void ServiceFileBox::present()
{
    const auto wrong =
        std::find_if(m_file.problems.begin(), m_file.problems.end(), [](const Problem &problem) { return !problem.warning; });
    const bool equal = m_file.canBeTaken() && m_file.revision.digest == m_live.digest;
    const bool sameText = m_file.exists && m_file.text == m_live.source;
    m_compare->setVisible(m_file.tells() && !(equal && sameText));
    m_take->setVisible(m_file.exists && !equal);
    offer(*m_take, m_file.canBeTaken() && wrong == m_file.problems.end(), m_desk, Role::Editor);
    m_write->setVisible(!sameText);
    offer(*m_write, true, m_desk, Role::Editor);
    if (!m_file.exists)
        return say(Look::WaitingRetry, tr("The workspace has no file for it"),
                   tr("Write %1, so that it is kept with the rest of the workspace").arg(m_file.file));
    if (wrong != m_file.problems.end())
        return say(Look::Blocked, tr("What the files say cannot be taken"),
                   tr("%1. %2").arg(u"%1:%2: %3"_s.arg(wrong->file, QString::number(wrong->line), wrong->what), wrong->remedy));
    if (!equal)
        return presentDrift(sameText);
    if (!sameText)
        return say(Look::Succeeded, tr("%1 means what is live").arg(m_file.file),
                   tr("Its text is another: comments, order or what cairn.yaml gives it"));
    say(Look::Succeeded, tr("%1 is what is live").arg(m_file.file), {});
}

/// What cairn.yaml gives a service is not mended by writing the service's own file.
void ServiceFileBox::presentDrift(bool sameText)
{
    if (sameText)
        return say(Look::WaitingRetry, tr("cairn.yaml gives it something else than what is live"),
                   tr("%1 itself is what is live. Take it with that, which makes a new revision, or change cairn.yaml")
                       .arg(m_file.file));
    if (m_file.revision.inherited != m_live.inherited)
        return say(Look::WaitingRetry, tr("%1 and cairn.yaml are not what is live").arg(m_file.file),
                   tr("Take them, which makes a new revision, or write what is live into the file; cairn.yaml stays as it is"));
    say(Look::WaitingRetry, tr("%1 is not what is live").arg(m_file.file),
        tr("Take the file, which makes a new revision, or write what is live into it"));
}

void ServiceFileBox::askToWrite()
{
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Service %1").arg(m_live.service.name),
                        tr("Write revision %1 into %2?").arg(m_live.revision).arg(m_file.file), QMessageBox::NoButton, window());
    question->setObjectName(u"serviceFileQuestion"_s);
    question->setInformativeText(
        m_file.exists ? tr("What the file says now is replaced; the workspace's version control has it, if it was committed.")
                      : tr("The file is made new."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *go = question->addButton(tr("&Write"), QMessageBox::AcceptRole);
    go->setObjectName(u"serviceFileGo"_s);
    question->addButton(tr("Leave it as it is"), QMessageBox::RejectRole);
    connect(go, &QPushButton::clicked, this, [this, live = m_live, file = m_file] { write(live, file); });
    question->open();
}

/// Both as they were when somebody decided: another service may be shown by now.
void ServiceFileBox::write(const ServiceRevision &live, const ServiceOnDisk &seen)
{
    whenDone(this, ServiceDesk(m_desk).writeFile(m_root, seen, live.source),
             [this, file = seen.file](const Result<void> &written) {
                 if (written)
                     Q_EMIT told(tr("%1 is written").arg(file));
                 else
                     Q_EMIT failed(written.error());
                 read();
             });
}

} // namespace cairn
