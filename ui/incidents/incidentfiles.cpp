#include "ui/incidents/incidentfiles.h"

#include "base/inbackground.h"
#include "control/audit.h"
#include "ui/incidents/incidentfilewindow.h"
#include "ui/parts/whendone.h"

#include <QDir>
#include <QFileDialog>

namespace cairn {

using namespace Qt::StringLiterals;

bool isIncidentFile(const QString &path)
{
    return path.endsWith(".cairn-incident"_L1, Qt::CaseInsensitive);
}

void chooseIncidentFileOver(QWidget &window, const std::function<void(const QString &)> &then)
{
    auto *dialog = new QFileDialog(&window, IncidentFiles::tr("Open an incident file"), QDir::homePath());
    dialog->setObjectName(u"incidentFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({IncidentFiles::tr("Incident files (*.cairn-incident)"), IncidentFiles::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, &window, then);
    dialog->open();
}

IncidentFiles::IncidentFiles(Desk &desk, StoreMaker makeStore, TemporaryCopies &copies, QWidget *window)
    : QObject(window), m_desk(desk), m_makeStore(std::move(makeStore)), m_copies(copies), m_window(window)
{
}

void IncidentFiles::open(const QString &path)
{
    const auto opening = inBackground([path, makeStore = m_makeStore] { return OpenedIncident::open(path, makeStore); });
    whenDone(this, opening, [this](const Result<std::shared_ptr<OpenedIncident>> &opened) {
        if (opened)
            present(*opened);
        else
            Q_EMIT failed(opened.error());
    });
}

void IncidentFiles::present(const std::shared_ptr<OpenedIncident> &opened)
{
    auto *window = new IncidentFileWindow(opened, m_copies, m_window);
    window->show();
    const auto key = m_desk.askAtLeisure<QByteArray>([](StoreReader &reader) { return sealingKey(reader); });
    whenDone(window, key, [window](const Result<QByteArray> &ours) {
        if (ours)
            window->setOwnKey(*ours);
    });
}

} // namespace cairn
