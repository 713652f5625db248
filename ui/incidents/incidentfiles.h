#pragma once

#include "control/desk.h"
#include "control/openedincident.h"

#include <QObject>

class QWidget;

namespace cairn {

class TemporaryCopies;

/// Whether a path looks like that of an incident file; what is in it is another question.
bool isIncidentFile(const QString &path);
/// Lets a person choose one.
void chooseIncidentFileOver(QWidget &window, const std::function<void(const QString &)> &then);

/// Opens incident files, each in a window of its own beside the console, read-only.
class IncidentFiles : public QObject
{
    Q_OBJECT
public:
    /// `desk` is the console's: it knows the workspace's own key. `copies` lives as long as the program.
    IncidentFiles(Desk &desk, StoreMaker makeStore, TemporaryCopies &copies, QWidget *window);

    void open(const QString &path);

Q_SIGNALS:
    void failed(const cairn::Error &error);

private:
    void present(const std::shared_ptr<OpenedIncident> &opened);

    Desk &m_desk;
    StoreMaker m_makeStore;
    TemporaryCopies &m_copies;
    QWidget *m_window;
};

} // namespace cairn
