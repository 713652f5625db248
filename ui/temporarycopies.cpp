#include "ui/temporarycopies.h"

#include <QCoreApplication>
#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

Result<QString> TemporaryCopies::placeFor(const QString &name)
{
    if (!m_folder || !m_folder->isValid())
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/cairn-payloads-XXXXXX"_L1); // 0700, as mkdtemp makes it
    const QString folder = u"%1/%2"_s.arg(m_folder->path()).arg(++m_count);
    if (!m_folder->isValid() || !QDir().mkdir(folder))
        return failure(
            ErrorKind::Io, QCoreApplication::translate("PayloadFiles", "There can be no temporary copy"), QDir::tempPath(),
            QCoreApplication::translate("PayloadFiles", "Make room there, or save the payload elsewhere and open it from there"));
    return folder + u'/' + name;
}

QString safeFileName(const QString &name, const QString &suffix)
{
    constexpr qsizetype Longest = 100;
    QString safe;
    for (const QChar c : name.section(u'/', -1).section(u'\\', -1)) {
        const bool good = c.isLetterOrNumber() || QStringView(u" ._-()+").contains(c);
        safe += good ? c : u'_';
    }
    if (safe.endsWith(suffix, Qt::CaseInsensitive))
        safe.chop(suffix.size());
    safe = safe.left(Longest).trimmed();
    while (safe.startsWith(u'.') || safe.startsWith(u'-'))
        safe.remove(0, 1);
    return (safe.isEmpty() ? u"payload"_s : safe) + suffix;
}

} // namespace cairn
