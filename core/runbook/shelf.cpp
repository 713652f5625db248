#include "runbook/shelf.h"

#include "definition/nearest.h"
#include "definition/runbookfile.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QList<Runbook> readShipped()
{
    QList<Runbook> runbooks;
    const QDir folder(u":/runbooks"_s);
    for (const QString &name : folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const RunbookFile read = readRunbookFile(file.readAll(), name);
        Q_ASSERT_X(read.problems.isEmpty(), "shippedRunbooks", qPrintable(name)); // a test reads them all
        runbooks.append(read.runbook);
    }
    return runbooks;
}

} // namespace

const QList<Runbook> &shippedRunbooks()
{
    static const QList<Runbook> shipped = readShipped();
    return shipped;
}

Result<Runbook> recordedRunbook(const QString &name, const QByteArray &text)
{
    const RunbookFile read = readRunbookFile(text, name + u".md"_s);
    if (!read.problems.isEmpty())
        return failure(ErrorKind::Damaged,
                       u"The recorded text of runbook %1 cannot be read: %2"_s.arg(name, read.problems.first().what),
                       read.problems.first().file, u"Begin a new session with the runbook as it is now"_s);
    return read.runbook;
}

RunbookShelf RunbookShelf::read(const QString &root)
{
    RunbookShelf shelf;
    for (const RunbookFile &file : readRunbookFolder(root)) {
        shelf.m_problems += file.problems;
        if (file.problems.isEmpty())
            shelf.m_all.append(file.runbook);
    }
    for (const Runbook &shipped : shippedRunbooks()) {
        if (!shelf.find(shipped.name))
            shelf.m_all.append(shipped);
    }
    return shelf;
}

Result<Runbook> RunbookShelf::find(const QString &name) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const Runbook &one) { return one.name == name; });
    if (found != m_all.end())
        return *found;
    QStringList names;
    for (const Runbook &runbook : m_all)
        names.append(runbook.name);
    return failure(ErrorKind::NotFound, u"There is no runbook '%1'"_s.arg(name.left(64)), {},
                   suggestion(name, names, u"Runbooks"_s));
}

} // namespace cairn
