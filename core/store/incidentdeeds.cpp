#include "store/rows.h"
#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<QList<IncidentDeed>> SqliteReader::incidentDeeds(qint64 incident, int limit)
{
    return readable(
        "deeds_about_incident"_L1, [&](Statement &statement, int asked) { statement.integer(incident).integer(asked); },
        [](Row &row) {
            return IncidentDeed{readCommand(row), row.text(), row.integer(), row.integer()}; // braces: from left to right
        },
        limit);
}

} // namespace cairn
