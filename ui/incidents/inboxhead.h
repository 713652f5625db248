#pragma once

#include "model/incident.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

#include <optional>

class QAbstractButton;
class QLineEdit;
class QSettings;

namespace cairn {

struct Error;
struct IncidentFilter;

/// What stands over the inbox: a line of text to look for, and which states are shown, with how many there are of each.
class InboxHead : public QWidget
{
    Q_OBJECT
public:
    explicit InboxHead(QWidget *parent = nullptr);

    /// Of all incidents, whatever is looked for.
    void setCounts(const QMap<IncidentState, qint64> &counts);
    /// Takes effect at once; shows what is not resolved.
    void setText(const QString &text);
    IncidentFilter filter() const;
    /// It leaves out nothing that is unresolved.
    bool showsAllUnresolved() const;
    /// Back to what is unresolved.
    void reset();
    void focusText();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void filterChanged();
    /// Enter or the down key: on to the list.
    void leave();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildStates();
    QList<IncidentState> chosenStates() const;
    void chooseStates(const QList<IncidentState> &states);
    void apply();
    void showCounts();

    QLineEdit *m_line;
    QString m_read; ///< what the line was when it could be read last
    QWidget *m_error;
    QMap<IncidentState, QAbstractButton *> m_states;
    QMap<IncidentState, qint64> m_counts;
    QTimer m_pause;
};

} // namespace cairn
