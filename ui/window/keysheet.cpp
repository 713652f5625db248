#include "ui/window/keysheet.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/sectiontitle.h"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTextDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Keys as they look on a keyboard, one cap for each way.
class KeyCaps : public QWidget
{
public:
    explicit KeyCaps(QStringList keys) : m_keys(std::move(keys))
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setAccessibleName(m_keys.join(KeySheet::tr(" or ")));
    }

    QSize sizeHint() const override
    {
        int width = -Gap;
        for (const QString &key : m_keys)
            width += capWidth(key) + Gap;
        return {std::max(width, 0) + 1, fontMetrics().height() + 7};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor text = palette().color(QPalette::Text);
        const QColor base = palette().color(QPalette::Base);
        int left = 0;
        for (const QString &key : m_keys) {
            const QRectF cap(left + 0.5, 0.5, capWidth(key), height() - 2);
            painter.setPen(blend(text, base, 0.35));
            painter.setBrush(blend(text, base, 0.06));
            painter.drawRoundedRect(cap, 4, 4);
            painter.setPen(text);
            painter.drawText(cap, Qt::AlignCenter, key);
            left += capWidth(key) + Gap;
        }
    }

private:
    static constexpr int Gap = 5;
    int capWidth(const QString &key) const { return std::max(fontMetrics().horizontalAdvance(key) + 14, 24); }

    QStringList m_keys;
};

constexpr int LikedWidth = 880; ///< at which no text wraps
constexpr int LeastText = 130;

QWidget *columnOf(const QList<ShortcutGroup> &groups)
{
    auto *column = new QWidget;
    auto *grid = new QGridLayout(column);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const ShortcutGroup &group : groups) {
        if (row > 0)
            grid->setRowMinimumHeight(row++, 10);
        grid->addWidget(sectionTitle(group.title), row++, 0, 1, 2);
        for (const ShortcutLine &line : group.lines) {
            grid->addWidget(new KeyCaps(line.keys), row, 0, Qt::AlignLeft | Qt::AlignVCenter);
            auto *what = new QLabel(line.what);
            what->setTextFormat(Qt::PlainText);
            what->setWordWrap(true);
            what->setMinimumWidth(LeastText);
            grid->addWidget(what, row++, 1);
        }
    }
    grid->setRowStretch(row, 1);
    return column;
}

} // namespace

KeySheet::KeySheet(const QList<ShortcutGroup> &groups, QWidget *parent) : QDialog(parent), m_groups(groups)
{
    setObjectName(u"keySheet"_s);
    setWindowTitle(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *sheet = new QWidget;
    sheet->setAutoFillBackground(true);
    sheet->setBackgroundRole(QPalette::Base);
    auto *columns = new QHBoxLayout(sheet);
    columns->setContentsMargins(22, 18, 22, 18);
    columns->setSpacing(36);
    const qsizetype split = firstColumn(groups);
    columns->addWidget(columnOf(groups.mid(0, split)));
    columns->addWidget(columnOf(groups.mid(split)));
    auto *area = new QScrollArea;
    area->setObjectName(u"keySheetArea"_s);
    area->setAccessibleName(tr("Keys and what they do"));
    area->setWidget(sheet);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setContentsMargins(12, 8, 12, 10);
    auto *print = buttons->addButton(tr("&Print…"), QDialogButtonBox::ActionRole);
    print->setObjectName(u"printKeys"_s);
    print->setShortcut(QKeySequence::Print);
    print->setAutoDefault(false);
    connect(print, &QPushButton::clicked, this, &KeySheet::choosePrinter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(area, 1);
    whole->addWidget(buttons);
    const QSize sheetSize = sheet->sizeHint().expandedTo({LikedWidth, 0});
    const QSize wanted = sheetSize + QSize(20, buttons->sizeHint().height() + 24);
    resize(wanted.boundedTo(screen()->availableSize() * 0.9));
    buttons->button(QDialogButtonBox::Close)->setFocus();
}

QAction *KeySheet::openerFor(QWidget *window)
{
    auto *action = new QAction(tintedIcon(u"keys"_s), tr("&Keys…"), window);
    action->setObjectName(u"showKeys"_s);
    action->setShortcut(QKeySequence(u"?"_s)); // lines of text take the key for themselves while they have the focus
    action->setProperty("group", QCoreApplication::translate("KeySheet", "Everywhere")); // unless it is put into a menu
    window->addAction(action);
    connect(action, &QAction::triggered, window, [window] {
        if (!window->findChild<KeySheet *>())
            (new KeySheet(shortcutsOf(window), window))->open();
    });
    return action;
}

void KeySheet::choosePrinter()
{
    auto *printer = new QPrinter(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer, this);
    dialog->setObjectName(u"keySheetPrinter"_s);
    connect(dialog, &QDialog::finished, this, [this, dialog, printer](int result) {
        if (result == QDialog::Accepted)
            printTo(printer);
        dialog->deleteLater();
        delete printer;
    });
    dialog->open();
}

void KeySheet::printTo(QPrinter *printer) const
{
    QTextDocument page;
    page.setHtml(shortcutsAsHtml(m_groups, tr("Keys of Cairn")));
    page.print(printer);
}

} // namespace cairn
