#pragma once

#include "control/masked.h"
#include "model/records.h"

#include <QWidget>

class QLabel;

namespace cairn {

class HeadersModel;
class ValueTable;

/// The headers that an attempt sent and got.
class HeadersView : public QWidget
{
    Q_OBJECT
public:
    explicit HeadersView(QWidget *parent = nullptr);

    /// Says which it is. Sensitive data in it is covered.
    void setAttempt(const Attempt &attempt, const Cover &cover);

private:
    struct Part
    {
        QLabel *title;
        QLabel *none;
        HeadersModel *model;
        ValueTable *table;
    };
    Part buildPart(const QString &name, const QString &accessible);
    static void fill(const Part &part, const QString &title, const QByteArray &headers, const Cover &cover);
    static void copy(const Part &part);

    QLabel *m_which;
    Part m_request;
    Part m_response;
};

} // namespace cairn
