#pragma once

#include "control/desk.h"
#include "control/masked.h"

#include <QCache>
#include <QSet>

namespace cairn {

/// What a part of a payload is needed for gets it, in as many requests as that takes. Not for more than fits into memory.
void fetchPart(QObject *home, Desk &desk, const Digest &digest, qint64 offset, qint64 length,
               const std::function<void(const Result<PayloadPart> &)> &then);

/// Likewise, as it may be seen: covered together with what stands around it, for a part of what is sensitive cannot be told.
void fetchCovered(QObject *home, Desk &desk, const Digest &digest, qint64 offset, qint64 length, const Cover &cover,
                  const std::function<void(const Result<QByteArray> &)> &then);

/// A few pages of one payload in memory; others are asked for when they are wanted, and come later.
class PayloadPages : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 PageSize = 64 * 1024;
    static constexpr int MostPages = 64;

    explicit PayloadPages(Desk &desk, QObject *parent = nullptr);

    /// Forgets everything.
    void setDigest(const Digest &digest);
    Digest digest() const { return m_digest; }
    /// Sensitive data is covered with asterisks from now on, or not any more.
    void setCover(const Cover &cover);
    const Cover &cover() const { return m_cover; }
    /// The byte at that place; nothing if it is not here yet (then it has been asked for), or never will be.
    std::optional<uchar> byteAt(qint64 offset);
    int pagesHeld() const { return int(m_pages.size()); }

Q_SIGNALS:
    void arrived();
    void failed(const cairn::Error &error);

private:
    void ask(qint64 page);

    Desk &m_desk;
    Digest m_digest;
    Cover m_cover;
    QCache<qint64, QByteArray> m_pages;
    QSet<qint64> m_asked;
};

} // namespace cairn
