#pragma once

#include "control/masked.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// A field as it was recorded; of one with several values, one of them.
struct HeaderRow
{
    QString name;
    QString value;
};

/// The fields of one request or response, as recorded: secrets have been left out.
class HeadersModel : public ValueRows<HeaderRow>
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    explicit HeadersModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    /// A JSON object; a field with several values becomes several rows. Sensitive data is covered, also in what is an address.
    void setHeaders(const QByteArray &json, const Cover &cover);
    /// Rows as they stood in the message.
    QString textOf(const QModelIndexList &indexes) const;

private:
    QVariant cell(const HeaderRow &field, int column, int role) const override;
    QString head(int column) const override;
};

/// The first value of a field of recorded headers, whatever the case of its name; empty if there is none.
QString headerField(const QByteArray &json, const QString &name);

} // namespace cairn
