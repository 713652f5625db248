#include "control/audit.h"
#include "control/incidentbundle.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Who takes out what is worth remembering: it is told before it leaves, and who may not have it said takes nothing.
Result<void> auditTaking(Store &store, const IncidentBundle &bundle, const QString &action, const BundleOrder &order,
                         QJsonObject after)
{
    after.insert(u"payloads"_s, word(order.payloads));
    const auto done = store.commitAndWait(Transaction(audited(
        bundle.createdAt, bundle.createdBy, action, u"incident/%1"_s.arg(bundle.about.incident.id), order.reason, {}, after)));
    return done ? Result<void>() : tl::unexpected(done.error());
}

} // namespace

QString word(BundledPayloads payloads)
{
    switch (payloads) {
    case BundledPayloads::None: return u"none"_s;
    case BundledPayloads::Failing: return u"failing"_s;
    case BundledPayloads::All: return u"all"_s;
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
    const auto passedOn = PassedOn::of(reader, author.root);
    if (!passedOn)
        return tl::unexpected(passedOn.error());
    auto bundle = collectIncident(reader, incident, payloads, *passedOn);
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
    if (auto noted = auditTaking(store, *bundle, u"incident.bundled"_s, order,
                                 {{u"runs"_s, bundle->runs.size()},
                                  {u"payloads_in_it"_s, bundle->payloads.size()},
                                  {u"key"_s, QString::fromLatin1(key->publicKey().toBase64())}});
        !noted)
        return tl::unexpected(noted.error());
    if (const auto written = writeIncidentFile(**reader, *bundle, order.path, *key, work); !written) {
        std::ignore = auditTaking(store, *bundle, u"incident.bundle_failed"_s, order, {{u"why"_s, written.error().detail}});
        return tl::unexpected(written.error());
    }
    return bundle;
}

} // namespace cairn
