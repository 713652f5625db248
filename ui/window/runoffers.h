#pragma once

#include "ui/parts/deeplink.h"
#include "ui/parts/paletteentry.h"

namespace cairn {

/// Offers in the palette to open what was typed or pasted: a run's id, "#ID", "run ID", "incident 12", a cairn:// link.
class RunOffers : public PaletteOffers
{
public:
    /// `root`: the workspace's folder. Into another one nothing leads from here.
    RunOffers(const QString &root, std::function<void(const DeepLink &)> open) : m_root(root), m_open(std::move(open)) {}
    QList<PaletteEntry> offersFor(const QString &typed) const override;

private:
    const QString m_root;
    std::function<void(const DeepLink &)> m_open;
};

} // namespace cairn
