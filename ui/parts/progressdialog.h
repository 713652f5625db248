#pragma once

#include "base/error.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cairn {

class TonedLabel;

/// Long work: how far it is, a button to stop it, and in the end what has come of it, which stays until it is closed.
class ProgressDialog : public QDialog
{
    Q_OBJECT
public:
    ProgressDialog(const QString &title, const QString &what, QWidget *parent = nullptr);

    /// `total` 0: not known. What was counted before may have grown since.
    void setProgress(qint64 done, qint64 total);
    /// It is over. `result` is its first line, `details` the rest.
    void finish(const QString &result, const QString &details, bool bad = false);
    /// It was to write a file, and was stopped or has failed: what is at `path` is as it was.
    void finishUnwritten(const Error &error, const QString &path);
    void reject() override;

Q_SIGNALS:
    /// Somebody wants it to stop. It goes on being shown until finish().
    void stopWanted();

private:
    QLabel *m_what;
    TonedLabel *m_details;
    QProgressBar *m_bar;
    QPushButton *m_button;
    bool m_over = false;
};

} // namespace cairn
