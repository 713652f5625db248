#pragma once

#include "ui/look/statelook.h"

#include <QWidget>

class QLabel;

namespace cairn {

/// A short list of named counts as bars, the longest first; each is a button that lists what it counts.
class BarList : public QWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString name;
        qint64 count = 0;
        QString filter; ///< what a click asks for
    };

    explicit BarList(QWidget *parent = nullptr);

    /// `nothing`: what is said when there are none.
    void setBars(const QList<Bar> &bars, Look look, const QString &nothing);

Q_SIGNALS:
    void runsWanted(const QString &filter);

private:
    class Row;
    QList<Row *> m_rows;
    QLabel *m_nothing;
};

} // namespace cairn
