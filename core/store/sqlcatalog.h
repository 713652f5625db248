#pragma once

#include <QHash>
#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <vector>

namespace cairn {

/// One step from schema `number - 1` to schema `number`.
struct Migration
{
    int number = 0;
    QStringList statements;
};

/// All SQL of the store, read once from the `.sql` resources. Immutable, hence usable from every thread.
///
/// Two kinds of files: migrations, named NNNN_title.sql, and collections of queries, in which `-- name: x` begins the query x and
/// `-- use: y` stands for the text of y. Other comment lines are left out.
class SqlCatalog
{
public:
    SqlCatalog();

    /// The query of that name; a missing one is a defect and ends the program.
    const QString &text(QLatin1String name) const;
    /// A named query that consists of several statements.
    QStringList statements(QLatin1String name) const;
    /// In ascending order, starting at 1.
    const std::vector<Migration> &migrations() const { return m_migrations; }

    /// Statements of an SQL text; each ends with a semicolon at the end of a line (the last may lack it).
    static QStringList split(const QString &sql);

private:
    void readQueries(const QString &sql);
    QString withUsed(const QString &body) const;

    QHash<QLatin1String, QString> m_queries;
    std::vector<QByteArray> m_names; ///< what the keys of m_queries point into
    std::vector<Migration> m_migrations;
};

} // namespace cairn
