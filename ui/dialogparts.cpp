#include "ui/dialogparts.h"

#include "ui/consolesettings.h"
#include "ui/sectiontitle.h"
#include "ui/tonedlabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSettings>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestReason = 1000;
constexpr QSize WindowFrame{16, 48}; ///< that a window manager may put around; not known before a window is shown

class Words
{
    Q_DECLARE_TR_FUNCTIONS(DialogParts)
};

} // namespace

QLabel *dialogTitle(const QString &text)
{
    QLabel *title = sectionTitle(text, 1.25);
    title->setTextFormat(Qt::PlainText);
    return title;
}

QLabel *quietLine(const QString &name, const QString &text)
{
    auto *line = new TonedLabel(TonedLabel::Quiet);
    line->setObjectName(name);
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    line->setText(text);
    return line;
}

QLineEdit *addReason(QBoxLayout *column, const QString &name)
{
    auto *reason = new QLineEdit;
    reason->setObjectName(name);
    reason->setAccessibleName(Words::tr("Reason"));
    reason->setMaxLength(LongestReason);
    auto *label = new QLabel(Words::tr("&Reason (required, kept in the record)"));
    label->setBuddy(reason);
    column->addWidget(label);
    column->addWidget(reason);
    return reason;
}

QFileDialog *saveDialog(QWidget *window, const QString &name, const QString &title, const QString &kinds, const QString &file)
{
    auto *dialog = new QFileDialog(window, title, QDir::homePath());
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    if (!kinds.isEmpty()) {
        dialog->setNameFilters(kinds.split(u";;"_s));
        dialog->setDefaultSuffix(file.section(u'.', 1));
    }
    dialog->selectFile(file);
    return dialog;
}

QSize withinScreen(const QWidget &window, const QSize &wanted)
{
    return wanted.boundedTo(window.screen()->availableSize() - WindowFrame);
}

void restoreWindow(QWidget &window, const QString &key, const QSize &size)
{
    if (!window.restoreGeometry(consoleSettings().value(key).toByteArray()))
        return window.resize(withinScreen(window, size));
    if (window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen))
        return;
    const QRect room = window.screen()->availableGeometry();
    if (room.contains(window.geometry()))
        return;
    window.resize(withinScreen(window, window.size()));
    const QPoint last = room.bottomRight() - QPoint(window.width() + WindowFrame.width(), window.height() + WindowFrame.height());
    window.move(std::clamp(window.x(), room.left(), std::max(room.left(), last.x())),
                std::clamp(window.y(), room.top(), std::max(room.top(), last.y())));
}

void widen(const QDialogButtonBox &buttons)
{
    constexpr int Room = 24;
    for (QAbstractButton *button : buttons.buttons())
        button->setMinimumWidth(button->sizeHint().width() + Room);
}

} // namespace cairn
