#pragma once

#include "definition/problem.h"

#include <QWidget>

namespace cairn {

class LinedText;
class ElidedLabel;

/// A file of the workspace as it stands, with what is wrong at its lines.
class FilePage : public QWidget
{
    Q_OBJECT
public:
    explicit FilePage(QWidget *parent = nullptr);

    void showFile(const QString &name, const QByteArray &text, const QList<Problem> &problems, int line);
    /// The shown file has no problems any more.
    void showMended();
    const QString &file() const { return m_file; }

Q_SIGNALS:
    void closeWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString m_file;
    QByteArray m_shown;
    ElidedLabel *m_name;
    LinedText *m_text;
};

} // namespace cairn
