#include "store/faultword.h"
#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<QList<AttemptFact>> SqliteReader::attemptFacts(const QString &service, qint64 after, qint64 upTo)
{
    return all(
        "attempt_facts"_L1, [&](Statement &statement) { statement.integer(after).integer(upTo).text(service); },
        [](Row &row) {
            return AttemptFact{row.integer(),
                               RunId(row.integer()),
                               row.text(),
                               StepId(row.text()),
                               row.number(),
                               row.number(),
                               row.number(),
                               row.time(),
                               row.duration(),
                               row.optionalWord(categoryFromWord),
                               row.word(actionFromWord),
                               row.optionalDuration(),
                               row.optionalDuration(),
                               row.optionalWord(faultFromStored).value_or(TransportFault::None),
                               row.duration()}; // braces: from left to right
        });
}

} // namespace cairn
