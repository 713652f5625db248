#include "workspacetest.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace cairn::testing {

OneServiceWorkspace::OneServiceWorkspace(quint16 port, const QByteArray &steps, const QByteArray &service,
                                         const QByteArray &input)
{
    m_cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                              "\npolicy: { retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } } }\n" +
                                              service);
    writeSteps(steps, 1, input);
    m_cairn.write(u"a.txt"_s, "some content");
}

void OneServiceWorkspace::writeSteps(const QByteArray &steps, int version, const QByteArray &input) const
{
    m_cairn.write(u"pipelines/p.yaml"_s,
                  "pipeline: p\nversion: " + QByteArray::number(version) + "\n" + input + "steps:\n" + steps);
}

Outcome OneServiceWorkspace::cairn(const QList<QByteArray> &words) const
{
    QStringList given;
    for (const QByteArray &word : words) {
        const QString text = QString::fromUtf8(word);
        const QString path = m_cairn.path(text);
        given.append(text.contains(u'.') && QFile::exists(path) ? path : text);
    }
    return m_cairn.run(given);
}

QJsonObject OneServiceWorkspace::show(const QString &id) const
{
    const QString named = id.isEmpty() ? cairn({"runs", "--json"}).json().value(0).value(u"id"_s).toString() : id;
    return cairn({"show", named.toUtf8(), "--json"}).json().value(0);
}

QStringList OneServiceWorkspace::states(const QString &step) const
{
    QStringList found;
    const QJsonArray steps = show().value(u"steps"_s).toArray();
    for (const QJsonValue &row : steps) {
        if (row[u"id"_s] == step)
            found.append(row[u"state"_s].toString());
    }
    return found;
}

LedgerAnswer jsonAnswer(const QByteArray &body, int status)
{
    LedgerAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

int countOf(const LedgerServer &ledger, const QByteArray &method, const QByteArray &pathPart)
{
    const auto entries = ledger.entries();
    return int(std::count_if(entries.begin(), entries.end(),
                             [&](const LedgerEntry &entry) { return entry.method == method && entry.path.contains(pathPart); }));
}

} // namespace cairn::testing
