#include "store/statement.h"

#include "store/sqliteerror.h"

#include <QSqlError>

namespace cairn {

using namespace Qt::StringLiterals;

PayloadRef Row::payload()
{
    const Digest address = digest();
    return {address, integer()};
}

std::optional<qint64> Row::optionalInteger()
{
    const QVariant value = m_query.value(m_column++);
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

std::optional<Timestamp> Row::optionalTime()
{
    const auto value = optionalInteger();
    return value ? std::optional(Timestamp(Milliseconds(*value))) : std::nullopt;
}

std::optional<Milliseconds> Row::optionalDuration()
{
    const auto value = optionalInteger();
    return value ? std::optional(Milliseconds(*value)) : std::nullopt;
}

Result<void> Statement::run()
{
    m_bound = 0;
    if (!m_query.exec())
        return tl::unexpected(sqliteError(m_query.lastError(), m_database));
    return {};
}

Result<bool> Statement::next()
{
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        return tl::unexpected(sqliteError(m_query.lastError(), m_database));
    return false;
}

Error Statement::damaged(const QString &what) const
{
    return {ErrorKind::Damaged, u"A row holds '%1', which this version of Cairn does not understand"_s.arg(what), m_database,
            u"Use the newest Cairn that ever worked on this store, or put back a backup"_s};
}

} // namespace cairn
