#include "runner/dataguard.h"

#include "definition/datajson.h"
#include "definition/datatest.h"
#include "definition/jsonplaces.h"

#include <algorithm>
#include <optional>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int FilesRemembered = 1'000;
constexpr qint64 ScannedAtOnce = 128 * 1024; ///< bytes: about a quarter of a millisecond of the runner's thread

Digest digestOfRule(const DataRule &rule)
{
    QJsonObject object;
    putDataRule(object, rule);
    return Digest::of(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// What stands in the way of tests that look at this body; empty: nothing.
QString whyNotTested(const QByteArray &json)
{
    const auto taken = ExpressionContext::checkBody(json);
    return taken ? QString() : taken.error().detail;
}

/// As far as its beginning tells.
bool mayBeDocument(QByteArrayView bytes)
{
    const auto first =
        std::find_if(bytes.begin(), bytes.end(), [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; });
    return first != bytes.end() && (*first == '{' || *first == '[');
}

/// The same for bytes of which nothing says that they are JSON; nothing: they are none.
std::optional<QString> whyNotTestedIfDocument(const QByteArray &bytes)
{
    if (!mayBeDocument(bytes))
        return std::nullopt;
    const QString why = whyNotTested(bytes);
    QJsonParseError error;
    if (!why.isEmpty() && QJsonDocument::fromJson(bytes, &error).isNull() && error.error != QJsonParseError::DeepNesting)
        return std::nullopt;
    return why;
}

QByteArray withoutMark(const QByteArray &bytes)
{
    static constexpr QByteArrayView Mark("\xef\xbb\xbf");
    return bytes.startsWith(Mark) ? bytes.sliced(Mark.size()) : bytes;
}

QString tooLargeToTest(qint64 size)
{
    return u"the body has %1 bytes, and tests see at most %2"_s.arg(size).arg(ExpressionContext::MaxBody);
}

qint64 bytesInMemory(const OutgoingBody &body)
{
    qint64 sum = 0;
    for (const OutgoingBody::Segment &segment : body.segments)
        sum += segment.bytes.size();
    return sum;
}

} // namespace

struct DataGuard::Prepared
{
    Digest digest;
    std::shared_ptr<const DetectorSet> set;
    QList<DataClass> tests; ///< found by jq
};

DataGuard::DataGuard(StoreBridge &bridge, ExpressionEngine &engine, RequestBuilder &builder)
    : m_bridge(bridge), m_engine(engine), m_builder(builder), m_files(FilesRemembered)
{
}

bool DataGuard::concerns(const DataRule &rule, const Service &service)
{
    return std::any_of(rule.protect.begin(), rule.protect.end(),
                       [&](const DataClass &one) { return !service.clearedFor.contains(one.name); });
}

auto DataGuard::prepared(const DataRule &rule) -> Result<Ready>
{
    const Digest digest = digestOfRule(rule);
    if (const auto known = m_rules.constFind(digest); known != m_rules.cend())
        return *known;
    auto set = DetectorSet::make(rule.protect);
    if (!set)
        return tl::unexpected(set.error());
    QList<DataClass> tests;
    std::copy_if(rule.protect.begin(), rule.protect.end(), std::back_inserter(tests),
                 [](const DataClass &one) { return one.by == DataClass::By::Jq; });
    const Ready ready = std::make_shared<const Prepared>(Prepared{digest, std::move(*set), tests});
    m_rules.insert(digest, ready);
    return ready;
}

/// `first` is asked where it is only if it is the first: finding out may mean to go through the whole body.
template <typename First> void DataGuard::add(Sightings &sightings, const QString &name, qint64 count, First first)
{
    for (Sighting &known : sightings) {
        if (known.name == name) {
            known.count += count;
            return;
        }
    }
    sightings.append({name, count, first()});
}

auto DataGuard::inBytes(const DetectorSet &set, const QByteArray &bytes, const std::function<QString(qint64)> &place) -> Sightings
{
    Sightings sightings;
    for (const DataFinding &finding : DataScanner::scan(set, bytes))
        add(sightings, set.nameOf(finding), 1, [&] { return place(finding.offset); });
    return sightings;
}

auto DataGuard::inFile(const DetectorSet &set, StoreReader &reader, const PayloadRef &file) -> Result<Sightings>
{
    auto device = reader.openPayload(file.digest);
    if (!device)
        return tl::unexpected(device.error());
    Sightings sightings;
    // the set is the caller's, who waits
    DataScanner scanner(std::shared_ptr<const DetectorSet>(std::shared_ptr<void>(), &set), [&](const DataFinding &finding) {
        add(sightings, set.nameOf(finding), 1, [&] { return u"at byte %1 of the file"_s.arg(finding.offset); });
    });
    const auto read = readPayload(**device, file, [&](QByteArrayView block) {
        scanner.add(block);
        return Result<void>();
    });
    if (!read)
        return tl::unexpected(read.error());
    scanner.finish();
    return sightings;
}

/// The URL and the header fields that the step's author wrote.
auto DataGuard::inHead(const DetectorSet &set, const HttpRequest &http) -> Sightings
{
    Sightings sightings;
    const auto look = [&](const QByteArray &bytes, const QString &where) {
        for (const Sighting &one : inBytes(set, bytes, [&](qint64) { return where; }))
            add(sightings, one.name, one.count, [&] { return one.first; });
    };
    look(QByteArray::fromPercentEncoding(http.url.path(QUrl::FullyEncoded).toLatin1()), u"in the URL's path"_s);
    const QByteArray query = http.url.query(QUrl::FullyEncoded).toLatin1().replace('+', "%20");
    look(QByteArray::fromPercentEncoding(query), u"in the URL's query"_s);
    for (const auto &[name, value] : http.headers) {
        if (name != "idempotency-key" && name != "traceparent")
            look(value, u"in header %1"_s.arg(QString::fromLatin1(name)));
    }
    return sightings;
}

/// What of the body is in memory; the rest are files.
auto DataGuard::inBody(const DetectorSet &set, const OutgoingBody &body, bool isJson) -> Sightings
{
    Sightings sightings;
    qint64 before = 0;
    for (const OutgoingBody::Segment &segment : body.segments) {
        const auto place = [&](qint64 offset) {
            const bool hasPlaces = isJson && body.segments.size() == 1 && !QJsonDocument::fromJson(segment.bytes).isNull();
            const QString pointer = hasPlaces ? JsonPlaces::pointerAt(segment.bytes, offset) : QString();
            return pointer.isEmpty() ? u"at byte %1 of the body"_s.arg(before + offset) : u"at %1"_s.arg(pointer);
        };
        if (!segment.open) {
            for (const Sighting &one : inBytes(set, segment.bytes, place))
                add(sightings, one.name, one.count, [&] { return one.first; });
        }
        before += segment.open ? segment.size : segment.bytes.size();
    }
    return sightings;
}

/// The one document of a body that is said to be JSON; what cannot be read as such is not told to be harmless.
auto DataGuard::saidDocument(const BuiltRequest &request) -> Result<QList<Document>>
{
    QByteArray bytes = request.http.body.segments.empty() ? QByteArray() : request.http.body.segments.front().bytes;
    if (bytes.isEmpty() && !request.files.isEmpty()) {
        const PayloadRef &file = request.files.front();
        if (file.size > ExpressionContext::MaxBody)
            return QList<Document>{{{}, tooLargeToTest(file.size)}};
        auto read = m_builder.bytesOf(file, ExpressionContext::MaxBody);
        if (!read)
            return tl::unexpected(read.error());
        bytes = std::move(*read);
    }
    const QString why = whyNotTested(bytes);
    return QList<Document>{{std::move(bytes), why}};
}

/// What of another body is a document all the same: a text, a file, or a part of a form.
auto DataGuard::otherDocuments(const BuiltRequest &request) -> Result<QList<Document>>
{
    QList<Document> documents;
    const auto look = [&documents](const QByteArray &bytes) {
        const QByteArray json = withoutMark(bytes);
        if (const auto why = whyNotTestedIfDocument(json))
            documents.append({json, *why});
    };
    const bool isForm = headerValue(request.http.headers, "content-type").startsWith("multipart/");
    for (const OutgoingBody::Segment &segment : request.http.body.segments) {
        if (!segment.open) {
            if (!isForm)
                look(segment.bytes);
            continue;
        }
        auto device = segment.open();
        if (!device)
            return tl::unexpected(device.error());
        constexpr qint64 Beginning = 4'096;
        if (!mayBeDocument(withoutMark((*device)->peek(Beginning))))
            continue;
        if (segment.size > ExpressionContext::MaxBody)
            documents.append({{}, tooLargeToTest(segment.size)});
        else
            look((*device)->readAll());
    }
    if (!isForm)
        return documents;
    for (const PayloadRef &file : request.files) {
        const auto bytes = file.size <= InlineLimit ? m_builder.bytesOf(file, InlineLimit) : Result<QByteArray>(QByteArray());
        if (!bytes)
            return tl::unexpected(bytes.error());
        look(*bytes);
    }
    const QJsonDocument parts = QJsonDocument::fromJson(request.newRecord.value_or(QByteArray()));
    for (const QJsonValue &part : parts[u"multipart"_s].toArray())
        look(part[u"value"_s].toString().toUtf8());
    return documents;
}

/// Without the program that the class was made into; never empty.
QString DataGuard::whyUnclear(const Error &error)
{
    const QString what = error.detail.section(u"}}: "_s, 1);
    return what.isEmpty() ? describe(error) : what;
}

/// One that cannot be told, because a document is too large, too deep or no JSON, or because it does not come to an end, counts
/// as if it had found something: what nobody has looked through does not leave.
auto DataGuard::byTests(const Prepared &rule, const BuiltRequest &request) -> Result<Sightings>
{
    Sightings sightings;
    if (rule.tests.isEmpty())
        return sightings;
    const auto documents = saysJson(request.http.headers) ? saidDocument(request) : otherDocuments(request);
    if (!documents)
        return tl::unexpected(documents.error());
    for (const DataClass &one : rule.tests) {
        Sighting sighting{one.name, 0, u"where %1 holds"_s.arg(one.how)};
        for (const Document &document : *documents) {
            const auto found =
                document.unclear.isEmpty() ? m_engine.testBody(dataTest(one.how), document.json) : Result<bool>(false);
            if (const QString why = found ? document.unclear : whyUnclear(found.error()); !why.isEmpty())
                sighting.unclear = why;
            else if (*found)
                ++sighting.count;
        }
        if (sighting.count > 0)
            sighting.unclear.clear();
        if (sighting.count > 0 || !sighting.unclear.isEmpty())
            sightings.append(sighting);
    }
    return sightings;
}

auto DataGuard::inLargeBody(const std::shared_ptr<const DetectorSet> &set, const OutgoingBody &body, bool isJson)
    -> QCoro::Task<Sightings>
{
    std::function<Sightings()> work = [&set, &body, isJson] { return inBody(*set, body, isJson); };
    StoreBridge::Job<Sightings> job(m_bridge, std::move(work));
    co_return co_await job.done();
}

auto DataGuard::inStoredFile(const Ready &rule, PayloadRef file) -> QCoro::Task<Result<Sightings>>
{
    const std::pair key(file.digest, rule->digest);
    if (const Sightings *known = m_files.object(key))
        co_return *known;
    std::function<Result<Sightings>()> work = [&store = m_bridge.store(), set = rule->set, file]() -> Result<Sightings> {
        auto reader = store.reader();
        return reader ? inFile(*set, **reader, file) : tl::unexpected(reader.error());
    };
    StoreBridge::Job<Result<Sightings>> job(m_bridge, std::move(work));
    auto found = co_await job.done();
    if (found)
        m_files.insert(key, new Sightings(*found));
    co_return found;
}

QString DataGuard::told(const Sightings &sightings, const Service &service)
{
    QStringList refused;
    for (const Sighting &one : sightings) {
        const QString found = u"%1, the first %2"_s.arg(one.count).arg(one.first);
        const QString unclear = u"whether there is any cannot be told: %1"_s.arg(one.unclear);
        refused.append(u"%1 (%2)"_s.arg(one.name, one.unclear.isEmpty() ? found : unclear));
    }
    refused.sort(); // the same data is the same cause, and so the same incident
    if (refused.isEmpty())
        return {};
    return u"not sent: service %1 is not cleared for %2"_s.arg(service.name, refused.join(u", "_s));
}

QCoro::Task<Result<QString>> DataGuard::objection(const BuiltRequest &request, const DataRule &rule, const Service &service)
{
    DataRule refused = rule;
    refused.protect.removeIf([&](const DataClass &one) { return service.clearedFor.contains(one.name); });
    const auto ready = prepared(refused);
    if (!ready)
        co_return tl::unexpected(ready.error());
    const Ready &found = *ready;
    auto tested = byTests(*found, request);
    if (!tested)
        co_return tl::unexpected(tested.error());
    Sightings sightings = std::move(*tested);
    const auto take = [&sightings](const Sightings &more) {
        for (const Sighting &one : more)
            add(sightings, one.name, one.count, [&] { return one.first; });
    };
    take(inHead(*found->set, request.http));
    const bool isJson = saysJson(request.http.headers);
    if (bytesInMemory(request.http.body) <= ScannedAtOnce) {
        take(inBody(*found->set, request.http.body, isJson));
    } else {
        const Sightings large = co_await inLargeBody(found->set, request.http.body, isJson);
        take(large);
    }
    for (const PayloadRef &file : request.files) {
        if (file.size <= InlineLimit)
            continue; // it was in memory
        const auto inIt = co_await inStoredFile(found, file);
        if (!inIt)
            co_return tl::unexpected(inIt.error());
        take(*inIt);
    }
    co_return told(sightings, service);
}

} // namespace cairn
