#include "control/masked.h"

#include "security/longtexts.h"
#include "security/masking.h"

#include <QUrl>

namespace cairn {

Cover Cover::standard()
{
    Cover cover;
    cover.m_set = everyDetector();
    return cover;
}

Result<Cover> Cover::with(const QList<DataClass> &own, const std::shared_ptr<const LongTexts> &texts)
{
    Cover cover = standard();
    cover.m_texts = texts;
    if (own.isEmpty())
        return cover;
    auto set = DetectorSet::make(everyDetector()->classes() + own);
    if (!set)
        return tl::unexpected(set.error());
    cover.m_set = std::move(*set);
    return cover;
}

Result<Cover> Cover::of(const QList<DataClass> &classes)
{
    Cover cover;
    auto set = classes.isEmpty() ? Result<std::shared_ptr<const DetectorSet>>() : DetectorSet::make(classes);
    if (!set)
        return tl::unexpected(set.error());
    cover.m_set = std::move(*set);
    return cover;
}

Cover Cover::everything()
{
    Cover cover;
    cover.m_all = true;
    return cover;
}

QString Cover::text(const QString &text) const
{
    return isOn() ? QString::fromUtf8(bytes(text.toUtf8())) : text;
}

QString Cover::address(const QString &address) const
{
    if (!isOn())
        return address;
    const QString decoded = QUrl::fromPercentEncoding(address.toUtf8());
    const QString shown = text(decoded);
    return shown == decoded ? address : shown;
}

QByteArray Cover::bytes(const QByteArray &bytes) const
{
    if (m_all)
        return coverAll(bytes);
    QByteArray covered = m_set ? maskBytes(bytes, *m_set) : bytes;
    if (m_texts)
        m_texts->cover(covered, bytes);
    return covered;
}

QByteArray Cover::bytes(const QByteArray &bytes, const QList<Cover> &covers)
{
    QByteArray covered = bytes;
    for (const Cover &cover : covers) {
        const QByteArray one = cover.bytes(bytes);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (one[i] != bytes[i])
                covered[i] = one[i];
        }
    }
    return covered;
}

} // namespace cairn
