#pragma once

#include "store/sqlcatalog.h"
#include "store/statement.h"

#include <functional>
#include <vector>

namespace cairn {

/// The end of a statement that is put together from what is asked for. What a condition says and what is bound to it stand
/// together, so that the two cannot come apart.
class Conditions
{
public:
    explicit Conditions(const SqlCatalog &catalog) : m_catalog(catalog) {}

    /// A text of the catalog; `letter` tells the combination from others. `bindIt` fills it, while what it refers to is there.
    template <typename Bind> void add(bool isAsked, char letter, QLatin1String name, Bind bindIt)
    {
        if (!isAsked)
            return;
        m_key += QLatin1Char(letter);
        m_text += QLatin1String("\nAND ") + m_catalog.text(name);
        m_binding.emplace_back(std::move(bindIt));
    }
    /// What stands between conditions.
    void addText(const QString &text) { m_text += text; }

    const QString &key() const { return m_key; }
    const QString &text() const { return m_text; } ///< "\nAND …" each
    void bind(Statement &statement) const
    {
        for (const auto &bindIt : m_binding)
            bindIt(statement);
    }

private:
    const SqlCatalog &m_catalog;
    QString m_key;
    QString m_text;
    std::vector<std::function<void(Statement &)>> m_binding;
};

} // namespace cairn
