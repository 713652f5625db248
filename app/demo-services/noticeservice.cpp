#include "noticeservice.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {
constexpr qsizetype LongestReference = 200;

QString referenceIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json)[u"reference"_s].toString();
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
    if (call.path != QStringList{u"v1"_s, u"notices"_s})
        return notFound();
    if (call.method == "POST")
        return send(call);
    if (call.method != "GET")
        return methodNotAllowed("GET, POST");
    QJsonArray notices;
    for (auto it = m_byReference.cbegin(); it != m_byReference.cend(); ++it)
        notices.append(QJsonObject{{u"reference"_s, it.key()}, {u"sent"_s, it.value()}});
    return jsonReply({{u"count"_s, m_sent}, {u"notices"_s, notices}});
}

Reply NoticeService::send(const Call &call)
{
    const QJsonDocument document = QJsonDocument::fromJson(call.body);
    const QString reference = referenceIn(call.body);
    if (reference.isEmpty() || reference.size() > LongestReference)
        return problem(400, u"reference-missing"_s,
                       u"Send JSON with a reference of at most %1 characters"_s.arg(LongestReference));
    QFile sent(m_file);
    const QByteArray line = document.toJson(QJsonDocument::Compact) + '\n';
    if (!sent.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) || sent.write(line) != line.size())
        return problem(500, u"store-failed"_s, sent.errorString());
    ++m_byReference[reference];
    return jsonReply({{u"id"_s, u"notice-%1"_s.arg(++m_sent)}, {u"reference"_s, reference}}, 201);
}

} // namespace cairn::demo
