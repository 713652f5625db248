#pragma once

#include <QJsonValue>
#include <QSet>
#include <QString>

namespace cairn {

/// Whole numbers that lost digits on their way into libjq, as it spells them: a text that has one of them names another thing
/// than the number did that came. Cheap to copy.
class LostDigits
{
public:
    bool isEmpty() const { return m_spelled.isEmpty(); }
    /// `held` is what became of it.
    void add(double held);
    void add(const LostDigits &others);
    /// Those within a value that do so.
    void add(const QJsonValue &value);
    /// The first one that stands in the text by itself; empty if there is none.
    QString firstIn(QStringView text) const;

private:
    QSet<QString> m_spelled;
};

} // namespace cairn
