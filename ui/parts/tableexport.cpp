#include "ui/parts/tableexport.h"

#include "base/inbackground.h"
#include "base/outputfile.h"
#include "control/csv.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/progressdialog.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/parts/workprogress.h"

#include <QAction>
#include <QClipboard>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPointer>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString exported(const QModelIndex &cell)
{
    for (const int role : {ExportRole, int(Qt::DisplayRole), int(Qt::AccessibleTextRole)}) {
        if (const QVariant value = cell.data(role); value.isValid() && !value.toString().isEmpty())
            return value.toString();
    }
    return {};
}

QStringList headings(const QAbstractItemModel &model)
{
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts.append(model.headerData(column, Qt::Horizontal).toString());
    return texts;
}

QByteArray rowsAsCsv(const QAbstractItemModel &model)
{
    QByteArray csv;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList fields;
        for (int column = 0; column < model.columnCount(); ++column)
            fields.append(exported(model.index(row, column)));
        csv += csvLine(fields);
    }
    return csv;
}

/// A file that is being put together.
struct TableFile
{
    QString path;
    QByteArray csv;
    LongWorkPtr work; ///< counts rows
    QPointer<ProgressDialog> dialog;

    void add(const QAbstractItemModel &rows)
    {
        csv += rowsAsCsv(rows);
        work->done += rows.rowCount();
    }
};

void save(const std::shared_ptr<TableFile> &file)
{
    const auto write = [file] { return writeOutput(file->path, file->csv, OutputFile::Readers::AsUsual); };
    whenDone(file->dialog, inBackground(write), [file](const Result<void> &written) {
        if (!written)
            return file->dialog->finishUnwritten(written.error(), file->path);
        file->dialog->finish(TableExport::tr("%Ln row(s) are written", nullptr, counted(file->work->done)),
                             QDir::toNativeSeparators(file->path));
    });
}

/// One at a time: the window goes on in between, and stops it when it is told to.
void addPages(const std::shared_ptr<TableFile> &file, const TableExport::Pages &next)
{
    next([file, next](const TableExport::Page &page) {
        if (!file->dialog)
            return; // it went with its window
        if (!page)
            return file->dialog->finishUnwritten(page.error(), file->path);
        if (file->work->stop)
            return file->dialog->finishUnwritten({ErrorKind::Cancelled, {}, {}, {}}, file->path);
        if (!*page)
            return save(file);
        file->add(**page);
        addPages(file, next);
    });
}

} // namespace

QByteArray tableAsCsv(const QAbstractItemModel &model)
{
    return csvLine(headings(model)) + rowsAsCsv(model);
}

TableExport::TableExport(ValueTable &table, const QString &stem, std::function<Pages()> readAll)
    : QObject(&table), m_table(table), m_stem(stem), m_readAll(std::move(readAll))
{
    const auto add = [this](const QString &name, const QString &icon, const QString &text, const QKeySequence &key, auto act) {
        QAction *action = m_table.addAction(tintedIcon(icon), text, key, this, act);
        action->setObjectName(name);
        action->setShortcutContext(Qt::WidgetShortcut);
    };
    add(u"copyRows"_s, u"copy"_s, tr("Copy rows"), QKeySequence::Copy, &TableExport::copyRows);
    add(u"exportTable"_s, u"save"_s, tr("Export this table as CSV…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S, &TableExport::choose);
    if (m_table.contextMenuPolicy() == Qt::DefaultContextMenu)
        m_table.setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// As they are seen: the columns that are shown, from left to right. Spreadsheets take tabs for columns.
void TableExport::copyRows() const
{
    QModelIndexList rows = m_table.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : rows) {
        QStringList texts;
        for (const int column : m_table.columnOrder()) {
            if (!m_table.isColumnHidden(column))
                texts.append(exported(row.siblingAtColumn(column)).simplified());
        }
        lines.append(texts.join(u'\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void TableExport::choose()
{
    auto *dialog = saveDialog(m_table.window(), u"exportTableFile"_s, tr("Export this table as CSV"), tr("CSV files (*.csv)"),
                              u"%1-%2.csv"_s.arg(m_stem, QDate::currentDate().toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &TableExport::write);
    dialog->open();
}

void TableExport::write(const QString &path)
{
    const auto work = std::make_shared<LongWork>();
    auto *dialog = new ProgressDialog(tr("Export as CSV"), tr("Writing the table"), m_table.window());
    followWork(*dialog, work);
    dialog->open();
    const auto file = std::make_shared<TableFile>(TableFile{path, csvLine(headings(*m_table.model())), work, dialog});
    if (m_readAll)
        return addPages(file, m_readAll());
    file->add(*m_table.model());
    save(file);
}

} // namespace cairn
