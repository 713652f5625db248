#pragma once

#include "control/editdesk.h"
#include "ui/parts/tonedlabel.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace cairn {

class LinedText;

/// One jq program for what all failing steps of an incident send, shown on some of them as it is written, before they all go on
/// with it.
class PatchDialog : public QDialog
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder, whose classes of data are covered; empty: there is none.
    PatchDialog(Desk &desk, const QString &root, const Incident &incident, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    /// It is recorded as this order about many targets.
    void ordered(qint64 order);

private:
    QWidget *buildMiddle();
    void forget();
    void preview();
    void present(const Result<PatchPreview> &preview);
    void presentSample(int row);
    void say(TonedLabel::Tone tone, const QString &text);
    void updateGo();
    void send();

    Desk &m_desk;
    const QString m_root;
    Incident m_incident;
    QString m_actor;
    QTimer m_pause; ///< between the last key and the preview
    quint64 m_asked = 0;
    QString m_tried;     ///< the program that the samples show
    Timestamp m_triedAt; ///< when its steps were counted
    PatchPreview m_preview;
    bool m_good = false;
    bool m_sending = false;
    bool m_leaving = false; ///< was warned that the program is lost
    QPlainTextEdit *m_patch;
    QListWidget *m_samples;
    LinedText *m_difference;
    TonedLabel *m_verdict;
    QCheckBox *m_canary;
    QLineEdit *m_reason;
    QPushButton *m_go;
};

} // namespace cairn
