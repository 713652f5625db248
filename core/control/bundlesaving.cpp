#include "control/audit.h"
#include "control/incidentbundle.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Who took out what is worth remembering.
Result<void> auditTaking(Store &store, const IncidentBundle &bundle, BundledPayloads payloads, const QString &reason)
{
    const QJsonObject after{{u"runs"_s, bundle.runs.size()},
                            {u"payloads"_s, word(payloads)},
                            {u"payloads_in_it"_s, bundle.payloads.size()},
                            {u"key"_s, QString::fromLatin1(bundle.key.toBase64())}};
    const auto done =
        store.commitAndWait(Transaction(audited(bundle.createdAt, bundle.createdBy, u"incident.bundled"_s,
                                                u"incident/%1"_s.arg(bundle.about.incident.id), reason, {}, after)));
    return done ? Result<void>() : tl::unexpected(done.error());
}

} // namespace

QString word(BundledPayloads payloads)
{
    switch (payloads) {
    case BundledPayloads::None:
        return u"none"_s;
    case BundledPayloads::Failing:
        return u"failing"_s;
    case BundledPayloads::All:
        return u"all"_s;
    }
    Q_UNREACHABLE();
    return {};
}

std::optional<BundledPayloads> bundledPayloadsFromWord(QStringView text)
{
    for (const BundledPayloads payloads : {BundledPayloads::None, BundledPayloads::Failing, BundledPayloads::All}) {
        if (text == word(payloads))
            return payloads;
    }
    return std::nullopt;
}

Result<IncidentBundle> tellIncident(StoreReader &reader, qint64 incident, BundledPayloads payloads, const BundleAuthor &author,
                                    Timestamp now)
{
    auto bundle = collectIncident(reader, incident, payloads);
    if (bundle) {
        bundle->workspace = author.workspace;
        bundle->createdBy = author.actor;
        bundle->createdAt = now;
    }
    return bundle;
}

Result<IncidentBundle> saveIncident(Store &store, const BundleOrder &order, const BundleAuthor &author, Timestamp now,
                                    LongWork &work)
{
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    auto bundle = tellIncident(**reader, order.incident, order.payloads, author, now);
    if (!bundle)
        return bundle;
    const auto key = SigningKey::openOrCreate(author.keyFile);
    if (!key)
        return tl::unexpected(key.error());
    if (auto written = writeIncidentFile(**reader, *bundle, order.path, *key, work); !written)
        return tl::unexpected(written.error());
    if (auto noted = auditTaking(store, *bundle, order.payloads, order.reason); !noted)
        return tl::unexpected(noted.error());
    return bundle;
}

} // namespace cairn
