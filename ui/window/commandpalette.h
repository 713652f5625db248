#pragma once

#include "ui/parts/paletteentry.h"

#include <QFrame>
#include <QPointer>

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;

namespace cairn {

class PaletteModel;

/// Every command of a window at the fingertips: a line and a list over the middle of the window, filled from its actions each
/// time it opens. Remembers what was used. Closes by Esc, by a choice or when the focus goes elsewhere; the focus then is where
/// it was.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);
    ~CommandPalette() override;

    /// Asked for more entries at each key, above the actions.
    void addOffers(std::unique_ptr<PaletteOffers> offers);
    /// The action that opens it (Ctrl+K); belongs to the palette, to be put into a menu.
    QAction *opener() const { return m_opener; }
    void open();
    /// Below its actions, until it closes; what is chosen stays so. Closed: nothing happens.
    void addEntries(const QList<PaletteEntry> &entries);

Q_SIGNALS:
    void opened();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void place();
    void refill();
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void choose(int row);
    void move(int by);
    void accept();
    void leave();

    QWidget *m_window;
    QAction *m_opener;
    QLineEdit *m_line;
    QListView *m_list;
    QLabel *m_nothing;
    PaletteModel *m_model;
    std::vector<std::unique_ptr<PaletteOffers>> m_offers;
    QList<PaletteEntry> m_entries;
    QStringList m_recent;
    QPointer<QWidget> m_focusBefore;
};

} // namespace cairn
