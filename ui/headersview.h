#pragma once

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

    void setAttempt(const Attempt &attempt);

private:
    struct Part
    {
        QLabel *title;
        QLabel *none;
        HeadersModel *model;
        ValueTable *table;
    };
    Part buildPart(const QString &name, const QString &accessible);
    static void fill(const Part &part, const QString &title, const QByteArray &headers);
    static void copy(const Part &part);

    Part m_request;
    Part m_response;
};

} // namespace cairn
