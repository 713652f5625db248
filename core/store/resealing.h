#pragma once

#include "store/statement.h"

#include <QByteArray>

namespace cairn {

/// How far a change of keys has come: its row, see 0017_sealing.sql.
struct Resealing
{
    int toKey = 0;
    qint64 attempt = 0;
    qint64 checkpoint = 0;
    qint64 message = 0;
    QByteArray payload;
    qint64 payloads = 0;
    qint64 skipped = 0;
    qint64 total = 0;
    Timestamp begunAt{};
};

inline Resealing readResealing(Row &row)
{
    return {row.number(),  row.integer(), row.integer(), row.integer(), row.blob(),
            row.integer(), row.integer(), row.integer(), row.time()}; // braces: from left to right
}

} // namespace cairn
