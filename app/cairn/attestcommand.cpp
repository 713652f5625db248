#include "commandline.h"
#include "namedfile.h"
#include "session.h"

#include "base/hasher.h"
#include "base/printable.h"
#include "control/attestation.h"
#include "store/storelocation.h"

#include <QFile>
#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestStatement = 64 << 20;

/// The public half of the key of the workspace around here; empty if there is no workspace, or it has none yet.
QByteArray ownKey(const Invocation &invocation)
{
    const auto root = workspaceRoot(invocation.folder);
    const QString file = root ? auditKeyIn(storeFolderOf(*root)) : QString();
    if (file.isEmpty() || !QFile::exists(file))
        return {};
    const auto key = SigningKey::openOrCreate(file);
    return key ? key->publicKey() : QByteArray();
}

Result<Digest> digestOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Usage, u"it cannot be read: %1"_s.arg(file.errorString()), path,
                       u"Name the file that was delivered"_s);
    QByteArray block(1 << 20, Qt::Uninitialized);
    Hasher hasher;
    for (;;) {
        const qint64 got = file.read(block.data(), block.size());
        if (got < 0)
            return failure(ErrorKind::Usage, u"it cannot be read: %1"_s.arg(file.errorString()), path,
                           u"Name the file that was delivered"_s);
        if (got == 0)
            return hasher.finish();
        hasher.add(QByteArrayView(block.constData(), got));
    }
}

/// Whose the key is, as far as can be told here.
QString whose(const QByteArray &key, const QByteArray &given, const QByteArray &own)
{
    if (!given.isEmpty())
        return u"the given one"_s;
    return key == own ? u"this workspace's"_s : u"not known here"_s;
}

struct Checked
{
    QString path;
    QString subject; ///< that it is; empty: none
};

void printStatement(const Attestation &read, const QString &whoseKey, const QList<Checked> &files, const Terminal &terminal)
{
    const QJsonObject metadata = read.statement[u"predicate"_s][u"runDetails"_s][u"metadata"_s].toObject();
    const QJsonObject parameters = read.statement[u"predicate"_s][u"buildDefinition"_s][u"externalParameters"_s].toObject();
    terminal.line(u"signature  right, by key %1 (%2)"_s.arg(QString::fromLatin1(read.key.toBase64()), whoseKey));
    terminal.line(u"run        %1 of %2@%3, input %4, finished %5"_s.arg(
        printable(metadata[u"invocationId"_s].toString()), printable(parameters[u"pipeline"_s].toString()),
        QString::number(parameters[u"version"_s].toInt()), printable(parameters[u"input"_s].toString()),
        printable(metadata[u"finishedOn"_s].toString())));
    for (auto it = read.subjects.cbegin(); it != read.subjects.cend(); ++it)
        terminal.line(u"made       %1 sha256:%2"_s.arg(printable(it.key()), it.value().toHex()));
    for (const Checked &file : files)
        terminal.line(file.subject.isEmpty() ? u"BAD        %1 is not among what it made"_s.arg(printable(file.path))
                                             : u"good       %1 is %2"_s.arg(printable(file.path), printable(file.subject)));
}

QJsonObject toJson(const Attestation &read, const QString &whoseKey, const QList<Checked> &files)
{
    QJsonArray checked;
    for (const Checked &file : files)
        checked.append(QJsonObject{{u"file"_s, file.path},
                                   {u"subject"_s, file.subject.isEmpty() ? QJsonValue() : QJsonValue(file.subject)}});
    return {{u"key"_s, QString::fromLatin1(read.key.toBase64())},
            {u"whose"_s, whoseKey},
            {u"files"_s, checked},
            {u"statement"_s, read.statement}};
}

Exit verifyStatement(const Invocation &invocation, const QStringList &paths, const QByteArray &given, const Terminal &terminal)
{
    const auto text = readNamedFile(paths.first(), LargestStatement);
    if (!text)
        return terminal.fail(text.error());
    const auto read = readAttestation(*text, given);
    if (!read)
        return terminal.fail(
            aboutNamedFile({read.error().kind, read.error().detail, paths.first(), read.error().remedy}, paths.first()));
    QList<Checked> files;
    bool allThere = true;
    for (const QString &path : paths.mid(1)) {
        const auto digest = digestOfFile(path);
        if (!digest)
            return terminal.fail(digest.error());
        files.append({path, read->subjects.key(*digest)});
        allThere = allThere && !files.last().subject.isEmpty();
    }
    const QByteArray own = ownKey(invocation);
    const QString whoseKey = whose(read->key, given, own);
    if (terminal.json())
        terminal.object(toJson(*read, whoseKey, files));
    else
        printStatement(*read, whoseKey, files, terminal);
    const bool isTrusted = !given.isEmpty() || read->key == own;
    if (!isTrusted)
        terminal.warn(u"whoever has that key said so: compare it with the one that you trust, and give it with --key"_s);
    return allThere && isTrusted ? Exit::Well : Exit::NeedsPerson;
}

} // namespace

Exit attestCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"verify FILE [OUTPUT…]"_s,
        u"Whether a statement that `cairn show RUN --attest` wrote is unchanged, whose it is, and whether the OUTPUT "
        "files are what the run made."_s);
    arguments.addOption(u"key"_s, u"KEY"_s, u"the public key that must have signed it; default: this workspace's"_s);
    if (const auto exit = arguments.parse(terminal, 2, -1))
        return *exit;
    if (arguments.positional().first() != "verify"_L1)
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is nothing that can be done with a statement"_s.arg(arguments.positional().first()),
                              {},
                              u"Write cairn attest verify FILE"_s});
    const QByteArray key = QByteArray::fromBase64(arguments.value(u"key"_s).toLatin1());
    if (arguments.isSet(u"key"_s) && key.size() != 32)
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is no public key"_s.arg(arguments.value(u"key"_s)),
                              {},
                              u"Give the 44 characters that `cairn audit verify` prints"_s});
    return verifyStatement(invocation, arguments.positional().mid(1), key, terminal);
}

} // namespace cairn
