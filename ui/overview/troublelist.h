#pragma once

#include "model/tally.h"

#include <QWidget>

class QLabel;

namespace cairn {

/// What needs a person, the most urgent first, as rows that list them; says so when there is nothing.
class TroubleList : public QWidget
{
    Q_OBJECT
public:
    explicit TroubleList(QWidget *parent = nullptr);
    void setTroubles(const QList<Trouble> &troubles);

    /// The filter line that lists those runs.
    static QString filterFor(const Trouble &trouble);

Q_SIGNALS:
    void runsWanted(const QString &filter);

private:
    class Row;
    bool isUsed() const;
    QList<Trouble> inShownOrder(QList<Trouble> troubles) const;
    void addRow();
    void showRest(int hidden, bool none);

    QList<Row *> m_rows;
    QLabel *m_rest; ///< that there are more, or none
    int m_shown = 0;
};

} // namespace cairn
