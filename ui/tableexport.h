#pragma once

#include <QByteArray>
#include <QObject>

class QAbstractItemModel;

namespace cairn {

class ValueTable;

/// What a cell is worth elsewhere, where it shows something else: a time as in RFC 3339 rather than as it is read here.
inline constexpr int ExportRole = 0x0100 + 501; // Qt::UserRole and far from those of single models

/// All rows under their headings, with the columns that are not shown as well.
QByteArray tableAsCsv(const QAbstractItemModel &model);

/// Lets what a table shows be taken elsewhere: chosen rows to the clipboard (Ctrl+C), all of it into a CSV file (Ctrl+Shift+S).
/// For tables that hold all there is; what is loaded by pages is exported by its desk.
class TableExport : public QObject
{
    Q_OBJECT
public:
    /// Belongs to the table. `stem` is what the file is called, before the date.
    TableExport(ValueTable &table, const QString &stem);

    void copyRows() const;
    /// Asks for the file.
    void choose();
    void write(const QString &path);

private:
    ValueTable &m_table;
    const QString m_stem;
};

} // namespace cairn
