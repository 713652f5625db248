#include "ui/payloadparts.h"

#include "ui/whendone.h"

namespace cairn {

namespace {

constexpr qint64 MaskedAround = 4096;

struct Fetching
{
    QObject *home;
    Desk &desk;
    Digest digest;
    qint64 length;
    std::function<void(const Result<PayloadPart> &)> then;
    PayloadPart part;
};

void fetchOn(const std::shared_ptr<Fetching> &fetching)
{
    const qint64 from = fetching->part.offset + fetching->part.bytes.size();
    const qint64 wanted = std::min(Desk::MaxPart, fetching->length - fetching->part.bytes.size());
    whenDone(fetching->home, fetching->desk.payloadPart(fetching->digest, from, wanted),
             [fetching, wanted](const Result<PayloadPart> &piece) {
                 if (!piece)
                     return fetching->then(piece);
                 fetching->part.bytes += piece->bytes;
                 fetching->part.available = piece->available;
                 if (piece->bytes.size() == wanted && fetching->part.bytes.size() < fetching->length)
                     fetchOn(fetching);
                 else
                     fetching->then(fetching->part);
             });
}

} // namespace

void fetchPart(QObject *home, Desk &desk, const Digest &digest, qint64 offset, qint64 length,
               const std::function<void(const Result<PayloadPart> &)> &then)
{
    fetchOn(std::make_shared<Fetching>(Fetching{home, desk, digest, length, then, {offset, {}, 0}}));
}

PayloadPages::PayloadPages(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk), m_pages(MostPages) {}

void PayloadPages::setDigest(const Digest &digest)
{
    m_digest = digest;
    m_pages.clear();
    m_asked.clear();
}

void PayloadPages::setCover(const Cover &cover)
{
    if (std::exchange(m_cover, cover) != cover)
        setDigest(m_digest);
}

std::optional<uchar> PayloadPages::byteAt(qint64 offset)
{
    const qint64 page = offset / PageSize;
    const QByteArray *bytes = m_pages.object(page);
    if (!bytes) {
        ask(page);
        return {};
    }
    const qint64 place = offset % PageSize;
    return place < bytes->size() ? std::optional(uchar(bytes->at(place))) : std::nullopt;
}

void PayloadPages::ask(qint64 page)
{
    if (m_asked.contains(page) || !m_digest.isValid())
        return;
    m_asked.insert(page);
    // what is masked may lie across the border of two pages
    const qint64 from = std::max<qint64>(0, page * PageSize - MaskedAround);
    whenDone(this, m_desk.payloadPart(m_digest, from, (page + 1) * PageSize + MaskedAround - from),
             [this, page, from, digest = m_digest, cover = m_cover](const Result<PayloadPart> &part) {
                 if (digest != m_digest || cover != m_cover)
                     return;
                 m_asked.remove(page);
                 if (!part) { // asking again at the next repaint would never end
                     m_pages.insert(page, new QByteArray);
                     Q_EMIT failed(part.error());
                     return;
                 }
                 const QByteArray bytes = cover.bytes(part->bytes);
                 m_pages.insert(page, new QByteArray(bytes.mid(page * PageSize - from, PageSize)));
                 Q_EMIT arrived();
             });
}

} // namespace cairn
