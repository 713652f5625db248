#pragma once

#include "cairnprogram.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace cairn::testing {

/// Does by hand to a workspace's store what no command does. Who includes this links Qt6::Sql.
inline void changeStore(const CairnProgram &cairn, const QString &statement)
{
    const QString name = QStringLiteral("change");
    {
        QSqlDatabase store = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        store.setDatabaseName(cairn.path(QStringLiteral(".cairn/store.sqlite")));
        QVERIFY2(store.open(), qPrintable(store.lastError().text()));
        QSqlQuery query(store);
        QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        if (statement.startsWith(QLatin1String("UPDATE")) || statement.startsWith(QLatin1String("DELETE")))
            QVERIFY2(query.numRowsAffected() > 0, qPrintable(statement));
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace cairn::testing
