#include "faults.h"

#include "base/ids.h"

#include <array>
#include <cmath>
#include <cstring>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {

struct Field
{
    const char *name;
    double FaultSettings::*value;
    double largest;
};

constexpr double LongestMs = 3'600'000;

constexpr std::array<Field, 13> Fields{{
    {"latency_ms", &FaultSettings::latencyMs, LongestMs},
    {"jitter_ms", &FaultSettings::jitterMs, LongestMs},
    {"status_429_ratio", &FaultSettings::tooManyRatio, 1},
    {"retry_after_s", &FaultSettings::retryAfterS, 86'400},
    {"status_503_ratio", &FaultSettings::unavailableRatio, 1},
    {"reset_ratio", &FaultSettings::resetRatio, 1},
    {"truncate_ratio", &FaultSettings::truncateRatio, 1},
    {"trickle_ms_per_byte", &FaultSettings::trickleMsPerByte, 60'000},
    {"wrong_schema_ratio", &FaultSettings::wrongSchemaRatio, 1},
    {"status_401_ratio", &FaultSettings::unauthorizedRatio, 1},
    {"lost_ratio", &FaultSettings::lostRatio, 1},
    {"silent_ratio", &FaultSettings::silentRatio, 1},
    {"strict_dates_ratio", &FaultSettings::strictDatesRatio, 1},
}};

/// One of the faults of which at most one happens.
struct Choice
{
    const char *name;
    double FaultSettings::*ratio;
    int rank; ///< of those that are drawn at once the one of the lowest rank happens
    Fault::Kind kind;
    TransportFault::Cut cut;
};

using Cut = TransportFault::Cut;

/// In the order of their draws: new ones go to the end, so that a seed keeps its meaning within one request.
constexpr std::array<Choice, 9> Choices{{
    {"status_429", &FaultSettings::tooManyRatio, 0, Fault::Kind::TooMany, Cut::None},
    {"status_503", &FaultSettings::unavailableRatio, 1, Fault::Kind::Unavailable, Cut::None},
    {"reset", &FaultSettings::resetRatio, 5, Fault::Kind::None, Cut::Reset},
    {"truncate", &FaultSettings::truncateRatio, 6, Fault::Kind::None, Cut::Truncate},
    {"wrong_schema", &FaultSettings::wrongSchemaRatio, 7, Fault::Kind::WrongSchema, Cut::None},
    {"status_401", &FaultSettings::unauthorizedRatio, 2, Fault::Kind::Unauthorized, Cut::None},
    {"lost", &FaultSettings::lostRatio, 3, Fault::Kind::Lost, Cut::Silent},
    {"silent", &FaultSettings::silentRatio, 4, Fault::Kind::None, Cut::Silent},
    {"strict_dates", &FaultSettings::strictDatesRatio, 8, Fault::Kind::StrictDates, Cut::None},
}};

const Field *fieldNamed(const QString &name)
{
    for (const Field &field : Fields) {
        if (name == QLatin1String(field.name))
            return &field;
    }
    return nullptr;
}

/// A generator of a service's own, so that services do not disturb each other's sequences.
QRandomGenerator generatorFor(quint64 seed, const QString &service)
{
    const QByteArray name = Digest::of(service.toUtf8()).toBytes();
    quint32 words[4] = {quint32(seed), quint32(seed >> 32), 0, 0};
    std::memcpy(words + 2, name.constData(), 2 * sizeof(quint32));
    return QRandomGenerator(words, 4);
}

} // namespace

Faults::Faults(quint64 seed, const QStringList &services) : m_seed(seed)
{
    for (const QString &service : services)
        replace(service, {});
}

QJsonObject Faults::settings(const QString &service) const
{
    const FaultSettings settings = m_services.value(service).settings;
    QJsonObject object;
    for (const Field &field : Fields)
        object.insert(QLatin1String(field.name), settings.*field.value);
    return object;
}

QJsonObject Faults::allSettings() const
{
    QJsonObject all;
    for (auto it = m_services.cbegin(); it != m_services.cend(); ++it)
        all.insert(it.key(), settings(it.key()));
    return all;
}

QJsonObject Faults::counts() const
{
    QJsonObject all;
    for (auto it = m_services.cbegin(); it != m_services.cend(); ++it) {
        QJsonObject object;
        for (auto count = it->counts.cbegin(); count != it->counts.cend(); ++count)
            object.insert(count.key(), count.value());
        all.insert(it.key(), object);
    }
    return all;
}

Result<void> Faults::set(const QString &service, const QJsonObject &settings)
{
    FaultSettings wanted;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const Field *field = fieldNamed(it.key());
        if (!field)
            return failure(ErrorKind::Usage, u"Unknown field %1"_s.arg(it.key()), {}, u"GET /faults lists the fields"_s);
        const double value = it->toDouble(-1);
        if (!it->isDouble() || value < 0 || value > field->largest)
            return failure(ErrorKind::Usage, u"%1 must be a number from 0 to %2"_s.arg(it.key()).arg(field->largest, 0, 'f', 0));
        wanted.*field->value = value;
    }
    replace(service, wanted);
    return {};
}

void Faults::clear(const QString &service)
{
    replace(service, {});
}

Fault Faults::draw(const QString &service)
{
    State &state = m_services[service];
    const FaultSettings &settings = state.settings;
    // Every draw is made, wanted or not: one ratio changed leaves the fate of the other requests as it was.
    const double delay = state.random.generateDouble();
    const Choice *drawn = nullptr;
    for (const Choice &choice : Choices) {
        const bool hits = state.random.generateDouble() < settings.*choice.ratio;
        if (hits && (!drawn || choice.rank < drawn->rank))
            drawn = &choice;
    }
    Fault fault;
    fault.transport.delayMs = int(std::lround(settings.latencyMs + delay * settings.jitterMs));
    fault.transport.trickleMsPerByte = settings.trickleMsPerByte;
    if (!drawn)
        return fault;
    fault.kind = drawn->kind;
    fault.transport.cut = drawn->cut;
    if (fault.kind == Fault::Kind::TooMany)
        fault.retryAfterS = int(std::ceil(settings.retryAfterS));
    ++state.counts[QLatin1String(drawn->name)];
    return fault;
}

void Faults::replace(const QString &service, const FaultSettings &settings)
{
    State &state = m_services[service];
    state.settings = settings;
    state.random = generatorFor(m_seed, service);
}

} // namespace cairn::demo
