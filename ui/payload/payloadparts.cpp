#include "ui/payload/payloadparts.h"

#include "ui/parts/whendone.h"

namespace cairn {

namespace {

constexpr qint64 MaskedAround = 4096; ///< what is sensitive may lie across a border

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

void fetchCovered(QObject *home, Desk &desk, const Digest &digest, qint64 offset, qint64 length, const Cover &cover,
                  const std::function<void(const Result<QByteArray> &)> &then)
{
    const qint64 from = std::max<qint64>(0, offset - MaskedAround);
    const auto cutOut = [=](const Result<PayloadPart> &part) {
        then(part.map([&](const PayloadPart &whole) { return cover.bytes(whole.bytes).mid(offset - from, length); }));
    };
    fetchPart(home, desk, digest, from, offset + length + MaskedAround - from, cutOut);
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
    const auto keep = [this, page, digest = m_digest, cover = m_cover](const Result<QByteArray> &bytes) {
        if (digest != m_digest || cover != m_cover)
            return;
        m_asked.remove(page);
        m_pages.insert(page, new QByteArray(bytes.value_or(QByteArray()))); // asking again at the next repaint would never end
        if (!bytes) {
            Q_EMIT failed(bytes.error());
            return;
        }
        Q_EMIT arrived();
    };
    fetchCovered(this, m_desk, m_digest, page * PageSize, PageSize, m_cover, keep);
}

} // namespace cairn
