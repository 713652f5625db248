#pragma once

#include "base/error.h"

#include <QAbstractItemModel>
#include <QPointer>

#include <functional>
#include <memory>

namespace cairn {

class ProgressDialog;
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
    using Rows = Result<std::shared_ptr<const QAbstractItemModel>>;
    using Taker = std::function<void(const Rows &)>;

    /// Belongs to the table. `stem` is what the file is called, before the date; `readAll` brings all rows of a table that is
    /// loaded by pages.
    TableExport(ValueTable &table, const QString &stem, std::function<void(const Taker &)> readAll = {});

    void copyRows() const;
    /// Asks for the file.
    void choose();
    void write(const QString &path);

private:
    void save(const QAbstractItemModel &rows, const QString &path, const QPointer<ProgressDialog> &dialog);

    ValueTable &m_table;
    const QString m_stem;
    const std::function<void(const Taker &)> m_readAll;
};

} // namespace cairn
