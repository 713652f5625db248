#include "ui/displaypage.h"

#include "ui/sectiontitle.h"
#include "ui/tonedlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QLocale>
#include <QMenu>
#include <QRadioButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int DisplaySide = 16;

/// A button that is and does what the action is and does.
template <typename Button> Button *buttonOf(QAction &action)
{
    auto *button = new Button(action.text());
    button->setObjectName(u"%1Choice"_s.arg(action.objectName()));
    button->setChecked(action.isChecked());
    QObject::connect(button, &QAbstractButton::clicked, &action, &QAction::trigger);
    QObject::connect(&action, &QAction::toggled, button, &QAbstractButton::setChecked);
    return button;
}

QWidget *displaySection(const QString &title, const QList<QWidget *> &parts)
{
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(sectionTitle(title));
    for (QWidget *part : parts)
        column->addWidget(part);
    return whole;
}

} // namespace

DisplayPage::DisplayPage(const QMenu &display, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"displayPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(DisplaySide, 10, DisplaySide, DisplaySide);
    column->setSpacing(18);
    QList<QWidget *> switches;
    for (QAction *action : display.actions()) {
        if (const QMenu *menu = action->menu<QMenu *>())
            column->addWidget(choicesOf(*menu));
        else if (action->isCheckable())
            switches.append(buttonOf<QCheckBox>(*action));
    }
    if (!switches.isEmpty())
        column->addWidget(displaySection(tr("On the desktop"), switches));
    column->addWidget(languages());
    column->addStretch();
}

QWidget *DisplayPage::choicesOf(const QMenu &menu)
{
    QList<QWidget *> choices;
    for (QAction *action : menu.actions())
        choices.append(buttonOf<QRadioButton>(*action));
    return displaySection(QString(menu.title()).remove(u'&'), choices);
}

QWidget *DisplayPage::languages()
{
    auto *text = new TonedLabel(TonedLabel::Plain);
    text->setObjectName(u"languageText"_s);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setWordWrap(true);
    text->setText(
        tr("English and German are spoken. It is the language of the desktop, here %1; numbers and dates follow it. For "
           "another one, start the console with it: LANG=de_DE.UTF-8 cairn-console")
            .arg(QLocale::system().nativeLanguageName()));
    return displaySection(tr("Language"), {text});
}

} // namespace cairn
