#pragma once

#include "ui/payload/jsonreading.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace cairn {

/// What a schema has against a document; choosing a line goes to its place.
class RemarkList : public QWidget
{
    Q_OBJECT
public:
    explicit RemarkList(QWidget *parent = nullptr);

    /// Hidden if there are none.
    void setRemarks(const QString &schema, const QList<JsonRemark> &remarks);

Q_SIGNALS:
    void chosen(int value);

private:
    QLabel *m_title;
    QListWidget *m_list;
};

} // namespace cairn
