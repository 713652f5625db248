#include "control/masked.h"

#include "security/masking.h"

namespace cairn {

Cover Cover::standard()
{
    Cover cover;
    cover.m_set = everyDetector();
    return cover;
}

Result<Cover> Cover::with(const QList<DataClass> &own)
{
    if (own.isEmpty())
        return standard();
    auto set = DetectorSet::make(everyDetector()->classes() + own);
    if (!set)
        return tl::unexpected(set.error());
    Cover cover;
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

QByteArray Cover::bytes(const QByteArray &bytes) const
{
    if (m_all)
        return coverAll(bytes);
    return m_set ? maskBytes(bytes, *m_set) : bytes;
}

} // namespace cairn
