#include "ui/settings/displaypage.h"

#include "ui/look/translation.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

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
    auto *note = new TonedLabel(TonedLabel::Plain);
    note->setObjectName(u"languageText"_s);
    note->setTextFormat(Qt::PlainText);
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    note->setWordWrap(true);
    const QString language = QLocale::system().nativeLanguageName(); // the C locale has none
    note->setText(
        tr("The desktop's language is %1. Another choice holds from the console's next start on; numbers and dates follow it.")
            .arg(language.isEmpty() ? tr("none in particular") : language));
    QList<QWidget *> parts;
    const auto add = [&](const QString &text, const QString &code, const QString &name) {
        auto *button = new QRadioButton(text);
        button->setObjectName(name);
        button->setChecked(chosenLanguage() == code);
        connect(button, &QAbstractButton::clicked, this, [code] { chooseLanguage(code); });
        parts.append(button);
    };
    add(tr("As the des&ktop"), {}, u"languageDesktop"_s);
    add(u"English"_s, u"en"_s, u"languageEnglish"_s);
    add(u"Deutsch"_s, u"de"_s, u"languageGerman"_s);
    return displaySection(tr("Language"), parts << note);
}

} // namespace cairn
