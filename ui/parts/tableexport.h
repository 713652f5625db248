#pragma once

#include "base/error.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>

namespace cairn {

class ValueTable;

/// What a cell is worth elsewhere, where it shows something else: a time as in RFC 3339 rather than as it is read here.
inline constexpr int ExportRole = 0x0100 + 501; // Qt::UserRole and far from those of single models

/// All rows under their headings, with the columns that are not shown as well.
QByteArray tableAsCsv(const QAbstractItemModel &model);

/// Lets what a table shows be taken elsewhere: chosen rows to the clipboard (Ctrl+C), all of it into a CSV file (Ctrl+Shift+S).
/// For tables that hold all there is, or whose owner reads it.
class TableExport : public QObject
{
    Q_OBJECT
public:
    /// Some rows; null: there are no more.
    using Page = Result<std::shared_ptr<const QAbstractItemModel>>;
    /// Brings the next page each time it is called, from the first on.
    using Pages = std::function<void(const std::function<void(const Page &)> &then)>;

    /// Belongs to the table. `stem` is what the file is called, before the date; `readAll` begins to read all rows of a table
    /// that is loaded by pages.
    TableExport(ValueTable &table, const QString &stem, std::function<Pages()> readAll = {});

    void copyRows() const;
    /// Asks for the file.
    void choose();
    void write(const QString &path);

private:
    ValueTable &m_table;
    const QString m_stem;
    const std::function<Pages()> m_readAll;
};

} // namespace cairn
