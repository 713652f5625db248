#pragma once

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QToolButton;

namespace cairn {

class Submitter;
class TonedLabel;

/// Files that are being taken in: how far it is, and a button to stop it. Hidden while there are none, and before it has taken so
/// long that somebody wonders.
class IntakeProgress : public QWidget
{
    Q_OBJECT
public:
    /// `submitter` outlives this, or takes it along.
    explicit IntakeProgress(Submitter &submitter, QWidget *parent = nullptr);

Q_SIGNALS:
    /// It takes more room now, or less.
    void resized();

private:
    void follow();
    void present();

    Submitter &m_submitter;
    TonedLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_stop;
    QTimer m_look;
};

} // namespace cairn
