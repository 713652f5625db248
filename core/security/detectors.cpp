#include "security/detectors.h"

#include "security/bytewindow.h"

#include <cstring>
#include <string_view>

#include <re2/re2.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype WindowSize = 256 * 1024;
constexpr qsizetype Behind = 256;  ///< what a detector looks back on
constexpr qsizetype Ahead = 4'096; ///< and forward

/// The first byte from `p` on at which something may be found. Eight at a time: most texts have one in thirty.
const char *nextRousing(const std::array<quint8, 256> &rousing, const char *p, const char *end)
{
    const auto rouses = [&](const char *at) { return rousing[quint8(*at)]; };
    while (end - p >= 8) {
        if (rouses(p) | rouses(p + 1) | rouses(p + 2) | rouses(p + 3) | rouses(p + 4) | rouses(p + 5) | rouses(p + 6) |
            rouses(p + 7))
            break;
        p += 8;
    }
    while (p < end && !rouses(p))
        ++p;
    return p;
}

/// The 'e' of the next "Bearer ": it has no letter that is rare enough to be roused by.
const char *nextBearer(const char *p, const char *end)
{
    static constexpr std::string_view Rest = "earer ";
    const void *found = p < end ? ::memmem(p, size_t(end - p), Rest.data(), Rest.size()) : nullptr;
    return found ? static_cast<const char *>(found) : end;
}

/// What there is at a rousing byte.
ByteMatch examineByte(const ByteWindow &window, const char *p, unsigned wanted)
{
    if (isDigitByte(*p))
        return findNumber(window, p, wanted);
    if (*p == '@')
        return findEmail(window, p);
    ByteMatch match;
    if (*p == '-' && (wanted & bitOf(DataKind::PrivateKey)))
        match = findPrivateKey(window, p);
    if (!match && (wanted & bitOf(DataKind::Token)))
        match = findToken(window, p);
    return match;
}

/// After a look at `p` that found nothing: digits are looked at once, from the first of them on.
const char *beyond(const char *p, const char *end)
{
    if (!isDigitByte(*p))
        return p + 1;
    while (p < end && isDigitByte(*p))
        ++p;
    return p;
}

} // namespace

struct DetectorSet::Pattern
{
    int what;
    std::vector<std::unique_ptr<RE2>> programs; ///< one, or one for each encoding

    static Result<Pattern> of(int what, const DataClass &one);
};

namespace {

/// Whether it finds other bytes in UTF-8 than in Latin-1: it has letters beyond ASCII, or says what a character may be, so that
/// it depends on where one ends.
bool dependsOnEncoding(const QString &pattern)
{
    static const RE2 telling("[^\\x00-\\x7f]|\\.|\\[\\^|\\[:\\^|\\\\[pPDSW]|\\\\x["
                             "{8-9a-fA-F]|\\(\\?");
    return RE2::PartialMatch(pattern.toStdString(), telling);
}

std::unique_ptr<RE2> programFor(const QByteArray &pattern, RE2::Options::Encoding encoding)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_encoding(encoding);
    return std::make_unique<RE2>(pattern.toStdString(), options);
}

/// The matches of a pattern's programs in one text, in the order of the text.
class Matches
{
public:
    Matches(const std::vector<std::unique_ptr<RE2>> &programs, re2::StringPiece text) : m_text(text)
    {
        for (const auto &program : programs)
            m_known.push_back({*program, {}, false});
    }

    /// The first from there on, of those that begin there the longest; null if there is none. What lies further on is not
    /// looked for again.
    const re2::StringPiece *next(size_t from)
    {
        const re2::StringPiece *first = nullptr;
        for (Known &one : m_known) {
            if (!one.isOver && (!one.found.data() || one.found.data() < m_text.data() + from))
                one.isOver = !one.program.Match(m_text, from, m_text.size(), RE2::UNANCHORED, &one.found, 1);
            if (one.isOver)
                continue;
            if (!first || one.found.data() < first->data() ||
                (one.found.data() == first->data() && one.found.size() > first->size()))
                first = &one.found;
        }
        return first;
    }

private:
    struct Known
    {
        const RE2 &program;
        re2::StringPiece found;
        bool isOver;
    };
    re2::StringPiece m_text;
    std::vector<Known> m_known;
};

} // namespace

/// In Latin-1 a program goes by bytes, of whatever encoding: broken UTF-8 hides nothing.
auto DetectorSet::Pattern::of(int what, const DataClass &one) -> Result<Pattern>
{
    Pattern pattern{what, {}};
    const QByteArray inLatin1 = one.how.toLatin1();
    auto latin1 = programFor(inLatin1, RE2::Options::EncodingLatin1);
    // what cannot be said in Latin-1 is in no text of it
    if (latin1->ok() && QString::fromLatin1(inLatin1) == one.how)
        pattern.programs.push_back(std::move(latin1));
    if (!pattern.programs.empty() && !dependsOnEncoding(one.how))
        return pattern;
    auto utf8 = programFor(one.how.toUtf8(), RE2::Options::EncodingUTF8);
    if (!utf8->ok())
        return failure(ErrorKind::Definition, u"the regular expression of class %1 cannot be used: %2"_s.arg(
                                                  one.name, QString::fromStdString(utf8->error())));
    pattern.programs.push_back(std::move(utf8));
    return pattern;
}

DetectorSet::DetectorSet() = default;
DetectorSet::~DetectorSet() = default;

void DetectorSet::arm(int what, DataKind kind)
{
    m_ofKind[size_t(kind)].append(what);
    m_wanted |= bitOf(kind);
    const auto rouse = [&](const char *bytes) {
        for (; *bytes; ++bytes)
            m_rousing[quint8(*bytes)] = 1;
    };
    switch (kind) {
    case DataKind::Card:
    case DataKind::Iban:
    case DataKind::Phone:
    case DataKind::NationalId: return rouse("0123456789");
    case DataKind::Email: return rouse("@");
    case DataKind::PrivateKey: return rouse("-");
    case DataKind::Token: return rouse("-_JK"); // and see nextBearer()
    }
}

Result<std::shared_ptr<const DetectorSet>> DetectorSet::make(const QList<DataClass> &classes)
{
    std::shared_ptr<DetectorSet> set(new DetectorSet);
    for (const DataClass &one : classes) {
        if (one.by == DataClass::By::Jq)
            continue;
        const int what = int(set->m_classes.size());
        set->m_classes.append(one);
        if (one.by == DataClass::By::Detector) {
            if (const auto kind = dataKindFromWord(one.how))
                set->arm(what, *kind);
            continue;
        }
        auto pattern = Pattern::of(what, one);
        if (!pattern)
            return tl::unexpected(pattern.error());
        set->m_patterns.push_back(std::move(*pattern));
    }
    return set;
}

std::shared_ptr<const DetectorSet> DetectorSet::of(const QList<DataKind> &kinds)
{
    std::shared_ptr<DetectorSet> set(new DetectorSet);
    for (const DataKind kind : kinds) {
        set->arm(int(set->m_classes.size()), kind);
        set->m_classes.append({word(kind), DataClass::By::Detector, word(kind)});
    }
    return set;
}

/// How far a stream, of which a part is at hand, has been looked through.
struct DataScanner::Place
{
    const DetectorSet &set;
    ByteWindow window;
    qint64 base;     ///< offset of the window in the stream
    const char *end; ///< what begins here or further on comes later

    qint64 offsetOf(const char *p) const { return base + (p - window.begin); }

    /// From `done` on; gives how far that went.
    template <typename Tell> qint64 lookThrough(qint64 done, Tell tell) const
    {
        const char *p = window.begin + (done - base);
        const bool forTokens = set.m_wanted & bitOf(DataKind::Token);
        const char *bearer = forTokens ? nextBearer(p, window.end) : window.end;
        while (p < end) {
            p = nextRousing(set.m_rousing, p, std::min(end, bearer));
            if (p >= end)
                break;
            const ByteMatch match = p == bearer ? findToken(window, p) : examineByte(window, p, set.m_wanted);
            if (p == bearer)
                bearer = nextBearer(bearer + 1, window.end);
            if (!match || !(set.m_wanted & bitOf(match.kind))) {
                p = beyond(p, window.end);
                continue;
            }
            for (const int what : set.m_ofKind[size_t(match.kind)])
                tell(DataFinding{what, offsetOf(match.begin), match.end - match.begin});
            p = std::max(match.end, p + 1);
            if (bearer < p)
                bearer = nextBearer(p, window.end);
        }
        return std::max(offsetOf(p), done);
    }

    template <typename Tell> qint64 match(const DetectorSet::Pattern &pattern, qint64 done, Tell tell) const
    {
        const re2::StringPiece text(window.begin, size_t(window.end - window.begin));
        Matches matches(pattern.programs, text);
        size_t from = size_t(done - base);
        while (from < size_t(end - window.begin)) {
            const re2::StringPiece *found = matches.next(from);
            if (!found)
                break;
            if (found->data() >= end)
                return offsetOf(end);
            if (!found->empty())
                tell(DataFinding{pattern.what, offsetOf(found->data()), qint64(found->size())});
            from = size_t(found->data() - text.data()) + std::max<size_t>(found->size(), 1);
        }
        return std::max(offsetOf(end), base + qint64(from));
    }
};

DataScanner::DataScanner(std::shared_ptr<const DetectorSet> set, Found found)
    : m_set(std::move(set)), m_found(std::move(found)), m_matched(m_set->m_patterns.size())
{
}

void DataScanner::add(QByteArrayView block)
{
    while (!block.isEmpty()) {
        const qsizetype taken = std::min(block.size(), WindowSize - m_window.size());
        m_window.append(block.data(), taken);
        block = block.sliced(taken);
        if (m_window.size() == WindowSize)
            examine(false);
    }
}

void DataScanner::finish()
{
    examine(true);
    m_window.clear();
}

void DataScanner::examine(bool isLast)
{
    const char *begin = m_window.constData();
    const ByteWindow window{begin, begin + m_window.size()};
    const Place place{*m_set, window, m_base, isLast ? window.end : window.end - Ahead};
    m_done = place.lookThrough(m_done, m_found);
    qint64 done = m_done;
    for (size_t i = 0; i < m_matched.size(); ++i) {
        m_matched[i] = place.match(m_set->m_patterns[i], m_matched[i], m_found);
        done = std::min(done, m_matched[i]);
    }
    const qsizetype dropped = std::clamp<qint64>(done - Behind - m_base, 0, m_window.size());
    m_window.remove(0, dropped);
    m_base += dropped;
}

QList<DataFinding> DataScanner::scan(const DetectorSet &set, QByteArrayView bytes)
{
    QList<DataFinding> findings;
    const auto tell = [&](const DataFinding &finding) { findings.append(finding); };
    const ByteWindow window{bytes.data(), bytes.data() + bytes.size()};
    const Place place{set, window, 0, window.end};
    place.lookThrough(0, tell);
    for (const DetectorSet::Pattern &pattern : set.m_patterns)
        place.match(pattern, 0, tell);
    return findings;
}

} // namespace cairn
