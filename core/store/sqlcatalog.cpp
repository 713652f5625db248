#include "store/sqlcatalog.h"

#include <QDir>
#include <QFile>

#include <algorithm>

// Outside any namespace, as Q_INIT_RESOURCE asks; a static library's resources are left out by the linker without it.
static void initSqlResources()
{
    Q_INIT_RESOURCE(storesql);
}

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString readResource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("SQL resource %s is missing", qUtf8Printable(path));
    return QString::fromUtf8(file.readAll());
}

QString withoutComments(const QString &sql)
{
    QStringList lines = sql.split(u'\n');
    for (QString &line : lines) {
        const auto comment = line.indexOf("-- "_L1);
        if (comment >= 0)
            line.truncate(comment);
    }
    lines.removeIf([](const QString &line) { return line.trimmed().isEmpty(); });
    return lines.join(u'\n');
}

} // namespace

SqlCatalog::SqlCatalog()
{
    initSqlResources();
    const QDir folder(u":/cairn/store/sql"_s);
    const QStringList names = folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QString sql = readResource(folder.filePath(name));
        bool isMigration = false;
        const int number = name.section(u'_', 0, 0).toInt(&isMigration);
        if (isMigration)
            m_migrations.push_back({number, split(sql)});
        else
            readQueries(sql);
    }
    std::sort(m_migrations.begin(), m_migrations.end(), [](const auto &a, const auto &b) { return a.number < b.number; });
    for (size_t i = 0; i < m_migrations.size(); ++i)
        Q_ASSERT(m_migrations[i].number == int(i) + 1);
}

const QString &SqlCatalog::text(QLatin1String name) const
{
    const auto found = m_queries.constFind(name);
    if (found == m_queries.constEnd())
        qFatal("No SQL named %s", name.data());
    return *found;
}

QStringList SqlCatalog::statements(QLatin1String name) const
{
    return split(text(name));
}

QStringList SqlCatalog::split(const QString &sql)
{
    QStringList statements = withoutComments(sql + u'\n').split(u";\n"_s);
    for (QString &statement : statements) {
        statement = statement.trimmed();
        if (statement.endsWith(u';'))
            statement.chop(1);
    }
    statements.removeAll(QString());
    return statements;
}

void SqlCatalog::readQueries(const QString &sql)
{
    const auto sections = sql.split("-- name: "_L1).mid(1);
    for (const QString &section : sections) {
        const auto lineEnd = section.indexOf(u'\n');
        m_names.push_back(section.left(lineEnd).trimmed().toLatin1());
        const QLatin1String name(m_names.back());
        Q_ASSERT_X(!m_queries.contains(name), "SqlCatalog", name.data());
        m_queries.insert(name, withUsed(section.mid(lineEnd + 1)));
    }
}

QString SqlCatalog::withUsed(const QString &body) const
{
    QStringList lines = body.split(u'\n');
    for (QString &line : lines) {
        if (line.startsWith("-- use: "_L1)) {
            const QByteArray used = line.mid(8).trimmed().toLatin1();
            line = text(QLatin1String(used));
        }
    }
    return withoutComments(lines.join(u'\n'));
}

} // namespace cairn
