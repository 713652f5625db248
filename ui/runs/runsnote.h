#pragma once

#include "base/timestamp.h"

#include <QWidget>

class QToolButton;

namespace cairn {

class TonedLabel;

/// The line between the filter and the list of runs: how many match, how many are selected, and what can be done about that.
class RunsNote : public QWidget
{
    Q_OBJECT
public:
    enum class Selection { Rows, AllLoaded, AllMatching };

    explicit RunsNote(QWidget *parent = nullptr);

    /// `count` below 0: not known yet. `filtered`: by anything at all.
    void setMatching(qint64 count, bool filtered);
    /// AllLoaded: `loaded` rows are selected, and more match.
    void setSelection(Selection selection, int loaded);
    /// Older runs are being searched through; so far down to that time. Nothing: they are not.
    void setSearched(const std::optional<Timestamp> &to);
    void showNewer(bool shown);

Q_SIGNALS:
    void newerWanted();
    /// All that match are to be selected.
    void allWanted();
    /// Only those that are loaded, after all.
    void loadedWanted();

private:
    QToolButton *addButton(const QString &name);
    QString text() const;
    void showIt();

    TonedLabel *m_text;
    QToolButton *m_all;
    QToolButton *m_newer;
    std::optional<Timestamp> m_searchedTo;
    qint64 m_matching = -1;
    int m_loaded = 0;
    bool m_filtered = false;
    Selection m_selection = Selection::Rows;
};

} // namespace cairn
