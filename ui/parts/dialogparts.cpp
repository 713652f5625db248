#include "ui/parts/dialogparts.h"

#include "ui/look/consolesettings.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

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

constexpr int LongestLine = 1000;
constexpr QSize WindowFrame{16, 48}; ///< that a window manager may put around; not known before a window is shown

class Words
{
    Q_DECLARE_TR_FUNCTIONS(DialogParts)
};

} // namespace

QVBoxLayout *dialogColumn(QDialog &dialog, const QString &name, const QString &title)
{
    dialog.setObjectName(name);
    dialog.setWindowTitle(title);
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(&dialog);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    return column;
}

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

QLineEdit *addLine(QBoxLayout *column, const QString &name, const QString &label)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setAccessibleName(QString(label).remove(u'&'));
    line->setMaxLength(LongestLine);
    auto *words = new QLabel(label);
    words->setBuddy(line);
    column->addWidget(words);
    column->addWidget(line);
    return line;
}

QLineEdit *addReason(QBoxLayout *column, const QString &name)
{
    return addLine(column, name, reasonLabel(Reason::Required));
}

QString reasonLabel(Reason reason)
{
    return reason == Reason::Required ? Words::tr("&Reason (required, kept in the record)")
                                      : Words::tr("&Reason (kept in the record)");
}

GoOrLeave addGoOrLeave(QDialog &dialog, const QString &name, const QString &go, const QString &leave)
{
    auto *box = new QDialogButtonBox;
    const GoOrLeave buttons{box, box->addButton(go, QDialogButtonBox::AcceptRole),
                            box->addButton(leave.isEmpty() ? Words::tr("Leave as it is") : leave, QDialogButtonBox::RejectRole)};
    buttons.go->setObjectName(name);
    QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    widen(*box);
    dialog.layout()->addWidget(box);
    buttons.go->setDefault(true); // counts only for a button that stands in its dialog
    return buttons;
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
