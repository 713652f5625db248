#include "noticeservice.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace cairn::demo {

namespace {
constexpr qsizetype LongestReference = 200;

QString referenceIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json)[QStringLiteral("reference")].toString();
}

} // namespace

NoticeService::NoticeService(QString file) : m_file(std::move(file))
{
    QFile sent(m_file);
    if (!sent.open(QIODevice::ReadOnly))
        return;
    while (!sent.atEnd()) {
        ++m_sent;
        ++m_byReference[referenceIn(sent.readLine())];
    }
}

Reply NoticeService::answer(const Call &call)
{
    if (call.path != QStringList{QStringLiteral("v1"), QStringLiteral("notices")})
        return notFound();
    if (call.method == "POST")
        return send(call);
    if (call.method != "GET")
        return methodNotAllowed("GET, POST");
    QJsonArray notices;
    for (auto it = m_byReference.cbegin(); it != m_byReference.cend(); ++it)
        notices.append(QJsonObject{{QStringLiteral("reference"), it.key()}, {QStringLiteral("sent"), it.value()}});
    return jsonReply({{QStringLiteral("count"), m_sent}, {QStringLiteral("notices"), notices}});
}

Reply NoticeService::send(const Call &call)
{
    const QJsonDocument document = QJsonDocument::fromJson(call.body);
    const QString reference = referenceIn(call.body);
    if (reference.isEmpty() || reference.size() > LongestReference)
        return problem(400, QStringLiteral("reference-missing"),
                       QStringLiteral("Send JSON with a reference of at most %1 characters").arg(LongestReference));
    QFile sent(m_file);
    const QByteArray line = document.toJson(QJsonDocument::Compact) + '\n';
    if (!sent.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) || sent.write(line) != line.size())
        return problem(500, QStringLiteral("store-failed"), sent.errorString());
    ++m_byReference[reference];
    return jsonReply(
        {{QStringLiteral("id"), QStringLiteral("notice-%1").arg(++m_sent)}, {QStringLiteral("reference"), reference}}, 201);
}

} // namespace cairn::demo
