#include "ui/payload/payloadfiles.h"

#include "base/inbackground.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/whendone.h"
#include "ui/payload/payloadparts.h"
#include "ui/payload/temporarycopies.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QProgressDialog>
#include <QUrl>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int PatienceMs = 400; ///< before progress is shown

bool isProgram(const QString &path)
{
    QFile file(path);
    return !file.open(QIODevice::ReadOnly) || beginsAsProgram(file.read(1024));
}

} // namespace

PayloadFiles::PayloadFiles(Desk &desk, TemporaryCopies &copies, QWidget *window)
    : QObject(window), m_desk(desk), m_copies(copies), m_window(window)
{
}

void PayloadFiles::saveAs(const PayloadRef &ref, const QString &fileName)
{
    auto *dialog = saveDialog(m_window, u"savePayloadDialog"_s, tr("Save the payload as"), {}, fileName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, ref](const QString &path) { saveTo(ref, path); });
    dialog->open();
}

void PayloadFiles::saveTo(const PayloadRef &ref, const QString &path)
{
    const QString file = QDir::toNativeSeparators(path);
    save(ref, path, tr("Saving %1").arg(file), [this, file] { Q_EMIT told(tr("Saved as %1").arg(file)); });
}

void PayloadFiles::save(const PayloadRef &ref, const QString &path, const QString &doing, const std::function<void()> &then)
{
    auto *progress = new QProgressDialog(doing, tr("Cancel"), 0, 1000, m_window);
    progress->setObjectName(u"payloadCopyProgress"_s);
    progress->setWindowTitle(tr("Payload"));
    progress->setMinimumDuration(PatienceMs);
    progress->setWindowModality(Qt::WindowModal);
    progress->setAttribute(Qt::WA_DeleteOnClose, false);
    progress->setAutoReset(false);
    progress->setAutoClose(false);
    auto *watcher = new QFutureWatcher<Result<void>>(progress);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, progress, &QProgressDialog::setValue);
    connect(progress, &QProgressDialog::canceled, watcher, &QFutureWatcherBase::cancel);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, progress, then] {
        const bool answered = watcher->future().resultCount() > 0;
        progress->deleteLater();
        progress->hide();
        if (!answered)
            Q_EMIT told(tr("Cancelled: nothing was written"));
        else if (const Result<void> saved = watcher->result(); saved)
            then();
        else
            Q_EMIT failed(saved.error());
    });
    watcher->setFuture(m_desk.savePayload(ref, path));
}

void PayloadFiles::open(const PayloadRef &ref, const QString &fileName)
{
    const QString suffix = fileName.mid(fileName.lastIndexOf(u'.'));
    if (!isHarmlessSuffix(suffix)) {
        Q_EMIT failed({ErrorKind::Usage,
                       tr("Files ending in %1 are not opened: they may run programs").arg(suffix),
                       {},
                       tr("Look at it here, or save it")});
        return;
    }
    const Result<QString> path = m_copies.placeFor(fileName);
    if (!path) {
        Q_EMIT failed(path.error());
        return;
    }
    save(ref, *path, tr("Copying for another program"), [this, path = *path] {
        if (isProgram(path)) {
            QFile::remove(path);
            Q_EMIT failed({ErrorKind::Usage,
                           tr("This is a program, a script or a web page, whatever its name says: it is not opened"),
                           {},
                           tr("Look at it here, or save it")});
        } else if (QDesktopServices::openUrl(QUrl::fromLocalFile(path))) {
            Q_EMIT told(tr("Opened a copy: what is changed there changes nothing here"));
        } else {
            Q_EMIT failed({ErrorKind::NotFound, tr("No program opens such files"), {}, tr("Save it, and open it from there")});
        }
    });
}

void PayloadFiles::copyText(const PayloadRef &ref, const PayloadNature &nature)
{
    if (ref.size > MostCopied) {
        Q_EMIT failed({ErrorKind::Usage, tr("More than %1 are not copied").arg(sizeText(MostCopied)), {}, tr("Save it instead")});
        return;
    }
    fetchPart(this, m_desk, ref.digest, 0, MostCopied, [this, ref, nature](const Result<PayloadPart> &part) {
        if (!part) {
            Q_EMIT failed(part.error());
            return;
        }
        const auto decode = [bytes = part->bytes, ref, nature]() -> Result<QString> {
            if (Digest::of(bytes) != ref.digest)
                return failure(ErrorKind::Damaged, tr("The payload is damaged"), ref.digest.toHex(),
                               tr("Rerun from the input file"));
            return decodeText(QByteArrayView(bytes).sliced(nature.markLength), nature.encoding);
        };
        whenDone(this, inBackground(decode), [this](const Result<QString> &text) {
            if (!text) {
                Q_EMIT failed(text.error());
                return;
            }
            QGuiApplication::clipboard()->setText(*text);
            Q_EMIT told(tr("Copied"));
        });
    });
}

} // namespace cairn
