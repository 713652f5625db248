#include "ui/window/linkcard.h"

#include <QAccessible>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

LinkCard::LinkCard(QWidget *parent)
    : MessageCard(u"link"_s, parent),
      m_open(addButton(tr("O&pen this workspace"), u"linkOpen"_s, tr("From then on links lead there without a question")))
{
    setObjectName(u"linkCard"_s);
    auto *leave = addButton(tr("&Leave it"), u"linkLeave"_s, tr("The link leads nowhere"));
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openWanted(m_path); });
    connect(leave, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT left();
    });
    hide();
}

void LinkCard::askWhether(const QString &path)
{
    m_path = path;
    m_open->show();
    ask(tr("A link wants to open %1").arg(path),
        tr("This workspace was never opened here. Its definitions are applied, and its commands run as you: open it only if you "
           "know whose it is."));
}

void LinkCard::askWhose(const QString &link)
{
    m_open->hide();
    ask(tr("Which workspace is the link about?"),
        tr("%1 does not say. Open the one that is meant: the link leads into it.").arg(link));
}

void LinkCard::ask(const QString &title, const QString &text)
{
    say(Look::OutcomeUnknown, title, text);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace cairn
