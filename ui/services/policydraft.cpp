#include "ui/services/policydraft.h"

#include "ui/parts/whendone.h"

#include "definition/servicefields.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What "open as draft" takes over: not where the service is and how it is reached.
bool isProposed(const ServiceField &field)
{
    return field.ofPolicy() || field.path.startsWith("contract."_L1) || field.path.startsWith("idempotency."_L1);
}

} // namespace

PolicyDraft::PolicyDraft(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk) {}

void PolicyDraft::turnTo(const QString &service)
{
    m_name = service;
    Q_EMIT changed();
    refresh();
}

void PolicyDraft::refresh()
{
    const QString name = m_name;
    if (name.isEmpty())
        return;
    const auto question = [name](StoreReader &reader) { return reader.service(name); };
    whenDone(this, m_desk.ask<ServiceRevision>(question),
             [this, name](const Result<ServiceRevision> &live) { take(name, live); });
}

void PolicyDraft::take(const QString &name, const Result<ServiceRevision> &live)
{
    if (!live) {
        if (live.error().kind != ErrorKind::NotFound)
            Q_EMIT failed(live.error());
        return;
    }
    Draft &draft = m_drafts[name];
    if (draft.loaded && draft.live.id == live->id)
        return;
    const bool untouched = !draft.loaded || draft.yaml == draft.begun.source;
    const bool isLiveNow = draft.loaded && draft.yaml == live->source; // what was drafted here has been applied
    draft.live = *live;
    draft.loaded = true;
    if (untouched || isLiveNow)
        begin(name);
    if (name == m_name)
        Q_EMIT changed();
}

void PolicyDraft::begin(const QString &name)
{
    Draft &draft = m_drafts[name];
    draft.begun = draft.live;
    draft.keptFrom = draft.live;
    draft.yaml = draft.live.source;
    draft.inherited = draft.live.inherited;
    draft.wanted = draft.live;
    draft.said = draft.live.service;
    read(name);
}

/// In the background: rules about answers may hold programs that take their time to be checked.
void PolicyDraft::read(const QString &name)
{
    Draft &draft = m_drafts[name];
    draft.read = false;
    const int asked = ++draft.asked;
    const auto task = [name, yaml = draft.yaml, inherited = draft.inherited]() -> Result<ServiceFile> {
        return readServiceFile(yaml, name + u".yaml"_s, inherited);
    };
    whenDone(this, m_desk.work<ServiceFile>(task), [this, name, asked](const Result<ServiceFile> &file) {
        if (file && m_drafts.value(name).asked == asked) // else it has changed since
            judge(name, *file);
    });
}

void PolicyDraft::judge(const QString &name, const ServiceFile &file)
{
    Draft &draft = m_drafts[name];
    draft.problems = file.problems;
    if (const QString &named = file.revision.service.name; !named.isEmpty() && named != name)
        draft.problems.prepend({name + u".yaml"_s, file.namePlace.line, file.namePlace.column,
                                tr("this is service “%1”, and it cannot be renamed here").arg(named),
                                tr("Write service: %1").arg(name)});
    draft.sound = cairn::isSound(draft.problems);
    draft.read = true;
    draft.readable = !file.revision.source.isEmpty();
    if (draft.readable)
        draft.said = file.revision.service;
    if (draft.sound)
        draft.wanted = file.revision;
    if (name == m_name)
        Q_EMIT changed();
}

const PolicyDraft::Draft &PolicyDraft::current() const
{
    static const Draft none;
    const auto found = m_drafts.constFind(m_name);
    return found == m_drafts.constEnd() ? none : *found;
}

bool PolicyDraft::isChanged() const
{
    return isLoaded() && current().yaml != current().live.source;
}

bool PolicyDraft::isDifferent() const
{
    return isLoaded() && current().wanted.digest != current().live.digest;
}

void PolicyDraft::setYaml(const QByteArray &yaml)
{
    if (!isLoaded() || yaml == current().yaml)
        return;
    m_drafts[m_name].yaml = yaml;
    read(m_name);
    Q_EMIT changed();
}

void PolicyDraft::setValue(const QString &path, const QString &value)
{
    if (const auto text = withServiceValue(yaml(), path, value)) {
        setYaml(*text);
    } else {
        Q_EMIT failed(text.error());
        Q_EMIT changed(); // what asked for it shows what there is
    }
}

void PolicyDraft::setService(const Service &service, const Service &from)
{
    if (!isLoaded())
        return;
    QByteArray text = yaml();
    for (const ServiceField &field : serviceFields()) {
        const QString wanted = field.text(service);
        if (!isProposed(field) || wanted == field.text(from))
            continue;
        const auto changedText = withServiceValue(text, field.path, wanted);
        if (!changedText) {
            Q_EMIT failed(changedText.error());
            return;
        }
        text = *changedText;
    }
    setYaml(text);
    Q_EMIT proposed();
}

void PolicyDraft::setText(const QByteArray &yaml, const QByteArray &inherited)
{
    if (!isLoaded())
        return;
    Draft &draft = m_drafts[m_name];
    draft.begun = draft.live;
    draft.keptFrom = draft.live;
    draft.yaml = yaml;
    draft.inherited = inherited;
    read(m_name);
    Q_EMIT changed();
    Q_EMIT proposed();
}

void PolicyDraft::discard()
{
    if (!isLoaded())
        return;
    begin(m_name);
    Q_EMIT changed();
}

void PolicyDraft::rebase()
{
    if (!isLoaded() || !isRead())
        return;
    Draft &draft = m_drafts[m_name];
    QByteArray text = draft.yaml;
    const FieldOrigins origins(draft.live.source, draft.live.inherited);
    for (const ServiceChange &theirs : serviceChanges(draft.begun.service, draft.live.service)) {
        const ServiceField *field = serviceField(theirs.path);
        if (!draft.readable || !field || field->text(draft.said) != theirs.before)
            continue; // it is changed here, too, or has no place of its own: takesBack() tells
        const bool isOwn = origins.of(theirs.path) == FieldOrigin::Own;
        if (const auto merged = withServiceValue(text, theirs.path, isOwn ? theirs.after : QString()))
            text = *merged;
    }
    draft.begun = draft.live;
    draft.yaml = text;
    draft.inherited = draft.live.inherited;
    read(m_name);
    Q_EMIT changed();
}

QList<ServiceChange> PolicyDraft::takesBack() const
{
    QList<ServiceChange> all = serviceChanges(live().service, said());
    const QList<ServiceChange> theirs = serviceChanges(current().keptFrom.service, live().service);
    all.removeIf([&theirs](const ServiceChange &change) {
        return std::none_of(theirs.begin(), theirs.end(), [&](const ServiceChange &one) { return one.path == change.path; });
    });
    return all;
}

QStringList PolicyDraft::unapplied() const
{
    QStringList names;
    for (const auto &[name, draft] : m_drafts.asKeyValueRange()) {
        if (draft.loaded && draft.yaml != draft.live.source)
            names.append(name);
    }
    names.sort();
    return names;
}

} // namespace cairn
