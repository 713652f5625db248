#include "ui/settings/storagepage.h"

#include "control/actor.h"
#include "definition/quantity.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/offering.h"
#include "ui/parts/progressdialog.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/parts/whydialog.h"
#include "ui/parts/workprogress.h"

#include <QBoxLayout>
#include <QDate>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardItemModel>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds StorageRest{1'000};
constexpr int PageSide = 16;
constexpr int ProgressWidth = 420;
constexpr int ProgressSteps = 1'000;
constexpr qsizetype MostDamageShown = 10;

QString keptText(Milliseconds kept)
{
    if (kept.count() == 0)
        return StoragePage::tr("for ever");
    const qint64 days = std::chrono::duration_cast<std::chrono::days>(kept).count();
    const bool whole = std::chrono::days(days) == kept;
    return whole ? StoragePage::tr("%Ln day(s)", nullptr, int(days)) : formatDuration(kept);
}

QString saidBy(const KeptRuns &kept)
{
    QStringList who;
    if (kept.own != Retention())
        who.append(StoragePage::tr("the pipeline"));
    if (ruling(kept.own, {}) != kept.ruling)
        who.append(u"cairn.yaml"_s);
    return who.join(u", "_s);
}

} // namespace

StoragePage::StoragePage(Desk &desk, const QString &workspaceRoot, QWidget *parent)
    : QWidget(parent), m_sitting(desk), m_desk(desk, workspaceRoot), m_refresher(StorageRest, this),
      m_state(new TonedLabel(TonedLabel::Plain, u"storageState"_s)), m_key(new TonedLabel(TonedLabel::Quiet, u"storageKey"_s)),
      m_copies(new TonedLabel(TonedLabel::Bad, u"storageCopies"_s)),
      m_change(new TonedLabel(TonedLabel::Quiet, u"storageChange"_s)), m_progress(new QProgressBar),
      m_rotate(new QPushButton(tr("&Change the key…"))), m_backUp(new QPushButton(tr("&Back up…"))),
      m_pending(new TonedLabel(TonedLabel::Quiet, u"storagePending"_s)), m_model(new QStandardItemModel(0, 4, this)),
      m_table(new ValueTable)
{
    setObjectName(u"storagePage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(PageSide, 10, PageSide, PageSide);
    column->setSpacing(18);
    column->addWidget(buildEncryption());
    column->addWidget(buildKept(), 1);
    connect(&m_refresher, &Refresher::due, this, &StoragePage::ask);
    m_refresher.follow(desk, *this);
    connect(m_rotate, &QPushButton::clicked, this, &StoragePage::askForKey);
    connect(m_backUp, &QPushButton::clicked, this, &StoragePage::chooseBackup);
}

QWidget *StoragePage::buildEncryption()
{
    auto *box = new QWidget;
    m_progress->setObjectName(u"storageProgress"_s);
    m_progress->setAccessibleName(tr("Encrypted so far"));
    m_progress->setRange(0, ProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(ProgressWidth);
    m_rotate->setObjectName(u"storageRotate"_s);
    m_backUp->setObjectName(u"storageBackUp"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_rotate);
    buttons->addWidget(m_backUp);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(sectionTitle(tr("Encryption")));
    for (QWidget *part : {static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_key), static_cast<QWidget *>(m_change),
                          static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_copies)})
        column->addWidget(part);
    column->addSpacing(4);
    column->addLayout(buttons);
    for (QWidget *hidden :
         {static_cast<QWidget *>(m_change), static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_copies)})
        hidden->hide();
    m_state->setText(tr("Looking at the store…"));
    offer(*m_rotate, false, m_sitting, Role::Admin);
    offer(*m_backUp, true, m_sitting, Role::Admin);
    return box;
}

QWidget *StoragePage::buildKept()
{
    auto *box = new QWidget;
    auto *what = new TonedLabel(TonedLabel::Quiet, u"storageKeptText"_s);
    what->setText(tr(
        "Once a run has ended, its payloads and headers are erased after the one time, and the run itself is removed after the "
        "other; the audit tells of both. Pipelines say so by retention: { payloads: 30d, runs: 400d }, cairn.yaml for all "
        "others."));
    m_model->setHorizontalHeaderLabels({tr("Pipeline"), tr("Payloads are kept"), tr("Runs are kept"), tr("As said by")});
    m_table->setObjectName(u"storageKept"_s);
    new TableExport(*m_table, u"kept"_s);
    m_table->setAccessibleName(tr("How long payloads and runs are kept"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnCharacters(0, 28);
    m_table->setColumnCharacters(1, 18);
    m_table->setColumnCharacters(2, 18);
    m_table->setStretchColumn(3);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(sectionTitle(tr("How long payloads and runs are kept")));
    column->addWidget(what);
    column->addWidget(m_table, 1);
    column->addWidget(m_pending);
    m_pending->hide();
    return box;
}

void StoragePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange && m_storage.encryption.isOn())
        present();
}

void StoragePage::ask()
{
    whenDone(this, m_desk.storage(), [this](const Result<Storage> &storage) {
        m_refresher.done();
        if (!storage)
            return Q_EMIT failed(storage.error());
        m_storage = *storage;
        present();
        if (m_storage.encryption.change)
            m_refresher.wake();
    });
}

void StoragePage::present()
{
    const Encryption &encryption = m_storage.encryption;
    offer(*m_rotate, encryption.isOn() && !encryption.change, m_sitting, Role::Admin);
    if (encryption.isOn()) {
        const StoreKey &key = encryption.keys.last();
        m_state->setText(
            tr("Payloads and headers are encrypted with key %1, made %2.").arg(key.number).arg(localTime(key.madeAt)));
        m_key->setText(
            tr("That key is itself encrypted with one in %1. Keep a copy of that: without it nothing here can be read.")
                .arg(QDir::toNativeSeparators(key.vault)));
    } else {
        m_state->setText(tr("The store is not encrypted: cairn.yaml says encryption: off."));
        m_key->setText(tr("Take that line out, and the store is encrypted the next time it is opened."));
    }
    presentChange(encryption);
    m_copies->setVisible(!encryption.plainCopies.isEmpty());
    m_copies->setText(tr("Not encrypted, from before an upgrade: %1. Remove it once you trust the store.")
                          .arg(encryption.plainCopies.join(u", "_s)));
    presentKept();
}

void StoragePage::presentChange(const Encryption &encryption)
{
    m_change->setVisible(encryption.change.has_value());
    m_progress->setVisible(encryption.change.has_value());
    if (!encryption.change)
        return;
    const KeyChange &change = *encryption.change;
    const QLocale locale;
    m_progress->setValue(change.total > 0 ? int(double(change.done) / double(change.total) * ProgressSteps) : 0);
    QString text = tr("Being encrypted with key %1 by the runner: %2 of %3 rows.")
                       .arg(QString::number(change.toKey), locale.toString(change.done), locale.toString(change.total));
    if (change.skipped > 0)
        text += u' ' + tr("%Ln row(s) are damaged and keep the old key.", nullptr, int(change.skipped));
    m_change->setText(text);
}

void StoragePage::presentKept()
{
    m_model->setRowCount(int(m_storage.kept.size()));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const KeptRuns &kept = m_storage.kept.at(row);
        const QStringList texts{kept.pipeline, keptText(kept.ruling.payloads), keptText(kept.ruling.runs), saidBy(kept)};
        for (int column = 0; column < texts.size(); ++column)
            m_model->setData(m_model->index(row, column), texts.at(column));
    }
    m_pending->setVisible(m_storage.pending > 0);
    m_pending->setText(tr("Being erased: %Ln run(s) or file(s).", nullptr, int(m_storage.pending)));
}

void StoragePage::askForKey()
{
    auto *dialog = new WhyDialog({u"changeKey"_s, tr("Change the key"), tr("Make a new key?"),
                                  tr("Everything in the store is encrypted anew, in the background, while it is in use. Then the "
                                     "old key is erased. The key in %1 "
                                     "stays as it is.")
                                      .arg(m_storage.encryption.vault),
                                  tr("Change")},
                                 tr("&Why?"), this);
    dialog->whenGiven([this, dialog] { return m_desk.changeKey(currentActor(), dialog->reason()); },
                      [this](int number) {
                          Q_EMIT told(tr("Key %1 is in use").arg(number));
                          m_refresher.wake();
                      });
    dialog->open();
}

void StoragePage::chooseBackup()
{
    auto *dialog = saveDialog(window(), u"backupFile"_s, tr("Back up the store"), tr("Backups of Cairn (*.cairn-backup)"),
                              u"%1.cairn-backup"_s.arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &StoragePage::backUpTo);
    dialog->open();
}

void StoragePage::backUpTo(const QString &path)
{
    const auto work = std::make_shared<LongWork>();
    auto *dialog = new ProgressDialog(tr("Back up the store"), tr("Copying the database and the payloads"), window());
    followWork(*dialog, work);
    dialog->open();
    whenDone(dialog, m_desk.backUp(path, work), [dialog, path](const Result<QStringList> &done) {
        if (!done)
            return dialog->finishUnwritten(done.error(), path);
        if (!done->isEmpty())
            return dialog->finish(tr("The backup is written, but for what is lost or damaged in the store"),
                                  done->first(std::min(done->size(), MostDamageShown)).join(u'\n'), true);
        dialog->finish(tr("The backup is written"),
                       tr("%1\nWhat is encrypted stays so. The key is not in it.").arg(QDir::toNativeSeparators(path)));
    });
}

} // namespace cairn
