#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "base/timestamp.h"
#include "model/records.h"

#include <QSqlQuery>

#include <optional>

namespace cairn {

/// Says in the log, once in a while, that something of that database cannot be read and is left out. Any thread.
void tellLeftOut(const Error &why, const QString &database);

/// The row a statement stands on, read column by column from the left.
class Row
{
public:
    explicit Row(const QSqlQuery &query) : m_query(query) {}

    qint64 integer() { return m_query.value(m_column++).toLongLong(); }
    int number() { return int(integer()); }
    bool flag() { return integer() != 0; }
    QString text() { return m_query.value(m_column++).toString(); }
    QByteArray blob() { return m_query.value(m_column++).toByteArray(); }
    Digest digest() { return Digest::fromBytes(blob()); }
    PayloadRef payload();
    Timestamp time() { return Timestamp(Milliseconds(integer())); }
    Milliseconds duration() { return Milliseconds(integer()); }
    std::optional<qint64> optionalInteger();
    std::optional<Timestamp> optionalTime();
    std::optional<Milliseconds> optionalDuration();

    /// A stored word; `fromWord` gives nullopt for words that this version does not know, which makes the row damaged.
    template <typename FromWord> auto word(FromWord fromWord)
    {
        const QString stored = text();
        const auto value = fromWord(QStringView(stored));
        if (!value)
            m_damage = stored;
        return value.value_or(typename decltype(value)::value_type{});
    }
    template <typename FromWord> auto optionalWord(FromWord fromWord) -> decltype(fromWord(QStringView()))
    {
        if (m_query.isNull(m_column)) {
            ++m_column;
            return std::nullopt;
        }
        return word(fromWord);
    }

    /// What could not be understood in this row; null if all was.
    const QString &damage() const { return m_damage; }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
    QString m_damage;
};

/// The SQL with its n-th `?` as placeholder(n). For QtSql, which spells out a name for each value bound by position
/// (a third of what it took to record an attempt), and finds one bound by its name.
QString withPlaceholders(const QString &sql);
QString placeholder(int index);

/// One use of a query prepared from withPlaceholders(): bind from the left, run, read. Frees the query's locks when it goes out
/// of scope.
class Statement
{
public:
    Statement(QSqlQuery &query, const QString &database) : m_query(query), m_database(database) {}
    ~Statement() { m_query.finish(); }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &integer(qint64 value) { return bind(value); }
    Statement &text(const QString &value) { return bind(value.isNull() ? QString(QLatin1String("")) : value); }
    Statement &blob(const QByteArray &value) { return bind(value.isNull() ? QByteArray("", 0) : value); }
    Statement &digest(const Digest &value) { return bind(value.isValid() ? QVariant(value.toBytes()) : QVariant()); }
    Statement &payload(const PayloadRef &value) { return digest(value.digest).integer(value.size); }
    Statement &time(Timestamp value) { return bind(qint64(value.time_since_epoch().count())); }
    Statement &duration(Milliseconds value) { return bind(qint64(value.count())); }
    Statement &null() { return bind(QVariant()); }
    // Null stands for empty, zero, invalid or absent.
    Statement &optionalText(const QString &value) { return value.isEmpty() ? null() : bind(value); }
    Statement &optionalBlob(const QByteArray &value) { return value.isEmpty() ? null() : bind(value); }
    Statement &optionalId(qint64 value) { return value == 0 ? null() : bind(value); }
    Statement &optionalInteger(const std::optional<int> &value) { return value ? integer(*value) : null(); }
    Statement &optionalTime(const std::optional<Timestamp> &value) { return value ? time(*value) : null(); }
    Statement &optionalDuration(const std::optional<Milliseconds> &value) { return value ? duration(*value) : null(); }
    template <typename E> Statement &optionalWord(const std::optional<E> &value) { return value ? bind(word(*value)) : null(); }

    Result<void> run();
    /// Moves to the next row; false at the end.
    Result<bool> next();
    Row row() const { return Row(m_query); }

    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }
    int affectedRows() const { return m_query.numRowsAffected(); }

    /// Runs, and makes a value of each row. Of one that is damaged, `bear` says whether it is left out (no error) or ends it all.
    template <typename Read, typename Bear>
    auto all(Read read, Bear bear) -> Result<QList<decltype(read(std::declval<Row &>()))>>;
    template <typename Read> auto all(Read read) { return all(read, refuse); }
    /// Runs, and makes a value of the first row, if there is one. Of one that is damaged, `bear` says whether it is taken as it
    /// was read, with the first value of its kind in place of what could not be.
    template <typename Read, typename Bear>
    auto first(Read read, Bear bear) -> Result<std::optional<decltype(read(std::declval<Row &>()))>>;
    template <typename Read> auto first(Read read) { return first(read, refuse); }

private:
    Statement &bind(const QVariant &value)
    {
        m_query.bindValue(placeholder(m_bound++), value);
        return *this;
    }
    Error damaged(const QString &what) const;
    static Result<void> refuse(const Error &damage) { return tl::unexpected(damage); }

    QSqlQuery &m_query;
    const QString &m_database;
    int m_bound = 0;
};

template <typename Read, typename Bear>
auto Statement::all(Read read, Bear bear) -> Result<QList<decltype(read(std::declval<Row &>()))>>
{
    QList<decltype(read(std::declval<Row &>()))> values;
    if (auto ran = run(); !ran)
        return tl::unexpected(ran.error());
    for (;;) {
        const auto more = next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return values;
        Row current = row();
        values.append(read(current));
        if (current.damage().isNull())
            continue;
        values.removeLast();
        if (auto borne = bear(damaged(current.damage())); !borne)
            return tl::unexpected(borne.error());
    }
}

template <typename Read, typename Bear>
auto Statement::first(Read read, Bear bear) -> Result<std::optional<decltype(read(std::declval<Row &>()))>>
{
    std::optional<decltype(read(std::declval<Row &>()))> value;
    if (auto ran = run(); !ran)
        return tl::unexpected(ran.error());
    const auto more = next();
    if (!more)
        return tl::unexpected(more.error());
    if (!*more)
        return value;
    Row current = row();
    value.emplace(read(current));
    if (current.damage().isNull())
        return value;
    if (auto borne = bear(damaged(current.damage())); !borne)
        return tl::unexpected(borne.error());
    return value;
}

/// The first `limit` of the rows that can be read; what cannot is told and left out. `bind` is handed how many to ask for.
template <typename Bind, typename Read>
auto readableRows(const Result<QSqlQuery *> &query, const QString &database, Bind bind, Read read, int limit)
    -> Result<QList<decltype(read(std::declval<Row &>()))>>
{
    if (!query)
        return tl::unexpected(query.error());
    for (int asked = limit;;) {
        int leftOut = 0;
        Statement statement(**query, database);
        bind(statement, asked);
        auto found = statement.all(read, [&](const Error &damage) {
            ++leftOut;
            tellLeftOut(damage, database);
            return Result<void>();
        });
        if (!found || found->size() >= limit || found->size() + leftOut < asked)
            return found;
        asked = limit + leftOut; // a page that is not full says that nothing comes after it
    }
}

} // namespace cairn
