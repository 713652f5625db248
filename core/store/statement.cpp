#include "store/statement.h"

#include "base/logging.h"
#include "base/logrest.h"
#include "store/sqliteerror.h"

#include <QSqlError>

#include <mutex>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString spelled(int index)
{
    return u":v%1"_s.arg(index);
}

/// As many as a statement of ours has; the search with its many words may have more.
QList<QString> usualPlaceholders()
{
    constexpr int Usual = 64;
    QList<QString> names;
    for (int i = 0; i < Usual; ++i)
        names.append(spelled(i));
    return names;
}

} // namespace

QString placeholder(int index)
{
    static const QList<QString> usual = usualPlaceholders();
    return index < usual.size() ? usual.at(index) : spelled(index);
}

QString withPlaceholders(const QString &sql)
{
    QString named;
    named.reserve(sql.size() * 2);
    int count = 0;
    bool quoted = false;
    for (const QChar c : sql) {
        quoted ^= c == u'\'';
        if (c == u'?' && !quoted)
            named += placeholder(count++);
        else
            named += c;
    }
    return named;
}

/// One that cannot be read is met by every reader of this process, again and again.
void tellLeftOut(const Error &why, const QString &database)
{
    static std::mutex mutex;
    static LogRest told;
    const std::scoped_lock lock(mutex);
    if (told.isDue(database + why.detail, SystemClock().now()))
        qCWarning(lcStore).noquote() << "left out:" << describe(why);
}

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
