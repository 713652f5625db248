#include "ui/window/statementexporter.h"

#include "control/attestation.h"
#include "control/desk.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/whendone.h"

#include <QDir>
#include <QFileDialog>

namespace cairn {

using namespace Qt::StringLiterals;

StatementExporter::StatementExporter(Desk &desk, const BundleAuthor &author, QWidget *parent)
    : QObject(parent), m_desk(desk), m_author(author), m_parent(parent)
{
}

void StatementExporter::choose(RunId run)
{
    auto *dialog = saveDialog(m_parent->window(), u"saveStatementDialog"_s, tr("Save the signed statement"),
                              tr("in-toto statement (*.intoto.jsonl)"), u"%1.intoto.jsonl"_s.arg(run.toString()));
    connect(dialog, &QFileDialog::fileSelected, this, [this, run](const QString &path) { write(run, path); });
    dialog->open();
}

void StatementExporter::write(RunId run, const QString &path)
{
    const auto work = [store = &m_desk.store(), run, path, author = m_author] {
        return saveAttestation(*store, run, author.workspace, author.keyFile, path);
    };
    whenDone(this, m_desk.work<QByteArray>(work), [this, path](const Result<QByteArray> &key) {
        if (key)
            Q_EMIT told(
                tr("Saved as %1, signed by key %2").arg(QDir::toNativeSeparators(path), QString::fromLatin1(key->toBase64())));
        else
            Q_EMIT failed(key.error());
    });
}

} // namespace cairn
