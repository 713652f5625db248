#include "control/securitycheck.h"

#include "control/audit.h"
#include "definition/pemfile.h"
#include "definition/servicecredential.h"
#include "store/upkeep.h"

#include <QDirIterator>
#include <QFileInfo>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cairn {

namespace {

constexpr auto OthersMayWrite = QFile::WriteGroup | QFile::WriteOther;
constexpr auto OthersMayEnter = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther | OthersMayWrite;
constexpr std::chrono::hours CertificateNotice = std::chrono::hours(24) * 30;
constexpr qint64 MostIgnored = 64 << 10; // bytes of a .gitignore
constexpr rlim_t LeastLocked = 1 << 20;  // bytes: some hundred secrets

Finding good(const QString &subject, const QString &detail)
{
    return {Finding::Severity::Good, subject, detail, {}};
}

/// What is in `folder` that others than its owner may get at, and the folder itself.
QStringList openTo(QFile::Permissions whom, const QString &folder)
{
    QStringList open;
    const auto look = [&](const QFileInfo &info) {
        if (info.exists() && !info.isSymLink() && (info.permissions() & whom))
            open.append(info.filePath());
    };
    look(QFileInfo(folder));
    QDirIterator files(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        look(files.fileInfo());
    }
    return open;
}

Finding openFiles(const QString &subject, const QStringList &open, const QString &what, const QString &remedy)
{
    const QString others = open.size() > 1 ? u", and %1 more"_s.arg(open.size() - 1) : QString();
    return {Finding::Severity::Bad, subject, u"%1: %2%3"_s.arg(what, open.first(), others), remedy};
}

void examineServices(const Workspace &workspace, QList<Finding> &findings)
{
    QStringList plain;
    for (const ServiceRevision &revision : workspace.services) {
        if (isExposed(revision.service))
            plain.append(revision.service.name);
    }
    if (plain.isEmpty())
        findings.append(good(u"services"_s, u"all are reached by TLS, or on this machine"_s));
    else
        findings.append({Finding::Severity::Bad, u"services"_s,
                         u"what is sent to %1 can be read on its way (allow_insecure)"_s.arg(plain.join(", "_L1)),
                         u"Give them an https base_url"_s});
}

/// What of `path`, which is `what`, is to be told; nothing if it is good for a while.
std::optional<Finding> certificateFinding(const QString &what, const QString &path, Timestamp now)
{
    const auto facts = readCertificateFile(path);
    if (!facts)
        return Finding{Finding::Severity::Bad, u"certificates"_s,
                       u"%1, %2, cannot be used: %3"_s.arg(what, path, facts.error().detail), facts.error().remedy};
    if (facts->validUntil <= now)
        return Finding{Finding::Severity::Bad, u"certificates"_s,
                       u"%1, %2, ended %3"_s.arg(what, path, toRfc3339(facts->validUntil)), u"Put a new one in its place"_s};
    if (facts->validFrom > now)
        return Finding{Finding::Severity::Bad, u"certificates"_s,
                       u"%1, %2, counts from %3 on alone"_s.arg(what, path, toRfc3339(facts->validFrom)),
                       u"Look at this machine's clock, or put another one in its place"_s};
    if (facts->validUntil <= now + CertificateNotice)
        return Finding{Finding::Severity::Note, u"certificates"_s,
                       u"%1, %2, ends %3"_s.arg(what, path, toRfc3339(facts->validUntil)), u"Get the next one"_s};
    return std::nullopt;
}

/// Those that services and the listener name as files, and the listener's key.
void examineCertificates(const Workspace &workspace, Timestamp now, QList<Finding> &findings)
{
    const QDir root(workspace.root);
    QList<std::pair<QString, QString>> files;
    for (const ServiceRevision &revision : workspace.services) {
        const Service &service = revision.service;
        if (!service.tls.ca.isEmpty())
            files.append({u"the authority of %1"_s.arg(service.name), root.filePath(service.tls.ca)});
        if (!service.credential.certificate.isEmpty())
            files.append({u"the certificate for %1"_s.arg(service.name), root.filePath(service.credential.certificate)});
    }
    const auto &listener = workspace.settings.listener;
    if (listener && !listener->certificate.isEmpty())
        files.append({u"the listener's certificate"_s, listener->certificate});
    const qsizetype before = findings.size();
    for (const auto &[what, path] : std::as_const(files)) {
        if (const auto finding = certificateFinding(what, path, now))
            findings.append(*finding);
    }
    if (listener && !listener->key.isEmpty()) {
        if (const auto fits = checkKeyFile(listener->key, listener->certificate); !fits)
            findings.append({Finding::Severity::Bad, u"certificates"_s,
                             u"the listener's key, %1, cannot be used: %2"_s.arg(listener->key, fits.error().detail),
                             fits.error().remedy});
        else if (QFileInfo(listener->key).permissions() & (QFile::ReadGroup | QFile::ReadOther | OthersMayWrite))
            findings.append({Finding::Severity::Bad, u"certificates"_s,
                             u"others than its owner can read the listener's key, %1"_s.arg(listener->key),
                             u"chmod go= %1"_s.arg(listener->key)});
    }
    if (findings.size() == before && !files.isEmpty())
        findings.append(good(u"certificates"_s, u"all %1 that are named can be used"_s.arg(files.size())));
}

void examineRoles(const RoleSettings &roles, QList<Finding> &findings)
{
    if (roles.isDoubtful)
        findings.append({Finding::Severity::Bad, u"roles"_s,
                         u"what cairn.yaml says of them is wrong: nobody may do anything but look"_s,
                         u"`cairn check` says where"_s});
    else if (roles.holders.isEmpty())
        findings.append({Finding::Severity::Note, u"roles"_s, u"none are given: whoever can open the store may do everything"_s,
                         u"Name them in cairn.yaml: roles: { operator: [\"group:ops\"], admin: [ann] }"_s});
    else
        findings.append(good(u"roles"_s, u"given to %1 kinds of people"_s.arg(roles.holders.size())));
}

void examineAudit(StoreReader &reader, QList<Finding> &findings)
{
    const auto verdict = verifyAudit(reader, {});
    if (!verdict)
        findings.append({Finding::Severity::Bad, u"audit"_s, describe(verdict.error()), verdict.error().remedy});
    else if (!verdict->isSound())
        findings.append({Finding::Severity::Bad, u"audit"_s, verdict->flaws.first().detail,
                         u"Somebody or something changed it: `cairn audit verify` lists all, a backup tells what was"_s});
    else if (!verdict->keyChanges.isEmpty())
        findings.append({Finding::Severity::Note, u"audit"_s,
                         u"from entry %1 on, another key has sealed than before"_s.arg(verdict->keyChanges.last()),
                         u"Whoever has changed .cairn/audit.key can seal another past: compare with a key or an export that lies "
                         "elsewhere (`cairn audit verify --key`)"_s});
    else
        findings.append(good(
            u"audit"_s, u"the chain of %1 entries is whole, %2 of them sealed"_s.arg(verdict->entries).arg(verdict->sealedUpTo)));
}

/// They lie beside the store for whoever wants to go back, and nobody takes anything out of them.
void examineCopies(const QStringList &copies, QList<Finding> &findings)
{
    for (const QString &copy : copies)
        findings.append({Finding::Severity::Note, u"erasure"_s,
                         u"a copy from before an upgrade has what was erased since, and the keys: %1"_s.arg(copy),
                         u"Remove it once you need no way back"_s});
}

void examineEncryption(Store &store, QList<Finding> &findings)
{
    StoreUpkeep *upkeep = store.upkeep();
    const auto encryption = upkeep ? upkeep->encryption() : Result<Encryption>(Encryption());
    if (!encryption)
        return findings.append(
            {Finding::Severity::Bad, u"encryption"_s, describe(encryption.error()), encryption.error().remedy});
    examineCopies(encryption->otherCopies, findings);
    if (!encryption->isOn())
        return findings.append({Finding::Severity::Bad, u"encryption"_s, u"payloads and headers lie in the store as they came"_s,
                                u"Leave out encryption: off in cairn.yaml: a runner then encrypts what is there"_s});
    findings.append(good(u"encryption"_s, u"payloads and headers are sealed by a key in %1"_s.arg(encryption->vault)));
    if (const QStringList kept = keysKept(*encryption); !kept.isEmpty())
        findings.append(
            {Finding::Severity::Note, u"encryption"_s,
             u"key %1 is not erased: something that is damaged is encrypted with it"_s.arg(kept.join(u", "_s)),
             u"Put that back from a backup or erase its runs (`cairn doctor` names it), then `cairn store rotate-key`"_s});
    if (!encryption->plainCopies.isEmpty())
        findings.append(
            {Finding::Severity::Bad, u"encryption"_s,
             u"a copy of the store from before it was encrypted lies beside it: %1"_s.arg(encryption->plainCopies.first()),
             u"Remove it once you need no way back"_s});
}

Finding ownUser()
{
    if (::geteuid() != 0)
        return good(u"user"_s, u"it does not run as root"_s);
    return {Finding::Severity::Note, u"user"_s, u"it runs as root, which it does not need"_s,
            u"Give it a user of its own; cairn-runner@.service shows how"_s};
}

Finding lockedMemory()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur < LeastLocked)
        return {Finding::Severity::Note, u"memory"_s,
                u"only %1 KiB may be locked: secrets may get into swap"_s.arg(limit.rlim_cur >> 10),
                u"Raise it: LimitMEMLOCK=64M in the unit, or ulimit -l"_s};
    return good(u"memory"_s, u"secrets are kept out of swap and core dumps"_s);
}

/// The workspace is kept in git; what the store's folder holds must not be: keys, secrets, and what they seal.
Finding keptOutOfGit(const QString &storeFolder)
{
    QFile ignored(QDir(storeFolder).filePath(u".gitignore"_s));
    if (ignored.open(QIODevice::ReadOnly) && ignored.read(MostIgnored).split('\n').contains("*"))
        return good(u"git"_s, u"the store, its keys and secrets are kept out of it"_s);
    return {Finding::Severity::Bad, u"git"_s, u"git takes in what is in %1: keys and secrets are among it"_s.arg(storeFolder),
            u"Write a line with * alone into %1"_s.arg(ignored.fileName())};
}

} // namespace

QList<Finding> examineFiles(const Workspace &workspace, const QString &storeFolder)
{
    QList<Finding> findings;
    const QStringList read = openTo(OthersMayEnter, storeFolder);
    findings.append(read.isEmpty() ? good(u"store's files"_s, u"only their owner can open them"_s)
                                   : openFiles(u"store's files"_s, read, u"others than their owner can open them"_s,
                                               u"chmod -R go= %1"_s.arg(storeFolder)));
    findings.append(keptOutOfGit(storeFolder));
    QStringList changed;
    for (const QString &part : {u"cairn.yaml"_s, u"services"_s, u"pipelines"_s, u"schemas"_s, u"runbooks"_s})
        changed += openTo(OthersMayWrite, QDir(workspace.root).filePath(part));
    findings.append(changed.isEmpty()
                        ? good(u"definitions"_s, u"only their owner can change them"_s)
                        : openFiles(u"definitions"_s, changed, u"others can change where data and credentials are sent"_s,
                                    u"chmod -R go-w %1"_s.arg(workspace.root)));
    return findings;
}

QList<Finding> examineDefinitions(const Workspace &workspace, Timestamp now)
{
    QList<Finding> findings;
    examineRoles(workspace.settings.roles, findings);
    examineServices(workspace, findings);
    examineCertificates(workspace, now, findings);
    if (const auto &listener = workspace.settings.listener; listener && listener->certificate.isEmpty())
        findings.append({Finding::Severity::Note, u"listener"_s, u"it has no TLS of its own, and listens on this machine only"_s,
                         u"What stands before it must have TLS"_s});
    return findings;
}

Result<QList<Finding>> examineSecurity(Store &store, const Workspace &workspace, const QString &storeFolder)
{
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    QList<Finding> findings = examineFiles(workspace, storeFolder) + examineDefinitions(workspace, SystemClock().now());
    examineEncryption(store, findings);
    examineAudit(**reader, findings);
    findings.append(ownUser());
    findings.append(lockedMemory());
    return findings;
}

QStringList keysKept(const Encryption &how)
{
    QStringList numbers;
    for (qsizetype i = 0; !how.change && i + 1 < how.keys.size(); ++i) {
        if (!how.keys[i].retiredAt)
            numbers.append(QString::number(how.keys[i].number));
    }
    return numbers;
}

} // namespace cairn
