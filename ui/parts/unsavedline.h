#pragma once

#include <QWidget>

namespace cairn {

class FlowLayout;

/// The files that were changed here, are not saved and cannot be seen at the moment: each is a way back to it. Hidden without
/// any.
class UnsavedLine : public QWidget
{
    Q_OBJECT
public:
    explicit UnsavedLine(QWidget *parent = nullptr);

    void setFiles(const QStringList &files);

Q_SIGNALS:
    void fileWanted(const QString &file);

private:
    QStringList m_files;
    FlowLayout *m_row;
};

} // namespace cairn
