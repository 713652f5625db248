#include "payloadsample.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cairn::testing {

using namespace Qt::StringLiterals;

PayloadRef recordPayload(GuiWorkspace &workspace, const QByteArray &bytes)
{
    const auto staged = workspace.store().payloads().stage(bytes);
    if (!staged)
        qFatal("%s", qPrintable(describe(staged.error())));
    workspace.commit(Transaction(PutPayload{*staged}));
    return staged->ref;
}

PayloadRef recordSparsePayload(GuiWorkspace &workspace, qint64 size)
{
    const PayloadRef ref{Digest::of("sparse"), size};
    const QString path = payloadFile(workspace, ref);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
        qFatal("cannot make a sparse file");
    workspace.commit(Transaction(PutPayload{StagedPayload{ref, {}, true}}));
    return ref;
}

QString payloadFile(const GuiWorkspace &workspace, const PayloadRef &ref)
{
    const QString hex = ref.digest.toHex();
    return workspace.path(u".cairn/payloads/%1/%2"_s.arg(hex.left(2), hex.mid(2)));
}

void damagePayload(const GuiWorkspace &workspace, const PayloadRef &ref)
{
    QFile file(payloadFile(workspace, ref));
    if (!file.open(QIODevice::ReadWrite) || !file.seek(ref.size / 2) || file.write("#!#!") != 4)
        qFatal("cannot damage %s", qPrintable(file.fileName()));
}

} // namespace cairn::testing
